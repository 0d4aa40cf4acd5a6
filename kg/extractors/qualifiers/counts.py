"""Counts that stand apart from the noun they count: "96 of its buses", "40,000 more", "75 Lumen 3 units"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.lexicon import words
from kg.extractors.qualifiers.scale import Scale, read_number, with_bound
from kg.extractors.tokens import Doc

_REACH = 5
_OWNED = frozenset({"PRP$", "DT", "PDT", "POS", "JJ", "NN", "NNP", "NNPS", "CD", "HYPH"})


def find_counts(doc: Doc, start: int, end: int) -> Iterator[Scale]:
    """Yield the counts of parts, of more of the same, and words such as "nationwide", in order."""
    for place in range(start, end):
        if doc[place].lower_ in words("scales_wide"):
            yield Scale(place, place + 1, None, doc[place].lower_)
            continue
        after, number = read_number(doc, place, end)
        if after == place or (place > start and doc[place - 1].pos_ in {"NUM", "SYM"}):
            continue
        first = with_bound(doc, place)
        if after < end and doc[after].lower_ == "more" and _alone(doc, after + 1):
            yield Scale(first, after + 1, number, "more")
        elif after + 1 < end and doc[after].lower_ == "of":
            noun = _owned(doc, after + 1, end)
            if noun is not None:
                whole = first - 1 if first > start and doc[first - 1].lower_ == "all" else first
                yield Scale(whole, noun + 1, number, doc[noun].lemma_.casefold())


def count_before(doc: Doc, name: tuple[int, int]) -> Scale | None:
    """Return the count straight before a name, with the noun behind it: "75 | Lumen 3 | units"."""
    start, end = name
    for length in (3, 2, 1):
        first = start - length
        if first < 0:
            continue
        after, number = read_number(doc, first, start)
        if after != start or (number is not None and 1900 <= number < 2100 and length == 1):
            continue
        if first > 0 and doc[first - 1].pos_ in {"SYM", "NUM", "PROPN"}:
            return None
        last = end
        while last < len(doc) and doc[last].pos_ == "NOUN" and last < end + 2:
            last += 1
        unit = doc[last - 1].lemma_.casefold()
        return replace(Scale(first, last, number, unit), start=with_bound(doc, first))
    return None


def _alone(doc: Doc, place: int) -> bool:
    """Tell whether "more" counts by itself: no noun and no "than" follows."""
    return place >= len(doc) or (
        doc[place].pos_ in {"ADP", "PUNCT", "CCONJ", "SCONJ", "PART"}
        and (doc[place].lower_ != "than")
    )


def _owned(doc: Doc, start: int, end: int) -> int | None:
    """Return the noun of "of its | buses"; None where no owner or article leads to it."""
    if doc[start].tag_ not in {"PRP$", "DT", "PDT"}:
        return None
    noun = None
    for place in range(start, min(end, start + _REACH)):
        if doc[place].tag_ == "NNS":
            noun = place
        elif doc[place].tag_ not in _OWNED:
            break
    return noun
