"""The numbers as a table of the README."""

from collections.abc import Mapping

from benchmarks.burden.hand import Counts

BEGIN, END = "<!-- burden: made by `make burden` -->", "<!-- burden ends -->"
HEAD = ("| task | fields shown | clicks | keys | pages | machine, seconds |", "|---|--:|--:|--:|--:|--:|")


def table(costs: Mapping[str, Counts]) -> str:
    """One line for each task."""
    return "\n".join((*HEAD, *(line(task, counts) for task, counts in costs.items())))


def line(task: str, counts: Counts) -> str:
    """What one task cost."""
    return f"| {task} | {counts.fields} | {counts.clicks} | {counts.keys} | {counts.pages} | {counts.seconds:.1f} |"


def written_into(page: str, text: str) -> str:
    """The page with the text between its two marks. Raises ValueError when a mark is missing."""
    before, _begin, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{BEGIN} … {END}")
    return f"{before}{BEGIN}\n{text}\n{END}{after}"
