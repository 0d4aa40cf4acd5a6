"""Find the subject of a reporting verb: in the phrase before it, across what is put in, or after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.datelines import after_dateline
from kg.extractors.statements.joints import tenses_part
from kg.extractors.statements.phrases import (
    has_finite_verb,
    head_after,
    head_before,
    is_nominal,
    phrase_end,
    subject_of,
)
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token

_RELATIVE = frozenset({"who", "that", "which"})
PAUSES = frozenset({",", "—", "–", "--", "-", ")", "―"})
_TURNS = frozenset({",", ".", "—", "–", "--", ":", ";", "(", "“", '"'})
_JOINING = frozenset({"and", "but", "then", "or", "yet"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """The head of the phrase that names the speaker.

    `pronoun` is the relative pronoun that stands for it beside the verb ("critics, who say");
    `inverted` tells that it follows the verb ("said the mayor").
    """

    head: Token
    pronoun: Token | None = None
    inverted: bool = False


def _turned_round(cue: Cue, head: Token) -> bool:
    """Tell whether the clause ends with the phrase after its verb: says Ana Ruiz, head of the line."""
    unit = cue.unit
    if cue.entry.kind("object") and (head.pos_ != "PROPN" or cue.start < cue.verb):
        return False
    own = subject_of(cue.token)
    if own is not None and own.i < cue.verb and head.dep_.startswith("nsubj"):
        return False
    place = phrase_end(unit.doc, head.i, unit.end)
    if place >= unit.end or unit.doc[place].text in _TURNS:
        return True
    rest = unit.doc[place : unit.end]
    return unit.doc[place].pos_ == "ADP" and not has_finite_verb(rest)


def speaker_before(
    unit: Unit,
    start: int,
    verb: Token,
    earlier: Sequence[tuple[Cue, Speaker]] = (),
    cue: Cue | None = None,
) -> Speaker | None:
    """Return the speaker whose phrase stands before the verb group that begins at `start`.

    Args:
        unit: the sentence.
        start: where the verb's auxiliaries and adverbs begin.
        verb: the verb itself.
        earlier: the cues before it with their speakers, for a verb after "and".
        cue: the verb as a cue, where it may also stand before its speaker.
    """
    if start <= unit.start or unit.quote_at(start - 1) is not None:
        return None
    start = _before_time(unit, start)
    previous = unit.doc[start - 1]
    floor = _floor(unit, start)
    if previous.lower_ in _RELATIVE and previous.tag_ in {"WP", "WDT", "IN", "DT"}:
        return _of_relative(unit, previous, floor)
    if previous.lower_ == "whom" and start - 3 > floor and unit.doc[start - 2].lower_ == "of":
        return _of_relative(unit, previous, floor, unit.doc[start - 3])
    if previous.lower_ in _JOINING:
        return _shared(unit, verb, earlier)
    if previous.text in PAUSES:
        inverted = speaker_after(cue) if cue is not None else None
        if cue is not None and inverted is not None and _turned_round(cue, inverted.head):
            return inverted
        return _across_apposition(unit, start, verb, floor)
    subject = _own_subject(verb, floor)
    if is_nominal(previous) or previous.pos_ == "ADJ":
        head = head_before(unit.doc, start, floor)
        if subject is not None and (head is None or head.like_num or _inside(head, subject)):
            head = subject
        return Speaker(head) if head is not None else None
    return Speaker(subject) if subject is not None else None


def _before_time(unit: Unit, start: int) -> int:
    """Return the place before words that tell when, between subject and verb: "the court this month"."""
    place = start
    times = load_vocabulary().times
    while place - 2 > unit.start and unit.doc[place - 1].lower_ in times:
        place -= 1
    pointing = place < start - 1 and unit.doc[place].lower_ in {"this", "last", "earlier"}
    return place if pointing else start


def _own_subject(verb: Token, floor: int) -> Token | None:
    """Return the parse's subject of a verb where it stands before it and after `floor`."""
    subject = subject_of(verb)
    plain = subject is not None and subject.tag_ != "PRP$" and floor <= subject.i < verb.i
    return subject if plain else None


def _inside(head: Token, subject: Token) -> bool:
    """Tell whether a word only belongs to a longer subject: "the report released last year"."""
    return subject.i < head.i <= subject.right_edge.i and not subject.tag_.startswith("W")


