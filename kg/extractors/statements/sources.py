"""Find reports without a reporting verb: "according to", "as X put it", "X's claim that"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extractors.statements.cues import Cue
from kg.extractors.statements.endings import content_end, last_word
from kg.extractors.statements.openings import clause_begins
from kg.extractors.statements.phrases import (
    agent_of,
    has_finite_verb,
    head_after,
    is_nominal,
    phrase_end,
)
from kg.extractors.statements.speakers import Speaker
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import ReportingVerb, load_vocabulary

_PAUSES = frozenset({",", "—", "–", "--", ";", "(", ")"})
_ANY = ReportingVerb("", (), {}, frozenset())


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A report by phrase: its speaker, token ranges of content, and the cue's tokens."""

    rule: str
    speaker: Speaker
    ranges: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    lemma: str


def report_sources(unit: Unit, cues: Sequence[Cue]) -> Iterator[SourceReport]:
    """Yield the reports of a unit that stand on a phrase or a noun, in text order."""
    for token in unit.outside():
        found = None
        if token.lower_ == "according":
            found = _according(unit, token)
        elif token.lower_ == "as":
            found = _as_said(unit, token, cues)
        elif token.lower_ in load_vocabulary().statements and token.pos_ == "NOUN":
            found = _noun_clause(unit, token, cues)
        if found is not None:
            yield found


def _according(unit: Unit, token: Token) -> SourceReport | None:
    doc, start = unit.doc, token.i
    if start + 2 >= unit.end or doc[start + 1].lower_ != "to":
        return None
    head = head_after(doc, start + 2, unit.end)
    if head is None:
        return None
    end = _source_end(unit, head)
    ranges = _without(unit, start, end)
    if not ranges:
        return None
    return SourceReport("according_to", Speaker(head), ranges, (start, start + 2), "according to")


def _source_end(unit: Unit, head: Token) -> int:
    """Return where the phrase of a source ends: at the next comma outside it, or the sentence's end."""
    place = head.i + 1
    while place < unit.end and unit.doc[place].text not in {",", ".", ";", "—", "–", "--"}:
        if unit.quote_at(place) is not None:
            break
        place += 1
    return place


def _without(unit: Unit, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the sentence without the tokens of a source phrase at its beginning, middle or end."""
    doc = unit.doc
    last = last_word(unit, unit.end)
    first = unit.start
    before = (first, last_word(unit, start))
    lead = [token for token in doc[before[0] : before[1]] if token.is_alpha]
    if len(lead) <= 1:
        following = end + (end < unit.end and doc[end].text in _PAUSES)
        if has_finite_verb(doc[following:last]):
            return ((following, last),)
        return ()
    if doc[before[1] - 1].lower_ in {"which", "who", "that"}:
        return ()
    if end >= last:
        return (before,)
    if doc[end].text in _PAUSES and start > first and doc[start - 1].text in _PAUSES:
        rest = (end + 1, last)
        joined = doc[end + 1].pos_ == "CCONJ"
        whole = joined or has_finite_verb(doc[before[0] : before[1]])
        if not whole and has_finite_verb(doc[rest[0] : rest[1]]):
            return (before, rest)
    return (before,)


def _as_said(unit: Unit, token: Token, cues: Sequence[Cue]) -> SourceReport | None:
    """Return the report of "As X noted, ..." and of "..., as X noted"."""
    cue = next((cue for cue in cues if token.i < cue.verb <= token.i + 10), None)
    if cue is None or cue.form != "finite" or not cue.entry.kind("quote"):
        return None
    between = unit.doc[token.i + 1 : cue.start]
    if len(between) == 0 or not is_nominal(between[-1]) or has_finite_verb(between):
        return None
    head = head_after(unit.doc, token.i + 1, cue.start)
    if head is None:
        return None
    end = cue.end
    while end < unit.end and unit.doc[end].text not in {",", ".", ";", ":"}:
        if unit.doc[end].lower_ == "that" or unit.quote_at(end) is not None:
            return None
        end += 1
    previous = unit.doc[token.i - 1].text if token.i > unit.start else ","
    ranges = _without(unit, token.i, end) if previous in {",", "—", "–", "--"} else ()
    if not ranges:
        return None
    return SourceReport("as_clause", Speaker(head), ranges, (cue.start, cue.end), cue.entry.name)


def _noun_clause(unit: Unit, noun: Token, cues: Sequence[Cue]) -> SourceReport | None:
    """Return the report of "X's claim that ..." or "a warning from X that ..."."""
    doc = unit.doc
    owner = _owner(unit, noun)
    if owner is None:
        return None
    place = noun.i + 1
    if place < unit.end and doc[place].lower_ in {"by", "from", "of"}:
        place = phrase_end(doc, place + 1, unit.end)
    copula = place < unit.end and doc[place].lower_ in {"is", "was"}
    place += copula
    if place + 1 >= unit.end or doc[place].lower_ != "that" or not clause_begins(unit, place + 1):
        return None
    bounds = Cue(unit, noun.i, noun.i, noun.i + 1, _ANY, "finite")
    end = _noun_end(bounds, place + 1, cues)
    return SourceReport(
        "noun_clause", Speaker(owner), ((place + 1, end),), (noun.i, noun.i + 1), noun.lower_
    )


def _noun_end(bounds: Cue, start: int, cues: Sequence[Cue]) -> int:
    unit = bounds.unit
    clause = next(
        (
            child
            for child in bounds.token.children
            if child.i >= start and child.dep_ in {"acl", "ccomp", "acl:relcl"}
        ),
        None,
    )
    if clause is not None and start <= clause.right_edge.i < unit.end:
        return last_word(unit, clause.right_edge.i + 1)
    return content_end(bounds, start, cues)


def _owner(unit: Unit, noun: Token) -> Token | None:
    """Return who made a statement that a noun names."""
    for child in noun.children:
        if (
            child.dep_ == "nmod:poss"
            and unit.start <= child.i < noun.i
            and unit.quote_at(child.i) is None
        ):
            return child
    following = unit.doc[noun.i + 1] if noun.i + 1 < unit.end else None
    if following is not None and following.lower_ in {"by", "from"}:
        return head_after(unit.doc, noun.i + 2, unit.end)
    verb = noun.head
    if verb.lower_ in load_vocabulary().light and noun.dep_ in {"obj", "nsubj:pass"}:
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        return subject if noun.dep_ == "obj" else agent_of(verb)
    return None
