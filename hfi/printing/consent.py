"""The consent form on paper: what stands today, what a no means, how to take a yes back, and where to sign.

It says what may be seen and by whom, never who said no: of what nobody else may see, it says just that.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort

from hfi.access.terms import Action, Level
from hfi.audit import service as audit
from hfi.consent.models import Extent
from hfi.consent.rules import Words, consent_text
from hfi.extensions import db
from hfi.families.scope import FamilyAccess
from hfi.family_page.consent_views import Side
from hfi.family_page.dossier import Dossier
from hfi.family_page.present import present_contacts
from hfi.family_page.present_consents import others, owners
from hfi.family_page.views import Contact
from hfi.printing.document import pdf
from hfi.printing.paper import render
from hfi.texts import _, language


@dataclass(frozen=True)
class Line:
    """What one department writes, and who else may see it; `until` the first day on which that ends."""

    owner: Side
    seen_by: tuple[str, ...]
    times_by: tuple[str, ...]
    until: date | None


@dataclass(frozen=True)
class PrintedConsent:
    """The whole paper. `whose` is one person's name, or the family's."""

    family: str
    municipality: str
    programme: str
    whose: str
    words: Words
    version: str
    lines: tuple[Line, ...]
    signatures: tuple[str, ...]
    contacts: tuple[Contact, ...]
    interpreter: bool
    printed_on: date


def consent_pdf(paper: PrintedConsent) -> bytes:
    """The form as PDF/UA-1. Raises PrintUnavailableError."""
    return pdf(render("print/consent.html", paper=paper))


def load_consent(access: FamilyAccess, person: str) -> PrintedConsent:
    """The paper of one person, or of everybody at home; 403 for those who may not print, 404 for nobody of the family.

    The printing is logged.
    """
    decision = access.decide(Action.PRINT, Level.PLAN)
    if not decision:
        db.session.commit()
        abort(403)
    dossier = Dossier(access)
    people = chosen(dossier, person)
    paper = printed(dossier, people, whose=people[0].name if person else dossier.family.name)
    what = f"print:consents:{people[0].id if person else 'all'}"
    audit.read_family(access.reader, access.id, what, decision.why)
    db.session.commit()
    return paper


def chosen(dossier: Dossier, person: str) -> list[Any]:
    """The person with this id, or everybody at home."""
    if not person:
        return [one for one in dossier.household if not one.lives_elsewhere]
    found = [one for one in dossier.household if str(one.id) == person]
    if not found:
        db.session.commit()
        abort(404)
    return found


def printed(dossier: Dossier, people: list[Any], whose: str) -> PrintedConsent:
    """The paper about these people."""
    text = consent_text(dossier.today)
    return PrintedConsent(
        family=dossier.family.name,
        municipality=dossier.programme.municipality_name,
        programme=dossier.programme.name,
        whose=whose,
        words=text.words[language()],
        version=text.version,
        lines=tuple(line(dossier, [one.id for one in people], owner) for owner in owners(dossier)),
        signatures=tuple(signatures(dossier, people)),
        contacts=present_contacts(dossier),
        interpreter=bool(dossier.family.interpreter_language),
        printed_on=dossier.today,
    )


def line(dossier: Dossier, people: list[uuid.UUID], owner: Side) -> Line:
    """Who may see what the department writes about all of these people. What the law alone opens is not on paper."""
    seen: list[str] = []
    times: list[str] = []
    days: list[date] = []
    for reader in others(dossier, owner):
        cells = [dossier.shares.cell(one, owner.code, reader.code) for one in people]
        least = min((one.agreed for one in cells), key=lambda one: one.rank, default=Extent.NONE)
        if least is not Extent.NONE:
            (times if least is Extent.TIMES_ONLY else seen).append(reader.title)
            days += [one.last_day for one in cells if one.last_day]
    return Line(owner, tuple(seen), tuple(times), min(days, default=None))


def signatures(dossier: Dossier, people: Iterable[Any]) -> Iterable[str]:
    """Everybody who answers for one of these people, then a line for whoever talked with them."""
    voices = {voice for one in people for voice in dossier.shares.voices[one.id]}
    yield from (one.name for one in dossier.everybody if one.id in voices)
    yield _("Who talked with you")
