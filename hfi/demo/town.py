"""A municipality's demo: its families, its staff, and what its generated families are made of."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "towns"


@dataclass(frozen=True)
class Town:
    """What a town's file says.

    `households` are the files of written families, the showcase first; `generated` so many come beside them, of the
    municipality's first programme. `without` are offers that only other municipalities have, `texts` replace those
    that generated families are usually made of. `team`, `others` and `newcomer` are positions by the key that the
    families' data use.
    """

    households: tuple[str, ...]
    team: Mapping[str, Any]
    others: Mapping[str, Any]
    newcomer: Mapping[str, Any]
    generated: int = 0
    without: tuple[str, ...] = ()
    texts: Mapping[str, Any] = field(default_factory=dict)


@cache
def town(municipality: str) -> Town:
    """The demo of the municipality with this code."""
    return Town(**tomllib.loads((FOLDER / f"{municipality}.toml").read_text()))
