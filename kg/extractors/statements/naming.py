"""Find what things are called or seen as: "called it a disgrace", "described it as safe"."""

from __future__ import annotations

from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.openings import asked_before
from kg.extractors.statements.phrases import head_after, is_nominal
from kg.extractors.statements.units import Unit
from kg.extractors.tokens import Token


def name_content(cue: Cue, place: int) -> tuple[int, str] | None:
    """Return the start and frame of what a verb of naming says about its object, or None."""
    unit, entry = cue.unit, cue.entry
    naming, seeing = bool(entry.kind("naming")), bool(entry.kind("as"))
    if naming or seeing:
        named = _named_before(cue, place)
        if named is not None:
            return named, "naming" if naming else "as"
    if seeing and object_begins(unit.doc[place]) and _as_follows(unit, place):
        return place, "as"
    if naming and object_begins(unit.doc[place]) and _name_follows(cue, place):
        return place, "naming"
    return None


def object_begins(token: Token) -> bool:
    """Tell whether a noun phrase can begin with a token."""
    return (
        is_nominal(token)
        or token.pos_ in {"DET", "ADJ", "NUM", "SYM"}
        or token.tag_ in {"PRP$", "$"}
    )


def _named_before(cue: Cue, place: int) -> int | None:
    """Return where the name begins of what "what" or "which" stands for: "what he called a hoax"."""
    unit = cue.unit
    described = cue.token.dep_ == "acl:relcl" and unit.quote_at(place) is not None
    if not asked_before(cue) and not described:
        return None
    if unit.doc[place].lower_ == "as":
        return place + 1 if place + 1 < unit.end and cue.entry.kind("as") else None
    begins = unit.quote_at(place) is not None or object_begins(unit.doc[place])
    return place if begins and cue.entry.kind("naming") else None


def _as_follows(unit: Unit, place: int) -> bool:
    for token in unit.doc[place + 1 : min(unit.end, place + 15)]:
        if token.lower_ == "as" and token.i + 1 < unit.end:
            following = unit.doc[token.i + 1]
            return token.pos_ == "ADP" and following.pos_ != "PRON"
        if is_finite(token) or token.text in {",", ";"}:
            return False
    return False


def _name_follows(cue: Cue, place: int) -> bool:
    """Tell whether a second phrase follows a noun phrase: "called it a disgrace", "called her “brave”"."""
    unit = cue.unit
    if _named_in_parse(cue, place):
        return True
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


def _named_in_parse(cue: Cue, place: int) -> bool:
    """Tell whether the parse gives the verb an object and then what that is called."""
    children = [child for child in cue.token.children if place <= child.i < cue.unit.end]
    named = next((child for child in children if child.dep_ == "obj"), None)
    return named is not None and any(
        child.dep_ == "xcomp" and child.i > named.i and child.pos_ != "VERB" for child in children
    )
