"""What a copy shows and what it leaves out, in words to agree to before printing: kinds, never content."""

from collections.abc import Iterable, Iterator
from typing import Any

from hfi.access.terms import Action, Level, Recipient
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.section_views import SectionView
from hfi.filters import and_list
from hfi.plan.department import registry
from hfi.printing.recipient import Paper
from hfi.printing.views import Allowed, Summary
from hfi.texts import _


def summarize(dossier: Dossier, sections: Iterable[SectionView], allowed: Allowed, kept: bool = False) -> Summary:
    """Both lists for this copy; `kept` when a young person keeps something of their own page from its readers."""
    readable = [one for one in sections if one.details]
    printed = [one for one in readable if one.id in allowed.sections]
    left = [one for one in readable if one.id not in allowed.sections]
    return Summary(tuple(shown(printed, allowed)), tuple(left_out(dossier, left, allowed, kept)))


def shown(printed: list[SectionView], allowed: Allowed) -> Iterator[str]:
    """What the copy shows."""
    yield _("The joint plan: the dream, the goals, the agreements and the contact persons.")
    if allowed.young:
        yield _("The own page of %(names)s.", names=and_list(one.name for one in allowed.young))
    yield week_words(allowed.paper)
    if printed:
        yield _("What these departments help with: %(names)s.", names=departments(printed))
    if any(registry().by_id[one.id].level is Level.SENSITIVE for one in printed):
        yield _("Sensitive content that concerns %(name)s alone.", name=allowed.paper.words)
    if allowed.own_facts:
        yield _("The protected address and phone of %(name)s.", name=allowed.paper.words)


def week_words(paper: Paper) -> str:
    """Whose week it is."""
    if paper.recipient is not Recipient.PERSON:
        return _("The household's week.")
    if paper.children:
        return _("The week of %(name)s and the children.", name=paper.words)
    return _("The week of %(name)s.", name=paper.words)


def left_out(dossier: Dossier, left: list[SectionView], allowed: Allowed, kept: bool) -> Iterator[str]:
    """What the copy leaves out."""
    paper = allowed.paper
    if left:
        yield _("What stands in: %(names)s.", names=and_list(one.title for one in left))
    if paper.recipient is Recipient.PERSON:
        yield _("What the departments write about others than %(name)s.", name=family_of(paper))
    if paper.recipient is Recipient.PROFESSIONALS:
        yield _("What the family does not share with all departments at work with it.")
    if paper.recipient is not Recipient.PERSON:
        yield _("Everything sensitive: health, psychology, crime and violence.")
    if kept or is_anything_kept(dossier, paper):
        yield _("What a child has asked to keep from those who read this copy.")
    if any(one.protected and one.id != paper.person for one in dossier.people):
        yield _("Places, and the departments' own words: somebody in the family is protected.")
    yield _("CPR numbers, private phone numbers and addresses, and times that are only shown as busy.")


def departments(sections: Iterable[SectionView]) -> str:
    """The departments' names as the family knows them, each once."""
    return and_list(dict.fromkeys(one.mark.family_title for one in sections))


def family_of(paper: Paper) -> str:
    """The recipient, and a parent's children."""
    return _("%(name)s and the children", name=paper.words) if paper.children else paper.words


def is_anything_kept(dossier: Dossier, paper: Paper) -> bool:
    """Whether a child keeps anything from whoever reads this copy, as far as the one who prints it may know of it."""
    rows = (*readable_measures(dossier), *dossier.agreements, *readable_records(dossier))
    return any(paper.is_kept_from(ids_of(row.kept_from_ids)) for row in rows)


def readable_measures(dossier: Dossier) -> Iterator[Any]:
    """The measures that the reader may read."""
    for row in dossier.measures:
        if rights.item_decision(dossier, row.section_id, row.sensitive, Action.READ, ids_of(row.person_ids)):
            yield row


def readable_records(dossier: Dossier) -> Iterator[Any]:
    """What the sections say that the reader may read."""
    for section in registry().sections_in(dossier.programme):
        if section.id in dossier.records and rights.section_decision(dossier, section, Action.READ):
            yield dossier.records[section.id]
