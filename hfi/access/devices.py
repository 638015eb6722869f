"""What a login was made with, in the few words by which its user knows it again; the rest is not kept."""

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
"""Chrome says that it is Safari too, and Edge that it is both: the first that fits is meant."""
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device(user_agent: str) -> str:
    """`Chrome, Windows`; empty when the browser does not say."""
    known = [first_fitting(user_agent, names) for names in (BROWSERS, SYSTEMS)]
    return ", ".join(one for one in known if one)


def first_fitting(user_agent: str, names: tuple[tuple[str, str], ...]) -> str:
    """The first name whose sign the browser shows."""
    return next((name for sign, name in names if sign in user_agent), "")
