"""What the stories about the way out do again and again."""

from hfi.families.models import Family

SUMMARY = "Nu står vi selv op, og Yusuf går i skole. Tak for de rolige møder."
WHOM = "Lone Papirsen i Familiehuset, 00 44 55 66"


def family(store, world):
    """The family as it is stored now."""
    return store.get(Family, world.family)


def closing_values(world, **more):
    """What somebody types who closes Familien Solsikke; names have no dashes."""
    values = {
        "ending": "planned", "summary": SUMMARY, "whom_to_call": WHOM,
        f"becomes_{world.measure}": "goes_on", f"words_{world.measure}": "Mette i Familiehuset",
        f"becomes_{world.agreement}": "done",
    }  # fmt: skip
    return {**values, **more}


def close(visitor, world, status=303, **more):
    """Fill in the closing, and send it."""
    visitor.open(f"{world.url}/close")
    return visitor.submit(visitor.find("#close"), status, closing_values(world, **more))


def pause(visitor, world, status=303, **more):
    """Let the work rest."""
    visitor.open(f"{world.url}/pause")
    return visitor.submit(visitor.find("main form"), status, {"reason": "Amina er på barsel", **more})


def fill(visitor, world, what, status=303, **values):
    """Fill in one of the short forms."""
    visitor.open(f"{world.url}/{what}")
    return visitor.submit(visitor.find("main form"), status, values)
