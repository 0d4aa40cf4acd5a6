"""What the rules of this package hand to each other: one report found, not yet a claim."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extractors.analysis import Passage
from kg.extractors.statements.cues import Cue
from kg.model import Entity, Mode, Span


@dataclass(frozen=True, slots=True)
class Draft:
    """One report: who says what, and by which words and rule it was found.

    `pieces` are the content in text order. `cue` is the span of the reporting words and `lemma`
    their dictionary form. `reach` holds the tokens of `passage` (half-open) in which audience,
    outlet and date of the saying stand. `outer` vouches for a report inside a report.
    """

    rule: str
    passage: Passage
    speaker: Entity
    pieces: tuple[Span, ...]
    mode: Mode
    cue: Span | None = None
    lemma: str | None = None
    reach: tuple[tuple[int, int], ...] = ()
    verb: Cue | None = None
    outer: Entity | None = None
