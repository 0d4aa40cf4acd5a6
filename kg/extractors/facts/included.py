"""Who is named as one of those that a clause tells of: "agencies that use B include A and C"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.remembering import remembered
from kg.extractors.facts.verbs import VerbGroup

_NAMING = frozenset({"include", "includes", "included", "are", "were", "is", "was"})
_RELATIVE = frozenset({"that", "which", "who", "to"})
_AMONG = frozenset({"among", "amongst"})
_REACH = 16


@remembered
def included(reading: Reading, group: VerbGroup) -> Sequence[int]:
    """Return the heads of the names listed behind a relative clause’s sentence, where its subject is plural.

    ("Cities that use B include A and C", "Among the agencies testing B are A and C")
    """
    token = reading.doc[group.verb]
    first, last = reading.sentence(group.verb)
    relative = token.dep_ in {"acl:relcl", "acl"} and token.head.i < group.start
    if not relative or token.head.tag_ not in {"NNS", "NNPS"} or group.passive:
        return []
    if reading.word(group.start - 1) not in _RELATIVE and token.tag_ != "VBG":
        return []
    opening = {reading.word(at) for at in range(first, min(first + 3, token.head.i))}
    for place in range(group.verb + 1, min(last, group.verb + _REACH)):
        if reading.doc[place].text in {".", ";", ":"}:
            return []
        word = reading.word(place)
        copula = word not in {"include", "includes", "included"}
        if word not in _NAMING or (copula and not opening & _AMONG):
            continue
        return _listed(reading, place + 1)
    return []


def _listed(reading: Reading, place: int) -> Sequence[int]:
    phrase = reading.phrase_after(place)
    named = None if phrase is None else reading.mention(phrase.head)
    if phrase is None or named is None or named.kind != "name":
        return []
    return coordinated(reading, phrase.head, left=False)
