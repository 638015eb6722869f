"""Does four ordinary tasks through the real pages, and writes what they cost into the README: `make burden`."""

import sys
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.burden.cast import CASTS
from benchmarks.burden.hand import Counts, Hand
from benchmarks.burden.intake import refer_and_enrol
from benchmarks.burden.measure import update_status
from benchmarks.burden.meeting import MOST_CLICKS, move_to_today, run_and_close
from benchmarks.burden.plan import write_first_plan
from benchmarks.burden.report import table, written_into
from benchmarks.burden.site import chromium, running

MUNICIPALITY = "koebenhavn"
README = Path("README.md")
MEETING = "run and close a follow-up meeting, to the plan on paper"


def measure(address: str) -> dict[str, Counts]:
    """What each task cost; one follows from the other, on the same family."""
    cast = CASTS[MUNICIPALITY]
    with chromium() as browser:
        hand = partial(Hand, partial(browser.new_context, base_url=address, viewport={"width": 1440, "height": 900}))
        intake, plan, meeting, update = hand(), hand(), hand(), hand()
        family = urlsplit(refer_and_enrol(intake, cast)).path
        write_first_plan(plan, cast, family)
        move_to_today(hand(), cast, family)
        run_and_close(meeting, cast, family)
        update_status(update, cast, family)
    return {
        "refer and enrol a family": intake.counts,
        "write the first plan: 3 goals, 3 measures, 6 agreements, the next meeting": plan.counts,
        f"{MEETING}: 3 goals, 6 agreements": meeting.counts,
        "update the status of a measure": update.counts,
    }


def main() -> None:
    """Measure, print, write; a meeting that takes too many clicks is a failure."""
    with running(MUNICIPALITY) as address:
        costs = measure(address)
    text = table(costs)
    print(text)
    README.write_text(written_into(README.read_text(), text))
    clicks = next(counts.clicks for task, counts in costs.items() if task.startswith(MEETING))
    if clicks > MOST_CLICKS:
        sys.exit(f"A follow-up meeting takes {clicks} clicks; it may take {MOST_CLICKS}.")


if __name__ == "__main__":
    main()
