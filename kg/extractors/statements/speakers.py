"""Find who speaks: the word that heads the phrase before or after a reporting verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.phrases import (
    agent_of,
    has_finite_verb,
    head_after,
    head_before,
    is_nominal,
    phrase_end,
    subject_of,
)
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary

_RELATIVE = frozenset({"who", "that", "which"})
_PAUSES = frozenset({",", "—", "–", "--", "-", ")", "―"})
_LEADING = frozenset(
    {"and", "but", "also", "by", "while", "after", "before", "when", "further", "later"}
)
# "decided against saying", "instead of asking": nothing is said
_NOT_SAID = frozenset(
    {"of", "from", "without", "than", "like", "against", "about", "to", "avoid", "avoided", "worth"}
)
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


def find_speaker(cue: Cue, earlier: Sequence[tuple[Cue, Speaker]] = ()) -> Speaker | None:
    """Return who speaks by a cue, or None where nobody is named.

    Args:
        cue: the reporting verb.
        earlier: the cues before it in the same unit, with their speakers, which a participle or
            a verb after "and" takes over ("…, adding that", "and warned that").
    """
    if cue.form == "passive":
        agent = agent_of(cue.token)
        return Speaker(agent) if agent is not None else None
    if cue.form == "participle":
        return _of_participle(cue, earlier)
    if cue.form == "infinitive":
        return _of_infinitive(cue)
    return _before(cue.unit, cue.start, cue.token, earlier, cue) or _after(cue)


def _turned_round(cue: Cue, head: Token) -> bool:
    """Tell whether the clause ends with the phrase after its verb: says Ana Ruiz, head of the line."""
    unit = cue.unit
    if cue.entry.kind("object") and head.pos_ != "PROPN":
        return False
    place = phrase_end(unit.doc, head.i, unit.end)
    return place >= unit.end or unit.doc[place].text in {
        ",",
        ".",
        "—",
        "–",
        "--",
        ":",
        ";",
        "(",
        "“",
        '"',
    }


def _before(
    unit: Unit,
    start: int,
    verb: Token,
    earlier: Sequence[tuple[Cue, Speaker]] = (),
    cue: Cue | None = None,
) -> Speaker | None:
    """Return the speaker whose phrase stands before the verb group that begins at `start`."""
    if start <= unit.start or unit.quote_at(start - 1) is not None:
        return None
    previous = unit.doc[start - 1]
    floor = _floor(unit, start)
    if previous.lower_ in _RELATIVE and previous.tag_ in {"WP", "WDT", "IN", "DT"}:
        return _of_relative(unit, previous, floor)
    if previous.lower_ in _JOINING:
        return _shared(unit, verb, earlier)
    if previous.text in _PAUSES:
        inverted = _after(cue) if cue is not None else None
        if cue is not None and inverted is not None and _turned_round(cue, inverted.head):
            return inverted
        return _across_apposition(unit, start, verb, floor)
    if is_nominal(previous) or previous.pos_ == "ADJ":
        head = head_before(unit.doc, start, floor)
        return Speaker(head) if head is not None else None
    subject = subject_of(verb)
    if subject is not None and floor <= subject.i < verb.i:
        return Speaker(subject)
    return None


def _floor(unit: Unit, end: int) -> int:
    """Return the token after the last quotation before `end`: a phrase does not reach over one."""
    quotes = [
        quote for quote in unit.quotes if quote.end <= end and len(quote.inner.text.split()) > 3
    ]
    return quotes[-1].end if quotes else unit.start


def _of_relative(unit: Unit, pronoun: Token, floor: int) -> Speaker | None:
    place = pronoun.i
    if place > floor and unit.doc[place - 1].text in _PAUSES:
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
        paper = inner is not None and inner.lower_ in load_vocabulary().documents
        if paper and inner is not None and cue.verb < inner.i:
            return Speaker(speaker.head)
    subject = subject_of(verb) or (subject_of(verb.head) if verb.dep_ == "conj" else None)
    if subject is None and not earlier:
        subject = next((t for t in unit.outside(None, verb.i) if t.dep_ == "nsubj"), None)
    if subject is None and earlier:
        return Speaker(earlier[-1][1].head)
    if subject is not None and unit.start <= subject.i < verb.i:
        return Speaker(subject)
    return None


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
        if doc[place].text not in _PAUSES and doc[place].text != "(":
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


def _of_participle(cue: Cue, earlier: Sequence[tuple[Cue, Speaker]]) -> Speaker | None:
    unit, token = cue.unit, cue.token
    before = unit.doc[cue.start - 1] if cue.start > unit.start else None
    if before is not None and is_nominal(before) and _speaks_itself(before):
        return Speaker(before)
    if before is not None and before.lower_ in _NOT_SAID:
        return None
    if before is not None and before.lower_ == "as":
        return _quoted_as_saying(cue)
    if earlier and (before is None or before.text in _PAUSES or before.lower_ in _LEADING):
        return Speaker(earlier[-1][1].head)
    if earlier and before is not None and before.i < earlier[-1][0].end:
        return None
    if token.dep_ == "acl" and is_nominal(token.head) and token.head.i < token.i:
        return Speaker(token.head)
    owner = token.head
    subject = subject_of(owner)
    if subject is None and owner.dep_ in {"conj", "xcomp", "parataxis"}:
        subject = subject_of(owner.head)
    if (
        subject is not None
        and unit.quote_at(subject.i) is None
        and unit.start <= subject.i < unit.end
    ):
        return Speaker(subject)
    return None


def _speaks_itself(token: Token) -> bool:
    """Tell whether a noun right before a participle speaks: "a letter saying"."""
    vocabulary = load_vocabulary()
    named = token.pos_ == "PROPN" and token.dep_ != "compound"
    return named or token.lower_ in vocabulary.documents | vocabulary.speakers


def _quoted_as_saying(cue: Cue) -> Speaker | None:
    """Return the subject of "was quoted as saying"."""
    unit = cue.unit
    for place in range(cue.start - 1, max(unit.start, cue.start - 9), -1):
        token = unit.doc[place]
        if token.lower_ in load_vocabulary().quoted and token.pos_ == "VERB":
            subject = subject_of(token)
            if subject is not None:
                return Speaker(subject)
            start = place
            while start > unit.start and unit.doc[start - 1].pos_ in {"AUX", "ADV"}:
                start -= 1
            return _before(unit, start, token)
    return None


def _of_infinitive(cue: Cue) -> Speaker | None:
    """Return the subject of the verb that carries an infinitive: "went on to say"."""
    unit = cue.unit
    place = cue.verb
    while place > unit.start and unit.doc[place].lower_ != "to":
        place -= 1
    carriers = load_vocabulary().carriers
    for start in range(place - 1, max(unit.start, place - 4), -1):
        phrase = " ".join(token.lower_ for token in unit.doc[start:place])
        if phrase in carriers:
            first = start
            while first > unit.start and unit.doc[first - 1].pos_ in {"AUX", "ADV"}:
                first -= 1
            return _before(unit, first, unit.doc[start])
    return None


def _after(cue: Cue) -> Speaker | None:
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
    paused = before is None or before.text in _PAUSES or unit.quote_at(before.i) is not None
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
