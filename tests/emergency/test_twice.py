"""Two clicks at the same moment open a family once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest

from hfi.access.models import BreakGlass
from hfi.emergency import service
from hfi.notices.models import Notice
from tests.emergency.steps import send

MEETING_SECONDS = 2


@pytest.fixture
def at_once(monkeypatch):
    """Both requests find the family closed before either opens it, if anything lets them."""
    meeting, decide = Barrier(2), service.decide_opening

    def decide_together(reader, row):
        # When the other one has to wait until this one is finished, nobody comes: that is what is wanted.
        with suppress(BrokenBarrierError):
            meeting.wait(MEETING_SECONDS)
        return decide(reader, row)

    monkeypatch.setattr(service, "decide_opening", decide_together)


def test_two_clicks_at_the_same_moment_open_the_family_once(visit, world, store, at_once):
    browsers = [visit("Dorthe").open("/emergency") for _ in range(2)]
    with ThreadPoolExecutor() as threads:
        answers = [one.response.location for one in threads.map(send, browsers)]
    assert answers == [world.url, world.url]
    assert store.count(BreakGlass) == 1 and store.count(Notice) == 4
