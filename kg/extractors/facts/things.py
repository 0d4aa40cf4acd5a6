"""Unnamed things that somebody uses: "runs on a different system", "a similar assistant"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.extractors.facts.findings import Place, kind_of
from kg.extractors.facts.frames import Frame
from kg.extractors.facts.reading import Reading
from kg.extractors.mentions.phrases import phrase_start, undetermined
from kg.extractors.mentions.shapes import singular
from kg.model import Entity

_POINTING = frozenset(
    {"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "no"}
)


def find_things(
    reading: Reading, frame: Frame, candidates: Callable[[str], Sequence[int]]
) -> list[Place]:
    """Return the thing that fills an object slot of a frame by its noun, one of `object_nouns`.

    It must be described ("an older system"): a bare "systems" is nothing in particular, and "the
    system" is one that was spoken of.
    """
    for slot in frame.object:
        for head in candidates(slot)[:2]:
            found = _thing(reading, frame, head)
            if found is not None:
                return [found]
    return []


def _thing(reading: Reading, frame: Frame, head: int) -> Place | None:
    token = reading.doc[head]
    if singular(token.text) not in frame.object_nouns or reading.mention(head) is not None:
        return None
    start = phrase_start(token)
    described = any(
        each.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"} for each in reading.doc[start:head]
    )
    if not described or reading.word(start) in _POINTING or kind_of(reading, head) != "description":
        return None
    span = reading.passage.span(start, head + 1)
    name = undetermined(" ".join(span.text.split()))
    return Place(Entity(name, "Product", span), head, start, head + 1)
