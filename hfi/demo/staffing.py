"""What happens to staff: somebody is away and a colleague stands in, somebody new waits for an open account."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, LoginSession
from hfi.access.roles import Role
from hfi.demo.draft import Draft
from hfi.demo.library import read
from hfi.demo.members import attach
from hfi.demo.people import Colleague, Crew
from hfi.demo.rows import Rows
from hfi.demo.when import Days
from hfi.team.models import Absence, Substitute
from hfi.users.models import AccountRequest, Answer

ABSENT, STANDS_IN = "bif", "bif2"
PROMOTED_FROM = "sof"
"""The position that the coordinator had before."""
AWAY = (-2, 11)
"""From so many days ago until so many days ahead."""
ASKED_DAYS_AGO = 1
CHANGED_DAYS_AGO = 40
LAST_LOGIN_WITHIN = 4


class Staffing:
    """An absence of the core team's, and requests about accounts."""

    def __init__(self, rows: Rows, days: Days, team: Crew, rng: Random) -> None:
        self.rows, self.days, self.team, self.rng = rows, days, team, rng
        self.absence_id = self.new_id()

    def new_id(self) -> uuid.UUID:
        """A random id, the same for the same seed."""
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    @property
    def away(self) -> tuple[date, date]:
        """The first and the last day of the absence."""
        return self.days.working_day(AWAY[0]), self.days.working_day(AWAY[1])

    def add_absence(self) -> None:
        """Somebody is away, and a colleague of the same department stands in."""
        absent = self.team[ABSENT].id
        days = {"from_on": self.away[0], "to_on": self.away[1]}
        written = {"written_by_id": absent, "written_at": clock.at(self.away[0] - timedelta(days=7), 9)}
        self.rows.add(Absence, {"id": self.absence_id, "user_id": absent, **days, **written})
        self.rows.add(Substitute, {"absence_id": self.absence_id, "user_id": self.team[STANDS_IN].id})

    def stand_in(self, draft: Draft) -> None:
        """Attach the substitute to a family that the absent colleague works with."""
        mine = [row for row in self.rows.tables[Attachment] if row["family_id"] == draft.id]
        working = {row["user_id"] for row in mine if row["to_on"] is None}
        if self.team[ABSENT].id in working and self.team[STANDS_IN].id not in working:
            reason = read("sections")["reason_substitute"].format(name=self.team[ABSENT].post.name)
            attach(draft, self.team[STANDS_IN], AttachmentKind.TEAM, self.away, reason, self.absence_id)

    def add_request(self, about: Colleague, by: Colleague, reason: str, **more: Any) -> None:
        """What an administrator asked for about an account."""
        post = about.post
        row = {
            "id": self.new_id(),
            "user_id": about.id,
            "role": post.role,
            "department": post.department,
            "profession": post.profession,
            "was_role": "",
            "was_department": "",
            "was_profession": "",
            "was_active": False,
            "reason": reason,
            "asked_by_id": by.id,
            "asked_at": clock.at(self.days.working_day(-ASKED_DAYS_AGO), 9),
            "link_hash": None,
            "link_used_at": None,
            "resets_code": False,
            "waiting": True,
            "answer": None,
            "answered_by_id": None,
            "answered_at": None,
        }
        self.rows.add(AccountRequest, row | more)

    def add_requests(self, newcomer: Colleague, others: Mapping[str, Colleague]) -> None:
        """Somebody new waits; of the coordinator it was approved long ago."""
        admin, manager, coordinator = others["admin"], others["leder"], self.team.coordinator
        self.add_request(
            newcomer,
            admin,
            f"Vikar for {self.team[ABSENT].first_name} i fraværet",
            link_hash=f"{self.rng.getrandbits(256):064x}",
        )
        at = clock.at(self.days.working_day(-CHANGED_DAYS_AGO), 10)
        department = self.team[PROMOTED_FROM].post.department
        before = {"was_role": Role.PROFESSIONAL, "was_department": department, "was_profession": "social_caseworker"}
        answered = {"answer": Answer.APPROVED, "answered_by_id": manager.id, "answered_at": at, "waiting": None}
        self.add_request(
            coordinator,
            admin,
            f"Bliver {coordinator.post.title.lower()}",
            was_active=True,
            asked_at=at,
            **before,
            **answered,
        )

    def add_login(self, colleague: Colleague) -> None:
        """A login of the last days that is over."""
        day = self.days.working_day(-self.rng.randrange(1, LAST_LOGIN_WITHIN))
        at = clock.at(day, self.rng.randrange(7, 10), self.rng.randrange(60))
        times = {"created_at": at, "last_seen_at": at, "ended_at": at + timedelta(hours=6)}
        own = {"id": self.new_id(), "token_hash": f"{self.rng.getrandbits(256):064x}", "user_id": colleague.id}
        self.rows.add(LoginSession, own | times)
