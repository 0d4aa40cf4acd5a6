"""The place of an event: names of places after "in", "at", "across" within its clause."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.analysis import Analysis, Mention, Passage
from kg.extractors.lexicon import words
from kg.model import Qualifier

_NEAR = frozenset({"along", "near", "outside", "beyond", "above"})
_SIDES = frozenset(
    {"east", "west", "north", "south", "northeast", "northwest", "southeast", "southwest"}
)
_JOINING = frozenset({",", "and", "&", "or"})


def find_places(analysis: Analysis, passage: Passage, start: int, end: int) -> Qualifier | None:
    """Return the first place within tokens `start`..`end` (half-open), as far as its list goes.

    The value holds the canonical names, joined by "; ". None where the words name no place after
    a preposition of place.
    """
    for place in range(start, end):
        mention = _after_preposition(analysis, passage, place, start)
        if mention is None or mention.end > end:
            continue
        listed = list(_listed(analysis, passage, mention, end))
        names = list(dict.fromkeys(analysis.entities[each.entity].name for each in listed))
        return Qualifier(passage.span(mention.start, listed[-1].end), value="; ".join(names))
    return None


def _after_preposition(
    analysis: Analysis, passage: Passage, place: int, start: int
) -> Mention | None:
    mention = _place(analysis, passage, place)
    if mention is None or mention.start != place or place == 0:
        return None
    before = place - 1
    while before > 0 and passage.doc[before].pos_ in {"DET", "ADJ"}:
        before -= 1
    word = passage.doc[before].lower_
    known = word in words("facts_places") or word in _NEAR
    beside = word == "of" and before > 0 and passage.doc[before - 1].lower_ in _SIDES
    return mention if before >= start - 1 and (known or beside) else None


def _place(analysis: Analysis, passage: Passage, token: int) -> Mention | None:
    mention = analysis.mention_at(passage.index, token)
    if mention is None or mention.kind != "name":
        return None
    return mention if analysis.entities[mention.entity].type == "Place" else None


def _listed(analysis: Analysis, passage: Passage, first: Mention, end: int) -> Iterator[Mention]:
    current: Mention | None = first
    while current is not None and current.end <= end:
        yield current
        place = current.end
        while place < end and passage.doc[place].lower_ in _JOINING:
            place += 1
        following = (
            _place(analysis, passage, place) if place > current.end and place < end else None
        )
        current = following if following is not None and following.start == place else None
