"""Refer a family and enrol it."""

from benchmarks.burden.cast import Cast
from benchmarks.burden.hand import Hand

FAMILY = "Familien Vindrose"
PEOPLE = (("Selma Vindrose", "mor", "220688-1234", ""), ("Emre Vindrose", "søn", "", "10.01.2016"))
WHY = "Selma går fem steder hen, og to møder lå samtidig. Emre kommer sjældent i skole, og ingen har det hele billede."
REASON = "Familien vil gerne, og flere afdelinger skal trække sammen."


def refer_and_enrol(hand: Hand, cast: Cast) -> str:
    """From the referrer's login to the family's page; its address."""
    refer(hand, cast)
    hand.log_in(cast.decider)
    decide(hand)
    return enrol(hand)


def refer(hand: Hand, cast: Cast) -> None:
    """The whole referral, by somebody of a department."""
    hand.log_in(cast.referrer)
    hand.click("nav a[href='/referrals']", arrives="a[href='/referrals/new']")
    hand.click("a[href='/referrals/new']", arrives="#referral")
    hand.write("[name=name]", FAMILY)
    hand.choose("[name=housing_area]", 1)
    for number, (name, relation, cpr, born) in enumerate(PEOPLE):
        hand.write(f"[name=people-{number}-name]", name)
        hand.write(f"[name=people-{number}-relation]", relation)
        hand.write(f"[name=people-{number}-{'cpr' if cpr else 'born_on'}]", cpr or born)
    for code in cast.departments:
        hand.tick(f"[name=departments][value={code}]")
    hand.tick("[name=difficulties][value=absence]")
    hand.tick("[name=difficulties][value=work]")
    hand.write("[name=why]", WHY)
    hand.tick("[name=manner][value=written]")
    hand.write("[name=consented_on]", hand.today)
    hand.click("#referral .button-row .button-primary", arrives="[id^=own-]")


def decide(hand: Hand) -> None:
    """Visitation looks at the rules, and says yes."""
    hand.click("nav a[href='/referrals']", arrives="[id^=incoming-]")
    hand.click(f"[id^=incoming-] a:text('{FAMILY}')", arrives="#decision form")
    hand.tick("[name=outcome][value=enrol]")
    hand.write("#decision [name=reason]", REASON)
    hand.click("#decision form .button-primary", arrives="[name=enrolled_on]")


def enrol(hand: Hand) -> str:
    """The proposed people, from today; the first meeting."""
    hand.write("[name=meeting_on]", hand.soon)
    hand.write("[name=meeting_at]", "15.00")
    hand.write("[name=meeting_place]", "Eksempelhuset")
    hand.click("form.intake .button-primary", arrives="#family-head")
    return hand.page.url
