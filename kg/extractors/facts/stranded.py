"""What a clause is relative to whose verb stands last: "the record | A relies on", "whose tracker | A uses"."""

from __future__ import annotations

from kg.extractors.facts.arguments import subjects
from kg.extractors.facts.gaps import gap_before
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import VerbGroup

_VERBAL = frozenset({"VERB", "AUX", "SCONJ", "CCONJ"})
_CLOSING = frozenset({",", ".", ";", ":", "–", "—", ")"})
_REACH = 24


def stranded(reading: Reading, group: VerbGroup, preposition: str) -> list[int]:
    """Return what a clause is relative to whose preposition stands bare behind its verb or object."""
    for place in range(group.verb + 1, reading.clause_end(group.verb) + 1):
        if reading.word(place) == preposition and _closed(reading, place + 1):
            return whose_goods(reading, group) or _relative_to(reading, group)
    return []


def _closed(reading: Reading, place: int) -> bool:
    """Tell whether nothing that a preposition could lead to stands at a token."""
    if reading.phrase_after(place) is None:
        return True
    return reading.word(place) in _CLOSING or reading.doc[place].pos_ in _VERBAL


def whose_goods(reading: Reading, group: VerbGroup) -> list[int]:
    """Return the noun behind "whose" before a clause’s subject: "whose badge reader | the Navy uses"."""
    first = max(reading.sentence(group.verb)[0], group.start - _REACH)
    whose = next((at for at in range(group.start, first, -1) if reading.word(at) == "whose"), None)
    heads = subjects(reading, group)[:1]
    if whose is None or not heads:
        return []
    named = reading.mention(coordinated(reading, heads[0])[0])
    end = group.start if named is None or named.start <= whose + 1 else named.start
    while end > whose and reading.doc[end - 1].pos_ == "DET":
        end -= 1
    goods = end - 1
    return [goods] if goods > whose and reading.doc[goods].pos_ in {"NOUN", "PROPN"} else []


def _relative_to(reading: Reading, group: VerbGroup) -> list[int]:
    token = reading.doc[group.verb]
    if token.dep_ in {"acl:relcl", "acl"} and token.head.i < group.start:
        return [token.head.i]
    found = gap_before(reading, group)
    return [] if found is None else [found]
