"""The young people's own pages on paper: what they keep from whoever gets the copy is not on it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hfi.access.terms import Action, Level
from hfi.family_page.dossier import Dossier
from hfi.family_page.young_views import YoungPage, YoungPerson
from hfi.printing.recipient import Paper, People


def young_on_paper(dossier: Dossier, paper: Paper, page: YoungPage | None) -> tuple[YoungPerson, ...]:
    """The pages that this reader may print for the recipient: their own, their children's, or the household's.

    What was said last stands on it, or nothing: older words do not step in for newer ones that are kept away.
    """
    people = page.people if page else ()
    mine = [one for one in people if paper.person is None or one.id in {paper.person, *paper.children}]
    printed = (printed_person(dossier, paper, one) for one in mine)
    return tuple(one for one in printed if one.said or one.supporters or one.contacts)


def printed_person(dossier: Dossier, paper: Paper, person: YoungPerson) -> YoungPerson:
    """One page, without what the young person keeps from whoever gets the copy."""
    said = tuple(one for one in person.said if may_print(dossier, paper, one.kept_ids))
    supporters = tuple(one for one in person.supporters if may_print(dossier, paper, one.kept_ids))
    return replace(person, said=said, supporters=supporters, earlier=(), unsaid=())


def may_print(dossier: Dossier, paper: Paper, kept_from: People) -> bool:
    """The rule for something of the joint plan."""
    terms: dict[str, Any] = {"recipient": paper.recipient, "kept_from": paper.is_kept_from(kept_from)}
    return bool(dossier.access.decide(Action.PRINT, Level.PLAN, **terms))


def is_anything_kept(paper: Paper, page: YoungPage | None) -> bool:
    """Whether a young person keeps anything of theirs from whoever gets the copy."""
    return any(paper.is_kept_from(one.kept_ids) for one in keepable(page.people if page else ()))


def keepable(people: Iterable[YoungPerson]) -> list[Any]:
    """Everything on the pages that can be kept from somebody."""
    return [one for person in people for one in (*person.said, *person.supporters)]
