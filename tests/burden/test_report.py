"""The numbers in the README: they are there, a meeting stays within its clicks, and the page around them is kept."""

from pathlib import Path

import pytest

from benchmarks.burden.hand import Counts
from benchmarks.burden.meeting import MOST_CLICKS
from benchmarks.burden.report import BEGIN, END, table, written_into

pytestmark = pytest.mark.pure


def test_the_readme_says_what_a_meeting_costs():
    _before, _begin, rest = Path("README.md").read_text().partition(BEGIN)
    lines = rest.partition(END)[0].strip().splitlines()[2:]
    assert len(lines) == 4
    assert 0 < int(next(one for one in lines if "meeting, to" in one).split("|")[3]) <= MOST_CLICKS


def test_new_numbers_take_the_place_of_the_old_ones():
    page = f"before\n{BEGIN}\nold\n{END}\nafter"
    text = table({"write a plan": Counts(fields=1, clicks=2, keys=3, pages=4, seconds=0.55)})
    assert "| write a plan | 1 | 2 | 3 | 4 | 0.6 |" in text
    assert written_into(page, text) == f"before\n{BEGIN}\n{text}\n{END}\nafter"


@pytest.mark.parametrize("page", ["", BEGIN, END])
def test_a_page_without_its_marks_is_refused(page):
    with pytest.raises(ValueError, match="burden"):
        written_into(page, "")
