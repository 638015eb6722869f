"""Presenter of the young people's own pages. They are of the joint plan: whoever reads it reads them."""

import uuid
from collections.abc import Iterator
from typing import Any

from hfi import clock
from hfi.access.models import User
from hfi.extensions import db
from hfi.families import cpr
from hfi.families.models import PersonKind
from hfi.families.sealing import opened
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import Rows, ids_of, linked
from hfi.family_page.present import names_of
from hfi.family_page.present_promises import promises
from hfi.family_page.young_views import Contacts, Said, SupporterView, YoungPage, YoungPerson
from hfi.filters import full_date
from hfi.programmes.parts import YoungPart
from hfi.texts import _
from hfi.young.models import (
    RING_TITLES,
    SAYINGS,
    OwnWords,
    OwnWordsKeptFrom,
    Penned,
    Ring,
    Supporter,
    SupporterKeptFrom,
)


def young_people(dossier: Dossier) -> list[Any]:
    """Who has a page of their own: the programme's young people, who are children of the family."""
    ages = dossier.programme.young_ages
    children = (one for one in dossier.household if one.kind is PersonKind.CHILD)
    return [one for one in children if cpr.age(one.born_on, dossier.today) in ages]


def present_young(dossier: Dossier) -> YoungPage | None:
    """The pages; None where the programme has none, or the family nobody of that age. Three queries at most."""
    people, parts = young_people(dossier), dossier.programme.young_parts
    if not people:
        return None
    words = words_rows(dossier) if YoungPart.WORDS in parts else []
    supporters = supporter_rows(dossier) if YoungPart.NETWORK in parts else []
    promised = promises(dossier) if YoungPart.CONTACT in parts else {}
    return YoungPage(
        people=tuple(present_person(dossier, one, words, supporters, promised.get(one.id)) for one in people),
        words=YoungPart.WORDS in parts,
        network=YoungPart.NETWORK in parts,
        contact=YoungPart.CONTACT in parts,
        may_edit=rights.may_edit_plan(dossier),
    )


def words_rows(dossier: Dossier) -> Rows:
    """Everything that the young people ever said, the newest first."""
    kept = linked(OwnWords, OwnWordsKeptFrom.person_id, OwnWordsKeptFrom.words_id)
    statement = dossier.of_family(OwnWords, kept.label("kept_from_ids"), User.name.label("by"))
    statement = statement.join(User, User.id == OwnWords.written_by_id)
    return opened(OwnWords, db.session.execute(statement.order_by(OwnWords.written_at.desc(), OwnWords.id)))


def supporter_rows(dossier: Dossier) -> Rows:
    """Everybody in the young people's networks."""
    kept = linked(Supporter, SupporterKeptFrom.person_id, SupporterKeptFrom.supporter_id)
    statement = dossier.of_family(Supporter, kept.label("kept_from_ids")).where(Supporter.gone_on.is_(None))
    return opened(Supporter, db.session.execute(statement.order_by(Supporter.created_at, Supporter.id)))


def present_person(
    dossier: Dossier, person: Any, words: Rows, supporters: Rows, promised: Contacts | None
) -> YoungPerson:
    """One young person's page."""
    told = [one for row in words if row.person_id == person.id for one in sayings(dossier, row)]
    newest = {one.key: one for one in reversed(told)}
    around = [present_supporter(dossier, row) for row in supporters if row.person_id == person.id]
    return YoungPerson(
        id=person.id,
        name=dossier.names[person.id],
        age=cpr.age(person.born_on, dossier.today) or 0,
        said=tuple(newest[key] for key in SAYINGS if key in newest),
        unsaid=tuple(str(title) for key, title in SAYINGS.items() if key not in newest),
        earlier=tuple(one for one in told if one is not newest[one.key]),
        supporters=tuple(sorted(around, key=lambda one: list(Ring).index(one.ring))),
        contacts=promised,
    )


def sayings(dossier: Dossier, row: Any) -> Iterator[Said]:
    """What was said on one occasion, thing by thing."""
    kept = ids_of(row.kept_from_ids)
    for key, title in SAYINGS.items():
        if text := getattr(row, key):
            yield Said(
                key=key,
                title=str(title),
                text=text,
                said_on=clock.local(row.written_at).date(),
                source=source(dossier, row),
                kept_from=names_of(dossier, row.kept_from_ids),
                kept_ids=frozenset(kept),
            )


def source(dossier: Dossier, row: Any) -> str:
    """Who held the pen, and when."""
    told = {"name": name_of(dossier, row.person_id), "day": full_date(clock.local(row.written_at).date())}
    if row.penned is Penned.SELF:
        return _("%(name)s wrote it on %(day)s, together with %(by)s.", **told, by=row.by)
    return _("%(name)s said it on %(day)s. %(by)s wrote it down word for word.", **told, by=row.by)


def name_of(dossier: Dossier, person_id: uuid.UUID) -> str:
    """The first name; that of somebody who has left the family is not told."""
    return dossier.names.get(person_id, "")


def present_supporter(dossier: Dossier, row: Any) -> SupporterView:
    """Somebody around the young person. The plan's word for a child is the parents', and not for a young person."""
    known = next((one for one in dossier.people if one.id == row.known_id), None)
    to_all = known.relation if known and known.kind is not PersonKind.CHILD else ""
    return SupporterView(
        id=row.id,
        name=name_of(dossier, row.known_id) if known else row.name,
        relation=row.relation or to_all,
        ring=row.ring,
        ring_title=str(RING_TITLES[row.ring]),
        helps=row.helps,
        kept_from=names_of(dossier, row.kept_from_ids),
        kept_ids=frozenset(ids_of(row.kept_from_ids)),
    )
