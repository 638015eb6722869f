"""How long the family's content is kept, set for each person when the work ends, by rules that are data."""

from collections.abc import Iterator
from datetime import date

from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.phases.models import Retention
from hfi.phases.rules import Rules, rules_on


def retentions(dossier: Dossier, closed_on: date) -> Iterator[Retention]:
    """One row for everybody who ever was in the family or around it."""
    rules = rules_on(closed_on)
    for one in dossier.everybody:
        had = [(row.section_id, row.type_key) for row in dossier.measures if one.id in ids_of(row.person_ids)]
        last_day = rules.keep_until(closed_on, one.kind, one.born_on)
        archive = rules.goes_to_archive(had)
        yield Retention(family_id=dossier.access.id, person_id=one.id, keep_until=last_day, archive=archive)


def archived(rules: Rules, section_id: str, type_key: str) -> bool:
    """Whether this measure is why a case goes to the archive."""
    return rules.goes_to_archive([(section_id, type_key)])
