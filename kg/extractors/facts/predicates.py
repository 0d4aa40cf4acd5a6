"""What a phrase such as "in use" or "live" is said of."""

from __future__ import annotations

from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import VerbGroup


def theme_of(reading: Reading, group: VerbGroup) -> list[int]:
    """Return what a phrase such as "in use" is said of: before it, or after the next comma."""
    parsed = [each.i for each in reading.doc[group.verb].children if each.dep_ == "nsubj"]
    if parsed and parsed[0] < group.verb:
        return parsed
    place = group.verb - 1
    start, end = reading.sentence(group.verb)
    while place > start and reading.doc[place].pos_ in {"ADP", "ADV", "AUX"}:
        place -= 1
    before = reading.phrase_before(place + 1)
    if before is not None and before.start >= start:
        return [before.head]
    commas = [at for at in range(group.verb, end) if reading.word(at) == ","]
    for comma in reversed(commas):
        after = reading.phrase_after(comma + 1)
        if after is not None and _verb_next(reading, after.end, end):
            return [after.head]
    return []


def _verb_next(reading: Reading, place: int, end: int) -> bool:
    """Tell whether a verb follows a phrase, prepositional phrases between them allowed."""
    while place < end and reading.doc[place].pos_ == "ADP":
        inner = reading.phrase_after(place + 1)
        if inner is None:
            return False
        place = inner.end
    return place < end and reading.doc[place].pos_ in {"AUX", "VERB", "ADV"}
