"""Find reported content that is no clause: "vowed to stay", "urged them to act", "praised the staff"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.phrases import head_after, is_nominal
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary


def phrase_content(cue: Cue, begin: int) -> tuple[int, str] | None:
    """Return the start and frame of reported content that is no clause."""
    unit, entry = cue.unit, cue.entry
    if begin >= unit.end:
        return None
    place = begin
    while place < unit.end - 1 and unit.doc[place].pos_ == "ADV":
        place += 1
    token = unit.doc[place]
    if token.tag_ == "TO" and entry.kind("infinitive") and _verb_follows(unit, place):
        silent = unit.doc[place + 1].lower_ in load_vocabulary().silent
        return None if silent else (place, "infinitive")
    if entry.kind("request"):
        to = _infinitive_after_object(unit, place)
        if to is not None:
            opposing = unit.doc[to + 1].lower_ in load_vocabulary().opposing
            return None if opposing else (place, "request")
    opening = token.lower_ in entry.prepositions and place + 1 < unit.end
    if opening and not _opposes(unit, place):
        return place + 1, "preposition"
    if token.tag_ == "VBG" and entry.kind("gerund"):
        return place, "gerund"
    if (
        entry.kind("object")
        and _object_begins(token)
        and token.tag_ != "PRP"
        and unit.quote_at(place) is None
    ):
        return place, "object"
    if entry.kind("as") and _object_begins(token) and _as_follows(unit, place):
        return place, "as"
    if entry.kind("naming") and _object_begins(token) and _name_follows(cue, place):
        return place, "naming"
    return None


def _opposes(unit: Unit, place: int) -> bool:
    """Tell whether what is asked for is that somebody stop: that is a claim of another type."""
    to = _infinitive_after_object(unit, place + 1)
    return to is not None and unit.doc[to + 1].lower_ in load_vocabulary().opposing


def _verb_follows(unit: Unit, place: int) -> bool:
    following = unit.doc[place + 1 : min(unit.end, place + 4)]
    return any(token.tag_ in {"VB", "VBP"} for token in following)


def _infinitive_after_object(unit: Unit, place: int) -> int | None:
    """Return where "to" and an infinitive begin after a noun phrase: "urged the board to act"."""
    head = head_after(unit.doc, place, unit.end)
    if head is None:
        return None
    for token in unit.doc[place : min(unit.end, place + 20)]:
        if token.tag_ == "TO" and token.i > place and _verb_follows(unit, token.i):
            return token.i
        if is_finite(token) or token.text in {";", ":", "."}:
            return None
    return None


def _object_begins(token: Token) -> bool:
    return (
        is_nominal(token)
        or token.pos_ in {"DET", "ADJ", "NUM", "SYM"}
        or token.tag_ in {"PRP$", "$"}
    )


def _as_follows(unit: Unit, place: int) -> bool:
    for token in unit.doc[place + 1 : min(unit.end, place + 15)]:
        if token.lower_ == "as":
            return True
        if is_finite(token) or token.text in {",", ";"}:
            return False
    return False


def _name_follows(cue: Cue, place: int) -> bool:
    """Tell whether a second phrase follows a noun phrase: "called it a disgrace", "called her “brave”"."""
    unit = cue.unit
    head = head_after(unit.doc, place, unit.end)
    while head is not None and head.i + 2 < unit.end and unit.doc[head.i + 1].pos_ == "ADP":
        if unit.doc[head.i + 1].lower_ in {"to", "as"}:
            break
        head = head_after(unit.doc, head.i + 2, unit.end)
    if head is None or head.i + 1 >= unit.end:
        return False
    following = unit.doc[head.i + 1]
    quoted = unit.quote_at(following.i) is not None
    joins = {"to", "as"} if cue.entry.lemma in {"liken", "compare"} else {"as"}
    return quoted or following.pos_ in {"DET", "ADJ"} or following.lower_ in joins
