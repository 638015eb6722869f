"""Who may name, for what and whom; and who is named, as far as it is the reader's to decide."""

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from hfi.access.models import Naming, User
from hfi.access.roles import PROFESSION_TITLES, Role
from hfi.access.terms import Decision, Level
from hfi.extensions import db
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.naming.views import NamedPage, NamingView
from hfi.plan.department import registry
from hfi.programmes.model import role_title
from hfi.texts import _

IDENTITY = "identity"
"""What a form and a page call the naming for who people are; others are for a section, by its id."""


def may_name(dossier: Dossier, what: str, user_id: uuid.UUID | None = None) -> Decision:
    """Whether the reader may name somebody, here this user, for who people are or for a section's sensitive content."""
    oneself = user_id == dossier.access.reader.user_id
    section = None if what == IDENTITY else registry().by_id[what]
    return rights.naming_decision(dossier, section, oneself)


def offered(dossier: Dossier) -> list[tuple[str, str]]:
    """What the reader may name somebody for, and its words."""
    found = [(IDENTITY, _("Who people are: CPR number, protected address, phone and school"))]
    found += [
        (one.id, _("Sensitive: %(section)s", section=str(one.title)))
        for one in registry().sections_in(dossier.programme)
    ]
    return [(what, words) for what, words in found if may_name(dossier, what)]


def colleagues(dossier: Dossier) -> list[tuple[uuid.UUID, str]]:
    """Those who work with the family, but for the reader: nobody names themselves."""
    others = {row.user_id: row for row in dossier.team if row.user_id != dossier.access.reader.user_id}
    return [(one, f"{row.name} ({title(row)})") for one, row in others.items()]


def title(row: Any) -> str:
    """`Psychologist, BUF`."""
    named = str(PROFESSION_TITLES[row.profession] if row.profession else role_title(Role(row.role)))
    return f"{named}, {row.department}" if row.department else named


def named_page(dossier: Dossier) -> NamedPage:
    """Those whom the reader may name and end, those of today first."""
    rows = [row for row in load_namings(dossier) if what_of(row) in dict(offered(dossier))]
    namings = tuple(present(dossier, row) for row in rows)
    in_order = tuple(sorted(namings, key=lambda one: one.over))
    return NamedPage(dossier.access.reference, dossier.family.name, in_order)


def load_namings(dossier: Dossier) -> list[Any]:
    """All namings of the family, newest first."""
    namer = aliased(User)
    statement = (
        sa.select(
            Naming.id,
            Naming.user_id,
            Naming.level,
            Naming.section_id,
            Naming.person_id,
            Naming.reason,
            Naming.from_on,
            Naming.to_on,
            User.name,
            User.role,
            User.profession,
            User.department,
            namer.name.label("named_by"),
        )
        .join(User, User.id == Naming.user_id)
        .join(namer, namer.id == Naming.named_by_id)
        .where(Naming.family_id == dossier.access.id)
    )
    return list(db.session.execute(statement.order_by(Naming.from_on.desc(), User.name)))


def what_of(row: Any) -> str:
    """What a naming is for, as the form calls it."""
    return IDENTITY if row.level is Level.IDENTITY else str(row.section_id)


def present(dossier: Dossier, row: Any) -> NamingView:
    """One naming."""
    over = row.to_on is not None and row.to_on < dossier.today
    return NamingView(
        id=row.id,
        name=row.name,
        title=title(row),
        mark=registry().mark_of_code(row.department, dossier.programme) if row.department else None,
        what=dict(offered(dossier))[what_of(row)],
        whom=dossier.names.get(row.person_id, ""),
        reason=row.reason,
        from_on=row.from_on,
        to_on=row.to_on,
        named_by=row.named_by,
        over=over,
        may_end=not over and bool(may_name(dossier, what_of(row), row.user_id)),
    )
