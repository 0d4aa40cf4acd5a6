"""Shares of things: "the last of 23 consoles", "a network of 86 cameras"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.facts.reading import Phrase, Reading
from kg.extractors.lexicon import words

_NEAR = 4


def shared_out(reading: Reading, phrase: Phrase) -> Iterator[int]:
    """Yield what a phrase tells a share of: "the last of 23 consoles", "a network of cameras"."""
    if reading.word(phrase.end) != "of":
        return
    part = reading.doc[phrase.head]
    if part.lemma_.casefold() in words("facts_portions") or part.pos_ == "NUM":
        whole = reading.phrase_after(phrase.end + 1)
        if whole is not None:
            yield from shared_out(reading, whole)
            yield whole.head


def portion(reading: Reading, place: int) -> int | None:
    """Return the whole of "the last of 23 consoles", where the share itself is no noun."""
    for at in range(place, min(place + _NEAR, len(reading.doc) - 1)):
        if reading.word(at) in words("facts_portions") and reading.word(at + 1) == "of":
            whole = reading.phrase_after(at + 2)
            return None if whole is None else whole.head
        if reading.doc[at].pos_ not in {"DET", "ADJ", "NUM"}:
            return None
    return None
