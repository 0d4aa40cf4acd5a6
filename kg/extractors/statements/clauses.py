"""Find where a reported clause begins after its verb: by "that", by its words, by the parse."""

from __future__ import annotations

from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.endings import PAUSES, last_word
from kg.extractors.statements.openings import (
    QUESTIONS,
    asked_before,
    clause_begins,
    complementiser,
    skip_circumstances,
)
from kg.extractors.statements.phrases import is_nominal, phrase_end, subject_of
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token


def clause_content(cue: Cue, begin: int) -> tuple[int, str] | None:
    """Return the start and frame of a reported clause after a verb, or None.

    Args:
        cue: the reporting verb.
        begin: the token after it and its particle.
    """
    unit, entry = cue.unit, cue.entry
    following = unit.doc.span(begin, begin + 2).text.lower()
    if following in {"no to", "yes to"} or _warns_off(cue, begin):
        return None
    frame = next(
        (name for name in ("clause", "that", "subjunctive", "request") if entry.kind(name)), ""
    )
    if not frame:
        return None
    that = complementiser(unit, begin, told=bool(entry.kind("audience")))
    if that is not None:
        first = _after_that(cue, begin, that)
    elif entry.kind("clause") or entry.kind("subjunctive"):
        first = _bare_clause(cue, begin)
    else:
        return None
    return (first, frame) if first is not None else None


def _warns_off(cue: Cue, begin: int) -> bool:
    """Tell whether somebody is told to keep away from something: "warned members off the tool"."""
    place = phrase_end(cue.unit.doc, begin, cue.unit.end) if cue.entry.kind("audience") else begin
    return place < cue.unit.end and cue.unit.doc[place].lower_ in {"off", "away"}


def _after_that(cue: Cue, begin: int, that: Token) -> int | None:
    """Return where a clause begins after its "that", or at its question word."""
    if that.i > begin and cue.entry.kind("object") and _is_relative(that):
        return None
    asked = that.lower_ in QUESTIONS
    if asked and cue.entry.lemma in load_vocabulary().undecided:
        return None
    return that.i if asked or is_finite(cue.unit.doc[that.i + 1]) else that.i + 1


def _is_relative(that: Token) -> bool:
    """Tell whether "that" describes the noun before it: "stressed the threat that a war would be"."""
    before = that.nbor(-1)
    vocabulary = load_vocabulary()
    placing = vocabulary.times | vocabulary.occasions | vocabulary.documents
    described = before.pos_ == "NOUN" and before.lower_ not in placing
    return described and that.head.dep_.startswith("acl")


def _bare_clause(cue: Cue, begin: int) -> int | None:
    """Return where a clause without "that" begins."""
    unit = cue.unit
    acting = cue.entry.lemma in load_vocabulary().acting
    for first in () if acting else _clause_starts(cue, begin):
        if _describes(cue, first) or _as_feeling(cue, first):
            continue
        if clause_begins(unit, first) and not _wanted(cue, first):
            return first
    if begin < unit.end and is_finite(unit.doc[begin]) and asked_before(cue):
        return begin
    parsed = _parsed_clause(cue, begin)
    if parsed is not None:
        return parsed
    plain = cue.entry.lemma == "say" and cue.form == "finite"
    return begin if plain and _anything_follows(unit, begin) else None


def _parsed_clause(cue: Cue, begin: int) -> int | None:
    """Return where the clause that the parse makes the verb's object begins, if it has a subject."""
    unit = cue.unit
    for child in cue.token.children:
        first = child.left_edge.i
        while first < child.i and unit.doc[first].text in PAUSES:
            first += 1
        if child.dep_ != "ccomp" or not begin <= first or child.i >= unit.end:
            continue
        finite = is_finite(child) or any(is_finite(word) for word in child.children)
        plain = unit.quote_at(first) is None and unit.doc[first].tag_ not in {"WDT", "CC"}
        told = bool(cue.entry.kind("audience"))
        plain = plain and (told or not any(is_nominal(word) for word in unit.doc[begin:first]))
        if finite and plain and subject_of(child) is not None:
            return first
    return None


def _describes(cue: Cue, first: int) -> bool:
    """Tell whether what follows the hearer only describes him, or is a new clause beside the report.

    ("notify the shops that sold it", "advised the buyer, while")
    """
    doc = cue.unit.doc
    if first <= cue.end or not cue.entry.kind("audience"):
        return False
    if doc[first].text == ",":
        return True
    relative = doc[first].lower_ in {"that", "who", "which"} and is_nominal(doc[first - 1])
    return relative and first + 1 < cue.unit.end and is_finite(doc[first + 1])


def _as_feeling(cue: Cue, first: int) -> bool:
    """Tell whether a verb of thought tells a state and no thought: "felt betrayed when"."""
    if cue.entry.kind("clause") != "thought" or first + 1 >= cue.unit.end:
        return False
    word, following = cue.unit.doc[first], cue.unit.doc[first + 1]
    state = word.tag_ in {"VBN", "JJ"} and not is_nominal(word)
    return state and following.lower_ in {"when", "that", "by", "after", "because", "as"}


def _wanted(cue: Cue, first: int) -> bool:
    """Tell whether a verb of thought has object and infinitive: "expects the line to open"."""
    if cue.entry.kind("clause") != "thought":
        return False
    for token in cue.unit.doc[first : cue.unit.end]:
        if token.tag_ == "TO" or is_finite(token):
            return token.tag_ == "TO"
    return False


def _clause_starts(cue: Cue, begin: int) -> list[int]:
    """Return the places where a clause without "that" may begin, first choice first."""
    unit = cue.unit
    place = skip_circumstances(unit, begin)
    starts = [place]
    if cue.entry.kind("audience"):
        after = phrase_end(unit.doc, begin, unit.end)
        starts = [skip_circumstances(unit, after), after, place]
    return [first for first in dict.fromkeys(starts) if first < unit.end]


def _anything_follows(unit: Unit, begin: int) -> bool:
    """Tell whether something sayable follows: a noun phrase and more, though no verb was recognised."""
    if begin + 3 > last_word(unit, unit.end):
        return False
    opening = unit.doc[begin]
    if opening.pos_ == "ADV" and opening.lower_ not in {"so", "as"}:
        opening = unit.doc[begin + 1]
    return opening.pos_ not in {"ADP", "PUNCT", "SCONJ", "CCONJ", "AUX", "ADV"}
