"""Words of time between a subject and its verb: "the council | on Monday night | voted"."""

from __future__ import annotations

from kg.extractors.facts.reading import Reading
from kg.extractors.lexicon import words

_TIME_OPENERS = frozenset(
    {"on", "in", "at", "last", "this", "next", "earlier", "late", "since", "during"}
)


def before_time(reading: Reading, place: int, first: int) -> int:
    """Return the token after which only words of time stand before a place: "A | on Friday ordered"."""
    at = place
    while at - 1 > first and _timely(reading, at - 1):
        at -= 1
    if at < place and at - 1 > first and reading.word(at - 1) in _TIME_OPENERS:
        at -= 1
    return at if reading.word(at) in _TIME_OPENERS or at < place else place


def _timely(reading: Reading, place: int) -> bool:
    word = reading.word(place)
    mention = reading.mention(place)
    if mention is not None and mention.kind == "name" and mention.end - mention.start > 1:
        return False
    known = words("facts_times")
    return word in known or word.removesuffix("s") in known
