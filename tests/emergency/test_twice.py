"""Two clicks at the same moment open a family once."""

from concurrent.futures import ThreadPoolExecutor

from hfi.access.models import BreakGlass
from hfi.emergency import service
from hfi.notices.models import Notice
from tests.emergency.steps import send
from tests.meeting import met


def test_two_clicks_at_the_same_moment_open_the_family_once(visit, world, store, monkeypatch):
    browsers = [visit("Dorthe").open("/emergency") for _ in range(2)]
    monkeypatch.setattr(service, "decide_opening", met(service.decide_opening))
    with ThreadPoolExecutor() as threads:
        answers = [one.response.location for one in threads.map(send, browsers)]
    assert answers == [world.url, world.url]
    assert store.count(BreakGlass) == 1 and store.count(Notice) == 4
