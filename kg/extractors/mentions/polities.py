"""Find which town, county or state "the city", "the county", "the state" means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extractors.lexicon import words
from kg.extractors.mentions.classes import family
from kg.extractors.mentions.discourse import Discourse, Known

_REACH = 40
POLITIES = frozenset({"city", "county", "town", "state", "village", "township", "borough"})
_TOWN_IN_NAME = re.compile(
    r"^((?:[A-Z][\w.'’-]+ ){1,3}?)(?:City|Town|Village|Borough|Police|Fire|Public|Municipal)\b"
)
_COUNTY_IN_NAME = re.compile(r"^((?:[A-Z][\w.'’-]+ ){1,3}?County)\b")


def polity(noun: str, discourse: Discourse, sentence: int) -> Known | None:
    """Return the entity that "the <noun>" means, or None where the document names none.

    First an authority whose name the noun heads ("City of Leeds", "Lake County"), then a place that
    the document is about, last the place after which an authority is named ("Leeds City Council"),
    which enters the discourse as an authority of that name.
    """
    near = list(discourse.ranked(sentence, within=_REACH))
    for known in near:
        authority = family(known.type) in {"Organization", "Place"} and noun in known.heads
        if authority and known.named:
            return known
    for known in near:
        if _is_about(known, noun, near):
            return known
    return _seat(noun, discourse, near)


def _is_about(known: Known, noun: str, near: Sequence[Known]) -> bool:
    region = known.name in words("places_regions")
    if known.type != "Place" or not known.named or region != (noun == "state"):
        return False
    if noun == "county":
        return "county" in known.words
    return len(known.seen) > 1 or any(_named_after(other, known) for other in near)


def _named_after(authority: Known, place: Known) -> bool:
    named = authority.named and authority.is_organisation
    return named and authority.name.startswith(f"{place.name} ")


def _seat(noun: str, discourse: Discourse, near: Sequence[Known]) -> Known | None:
    if noun in {"state", "township"}:
        return None
    pattern = _COUNTY_IN_NAME if noun == "county" else _TOWN_IN_NAME
    for known in near:
        match = pattern.match(known.name)
        if match and known.type == "GovernmentOrganization":
            name = match.group(1).strip()
            seat = discourse.add(name, "GovernmentOrganization", named=True)
            seat.heads.add(noun)
            return seat
    return None
