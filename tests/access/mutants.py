"""The rule with one thing in it changed: every place that could be changed, one at a time.

A mutant is the module's source with one comparison turned round, one `and` made an `or`, one `not` dropped, one
condition fixed, one member of a set left out, one answer turned round, or one ground exchanged.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from hfi.access import policy
from hfi.access.terms import Why

SOURCE = Path(policy.__file__)
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
Change = Callable[[Any], ast.AST]


@dataclass(frozen=True)
class Mutant:
    """A changed rule: where, what, and the module."""

    line: int
    what: str
    source: ast.Module

    def load(self) -> ModuleType:
        """The changed module, ready to be asked."""
        module = ModuleType("mutant")
        exec(compile(self.source, "mutant", "exec"), module.__dict__)  # noqa: S102 - our own source, changed
        return module


def mutants() -> Iterator[Mutant]:
    """Every mutant of the rule."""
    tree = ast.parse(SOURCE.read_text())
    for number, node in enumerate(ast.walk(tree)):
        for what, change in changes(node):
            yield Mutant(getattr(node, "lineno", 0), what, changed(tree, number, change))


def changed(tree: ast.Module, number: int, change: Change) -> ast.Module:
    """The tree with its node of this number replaced."""
    copied = copy.deepcopy(tree)
    wanted = next(node for at, node in enumerate(ast.walk(copied)) if at == number)
    replaced = Replacer(wanted, change).visit(copied)
    return ast.fix_missing_locations(replaced)


class Replacer(ast.NodeTransformer):
    """Replaces one node."""

    def __init__(self, wanted: ast.AST, change: Change) -> None:
        self.wanted, self.change = wanted, change

    def visit(self, node: ast.AST) -> Any:
        """The node, or what stands in its place."""
        return self.change(node) if node is self.wanted else self.generic_visit(node)


def changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """What can be changed about this node."""
    yield from condition_changes(node)
    if isinstance(node, ast.Set | ast.Tuple) and len(node.elts) > 1 and all(map(is_member, node.elts)):
        for at in range(len(node.elts)):
            yield f"member {at} left out", leave_out("elts", at)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield from call_changes(node)


def condition_changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """Comparisons, `and`, `or`, `not`, and whole conditions."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        yield "comparison turned round", turn
    elif isinstance(node, ast.BoolOp):
        yield "and for or", swap
        for at in range(len(node.values)):
            yield f"condition {at} left out", without_condition(at)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not dropped", lambda found: found.operand
    elif isinstance(node, ast.If | ast.IfExp):
        yield "always", fix(True)
        yield "never", fix(False)


def call_changes(node: ast.Call) -> Iterator[tuple[str, Change]]:
    """Answers turned round, guards taken off, grounds exchanged."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in ("allow", "refuse"):
        yield "answer turned round", rename("refuse" if name == "allow" else "allow")
        if isinstance(node.args[0], ast.Attribute):
            yield "ground exchanged", exchange_ground
    if name == "never_for_oneself":
        yield "guard taken off", lambda found: found.args[0]
    if name == "held_by":
        for at in range(len(node.args)):
            yield f"role {at} left out", leave_out("args", at)


def is_member(node: ast.AST) -> bool:
    """Whether it is a constant of one of our enumerations."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)


def turn(node: ast.Compare) -> ast.Compare:
    """The opposite comparison."""
    node.ops = [TURNED[type(node.ops[0])]()]
    return node


def swap(node: ast.BoolOp) -> ast.BoolOp:
    """`or` for `and`, `and` for `or`."""
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return node


def fix(value: bool) -> Change:
    """A condition that no longer asks."""

    def change(node: Any) -> Any:
        node.test = ast.Constant(value)
        return node

    return change


def without_condition(at: int) -> Change:
    """One condition fewer; of two, the other one alone."""

    def change(node: ast.BoolOp) -> ast.AST:
        node.values.pop(at)
        return node if len(node.values) > 1 else node.values[0]

    return change


def leave_out(field: str, at: int) -> Change:
    """One fewer."""

    def change(node: Any) -> Any:
        getattr(node, field).pop(at)
        return node

    return change


def rename(name: str) -> Change:
    """Another function is called."""

    def change(node: Any) -> Any:
        node.func.id = name
        return node

    return change


def exchange_ground(node: Any) -> Any:
    """The ground that comes next in the list."""
    grounds = list(Why)
    at = next(number for number, one in enumerate(grounds) if one.name == node.args[0].attr)
    node.args[0].attr = grounds[(at + 1) % len(grounds)].name
    return node
