"""Tell whether a verb after "and" goes on with what is said, or with who says it."""

from __future__ import annotations

from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.phrases import subject_of
from kg.extractors.tokens import Token

_PRESENT = frozenset({"VBZ", "VBP"})
_NEAR = 3
_LINKS = frozenset({"conj", "parataxis"})


def goes_on(cue: Cue, start: int, joint: int, other: Cue) -> bool:
    """Tell whether a reporting verb right after "and" is one more verb of the content.

    Args:
        cue: the verb that reports.
        start: where its content begins.
        joint: the "and" or "but".
        other: the verb after it.

    ("said the staff turned to the tool and logged the outcome": the staff logged it. But "said the
    staff should leave and ordered a search": a past tense is no second verb after "should", so who
    said it ordered the search. "Said it plans a sale and has begun talks": nobody "said and has".)
    """
    owner, doc = other.token.head, other.unit.doc
    if other.token.dep_ not in _LINKS or not other.unit.start <= owner.i < joint:
        return False
    turned = "but" in {doc[joint].lower_, doc[joint + 1].lower_}
    if turned or other.form != "finite" or subject_of(other.token) is not None:
        return False
    said = _tense(cue.token)
    added = _tense(other.token)
    if _says(other) and said == added:
        return False
    first = _tense(_main_verb(cue, start, joint) or owner)
    if added == "past" and first == "modal":
        return False
    if owner.i == cue.verb or owner.i < start:
        return said == "past" and added == first == "present"
    return True


def does_else(cue: Cue, joint: Token) -> bool:
    """Tell whether whoever speaks does something else after "and": "wrote that it was so | and left"."""
    verb = next(
        (
            child
            for child in cue.token.children
            if child.dep_ == "conj" and child.i > joint.i and child.left_edge.i >= joint.i
        ),
        None,
    )
    if verb is None or verb.i - joint.i > _NEAR or subject_of(verb) is not None:
        return False
    return is_finite(verb) and _tense(verb) == _tense(cue.token) in {"past", "present"}


def _says(cue: Cue) -> bool:
    """Tell whether a verb is one of saying or judging that has its content after itself."""
    kinds = {cue.entry.kind(frame) for frame in ("clause", "that", "request", "object", "for")}
    return bool(kinds & {"speech", "judgement"})


def tenses_part(added: Token, before: Token) -> bool:
    """Tell whether a past tense after "and" cannot go on with a verb under "should" or "would"."""
    return _tense(added) == "past" and _tense(before) == "modal"


def _main_verb(cue: Cue, start: int, joint: int) -> Token | None:
    """Return the first finite verb of the content before the joint."""
    return next((token for token in cue.unit.outside(start, joint) if is_finite(token)), None)


def _tense(verb: Token) -> str:
    """Return the tense of a verb with its auxiliaries: past, present or modal."""
    if verb.tag_ == "MD":
        return "modal"
    for word in verb.children:
        if word.dep_.startswith("aux") or word.dep_ == "cop":
            if word.tag_ == "MD":
                return "modal"
            if word.tag_ in _PRESENT:
                return "present"
            if word.tag_ == "VBD":
                return "past"
    if verb.tag_ in _PRESENT:
        return "present"
    return "past" if verb.tag_ in {"VBD", "VBN"} else ""
