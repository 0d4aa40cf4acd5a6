"""Find where reported content ends: before the next report, an apposition or the full stop."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.joints import does_else, goes_on
from kg.extractors.statements.phrases import is_nominal
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token

PAUSES = frozenset({",", ":", "—", "–", "--", "-", ";"})
_DASHES = frozenset({"—", "–", "--"})
_BETWEEN = 12
_BESIDE = frozenset({"but", "and", "while", "although", "though"})
_NEAR = 4
_BACK = frozenset({"this", "these", "those", "that", "such", "some", "others", "both", "none"})
_PLACING = frozenset({"in", "on", "at", "during", "via", "through", "last", "this", "earlier"})
_SUBORDINATE = frozenset(
    {"since", "when", "while", "after", "before", "because", "although", "though", "even"}
)


def content_end(cue: Cue, start: int, cues: Sequence[Cue]) -> int:
    """Return where the content that begins at `start` ends: before the next report or the full stop."""
    unit = cue.unit
    end = last_word(unit, unit.end)
    pause = lead_end(cue)
    if pause is not None and pause > start:
        return last_word(unit, pause)
    relative = cue.start > unit.start and unit.doc[cue.start - 1].lower_ in {"who", "which", "whom"}
    for token in unit.outside(start, end):
        if token.i > start and _cuts(token, start, cue, cues, relative):
            return last_word(unit, token.i)
    return end


def lead_end(cue: Cue) -> int | None:
    """Return where the comma stands that ends a participle before its clause: "Citing costs, Ruiz said"."""
    unit = cue.unit
    if cue.form != "participle":
        return None
    if any(is_finite(token) or token.text == "," for token in unit.outside(None, cue.start)):
        return None
    for token in unit.outside(cue.end):
        quote = unit.quote_at(token.i - 1)
        if quote is not None and quote.last_character == ",":
            return token.i
        if token.text == ",":
            return token.i
    return None


def last_word(unit: Unit, end: int) -> int:
    """Return the end without the full stop, commas and spaces before it."""
    while (
        end > unit.start
        and unit.quote_at(end - 1) is None
        and (unit.doc[end - 1].text in {".", "!", "?", "…"} | PAUSES)
    ):
        end -= 1
    return end


def _cuts(token: Token, start: int, cue: Cue, cues: Sequence[Cue], relative: bool) -> bool:
    """Tell whether the content that begins at `start` ends before a token."""
    unit = cue.unit
    doc = unit.doc
    following = doc[token.i + 1] if token.i + 1 < unit.end else None
    if token.lower_ == "according" and following is not None and following.lower_ == "to":
        return True
    if token.text in _DASHES and _closes_insertion(unit, cue):
        return True
    if token.text in {",", ";", "—", "–", "--"}:
        apart = _new_clause(unit, token, start) if token.text == ";" else False
        others = [other for other in cues if not goes_on(cue, start, token.i, other)]
        return (
            apart
            or _new_report(unit, token, others)
            or (relative and following is not None and is_finite(following))
        )
    if token.lower_ in {"and", "but"} and does_else(cue, token):
        return True
    if token.lower_ in {"and", "but", "while"}:
        return any(
            (other.form == "finite" or (other.form == "participle" and cue.form == "participle"))
            and other.verb > cue.verb
            and not other.entry.kind("stated")
            and (
                (other.start == token.i + 1 and not goes_on(cue, start, token.i, other))
                or _speaks_beside(unit, token, other)
            )
            for other in cues
        )
    return False


def _new_clause(unit: Unit, joint: Token, start: int) -> bool:
    """Tell whether a clause of its own follows a semicolon, and does not speak of what was said."""
    following = unit.doc[joint.i + 1 : unit.end]
    if len(following) < 2 or unit.doc[start - 1].lower_ == ":":
        return False
    if following[0].lower_ in {"that", "and", "or", "whether"} or unit.quote_at(following[0].i):
        return False
    for token in following[: _BETWEEN * 2]:
        if is_finite(token):
            return token.i > following[0].i
        if token.lower_ in _BACK or token.tag_ in {"PRP", "PRP$"}:
            return False
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


def _closing_report(unit: Unit, other: Cue, between: Sequence[Token]) -> bool:
    """Tell whether a report after a comma ends the sentence: "..., the council said Monday"."""
    if other.form != "finite" or not other.entry.kind("quote") or not len(between):
        return False
    if not is_nominal(between[-1]) or any(is_finite(word) for word in between):
        return False
    place = other.end
    while place < unit.end and unit.doc[place].lower_ in load_vocabulary().times | {"on"}:
        place += 1
    return place >= unit.end or unit.doc[place].text == "."


def _reports(cue: Cue) -> bool:
    quoted = cue.end < cue.unit.end and cue.unit.quote_at(cue.end) is not None
    return quoted or bool(set(cue.entry.frames) - {"quote"})


def _new_report(unit: Unit, comma: Token, cues: Sequence[Cue]) -> bool:
    """Tell whether a comma opens another report: ", adding that", ", but critics said"."""
    joined = (
        unit.doc[comma.i + 1].lower_ in {"and", "but", "while", "though", "although", "whereas"}
        if (comma.i + 1 < unit.end)
        else False
    )
    for other in cues[bisect_right(cues, comma.i, key=lambda cue: cue.start) :]:
        between = unit.doc[comma.i + 1 : other.start]
        if other.form == "participle" and len(between) <= 1 and _reports(other):
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
        if _second_verb(unit, token, start):
            return last_word(unit, token.i)
        if token.text != "," or token.i + 2 >= end:
            continue
        if _adds_circumstance(unit, token.i + 1, end):
            return last_word(unit, token.i)
        joined = unit.doc[token.i + 1].lower_ in _BESIDE
        rest = unit.doc[token.i + 1 + joined : min(end, token.i + 2 + _BETWEEN)]
        if _subject_and_verb(rest):
            return last_word(unit, token.i)
    return end


def _second_verb(unit: Unit, joint: Token, start: int) -> bool:
    """Tell whether the speaker does something else: "promised a veto and tried to"."""
    if joint.pos_ != "CCONJ" or joint.i + 1 >= unit.end:
        return False
    place = joint.i + 1
    while place + 1 < unit.end and unit.doc[place].pos_ == "ADV":
        place += 1
    before = unit.doc[start : joint.i]
    return is_finite(unit.doc[place]) and not any(
        is_finite(word) or word.tag_ in {"WDT", "WP"} for word in before
    )


def _subject_and_verb(rest: Sequence[Token]) -> bool:
    """Tell whether a clause of its own begins: a noun or pronoun, and its finite verb, no commas."""
    if rest[0].lower_.startswith(("wh", "how", "that")):
        return False
    for word in rest:
        if is_finite(word):
            return any(is_nominal(before) for before in rest[: word.i - rest[0].i])
        if word.text == "," or word.lower_ in {"that", "which", "who", "whose", "where"}:
            return False
    return False


def _adds_circumstance(unit: Unit, place: int, end: int) -> bool:
    """Tell whether the words after a comma only tell what went with the saying: ", handing them"."""
    word, following = unit.doc[place], unit.doc[place + 1]
    if word.lower_ == "even" and following.lower_ in {"as", "though", "if", "while"}:
        return True
    listed = any(token.lower_ in {"and", "or"} for token in unit.doc[place:end][:_BETWEEN])
    return word.tag_ == "VBG" and word.dep_ in {"advcl", "conj", "parataxis"} and not listed


def before_adjunct(verb: Token, start: int, end: int) -> int:
    """Return the end of a phrase before words that tell when, where or why the verb's subject said it.

    ("attacked the plan | in an interview", "criticised it | because": the parse hangs both on the verb.)
    """
    vocabulary = load_vocabulary()
    placing = vocabulary.documents | vocabulary.occasions | vocabulary.times
    for child in verb.children:
        first = child.left_edge.i
        if not start < first < end:
            continue
        if child.right_edge.i + 1 < end or any(word.is_quote for word in verb.doc[first:end]):
            continue
        clause = child.dep_ == "advcl" and verb.doc[first].lower_ in _SUBORDINATE
        placed = child.dep_.startswith("obl") and child.lower_ in placing
        if clause or (placed and verb.doc[first].lower_ in _PLACING):
            return first
    return end
