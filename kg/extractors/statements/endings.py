"""Find where reported content ends: before the next report, an apposition or the full stop."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Span, Token

from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.phrases import is_nominal
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary

PAUSES = frozenset({",", ":", "—", "–", "--", "-", ";"})
_DASHES = frozenset({"—", "–", "--"})
_BETWEEN = 12
_NEAR = 4


def content_end(cue: Cue, start: int, cues: Sequence[Cue]) -> int:
    """Return where the content that begins at `start` ends: before the next report or the full stop."""
    unit = cue.unit
    end = last_word(unit, unit.end)
    leading = cue.form == "participle" and cue.start == unit.start
    relative = cue.start > unit.start and unit.doc[cue.start - 1].lower_ in {"who", "which"}
    for token in unit.outside(start, end):
        if leading and token.text == ",":
            return last_word(unit, token.i)
        if token.i > start and _cuts(unit, token, cue, cues, relative):
            return last_word(unit, token.i)
    return end


def last_word(unit: Unit, end: int) -> int:
    """Return the end without the full stop, commas and spaces before it."""
    while (
        end > unit.start
        and unit.quote_at(end - 1) is None
        and (unit.doc[end - 1].text in {".", "!", "?", "…"} | PAUSES)
    ):
        end -= 1
    return end


def _cuts(unit: Unit, token: Token, cue: Cue, cues: Sequence[Cue], relative: bool) -> bool:
    """Tell whether the content ends before a token."""
    doc = unit.doc
    following = doc[token.i + 1] if token.i + 1 < unit.end else None
    if token.lower_ == "according" and following is not None and following.lower_ == "to":
        return True
    if token.text in _DASHES and _closes_insertion(unit, cue):
        return True
    if token.text in {",", ";", "—", "–", "--"}:
        return _new_report(unit, token, cues) or (
            relative and following is not None and is_finite(following)
        )
    if token.lower_ in {"and", "but", "while"}:
        return any(
            other.form == "finite"
            and other.verb > cue.verb
            and (other.start == token.i + 1 or _speaks_beside(unit, token, other))
            for other in cues
        )
    return False


def _speaks_beside(unit: Unit, joint: Token, other: Cue) -> bool:
    """Tell whether another speaker and his report follow: "... and Ruiz accused the council"."""
    between = unit.doc[joint.i + 1 : other.start]
    if not 0 < len(between) <= _NEAR or not other.entry.kind("quote"):
        return False
    named = between[0].text[0].isupper() and between[-1].pos_ in {"NOUN", "PROPN"}
    return named and not any(is_finite(word) or word.is_punct for word in between)


def _closes_insertion(unit: Unit, cue: Cue) -> bool:
    """Tell whether a report stands after one dash, which the next one closes: "— as he says ... —"."""
    before = [word.text for word in unit.outside(None, cue.start) if word.text in _DASHES]
    return len(before) % 2 == 1 and not unit.doc[cue.start - 1].text.isdigit()


def _closing_report(unit: Unit, other: Cue, between: Span) -> bool:
    """Tell whether a report after a comma ends the sentence: "..., the council said Monday"."""
    if other.form != "finite" or not other.entry.kind("quote") or not len(between):
        return False
    if not is_nominal(between[-1]) or any(is_finite(word) for word in between):
        return False
    place = other.end
    while place < unit.end and unit.doc[place].lower_ in load_vocabulary().times | {"on"}:
        place += 1
    return place >= unit.end or unit.doc[place].text == "."


def _new_report(unit: Unit, comma: Token, cues: Sequence[Cue]) -> bool:
    """Tell whether a comma opens another report: ", adding that", ", but critics said"."""
    joined = (
        unit.doc[comma.i + 1].lower_ in {"and", "but", "while", "though", "although", "whereas"}
        if (comma.i + 1 < unit.end)
        else False
    )
    for other in cues[bisect_right(cues, comma.i, key=lambda cue: cue.start) :]:
        between = unit.doc[comma.i + 1 : other.start]
        if other.form == "participle" and len(between) <= 1 and other.entry.kind("quote"):
            return True
        if (
            other.form == "finite"
            and joined
            and len(between) <= _BETWEEN
            and other.entry.kind("quote")
        ):
            return not any(is_finite(token) or token.text in {",", "that"} for token in between)
        if len(between) > _BETWEEN:
            break
        if _closing_report(unit, other, between):
            return True
    return False


def before_clause(unit: Unit, start: int, end: int) -> int:
    """Return the end of a phrase before a clause beside it: "called for a ban, but Ruiz would"."""
    for token in unit.outside(start + 1, end):
        if token.text != "," or token.i + 2 >= end:
            continue
        if unit.doc[token.i + 1].lower_ not in {"but", "and", "while", "although", "though"}:
            continue
        rest = unit.doc[token.i + 2 : min(end, token.i + 2 + _BETWEEN)]
        verb = next((word.i for word in rest if is_finite(word) or word.text == ","), None)
        subject = verb is not None and is_finite(unit.doc[verb])
        subject = subject and not rest[0].lower_.startswith(("wh", "how", "that"))
        if subject and any(is_nominal(word) for word in unit.doc[token.i + 2 : verb]):
            return last_word(unit, token.i)
    return end


def without_apposition(unit: Unit, start: int, end: int) -> int:
    """Return the end of a noun phrase without a remark that only says more about its last name."""
    for token in unit.outside(start + 1, end):
        if token.text in {"—", "–", "--", "-"} and token.nbor(-1).whitespace_:
            return without_apposition(unit, start, token.i)
        if token.text == "," and token.i + 1 < end and unit.doc[token.i + 1].pos_ == "DET":
            rest = unit.doc[token.i + 1 : end]
            if not any(is_finite(word) or word.tag_ == "TO" or word.text == "," for word in rest):
                return last_word(unit, token.i)
    return end
