"""Run and close a follow-up meeting with three goals and six agreements, from the login to the plan on paper."""

from benchmarks.burden.cast import Cast
from benchmarks.burden.hand import Hand

MOST_CLICKS = 25
TALKS = (
    (5, "Vi spiser sammen fire morgener om ugen."),
    (4, "Emre har fået en ven."),
    (6, "Selma er begyndt i kantinen."),
)
NEW = ("Spørge træneren om en plads", "torsdag")


def run_and_close(hand: Hand, cast: Cast, family: str, goals: int = len(TALKS), agreements: int = 6) -> bytes:
    """Everybody has come, every goal has moved, every agreement is kept, one is new; the PDF of the new version."""
    hand.log_in(cast.planner)
    start(hand, family)
    hand.click("[rel=next]", arrives="#new-h")
    hand.click("[rel=next]", arrives=".tscale")
    talk_about_goals(hand, goals)
    hand.click("[rel=next]", arrives="#agreements")
    settle_agreements(hand, agreements)
    hand.click("[rel=next]", arrives="[name=decisions]")
    hand.write("[name=decisions]", "Praktikken begynder, og skolen ringer før kl. 9.")
    return close(hand)


def move_to_today(hand: Hand, cast: Cast, family: str) -> None:
    """The day of the meeting has come: not a part of the task."""
    hand.log_in(cast.planner)
    hand.page.goto(f"{family}/meetings")
    hand.click("main a[href*='/meetings/']:not([href$='/new'])", arrives=".meetdo")
    hand.click(".meetdo a[href$='/edit']", arrives="#meeting-form")
    hand.write("#meeting-form [name=on]", hand.today)
    hand.click("#meeting-form .button-primary", arrives=".meetdo")


def start(hand: Hand, family: str) -> None:
    """From the overview to the screen, and who is here."""
    hand.click(f"#today a.button[href^='{family}']", arrives=".meetdo")
    hand.click(".meetdo .button-primary", arrives=".here")
    hand.click("[name=everybody]")


def talk_about_goals(hand: Hand, number: int) -> None:
    """Where each goal is today, and why."""
    following = (*(f".pips [aria-current]:has-text('{one}')" for one in range(2, number + 1)), ".tweek")
    for (now, why), arrives in zip(TALKS, following, strict=False):
        hand.click(f".tscale label:has([value='{now}'])")
        hand.write("[name=why]", why)
        hand.click("[rel=next]", arrives)


def settle_agreements(hand: Hand, number: int) -> None:
    """Tick what is done, and write down what is new."""
    for one in range(number):
        hand.click(".ttick[aria-pressed=false]", arrives=f".tag--done >> nth={one}")
    hand.write("#new-agreement [name=text]", NEW[0])
    hand.write("#new-agreement [name=when]", NEW[1])
    hand.press("Enter", arrives=f"#agreements li:has-text('{NEW[0]}')")


def close(hand: Hand) -> bytes:
    """The version, and the plan as it is handed over."""
    hand.click("[rel=next]", arrives="#close-form")
    hand.tick("[name=revise][value=no]")
    hand.write("[name=revise_reason]", "Det går fremad.")
    hand.click("#close-form [type=submit]", arrives=".meetdo")
    return hand.open_paper(".meetdo .button-primary")
