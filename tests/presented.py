"""Templates get values that were presented, never a row, a session, a token, or a class that could ask for more."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.engine import Row
from sqlalchemy.orm import Session, scoped_session

from hfi.access.principal import Principal
from hfi.extensions import db

FORBIDDEN = (db.Model, Row, Session, scoped_session, Principal)
FRAMEWORK = frozenset({"g", "request", "session", "config"})
"""What Flask gives every template."""
SETTINGS = ("hfi.plan.section", "hfi.plan.department", "hfi.programmes.model")
"""Modules of values that are made when the program starts and hold nothing of any family."""


def unpresented(context: Mapping[str, Any]) -> list[str]:
    """Where in a template's values something stands that does not belong there."""
    seen: set[int] = set()
    return [place for name, value in context.items() if name not in FRAMEWORK for place in look(value, name, seen)]


def look(value: Any, place: str, seen: set[int]) -> Iterator[str]:
    """The same in one value."""
    if isinstance(value, FORBIDDEN) or (isinstance(value, type) and issubclass(value, FORBIDDEN)):
        yield f"{place}: {value if isinstance(value, type) else type(value)}"
    elif id(value) not in seen:
        seen.add(id(value))
        for name, part in parts(value):
            yield from look(part, f"{place}.{name}", seen)


def parts(value: Any) -> Iterator[tuple[str, Any]]:
    """What a value is made of."""
    if isinstance(value, Mapping):
        yield from ((str(name), part) for name, part in value.items())
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield from ((str(number), part) for number, part in enumerate(value))
    elif dataclasses.is_dataclass(value) or is_ours(value):
        yield from vars(value).items() if hasattr(value, "__dict__") else ()


def is_ours(value: Any) -> bool:
    """Whether the value is of a class of the program, and no setting."""
    module = type(value).__module__
    return module.startswith("hfi.") and not module.startswith(SETTINGS) and not isinstance(value, type)
