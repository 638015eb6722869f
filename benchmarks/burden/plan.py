"""Write the first plan: three shared goals, three measures, six agreements, and the next meeting."""

from benchmarks.burden.cast import Cast
from benchmarks.burden.hand import Hand

GOALS = (
    ("Rolige morgener", "Vi vil gerne op i god tid og spise sammen.", 3, 7),
    ("Emre i skole", "Jeg vil gerne have en ven i klassen.", 2, 8),
    ("Selma i arbejde", "Jeg vil gerne tilbage til køkkenet.", 4, 7),
)
MEASURES = (
    ("Virksomhedspraktik", "Selma prøver at arbejde i en kantine."),
    ("Mentor", "En mentor ringer til Selma hver uge."),
    ("Danskundervisning", "Selma lærer dansk to formiddage om ugen."),
)
AGREEMENTS = (
    "Stille vækkeuret til kl. 6.30",
    "Lægge tøj frem om aftenen",
    "Ringe til skolen, når Emre er syg",
    "Skrive til kantinen om praktik",
    "Spørge mentoren om tirsdag",
    "Sende en sms dagen før mødet",
)


def write_first_plan(hand: Hand, cast: Cast, family: str) -> None:
    """From the login to the meeting that is called."""
    hand.log_in(cast.planner)
    open_family(hand, family)
    write_goals(hand)
    write_agreements(hand)
    if cast.measurer != cast.planner:
        hand.log_in(cast.measurer)
        open_family(hand, family)
    write_measures(hand)
    call_meeting(hand)


def open_family(hand: Hand, family: str) -> None:
    """From the overview."""
    hand.click(f"main a[href='{family}']", arrives="#family-head")


def write_goals(hand: Hand, number: int = len(GOALS)) -> None:
    """What the family wants, in its own words, and where it is on the scale."""
    for title, words, now, enough in GOALS[:number]:
        hand.follow("#goal-new a", arrives="#goal-new form")
        hand.write("#goal-new [name=title]", title)
        hand.write("#goal-new [name=words]", words)
        hand.write("#goal-new [name=now]", str(now))
        hand.write("#goal-new [name=good_enough]", str(enough))
        hand.press("Enter", arrives=f".goal:has-text('{title}')")


def write_agreements(hand: Hand, number: int = len(AGREEMENTS)) -> None:
    """Who does what by when."""
    for text in AGREEMENTS[:number]:
        hand.follow("#agreement-new a", arrives="#agreement-new form")
        hand.write("#agreement-new [name=text]", text)
        hand.choose("#agreement-new [name=who]", 1)
        hand.write("#agreement-new [name=due_on]", hand.soon)
        hand.press("Enter", arrives=f"#agreements li:has-text('{text}')")


def write_measures(hand: Hand, number: int = len(MEASURES)) -> None:
    """What the department does, and for whom."""
    for place, (title, words) in enumerate(MEASURES[:number], 1):
        hand.follow("[id$=measure-new] a", arrives="[id$=measure-new] form")
        hand.write("[id$=measure-new] [name=title]", title)
        hand.choose("[id$=measure-new] [name=type_key]", place)
        hand.tick("[name=person_ids]")
        hand.write("[id$=measure-new] [name=plain_words]", words)
        hand.click("[id$=measure-new] [type=submit]", arrives=f"[id$=-measures] li:has-text('{title}')")


def call_meeting(hand: Hand) -> None:
    """The next meeting, as it is proposed."""
    hand.click(".nextmeet a[href$='/meetings']", arrives="main a[href$='/meetings/new']")
    hand.click("main a[href$='/meetings/new']", arrives="#meeting-form")
    hand.write("#meeting-form [name=place]", "Eksempelhuset")
    hand.click("#meeting-form .button-primary", arrives=".meetdo")
