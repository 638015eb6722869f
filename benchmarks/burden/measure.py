"""Say that a measure has begun."""

from benchmarks.burden.cast import Cast
from benchmarks.burden.hand import Hand
from benchmarks.burden.plan import open_family


def update_status(hand: Hand, cast: Cast, family: str) -> None:
    """From the login to the saved status."""
    hand.log_in(cast.measurer)
    open_family(hand, family)
    hand.click("[id^=measure-] a[hx-get$='/status']", arrives="[id^=measure-] form")
    hand.tick("[name=status][value=running]")
    hand.click("[id^=measure-] form [type=submit]", arrives="main:not(:has(.editform))")