def _floor(unit: Unit, end: int) -> int:
    """Return the token after the last quotation before `end`: a phrase does not reach over one."""
    quotes = [
        quote for quote in unit.quotes if quote.end <= end and len(quote.inner.text.split()) > 3
    ]
    start = after_dateline(unit)
    return quotes[-1].end if quotes else start if start < end else unit.start


def _of_relative(
    unit: Unit, pronoun: Token, floor: int, first: Token | None = None
) -> Speaker | None:
    """Return what a relative pronoun stands for; `first` opens its phrase: "many of whom"."""
    place = (first or pronoun).i
    if place > floor and unit.doc[place - 1].text in PAUSES:
        place -= 1
    if place <= floor:
        return None
    head = head_before(unit.doc, place, floor)
    if head is None or has_finite_verb(unit.doc[head.i : place]):
        return None
    return Speaker(head, pronoun)


def _shared(unit: Unit, verb: Token, earlier: Sequence[tuple[Cue, Speaker]]) -> Speaker | None:
    """Return the speaker of the verb that an "and" joins this one to."""
    for cue, speaker in reversed(earlier):
        if cue.verb == verb.head.i or verb.dep_ != "conj":
            return Speaker(speaker.head)
        inner = subject_of(verb.head)
        if inner is not None and cue.verb < inner.i and not _can_speak(inner):
            return Speaker(speaker.head)
        if inner is not None and cue.verb < inner.i and tenses_part(verb, verb.head):
            return Speaker(speaker.head)
    subject = subject_of(verb) or (subject_of(verb.head) if verb.dep_ == "conj" else None)
    if subject is None and not earlier:
        subject = next((t for t in unit.outside(None, verb.i) if t.dep_ == "nsubj"), None)
    if subject is None and earlier:
        return Speaker(earlier[-1][1].head)
    if subject is not None and unit.start <= subject.i < verb.i:
        return Speaker(subject)
    return None


def _can_speak(subject: Token) -> bool:
    """Tell whether a subject may be somebody, and no thing and no paper."""
    if subject.pos_ in {"PRON", "PROPN"}:
        return subject.lower_ not in {"it", "that", "this", "which"}
    return subject.lower_ in load_vocabulary().speakers


def _across_apposition(unit: Unit, start: int, verb: Token, floor: int) -> Speaker | None:
    """Return the head before an apposition: "Ana Ruiz, the mayor of Lund, said"."""
    subject = subject_of(verb)
    doc = unit.doc
    if (
        subject is not None
        and floor <= subject.i < start - 1
        and not _comma_cut(unit, subject, start)
    ):
        return Speaker(subject)
    for place in range(start - 2, floor, -1):
        if doc[place].text not in PAUSES and doc[place].text != "(":
            continue
        between = doc[place + 1 : start - 1]
        relative = _begins_relative(list(between))
        if has_finite_verb(between) and not relative:
            continue
        head = head_before(doc, place, floor)
        if head is not None and (head.pos_ in {"PROPN", "PRON"} or place - floor < 12):
            return Speaker(head)
    return None


def _begins_relative(words: Sequence[Token]) -> bool:
    """Tell whether the finite verb among some words stands in a relative clause."""
    for token in words:
        if token.lower_ in {"who", "which", "whose", "that"}:
            return True
        if is_finite(token):
            return False
    return False


def _comma_cut(unit: Unit, subject: Token, start: int) -> bool:
    """Tell whether a finite verb between subject and reporting verb belongs to the subject."""
    between = unit.doc[subject.i + 1 : start - 1]
    return any(token.head.i == subject.head.i and token.dep_ == "aux" for token in between) and (
        subject.head.i < start
    )


def speaker_after(cue: Cue) -> Speaker | None:
    """Return the speaker after an inverted verb: "said Ana Ruiz"."""
    unit = cue.unit
    if cue.entry.lemma in load_vocabulary().addressing:
        return None
    if not cue.entry.kind("quote") or cue.end >= unit.end or unit.quote_at(cue.end) is not None:
        return None
    head = head_after(unit.doc, cue.end, unit.end)
    if head is None or head.i - cue.end > 12 or head.lower_ in load_vocabulary().weekdays:
        return None
    before = unit.doc[cue.start - 1] if cue.start > unit.start else None
    paused = before is None or before.text in PAUSES or unit.quote_at(before.i) is not None
    if head.pos_ == "PRON" and not paused:
        return None
    if head.pos_ == "PRON" and head.lower_ in {
        "it",
        "him",
        "them",
        "that",
        "this",
        "what",
        "her",
        "me",
        "us",
    }:
        return None
    return Speaker(head, inverted=True)
