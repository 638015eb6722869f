"""The table of addresses and roles: for the terminal, and as the page docs/rights.md."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import Flask

from hfi.access.guard import PUBLIC, needed_right
from hfi.access.roles import ROLE_RIGHTS, Right, Role

PAGE = """# Addresses and roles

Made by `make docs`; do not edit. Each address needs one right, and each role carries the rights that it is marked for
(●). A right lets a role ask, no more: which families answer, and what of them, `decide()` says (SECURITY.md).

| address | methods | right | {roles} |
|---|---|---|{lines}
{rows}
"""


class Line(NamedTuple):
    """One address: `right` is a right's name, or `public`; of those all roles have it."""

    address: str
    methods: str
    right: str
    roles: frozenset[Role]


def lines(app: Flask) -> Iterator[Line]:
    """Every address, in the order of the alphabet; static files without the fingerprint that stands in theirs."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        right = needed_right(app, rule.endpoint)
        address = "/static/…" if rule.endpoint == "static" else rule.rule
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        name = right.value if isinstance(right, Right) else str(right)
        yield Line(address, methods, name, frozenset(role for role in Role if may_ask(role, right)))


def may_ask(role: Role, right: Right | str | None) -> bool:
    """Whether the role carries the right; what is public is for everybody."""
    return right == PUBLIC or right in ROLE_RIGHTS[role]


def rights_table(app: Flask) -> list[str]:
    """One line of text for each address."""
    return [f"{one.methods:9} {one.address:70} {one.right:16} {named(one)}" for one in lines(app)]


def named(line: Line) -> str:
    """The roles in words."""
    return "everybody" if line.right == PUBLIC else ", ".join(role for role in Role if role in line.roles)


def rights_page(app: Flask) -> str:
    """The same as a page of Markdown."""
    titles = " | ".join(role.value.replace("_", " ") for role in Role)
    return PAGE.format(roles=titles, lines=":-:|" * len(Role), rows="\n".join(row(one) for one in lines(app)))


def row(line: Line) -> str:
    """One row of the page."""
    marks = " | ".join("●" if role in line.roles else "" for role in Role)
    return f"| `{line.address}` | {line.methods} | {line.right} | {marks} |"
