"""The grounds of decisions in the reader's words: why they see something, or do not."""

from hfi.access.terms import Why
from hfi.texts import LazyString, _l

REASONS: dict[Why, LazyString] = {
    Why.ATTACHED: _l("You work with the family."),
    Why.OWN_DEPARTMENT: _l("It belongs to your own department."),
    Why.SHARED: _l("It is shared with your department."),
    Why.NAMED: _l("You are named to read it."),
    Why.MANAGER: _l("You lead the work with the family."),
    Why.BROKEN_GLASS: _l("You opened the family in an emergency."),
    Why.OFFICE: _l("It is part of your office."),
    Why.ONESELF_FIRST: _l("You say it of yourself."),
    Why.CONFLICT: _l("You stand too near to the family."),
    Why.NO_RELATION: _l("You do not work with the family."),
    Why.BEYOND_EMERGENCY: _l("An emergency opens the joint plan and your own department's part, and nothing more."),
    Why.NO_CONTENT_ROLE: _l("Your role never reads what is written about families."),
    Why.NOT_SHARED: _l("The family has not said yes to sharing it with your department."),
    Why.OTHER_PROFESSION: _l("It is only for another profession in your department."),
    Why.NOT_NAMED: _l("It is only for people who are named to read it."),
    Why.OTHER_DEPARTMENT: _l("It belongs to another department."),
    Why.NOT_KEEPER: _l("Contact persons and the coordinator keep this part."),
    Why.NO_AUTHORITY: _l("Coordinators in this programme do not change a department's own part."),
    Why.NOT_ON_PAPER: _l("It never stands on paper for others."),
    Why.NOT_THEIRS: _l("It is not about the person that the paper is for."),
    Why.READ_ONLY: _l("You may read it, not change it."),
    Why.CLOSED: _l("The family's plan is closed."),
    Why.NOT_THE_OFFICE: _l("It is not part of your office."),
    Why.NOT_ONESELF: _l("Nobody decides this about themselves."),
    Why.NO_SECOND: _l("Somebody else must approve it."),
    Why.ALREADY_INSIDE: _l("You work with the family already."),
}
