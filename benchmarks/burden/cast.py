"""Who does the work: the demo's logins, by municipality."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cast:
    """The logins' first parts: who refers, who decides and coordinates, who writes the plan, and who the measures."""

    referrer: str
    decider: str
    planner: str
    measurer: str
    measurer_name: str
    departments: tuple[str, ...]


CASTS = {
    "koebenhavn": Cast("sof", "tovholder", "sof", "sof", "Mette Prøvesen", ("SOF", "BIF")),
    "broendby": Cast("raadgiver", "koordinator", "koordinator", "raadgiver", "Lise Klipsen", ("SSF", "BKI")),
}
