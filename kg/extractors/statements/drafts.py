"""What the rules of this package hand to each other: one report found, not yet a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extractors.analysis import Passage
from kg.extractors.statements.cues import Cue
from kg.extractors.statements.phrases import simple_start
from kg.extractors.statements.reaches import after_clauses, beside_speech
from kg.extractors.statements.subjects import Speaker
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.model import Entity, Mode, Span

_RELATIVE = frozenset({"who", "which", "whose", "where"})


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A report without a reporting verb: its speaker, token ranges of content, and the cue's tokens.

    `strong` tells that whatever noun stands there does speak ("according to the timetable").
    """

    rule: str
    speaker: Speaker
    ranges: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    lemma: str
    strong: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """One report: who says what, and by which words and rule it was found.

    `pieces` are the content in text order. `cue` is the span of the reporting words and `lemma`
    their dictionary form. `reach` holds the tokens of `passage` (half-open) in which audience,
    outlet and date of the saying stand. `outer` vouches for a report inside a report. `paper` holds
    the tokens that name the report, letter or survey in which the speaker says it.
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
    paper: tuple[int, int] | None = None


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


def paper_of(speaker: Speaker, entity: Entity) -> tuple[int, int] | None:
    """Return the tokens of the paper that speaks for its author: "a survey" in "a survey by Acme says"."""
    head, vocabulary = speaker.head, load_vocabulary()
    word = head.lower_
    written = word in vocabulary.documents and word not in vocabulary.shown
    written = written and word not in vocabulary.speakers
    if head.pos_ != "NOUN" or not written or entity.type == "Publication":
        return None
    start = simple_start(head, max(0, head.i - 6))
    while start < head.i and head.doc[start].tag_ in {"DT", "PRP$", "POS", "NNP", "VBN"}:
        start += 1
    return start, head.i + 1


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
    relative = min(after, next(clause, after))
    before = max(
        (n + 1 for n in range(before, cue.start) if unit.doc[n].text == ";"), default=before
    )
    subject, named = cue.start, cue.start
    if entity.mention is not None:
        first, last = unit.passage.tokens_in(entity.mention.start, entity.mention.end)
        subject, named = min(subject, first), min(named, last)
    ended = max((end for _, end in taken), default=unit.end)
    parts = [(cue.end, relative), (after_clauses(unit, before, subject), subject)]
    parts += beside_speech(unit, (named, cue.start), (relative, after), ended)
    return tuple(part for part in parts if part[1] > part[0])
