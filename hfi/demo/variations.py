"""Generated families: the same shape as the written ones, put together by chance from the library."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from hfi.demo.library import GoalText, Offer, goals, offers, read
from hfi.demo.people import KEEPERS, pair
from hfi.demo.sketches import EVERYBODY, FamilySketch, GoalSketch, MeasureSketch, MeetingSketch, MemberSketch
from hfi.demo.town import Town
from hfi.demo.when import Days
from hfi.plan.department import registry
from hfi.programmes.model import Programme
from hfi.programmes.parts import HousingArea

FIRST_NUMBER = 100
"""Written families have the numbers below."""
WRITTEN_ONLY = ("placement",)
"""Offers that a family must be written around."""
ENROLLED_AGO = (30, 545)
MEASURES = (4, 8)
MOST_GOALS = 3
CHILDREN = (1, 1, 2, 2, 2, 3, 3, 4, 5)
TWO_PARENTS, PARENT_ELSEWHERE, HAS_NEXT_MEETING = 0.5, 0.25, 0.85
MOST_DAYS_SINCE_MEETING = 70
AGES = {"young": (13, 17), "school": (6, 16), "small": (0, 5), "child": (4, 17), "young_adult": (15, 17)}
"""The ages of those whom an offer is for; a grown-up otherwise."""


@dataclass(frozen=True)
class Household:
    """Who lives in a generated family, and who is asked about what."""

    adults: tuple[MemberSketch, ...]
    children: tuple[MemberSketch, ...]

    def whom(self, kind: str, rng: Random) -> tuple[str, ...]:
        """The name of somebody that an offer or goal of this kind is for; nobody when there is none."""
        if kind == "all":
            return EVERYBODY
        if kind == "parents":
            return tuple(one.name for one in self.adults)
        least, most = AGES.get(kind, (0, -1))
        fitting = [one for one in self.children if least <= (one.age or 0) <= most]
        if kind == "adult":
            fitting = [one for one in self.adults if not one.elsewhere]
        return (rng.choice(fitting).name,) if fitting else ()


class Variations:
    """Makes the family with a number, always the same for the same seed."""

    def __init__(self, seed: int, days: Days, programme: Programme, place: Town, coordinators: Sequence[str]) -> None:
        self.seed = seed
        self.days = days
        self.programme = programme
        self.texts = {**read("variations"), **place.texts}
        self.coordinators = coordinators
        known, left_out = registry().by_id, {*WRITTEN_ONLY, *place.without}
        self.offers = {key: one for key, one in offers().items() if one.section in known and key not in left_out}

    @property
    def district(self) -> str:
        """Where a parent lives who lives for themselves."""
        return self.programme.housing_areas[0].district if self.programme.housing_areas else ""

    def family(self, index: int) -> FamilySketch:
        """The generated family with this number, counted from 0."""
        rng = Random(f"{self.seed}|variation|{index}")
        language = rng.choice(self.texts["languages"])
        home = self.household(rng, language)
        area = rng.choice(self.programme.housing_areas or (HousingArea("", ""),))
        enrolled = -rng.randint(*ENROLLED_AGO)
        goal_texts = self.goals(rng, home)
        aims = tuple(goal_sketch(rng, key, whose) for key, (_text, whose) in goal_texts.items())
        return FamilySketch(
            reference=f"{self.programme.reference_prefix}-{self.days.day(enrolled).year}-{FIRST_NUMBER + index}",
            name=f"Familien {rng.choice(self.texts['surnames_first'])}{rng.choice(self.texts['surnames_last'])}",
            area=area.name,
            address=self.address(rng, area.district),
            interpreter=language,
            enrolled=enrolled,
            contacts=self.contacts(index),
            dream=rng.choice(self.texts["dreams"]),
            story=self.story(rng, home),
            works=tuple(rng.sample(self.texts["works"], 2)),
            never_again=(rng.choice(self.texts["never_again"]),),
            members=(*home.adults, *home.children),
            goals=aims,
            measures=tuple(self.measures(rng, home, [text for text, _whose in goal_texts.values()], enrolled)),
            last_meeting=-rng.randint(3, MOST_DAYS_SINCE_MEETING),
            next_meeting=self.next_meeting(rng, language),
            late=rng.choice((0, 0, 1)),
            everyone=False,
        )

    def contacts(self, index: int) -> tuple[str, ...]:
        """Whom the family calls: as many contact persons as the programme has, or one of its coordinators."""
        number = self.programme.contact_persons
        return pair(index)[:number] if number else (self.coordinators[index % len(self.coordinators)],)

    def household(self, rng: Random, language: str) -> Household:
        """A mother, often a father, and children of school age or younger; no name is used twice."""
        culture = self.texts["cultures"].get(language, "danish")
        relations = self.texts["relations"]
        names = {
            group: rng.sample(self.texts[group][culture], min(3, len(self.texts[group][culture])))
            for group in ("girls", "boys")
        }
        taken: set[str] = set()
        children = []
        oldest = rng.randint(3, 17)
        for number in range(rng.choice(CHILDREN)):
            group = rng.choice(("girls", "boys"))
            name = next((one for one in names[group] if one not in taken), "")
            if name:
                taken.add(name)
                relation = relations["girl" if group == "girls" else "boy"]
                age = max(0, oldest - 2 * number - rng.randint(0, 1))
                children.append(MemberSketch(name, relation, age, note=self.place_of_day(rng, age)))
        return Household(self.adults(rng, culture, taken, oldest), tuple(children))

    def adults(self, rng: Random, culture: str, taken: set[str], oldest: int) -> tuple[MemberSketch, ...]:
        """One parent or two, who may live apart."""
        relations = self.texts["relations"]
        age = oldest + rng.randint(19, 30)
        mother = rng.choice([one for one in self.texts["mothers"][culture] if one not in taken])
        found = [MemberSketch(mother, relations["mother"], age, phone=phone(rng), work=situation(rng))]
        if rng.random() < TWO_PARENTS:
            father = rng.choice([one for one in self.texts["fathers"][culture] if one not in taken])
            elsewhere = rng.random() < PARENT_ELSEWHERE
            note = self.texts["elsewhere_note"] if elsewhere else ""
            address = self.address(rng, self.district) if elsewhere else ""
            found.append(
                MemberSketch(
                    father,
                    relations["father"],
                    age + 3,
                    phone=phone(rng),
                    note=note,
                    address=address,
                    elsewhere=elsewhere,
                    work=situation(rng),
                )
            )
        return tuple(found)

    def place_of_day(self, rng: Random, age: int) -> str:
        """Nursery, day care or school."""
        if age < 3:
            return str(self.texts["nursery"])
        if age < 6:
            return str(rng.choice(self.texts["daycare"]))
        return str(self.texts["classes"]).format(number=min(age - 6, 9), school=rng.choice(self.texts["schools"]))

    def address(self, rng: Random, district: str) -> str:
        """A street that is in no town."""
        code = self.texts["post_codes"].get(district, district)
        return f"{rng.choice(self.texts['streets'])} {rng.randint(1, 99)}, {rng.choice(self.texts['floors'])}, {code}"

    def story(self, rng: Random, home: Household) -> str:
        """What the family told."""
        child = home.children[0].name
        return str(rng.choice(self.texts["stories"])).format(
            years=rng.randint(2, 15), mother=home.adults[0].name, child=child
        )

    def next_meeting(self, rng: Random, language: str) -> MeetingSketch | None:
        """The next plan meeting; some families have none yet."""
        texts = read("sections")
        on, at, place = rng.randint(2, 40), rng.choice(texts["meeting_times"]), rng.choice(texts["meeting_places"])
        return MeetingSketch(on, at, place, bool(language)) if rng.random() < HAS_NEXT_MEETING else None

    def goals(self, rng: Random, home: Household) -> dict[str, tuple[GoalText, str]]:
        """Two or three goals that fit somebody in the family, each with the name of whose it is."""
        found: dict[str, tuple[GoalText, str]] = {}
        for key in rng.sample(list(goals()), len(goals())):
            if who := home.whom(goals()[key].whom, rng):
                found[key] = (goals()[key], "" if who == EVERYBODY else who[0])
            if len(found) == MOST_GOALS:
                break
        return found

    def measures(self, rng: Random, home: Household, texts: Sequence[GoalText], enrolled: int) -> list[MeasureSketch]:
        """First what serves the goals, then what else fits, until there are enough."""
        serving = [(key, number) for number, text in enumerate(texts, 1) for key in text.helps if key in self.offers]
        others = [(key, 0) for key in rng.sample(list(self.offers), 3 * MEASURES[1])]
        found: dict[str, MeasureSketch] = {}
        enough = rng.randint(*MEASURES)
        for key, goal in (*serving, *others):
            if key not in found and (who := home.whom(self.offers[key].whom, rng)):
                found[key] = measure_sketch(rng, self.offers[key], who, goal, enrolled)
            if len(found) == enough:
                break
        return list(found.values())


def goal_sketch(rng: Random, key: str, whose: str) -> GoalSketch:
    """A goal that has moved a little since the start."""
    start = rng.randint(1, 4)
    last = start + rng.randint(0, 2)
    return GoalSketch((start, last, last + rng.randint(-1, 2), min(9, last + rng.randint(2, 4))), key, whose)


def measure_sketch(rng: Random, offer: Offer, who: tuple[str, ...], goal: int, enrolled: int) -> MeasureSketch:
    """A measure that began after the family came; most go on, some are proposed, paused or ended."""
    start = rng.randint(enrolled + 15, -3)
    end = start + offer.months * 30 + rng.randint(-15, 15)
    status = "ended" if end < 0 else rng.choices(("", "proposed", "paused"), (85, 8, 7))[0]
    week = (rng.choice(offer.week),) if offer.week else ()
    by = KEEPERS[offer.section]
    return MeasureSketch(offer.key, who, by, start, end, (goal,) if goal else (), status, week=week)


def situation(rng: Random) -> tuple[str, str, int]:
    """What a grown-up does and lives on."""
    found: tuple[tuple[str, str, int], ...] = (
        ("looking", "cash-benefit", 0),
        ("placement", "cash-benefit", 12),
        ("small-job", "cash-benefit", 8),
        ("job", "wages", 37),
        ("sick", "sickness-benefit", 0),
        ("pension", "early-retirement", 0),
    )
    return rng.choice(found)


def phone(rng: Random) -> str:
    """A number that nobody has: it begins with two zeros."""
    digits = [f"{rng.randint(10, 99)}" for _ in range(3)]
    return " ".join(["00", *digits])
