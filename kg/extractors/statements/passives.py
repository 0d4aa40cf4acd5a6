"""Find what a passive verb of saying is about: "the plan was criticised by the mayor"."""

from __future__ import annotations

from kg.extractors.statements.cues import Cue
from kg.extractors.statements.endings import last_word
from kg.extractors.statements.phrases import (
    has_finite_verb,
    head_before,
    is_nominal,
    phrase_start,
    subject_of,
)
from kg.extractors.statements.units import Unit
from kg.extractors.tokens import Token

_TOLD = frozenset({"speech", "judgement"})


def passive_content(cue: Cue) -> tuple[int, int] | None:
    """Return the tokens of a passive's subject, which its agent judges or tells of, or None.

    A pronoun names nothing, and a clause is no phrase: both give None.
    """
    unit = cue.unit
    if cue.form != "passive" or cue.entry.kind("object") not in _TOLD or cue.start <= unit.start:
        return None
    head, end = _subject(unit, cue)
    if head is None or head.pos_ == "PRON" or unit.quote_at(head.i) is not None:
        return None
    start = phrase_start(head, unit.start)
    end = last_word(unit, end)
    if end <= head.i or has_finite_verb(unit.doc[start:end]):
        return None
    return start, end


def _subject(unit: Unit, cue: Cue) -> tuple[Token | None, int]:
    """Return the head of what a passive is about, and where its phrase ends."""
    subject = subject_of(cue.token)
    if subject is None or not unit.start <= subject.i < cue.verb:
        return None, cue.start
    if not subject.tag_.startswith("W"):
        return (subject if is_nominal(subject) else None), cue.start
    place = subject.i
    while place > unit.start and unit.doc[place - 1].text in {",", "—", "–", "--"}:
        place -= 1
    if place <= unit.start:
        return None, cue.start
    return head_before(unit.doc, place, unit.start), place
