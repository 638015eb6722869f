"""Who gets what from which department, as the templates get it."""

import uuid
from dataclasses import dataclass

from hfi.plan.department import Mark


@dataclass(frozen=True)
class WhoCell:
    """What one department does for one person. `closed`: nothing of it is for this reader; `partly`: a part is not."""

    measures: tuple[tuple[uuid.UUID, str], ...]
    closed: bool
    partly: bool


@dataclass(frozen=True)
class WhoRow:
    """One person, with a cell for each department."""

    name: str
    cells: tuple[WhoCell, ...]


@dataclass(frozen=True)
class WhoGets:
    """People × departments."""

    marks: tuple[Mark, ...]
    rows: tuple[WhoRow, ...]
