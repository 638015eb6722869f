"""The one clock: stored times are UTC, days are Copenhagen's."""

from calendar import monthrange
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date in Denmark."""
    return now().astimezone(ZONE).date()


def local(moment: datetime) -> datetime:
    """The same moment as a Danish wall clock shows it."""
    return moment.astimezone(ZONE)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A Danish wall-clock time as a moment in UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def holds(valid_from: date | None, valid_until: date | None, day: date) -> bool:
    """Whether the day lies between the two, both included; where there is none, there is no end on that side."""
    return (valid_from is None or valid_from <= day) and (valid_until is None or valid_until >= day)
