"""What a programme's file is made of, each part with the values that it may have."""

from dataclasses import dataclass
from enum import StrEnum


class RuleKind(StrEnum):
    """What a rule of the target group looks at; `asked` is a question that only a person can answer."""

    AREA = "area"
    CHILDREN = "children"
    AGE = "age"
    DEPARTMENTS = "departments"
    PUBLIC_SUPPORT = "public_support"
    DIFFICULTIES = "difficulties"
    CONSENT = "consent"
    ASKED = "asked"


@dataclass(frozen=True)
class TargetRule:
    """One rule of the target group, as a sentence that says what holds for a family that meets it.

    `at_least` is a number of departments or difficulties, `age_from` and `age_to` (both included) are years.
    """

    key: str
    kind: RuleKind
    title: str
    required: bool = True
    at_least: int = 0
    age_from: int = 0
    age_to: int = 0
