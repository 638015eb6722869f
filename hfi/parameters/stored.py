"""The rows that administrators wrote, read once for a request."""

from typing import Any

import sqlalchemy as sa
from flask import g

from hfi.extensions import db, system_session
from hfi.parameters.models import Kind, Parameter

COLUMNS = (
    Parameter.id,
    Parameter.kind,
    Parameter.owner,
    Parameter.key,
    Parameter.baseline,
    Parameter.words,
    Parameter.words_en,
    Parameter.details,
    Parameter.valid_from,
    Parameter.valid_until,
    Parameter.source,
    Parameter.version,
)


def rows(kind: Kind) -> list[Any]:
    """The rows of this list, in the order of their words. One query in a request, whatever is asked of it."""
    if "parameters" not in g:
        g.parameters = load()
    return [row for row in g.parameters if row.kind is kind]


def load() -> list[Any]:
    """All of them: in the transaction that is open, else in one of its own that is over at once."""
    statement = sa.select(*COLUMNS).order_by(Parameter.words, Parameter.id)
    if db.session().in_transaction():
        return list(db.session.execute(statement))
    with system_session() as session:
        return list(session.execute(statement))


def forget() -> None:
    """Something was written: read them anew."""
    g.pop("parameters", None)
    g.pop("parameter_entries", None)
