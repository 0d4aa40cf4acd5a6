"""What the rules of this package hand to each other: one report found, not yet a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extractors.analysis import Passage
from kg.extractors.statements.cues import Cue
from kg.extractors.statements.units import Unit
from kg.model import Entity, Mode, Span

_RELATIVE = frozenset({"who", "which", "whose", "where"})


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


def draft_of(cue: Cue, entity: Entity, rule: str, pieces: tuple[Span, ...], mode: Mode) -> Draft:
    """Return the draft of a report that a cue makes."""
    unit = cue.unit
    return Draft(
        rule,
        unit.passage,
        entity,
        pieces,
        mode,
        cue=unit.passage.span(cue.verb, cue.end),
        lemma=cue.entry.name,
        verb=cue,
    )


def reach_of(
    unit: Unit, cue: Cue, pieces: Sequence[Span], entity: Entity
) -> tuple[tuple[int, int], ...]:
    """Return the token ranges of a unit in which the circumstances of a saying stand.

    They are what follows the verb and what comes before the speaker's phrase, without relative
    clauses and the content.
    """
    taken = [unit.passage.tokens_in(piece.start, piece.end) for piece in pieces]
    after = min((start for start, _ in taken if start >= cue.end), default=unit.end)
    before = max((end for _, end in taken if end <= cue.start), default=unit.start)
    clause = (token.i for token in unit.doc[cue.end : after] if token.lower_ in _RELATIVE)
    after = min(after, next(clause, after))
    subject = cue.start
    if entity.mention is not None:
        subject = min(subject, unit.passage.tokens_in(entity.mention.start, entity.mention.end)[0])
    return tuple(part for part in ((cue.end, after), (before, subject)) if part[1] > part[0])
