"""Loading the demo: its staff, its carefully written families, and as many generated ones as asked for."""

import gc
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import sqlalchemy as sa
from flask import current_app
from flask_babel import force_locale

from hfi import clock
from hfi.access.models import User
from hfi.access.passwords import hash_password
from hfi.demo import aims, closeness, consents, measures, meetings, members, openings, plans, sections, young
from hfi.demo.draft import Draft
from hfi.demo.emergencies import add_emergencies
from hfi.demo.endings import add_ending
from hfi.demo.incoming import Incoming, add_assessment
from hfi.demo.life import add_life
from hfi.demo.numbers import Numbers
from hfi.demo.people import FAMILIES_PER_CREW, Colleague, Crew, coordinators, crew, extra_posts, logins, posts
from hfi.demo.rows import Rows
from hfi.demo.sketches import FamilySketch, written_out
from hfi.demo.staffing import Staffing
from hfi.demo.town import Town, town
from hfi.demo.variations import Variations
from hfi.demo.when import Days
from hfi.extensions import db
from hfi.families.models import Family
from hfi.programmes.model import main_programme, programmes

PASSWORD = "solsikke-2026"
SEEN_DAYS_AGO = 4
BATCH = FAMILIES_PER_CREW * 40
"""So many families are written and committed at a time."""

Progress = Callable[[int, int], None]


def is_empty() -> bool:
    """Whether there are neither users nor families yet."""
    return not any(db.session.scalar(sa.select(sa.exists().where(model.id.is_not(None)))) for model in (User, Family))


def home() -> Town:
    """The demo of this installation's municipality."""
    return town(current_app.config["MUNICIPALITY"])


def home_logins() -> list[tuple[str, str, str]]:
    """E-mail, name and position of everybody with a name."""
    return logins(home())


def load(families: int, seed: int = 2026, progress: Progress | None = None) -> None:
    """Write the staff and so many families, the carefully written ones first; 0 asks for as many as the town has.

    `progress` is told how many families are made, of how many. The first commit holds the staff and the first
    families, so that a load that was stopped leaves nothing half.
    """
    # Forms name their fields in the language of a request, and there is none.
    with force_locale("da"), no_garbage_collection():
        load_all(Loading(seed), families, progress)


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Not to look through millions of values that are all still needed saves a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def load_all(loading: "Loading", families: int, progress: Progress | None) -> None:
    """The staff, then the families, batch by batch."""
    total = families or len(loading.written) + loading.town.generated
    loading.add_staff()
    loading.add_incoming()
    for done, (sketch, team) in enumerate(loading.families(total), 1):
        loading.add_family(sketch, team)
        if done % BATCH == 0 or done == total:
            loading.rows.write()
            db.session.commit()
        if progress:
            progress(done, total)


class Loading:
    """One load: what its families share."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.rng = Random(seed)
        self.days = Days(clock.today(), clock.now())
        self.town = home()
        self.programme = main_programme()
        self.rows = Rows()
        self.numbers = Numbers()
        self.password_hash = hash_password(PASSWORD)
        self.team = crew(posts(self.town.team), self.rng)
        self.around = crew(posts(self.town.others), self.rng)
        self.staffing = Staffing(self.rows, self.days, self.team, Random(f"{seed}|staffing"))
        self.written = list(written_out(self.town.households))

    def add_staff(self) -> None:
        """Users for the core team and those around it, and what happens to them."""
        new = crew(posts(self.town.newcomer), self.staffing.rng)
        for colleague in (*self.team.colleagues.values(), *self.around.colleagues.values()):
            self.add_user(colleague)
            self.staffing.add_login(colleague)
        self.staffing.add_absence()
        for colleague in new.colleagues.values():
            self.add_user(colleague, active=False)
            self.staffing.add_requests(colleague, self.around.colleagues)

    def add_incoming(self) -> None:
        """Families that are referred and not enrolled yet."""
        Incoming(self.rows, self.days, self.team, programmes().values()).add()

    def add_user(self, colleague: Colleague, *, active: bool = True) -> None:
        """One user, who last looked at changes some days ago."""
        post = colleague.post
        seen_on = self.days.working_day(-SEEN_DAYS_AGO)
        row = {
            "id": colleague.id,
            "email": post.email,
            "name": post.name,
            "password_hash": self.password_hash,
            "role": post.role,
            "department": post.department,
            "profession": post.profession,
            "phone": post.phone,
            "hours": post.hours,
            "language": "da",
            "active": active,
            "demo": True,
            "changes_seen_at": clock.at(seen_on, 15),
        }
        self.rows.add(User, row)

    def families(self, total: int) -> Iterator[tuple[FamilySketch, Crew]]:
        """So many families, each with the crew that works with it."""
        yield from ((sketch, self.team) for sketch in self.written[:total])
        variations = Variations(self.seed, self.days, self.programme, self.town, coordinators(posts(self.town.team)))
        for index in range(total - len(self.written)):
            if index < self.town.generated:
                extra = self.team
            elif index % FAMILIES_PER_CREW == 0 or extra is self.team:
                extra = self.extra_crew(index // FAMILIES_PER_CREW)
            yield variations.family(index), extra

    def extra_crew(self, number: int) -> Crew:
        """The users of one more crew, for generated families only."""
        found = crew(extra_posts(number, posts(self.town.team)), self.rng)
        for colleague in found.colleagues.values():
            self.add_user(colleague)
        return found

    def add_family(self, sketch: FamilySketch, team: Crew) -> None:
        """All rows of one family. Each has its own chance: changing one family leaves the others as they were."""
        rng = Random(f"{self.seed}|{sketch.reference}")
        closed = None if sketch.closed is None else self.days.day(sketch.closed)
        family_id = uuid.UUID(int=rng.getrandbits(128), version=4)
        enrolled = self.days.day(sketch.enrolled)
        draft = Draft(sketch, team, self.days, rng, self.rows, family_id, enrolled, closed)
        draft.meetings = meetings.held_meetings(draft)
        programme = programmes()[sketch.programme or self.programme.key]
        members.add_family(draft, programme)
        members.add_people(draft, self.numbers)
        aims.add_goals(draft)
        measures.add_measures(draft)
        aims.add_agreements(draft)
        sections.add_sections(draft)
        plans.add_sector_plans(draft)
        plans.add_readings(draft)
        meetings.add_meetings(draft, programme)
        consents.add_consents(draft, programme)
        members.attach_staff(draft, programme)
        add_assessment(draft)
        closeness.add_closeness(draft)
        young.add_young(draft)
        if team is self.team:
            self.staffing.stand_in(draft)
        openings.add_openings(draft)
        add_emergencies(draft, self.around)
        add_life(draft)
        add_ending(draft)
