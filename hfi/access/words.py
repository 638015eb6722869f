"""What the grounds of a conflict of interest, and of breaking glass, are called."""

from hfi.access.models import BreakGlassCategory, ConflictKind, Verdict
from hfi.texts import LazyString, _l

CONFLICT_TITLES: dict[ConflictKind, LazyString] = {
    ConflictKind.RELATIVE: _l("Relative"),
    ConflictKind.NEIGHBOUR: _l("Neighbour"),
    ConflictKind.FORMER_PARTNER: _l("Former partner"),
    ConflictKind.FRIEND: _l("Friend or acquaintance"),
    ConflictKind.OTHER: _l("Something else"),
}

BREAK_GLASS_TITLES: dict[BreakGlassCategory, LazyString] = {
    BreakGlassCategory.DANGER: _l("Somebody may be in danger"),
    BreakGlassCategory.ABSENCE: _l("The family's own people are away, and it cannot wait"),
    BreakGlassCategory.DUTY: _l("I am on duty and was called about the family"),
    BreakGlassCategory.OTHER: _l("Something else that cannot wait"),
}

VERDICT_TITLES: dict[Verdict, LazyString] = {
    Verdict.JUSTIFIED: _l("Justified"),
    Verdict.UNJUSTIFIED: _l("Not justified"),
}
