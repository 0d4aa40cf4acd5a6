"""Find the county or town that a text speaks of, also where only names of its bodies tell which."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache

from kg.extractors.analysis import Analysis
from kg.extractors.lexicon import groups
from kg.model import Entity

_COUNTY = frozenset({"county"})
_NOT_LOCAL = frozenset({"county", "state", "commonwealth"})
_BEFORE = 2


def polity_spoken_of(analysis: Analysis, kind: str, at: tuple[int, int]) -> Entity | None:
    """Return the "county" or "city" that a text speaks of most, at a passage and token, or None.

    Names of bodies count ("Ash County Board": Ash County), those told before twice.
    """
    wanted = _COUNTY if kind == "county" else _local()
    told: dict[str, int] = {}
    for mention in analysis.mentions:
        record = analysis.entities[mention.entity]
        body = record.type in {"Place", "Company"} or record.type.endswith("Organization")
        name = polity_in(record.name, wanted) if body and mention.kind != "pronoun" else None
        if name is not None:
            before = (mention.passage, mention.start) < at
            told[name] = told.get(name, 0) + (_BEFORE if before else 1)
    if not told:
        return None
    return Entity(max(told, key=lambda name: told[name]), "GovernmentOrganization")


@cache
def _local() -> frozenset[str]:
    return groups("organisations_heads")["polity"] - _NOT_LOCAL


def polity_in(name: str, wanted: AbstractSet[str]) -> str | None:
    """Return the polity in a body's name, None where there is none of the wanted kinds.

    >>> polity_in("Ash County Board", {"county"}), polity_in("Leeds City Council", {"city"})
    ('Ash County', 'Leeds')
    >>> polity_in("City of Leeds", {"city"})
    'City of Leeds'
    """
    told = name.removeprefix("the ").removeprefix("The ").split()
    if len(told) > 2 and told[0].lower() in wanted and told[1] == "of":
        return " ".join(told)
    place = next((at for at, word in enumerate(told) if at and word.lower() in wanted), None)
    if place is None or not told[0][0].isupper():
        return None
    whole = place + 1 == len(told) or told[place].lower() == "county"
    return " ".join(told[: place + whole])
