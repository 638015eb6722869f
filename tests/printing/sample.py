"""A fictional family as the page's values, to print."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

from hfi.families.models import PersonKind
from hfi.family_page.consent_views import Matrix
from hfi.family_page.page_view import FamilyPage
from hfi.family_page.section_views import MeasureView, PersonDetails, SectionDetails, SectionView
from hfi.family_page.views import AgreementView, Contact, GoalView, Head, Meeting, Member, Story
from hfi.family_page.week_views import Clash, Day, Spot, SpotGroup, Week
from hfi.plan.department import Mark
from hfi.plan.models import AgreementStatus, GoalStatus, MeasureStatus

TODAY = date(2026, 11, 23)
MARKS = {
    "social": Mark("social", "house", "SOF", "Socialforvaltningen", "Social"),
    "employment": Mark("employment", "briefcase", "BIF", "Beskæftigelses- og Integrationsforvaltningen", "Job"),
    "children": Mark("children", "graduation-cap", "BUF", "Børne- og Ungdomsforvaltningen", "Skole og børn"),
    "leisure": Mark("leisure", "volleyball", "KFF", "Kultur- og Fritidsforvaltningen", "Fritid"),
    "health": Mark("health", "heart", "SUF", "Sundheds- og Omsorgsforvaltningen", "Sundhed"),
}
SECTIONS = {
    "social": "social/support",
    "employment": "employment/work",
    "children": "children/wellbeing",
    "leisure": "leisure/leisure",
    "health": "health/health",
}


def ident(name: str) -> uuid.UUID:
    """The same id for the same name, every time."""
    return uuid.uuid5(uuid.NAMESPACE_OID, name)


def member(name: str, kind: PersonKind = PersonKind.ADULT, age: int | None = 40, **more) -> Member:
    values = {
        "id": ident(name.split()[0]),
        "name": name,
        "kind": kind,
        "relation": "",
        "age": age,
        "expected_on": None,
        "cpr": "010190-••••",
        "note": "Eksempelskolen",
        "phone": "00 12 34 56",
        "lives_elsewhere": False,
        "protected": False,
        "may_edit": False,
    }
    return Member(**values | more)


def contact(name: str, area: str | None, phone: str = "00112233", hours: str = "Mandag–fredag kl. 9–15") -> Contact:
    return Contact(ident(name), name, "Makker", "socialrådgiver", MARKS.get(area or ""), phone, hours)


def measure(area: str, title: str, people: tuple[str, ...], words: str = "", goals: tuple[int, ...] = (), **more):
    values = {
        "id": ident(title),
        "section_id": SECTIONS[area],
        "type_label": title,
        "title": title,
        "plain_words": words,
        "people": people,
        "everybody": len(people) > 3,
        "responsible": "Lone Papirsen",
        "responsible_first": "Lone",
        "starts_on": date(2026, 10, 1),
        "ends_on": None,
        "status": MeasureStatus.RUNNING,
        "status_label": "I gang",
        "status_reason": "",
        "next_step": "",
        "legal_ground": "barnets lov § 32",
        "goals": tuple((number, ident(f"goal {number}")) for number in goals),
        "when": (),
        "sensitive": False,
        "is_new": False,
        "may_edit": False,
    }
    return MeasureView(**values | more)


def section(area: str, *measures: MeasureView, persons: tuple[PersonDetails, ...] = ()) -> SectionView:
    anchor = SECTIONS[area].replace("/", "-")
    details = SectionDetails(
        anchor=anchor,
        section_id=SECTIONS[area],
        title=area,
        template="",
        printout="ui.html",
        may_edit=False,
        assessment="",
        own={},
        facts=(),
        persons=persons,
        deadlines=(),
        confirmed_at=None,
        confirmed_by="",
        ready=False,
    )
    return SectionView(SECTIONS[area], anchor, area, MARKS[area], "attached", "", (), (), None, details, measures)


def goal(number: int, title: str, words: str, numbers: tuple[int | None, ...], step: str, **more) -> GoalView:
    start, last, now, enough = numbers
    values = {
        "id": ident(f"goal {number}"),
        "number": number,
        "title": title,
        "words": words,
        "whose": "Hele familien",
        "start": start,
        "last": last,
        "now": now,
        "good_enough": enough,
        "next_step": step,
        "status": GoalStatus.ACTIVE,
        "helpers": (),
        "may_edit": False,
    }
    return GoalView(**values | more)


def agreement(text: str, who: str, area: str | None = None, by_family: bool = True, **more) -> AgreementView:
    values = {
        "id": ident(text),
        "text": text,
        "who": who,
        "mark": MARKS.get(area or ""),
        "by_family": by_family,
        "due_on": None,
        "rhythm": "",
        "days_over": 0,
        "goal": None,
        "status": AgreementStatus.OPEN,
        "done_on": None,
        "may_edit": False,
    }
    return AgreementView(**values | more)


def spot(day: int, starts: str, ends: str, title: str, people: tuple[str, ...], area: str, place: str = "") -> Spot:
    return Spot(
        id=ident(f"{day} {starts} {title}"),
        section_id=SECTIONS[area],
        title=title,
        starts=time.fromisoformat(starts),
        ends=time.fromisoformat(ends),
        people=people,
        person_ids=tuple(ident(one) for one in people),
        place=place,
        mark=MARKS[area],
        hidden=False,
        everybody=len(people) > 3,
        may_edit=False,
    )


def week(spots: tuple[tuple[int, Spot], ...]) -> Week:
    days = []
    for number in range(7):
        group = tuple(one for day, one in spots if day == number)
        groups = (SpotGroup(group, Clash(("Yusuf",), time(16, 30), time(17, 30)) if len(group) > 1 else None),)
        days.append(Day(TODAY + timedelta(days=number), number == 0, groups if group else ()))
    return Week(TODAY, 48, tuple(days), (), (), len(spots), 0, 0)


HOME = ("Amina", "Karim", "Yusuf", "Lina", "Noor")
MEMBERS = (
    member("Amina Solsikke", age=36),
    member("Karim Solsikke", age=41),
    member("Yusuf Solsikke", PersonKind.CHILD, 15),
    member("Lina Solsikke", PersonKind.CHILD, 9),
    member("Noor Solsikke", PersonKind.CHILD, 3),
    member("Mormor Eksempel", PersonKind.NETWORK, 62),
)
SPOTS = (
    (0, spot(0, "07:30", "08:15", "Følges til skole", ("Yusuf",), "children")),
    (0, spot(0, "08:00", "13:00", "Praktik i kantinen", ("Amina",), "employment", "Eksempelhuset")),
    (1, spot(1, "08:00", "13:00", "Praktik i kantinen", ("Amina",), "employment", "Eksempelhuset")),
    (1, spot(1, "14:00", "14:30", "Sundhedsplejerske", ("Amina", "Noor"), "children", "Hjemme")),
    (1, spot(1, "16:00", "17:30", "Familiebehandling", HOME, "social", "Hjemme")),
    (1, spot(1, "16:30", "18:00", "Boksning", ("Yusuf",), "leisure", "Klubben")),
    (2, spot(2, "07:30", "08:15", "Følges til skole", ("Yusuf",), "children")),
    (2, spot(2, "08:00", "13:00", "Praktik i kantinen", ("Amina",), "employment", "Eksempelhuset")),
    (2, spot(2, "12:30", "13:15", "Samtale med psykolog", ("Amina", "Lina"), "children", "Skolen")),
    (3, spot(3, "09:00", "12:00", "Danskundervisning", ("Amina",), "employment", "Sprogskolen")),
    (3, spot(3, "15:00", "17:00", "Kontaktperson", ("Yusuf",), "social")),
    (3, spot(3, "17:30", "19:00", "Boksning", ("Yusuf",), "leisure", "Klubben")),
    (4, spot(4, "10:00", "11:00", "Samtale om job", ("Karim",), "employment", "Jobcentret")),
    (5, spot(5, "10:00", "11:00", "Svømning", ("Karim", "Lina"), "leisure", "Svømmehallen")),
)
SECTION_VIEWS = (
    section(
        "social",
        measure(
            "social", "Familiebehandling", HOME, "Lone kommer hjem til jer hver tirsdag. I øver gode morgener.", (1,)
        ),
        measure("social", "Kontaktperson", ("Yusuf",), "Adam mødes med Yusuf hver torsdag.", (2,)),
    ),
    section(
        "employment",
        measure("employment", "Praktik", ("Amina",), "Amina er i praktik i kantinen tre dage om ugen.", (3,)),
        measure("employment", "Danskundervisning", ("Amina",), "", (3,)),
        measure("employment", "Samtale om job", ("Karim",), "Karim taler med Jonas om job hver anden fredag."),
    ),
    section(
        "children",
        measure(
            "children",
            "Følges til skole",
            ("Yusuf",),
            "Rikke følger Yusuf til skole mandag og onsdag.",
            (2,),
            is_new=True,
        ),
        measure("children", "Psykolog", ("Lina", "Amina"), "Lina taler med Bo. En forælder er med.", (1,)),
        persons=(PersonDetails(ident("Mormor"), "Mormor", (), {}, {}),),
    ),
    section(
        "leisure",
        measure("leisure", "Boksning", ("Yusuf",), "Yusuf er begyndt til boksning.", (2,), is_new=True),
        measure("leisure", "Svømning", ("Lina", "Karim"), "Vi betaler for svømning til juni.", (1,)),
    ),
    section("health", measure("health", "Samtale om angst", ("Amina",), "Hemmeligt", (3,), sensitive=True)),
)
TEAM = (
    contact("Mette Prøvesen", "social"),
    contact("Jonas Testrup", "employment", "00445566", "Mandag–torsdag kl. 8–15"),
    contact("Lone Papirsen", "social"),
    contact("Adam Udkastsen", "social"),
    contact("Bo Påhitsen", "children"),
    contact("Rikke Skitsegaard", "children"),
    contact("Emil Kladdesen", "leisure"),
    contact("Hanne Modelsen", "health"),
    contact("Sanne Eksempelsen", None, "00778899", ""),
)
HEAD = Head(
    id=ident("Solsikke"),
    reference="HFI-2026-014",
    name="Familien Solsikke",
    housing_area="Bispeparken",
    district="Bispebjerg",
    interpreter_language="arabisk",
    enrolled_on=date(2026, 2, 2),
    closed_on=None,
    address="Prøvevej 12, 3. tv.",
    address_protected=False,
    members=MEMBERS,
    contacts=TEAM[:2],
    absent=(),
    coordinator=TEAM[-1],
    next_meeting=Meeting(
        datetime(2026, 12, 1, 14, 0, tzinfo=UTC), 60, "Eksempelhuset, lokale 2, Prøvevej 1", True, 8, None
    ),
    last_meeting=Meeting(datetime(2026, 10, 6, 13, 0, tzinfo=UTC), 60, "Eksempelhuset", True, -48, 4),
    may_edit_plan=True,
    may_agree=True,
    may_schedule=True,
    may_print=True,
)
GOALS = (
    goal(
        1,
        "Rolige morgener",
        "Vi vil have ro om morgenen, så alle kommer ud ad døren uden skænderi.",
        (2, 4, 5, 8),
        "Yusuf lægger sin telefon i køkkenet kl. 22.",
    ),
    goal(
        2,
        "Yusuf i skole hver dag",
        "Jeg vil gerne i skole. Men jeg vil ikke kaldes op foran de andre.",
        (1, 3, 4, 7),
        "Yusuf møder til de to første timer mandag og onsdag.",
        whose="Yusuf",
    ),
    goal(
        3,
        "Mor i arbejde",
        "Jeg vil gerne arbejde med mad. Og jeg vil være hjemme, når Lina har fri.",
        (2, 5, 6, 8),
        "Amina spørger i kantinen, om hun kan få et fast job.",
        whose="Amina",
    ),
)
AGREEMENTS = (
    agreement("Jeg lægger telefonen i køkkenet kl. 22.", "Yusuf", rhythm="Hver aften"),
    agreement("Jeg følger Noor i børnehave.", "Karim", rhythm="Mandag og onsdag"),
    agreement("Jeg spørger i kantinen om et fast job.", "Amina", due_on=date(2026, 12, 11)),
    agreement("Vi spiser sammen.", "Alle", rhythm="Tirsdag og søndag"),
    agreement("Aftaler en fast plads i klassen til Yusuf.", "Bo Påhitsen", "children", False, due_on=date(2026, 12, 4)),
    agreement("Finder en anden dag til boksning.", "Emil Kladdesen", "leisure", False, due_on=date(2026, 12, 4)),
    agreement(
        "Spørger, om Amina kan gå kl. 12 onsdag.", "Jonas Testrup", "employment", False, due_on=date(2026, 11, 25)
    ),
    agreement("Sender en sms dagen før hvert møde.", "Sanne Eksempelsen", None, False, rhythm="Hver gang"),
    agreement("Tolken til 1. december er bestilt.", "Sanne Eksempelsen", None, False, status=AgreementStatus.DONE),
    agreement("Noor har fået plads i børnehaven hele dagen.", "Karim", status=AgreementStatus.DONE),
)
DREAM = "Vi vil have rolige morgener. Og vi vil spise aftensmad sammen uden at være trætte."
PAGE = FamilyPage(
    head=HEAD,
    alerts=(),
    changes=(),
    goals=GOALS,
    story=Story(DREAM, "", (), (), None, False),
    week=week(SPOTS),
    sections=SECTION_VIEWS,
    agreements=AGREEMENTS,
    consents=Matrix(),
    nav=(),
)
