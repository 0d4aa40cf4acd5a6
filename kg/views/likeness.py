"""Which claims of an edited document are which: pairs of the most alike, each claim in one.

Only claims that share a name or a run of words are compared, so that a document of thousands of
claims costs no more than a few comparisons a claim. The measure of two wordings is that of
L. R. Dice, "Measures of the Amount of Ecologic Association Between Species" (Ecology 26, 1945),
over their words with repetitions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kg.model import Claim, Entity

_WORD = re.compile(r"\w+")
_RUN = 3
"""Words at the beginning, and at the end, that make two claims worth comparing."""
_MOST_PAIRS = 1_024
_NEAR = 4
"""In a larger group a claim is compared with those whose ranks are no farther off."""
_ENTITY_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class _Features:
    kind: str
    start: int
    words: tuple[str, ...]
    counts: Counter[str]
    subject: frozenset[str]
    object: frozenset[str]
    says: bool


def alike_pairs(old: Sequence[Claim], new: Sequence[Claim]) -> list[tuple[int, int]]:
    """Return the numbers of claims that are one claim before and after an edit, by old number.

    Claims of one type may be one: with subject and object the same, whatever the words (of a
    statement, half of the words said); with one of them the same, where half of the words are;
    with neither, where four in five are. The most alike are paired first; of those as alike, the
    nearest in the text. Both sequences are to be in text order. Exchanging them exchanges the pairs.

    >>> from kg.model import Span
    >>> acme = Entity("Acme", "Company")
    >>> old = Claim("urn:d", "makes", acme, (Span(0, 15, "Acme makes bells"),), "manual")
    >>> new = Claim("urn:d", "makes", acme, (Span(5, 25, "Acme makes loud bells"),), "manual")
    >>> alike_pairs([old], [new])
    [(0, 0)]
    """
    before, after = [_features(claim) for claim in old], [_features(claim) for claim in new]
    scored = []
    for first, second in _candidates(before, after):
        score = _likeness(before[first], after[second])
        if score is not None:
            distance = abs(before[first].start - after[second].start)
            order = (min(first, second), max(first, second))
            scored.append((-score, distance, order, first, second))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs = []
    for *_, first, second in sorted(scored):
        if first not in taken_old and second not in taken_new:
            taken_old.add(first)
            taken_new.add(second)
            pairs.append((first, second))
    return sorted(pairs)


def _features(claim: Claim) -> _Features:
    spans = claim.content or claim.evidence
    words = tuple(word for span in spans for word in _WORD.findall(span.text.casefold()))
    return _Features(
        kind=claim.type,
        start=min((span.start for span in claim.evidence), default=0),
        words=words,
        counts=Counter(words),
        subject=_names(claim.subject),
        object=_names(claim.object),
        says=bool(claim.content),
    )


def _names(entity: Entity | None) -> frozenset[str]:
    """Return what tells an entity: its folded name, and its IRI."""
    if entity is None:
        return frozenset()
    name = " ".join(entity.name.casefold().split())
    return frozenset((name, f"<{entity.iri}>") if entity.iri else (name,))


def _candidates(old: Sequence[_Features], new: Sequence[_Features]) -> set[tuple[int, int]]:
    """Return the pairs that are worth comparing."""
    groups, others = _groups(old), _groups(new)
    return {
        pair
        for key in groups.keys() & others.keys()
        for pair in _group_pairs(groups[key], others[key])
    }


def _groups(claims: Sequence[_Features]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = {}
    for number, claim in enumerate(claims):
        for key in dict.fromkeys(_keys(claim)):
            found.setdefault(key, []).append(number)
    return found


def _keys(claim: _Features) -> Iterator[tuple[str, ...]]:
    for subject in claim.subject:
        yield (claim.kind, "subject", subject)
    for about in claim.object:
        yield (claim.kind, "object", about)
    for subject, about in product(claim.subject, claim.object):
        yield (claim.kind, "both", subject, about)
    yield (claim.kind, "words", *claim.words)
    yield (claim.kind, "first", *claim.words[:_RUN])
    yield (claim.kind, "last", *claim.words[-_RUN:])


def _group_pairs(old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(old) * len(new) <= _MOST_PAIRS:
        yield from product(old, new)
        return
    for rank, first in enumerate(old):
        for second in new[max(0, rank - _NEAR) : rank + _NEAR + 1]:
            yield first, second


def _likeness(old: _Features, new: _Features) -> float | None:
    """Return how alike two claims of one type are, from 0 to 2; None where they are two claims."""
    if old.says != new.says or bool(old.object) != bool(new.object):
        return None
    total = len(old.words) + len(new.words)
    shared = sum((old.counts & new.counts).values())
    words = 2 * shared / total if total else 1.0
    subject = bool(old.subject & new.subject)
    about = bool(old.object & new.object) or not (old.object or new.object)
    if words < _least_words(old, subject=subject, about=about):
        return None
    return words + _ENTITY_WEIGHT * subject + _ENTITY_WEIGHT * about


def _least_words(claim: _Features, *, subject: bool, about: bool) -> float:
    if subject and about:
        return 0.0 if claim.object and not claim.says else 0.5
    return 0.5 if subject or about else 0.8
