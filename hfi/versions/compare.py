"""Two versions side by side, in words that a family understands. Pure: two snapshots in, rows out."""

from collections.abc import Callable, Iterator
from datetime import date

from hfi.filters import and_list, short_date
from hfi.texts import _
from hfi.versions.snapshot import Values
from hfi.versions.views import Change, Part, Row

Words = Callable[[Values], str]


def compare(old: Values, new: Values) -> tuple[Part, ...]:
    """What is new, changed, done or stopped, part by part; parts in which nothing is different are left out."""
    parts = (
        (_("Our dream"), dream_rows(old, new)),
        (_("Our goals"), item_rows(old, new, "goals", goal_words)),
        (_("Who does what"), item_rows(old, new, "agreements", agreement_words, done_ids(new))),
        (_("Who helps us"), item_rows(old, new, "measures", measure_words)),
        (_("What the departments write"), item_rows(old, new, "texts", text_words)),
        (_("Our week"), item_rows(old, new, "week", spot_words)),
    )
    return tuple(Part(title, rows) for title, found in parts if (rows := tuple(found)))


def word_of(change: Change) -> str:
    """What the change is called."""
    words = {
        Change.NEW: _("New"),
        Change.CHANGED: _("It is changed"),
        Change.DONE: _("Done"),
        Change.STOPPED: _("Stopped"),
    }
    return words[change]


def row(change: Change, old: str, new: str) -> Row:
    """One row."""
    return Row(change, word_of(change), old, new)


def dream_rows(old: Values, new: Values) -> Iterator[Row]:
    """The family's dream, when it is another one."""
    if old.get("dream", "") != new.get("dream", ""):
        yield row(Change.CHANGED if old.get("dream") else Change.NEW, old.get("dream", ""), new.get("dream", ""))


def item_rows(old: Values, new: Values, name: str, words: Words, done: frozenset[str] = frozenset()) -> Iterator[Row]:
    """The items of one list that are different, in the order of the new version; then those that are gone."""
    before = {one["id"]: one for one in old.get(name, ())}
    after = {one["id"]: one for one in new.get(name, ())}
    for key, item in after.items():
        if key not in before:
            yield row(Change.NEW, "", words(item))
        elif words(before[key]) != words(item):
            yield row(Change.CHANGED, words(before[key]), words(item))
    for key, item in before.items():
        if key not in after:
            yield row(Change.DONE if key in done else Change.STOPPED, words(item), "")


def done_ids(new: Values) -> frozenset[str]:
    """The agreements that the new version says are done."""
    return frozenset(one["id"] for one in new.get("done", ()))


def goal_words(goal: Values) -> str:
    """A goal: its words, where it is, and the next step."""
    said = _("%(goal)s: “%(words)s”", goal=goal["title"], words=goal["words"])
    lines = [said if goal["words"] else goal["title"]]
    if goal["now"] is not None:
        lines.append(_("%(number)d on the scale", number=goal["now"]))
    if goal["next_step"]:
        lines.append(_("Next step: %(step)s", step=goal["next_step"]))
    return " · ".join(lines)


def agreement_words(one: Values) -> str:
    """Who does what, and when."""
    when = short_date(date.fromisoformat(one["due_on"])) if one["due_on"] else one["rhythm"]
    return f"{one['who']}: {one['text']}" + (f" ({when})" if when else "")


def measure_words(one: Values) -> str:
    """What somebody gets help with."""
    people = and_list(one["people"])
    paused = f" ({one['status_label']})" if one["status"] == "paused" else ""
    return (f"{one['title']}: {people}" if people else one["title"]) + paused


def text_words(one: Values) -> str:
    """What a section says."""
    return f"{one['title']}: {one['text']}"


def spot_words(one: Values) -> str:
    """A time in the week."""
    days = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    people = and_list(one["people"])
    return f"{days[one['weekday'] - 1]} {one['time']}: {one['title']}" + (f" ({people})" if people else "")
