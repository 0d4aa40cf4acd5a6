"""Find reports that stand on a phrase: "according to X", "as X put it", "in X's view"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extractors.statements.cues import Cue
from kg.extractors.statements.drafts import SourceReport
from kg.extractors.statements.endings import last_word
from kg.extractors.statements.openings import clause_begins
from kg.extractors.statements.phrases import (
    has_finite_verb,
    head_after,
    is_nominal,
    phrase_end,
)
from kg.extractors.statements.subjects import Speaker
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import ReportingVerb, load_vocabulary
from kg.extractors.tokens import Token

_PAUSES = frozenset({",", "—", "–", "--", ";", "(", ")"})
_ANY = ReportingVerb("", (), {}, frozenset())


def report_sources(unit: Unit, cues: Sequence[Cue]) -> Iterator[SourceReport]:
    """Yield the reports of a unit that stand on a phrase, in text order."""
    for token in unit.outside():
        found = None
        if token.lower_ == "according":
            found = _according(unit, token)
        elif token.lower_ == "as":
            found = _as_said(unit, token, cues)
        elif token.lower_ in {"in", "by"}:
            found = _in_view(unit, token)
        elif token.lower_ == "per":
            found = _per(unit, token)
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
    bare = phrase_end(doc, start + 2, unit.end)
    if start == unit.start and bare < end and _clause_follows(unit, bare, end):
        end = bare
    ranges = _without(unit, start, end)
    if not ranges:
        return None
    return SourceReport("according_to", Speaker(head), ranges, (start, start + 2), "according to")


def _clause_follows(unit: Unit, bare: int, end: int) -> bool:
    """Tell whether a source's clause follows without a comma: "According to Ruiz the line is safe"."""
    begins = unit.doc[bare].pos_ in {"DET", "PROPN", "NUM", "ADJ", "NOUN"} or unit.doc[
        bare
    ].lower_ in {"over", "about", "nearly", "at"}
    return begins and has_finite_verb(unit.doc[bare:end]) and clause_begins(unit, bare)


def _in_view(unit: Unit, token: Token) -> SourceReport | None:
    """Return the report of "in X's view, ..." and "by X's own account, ..."."""
    doc = unit.doc
    head = head_after(doc, token.i + 1, unit.end)
    if head is not None and head.i + 2 < unit.end and doc[head.i + 1].tag_ == "POS":
        head = doc[head.i + 2]  # "telling" is a verb to the tagger
    if head is None or head.lower_ not in load_vocabulary().views:
        return None
    if token.lower_ == "by" and doc[head.i - 1].lower_ != "own":
        return None
    if doc[token.i + 1].tag_ == "VBG":
        return None
    owner, end = _owner_of_view(unit, token, head), head.i + 1
    if owner is None and end < unit.end and doc[end].lower_ == "of" and head.i > token.i + 1:
        owner = head_after(doc, end + 1, unit.end)
        end = end if owner is None else _source_end(unit, owner)
    if owner is None:
        return None
    return _beside(unit, owner, (token.i, end), f"{token.lower_} {head.lower_}")


def _owner_of_view(unit: Unit, token: Token, head: Token) -> Token | None:
    """Return whose view it is: "in the auditors’ telling", "in her words"."""
    for word in unit.doc[token.i + 1 : head.i]:
        owning = word.tag_ == "PRP$" or word.nbor(1).tag_ == "POS"
        if owning and is_nominal(word):
            return word
    return next((word for word in head.children if word.dep_ == "nmod:poss"), None)


def _per(unit: Unit, token: Token) -> SourceReport | None:
    """Return the report of "per the city's rules, ..."."""
    head = head_after(unit.doc, token.i + 1, unit.end)
    if token.i > unit.start and unit.doc[token.i - 1].text not in _PAUSES:
        return None
    if head is None or (head.pos_ != "PROPN" and head.lower_ not in load_vocabulary().documents):
        return None
    return _beside(unit, head, (token.i, _source_end(unit, head)), "per")


def _beside(unit: Unit, source: Token, phrase: tuple[int, int], lemma: str) -> SourceReport | None:
    """Return the report of the sentence around a phrase that commas part from it."""
    start, end = phrase
    if end < unit.end and unit.doc[end].text not in _PAUSES | {"."}:
        return None
    joined = start > unit.start and unit.doc[start - 1].pos_ == "CCONJ"
    last = last_word(unit, unit.end)
    following = ((end + 1, last),) if end + 2 < last else ()
    clause = _clause_around(unit, start)
    if clause is not None and following:
        ranges: tuple[tuple[int, int], ...] = ((clause, last_word(unit, start)), *following)
    else:
        ranges = following if joined else _without(unit, start, end)
    if not ranges:
        return None
    cue = (start, start + 1)
    return SourceReport("according_to", Speaker(source), ranges, cue, lemma, strong=False)


def _clause_around(unit: Unit, start: int) -> int | None:
    """Return where the clause begins whose subject stands before a phrase: "that nobody, in her view"."""
    for place in range(start - 1, max(unit.start, start - 8), -1):
        word = unit.doc[place]
        if has_finite_verb([word]) or unit.quote_at(place) is not None:
            return None
        if word.lower_ in {"that", "which", "whom"} and word.tag_ in {"IN", "WDT", "WP"}:
            return place + 1 if head_after(unit.doc, place + 1, start) is not None else None
    return None


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
        said = doc[following:last]
        quoted = any(following <= quote.start < last for quote in unit.quotes)
        if has_finite_verb(said) or (quoted and any(word.pos_ == "VERB" for word in said)):
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
