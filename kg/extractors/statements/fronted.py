"""Find reports after or around what they report: "The line opens in May, the operator said."."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.endings import last_word
from kg.extractors.statements.openings import skip_circumstances
from kg.extractors.statements.phrases import (
    has_finite_verb,
    head_after,
    phrase_end,
    phrase_start,
)
from kg.extractors.statements.subjects import Speaker
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token

_CLOSES = frozenset({",", "—", "–", "--", "”", '"', "’", "'", "''"})
_BRIEF = 3
# "..., after months in which teachers complained": that clause tells of the time, it reports nothing
_INSIDE = frozenset(
    {"which", "whom", "whose", "where", "why", "because", "after", "before", "until"}
)
_TOLD = frozenset({"speech", "writing", "finding"})
_NOT_RESUMING = frozenset(
    {"who", "which", "whose", "adding", "citing", "noting", "saying", "and", "but"}
)


@dataclass(frozen=True, slots=True)
class Report:
    """Where a reporting clause stands, `start`..`end` in tokens, and whether the sentence goes on."""

    start: int
    end: int
    resumes: bool


def reporting_clause(cue: Cue, speaker: Speaker) -> Report | None:
    """Return the bounds of a reporting clause that follows or interrupts what it reports, or None."""
    if not cue.entry.kind("quote") or cue.entry.kind("clause") not in _TOLD:
        return None
    if cue.form != "finite" or cue.token.lower_.endswith("ing"):
        return None
    unit = cue.unit
    start = cue.start if speaker.inverted else phrase_begin(cue, speaker)
    if start is None or start <= unit.start:
        return None
    if unit.doc[start - 1].text not in _CLOSES:
        return None
    end = _clause_end(cue, speaker)
    if not _plain_ending(cue, speaker, end):
        return None
    if end >= unit.end or last_word(unit, unit.end) <= end:
        return Report(start, unit.end, False)
    if unit.doc[end].text not in {",", "—", "–", "--"}:
        return Report(start, unit.end, False) if _only_circumstances(unit, end) else None
    if _resumes(unit, end + 1, start):
        return Report(start, end, True)
    return Report(start, unit.end, False)


def phrase_begin(cue: Cue, speaker: Speaker) -> int | None:
    """Return where the speaker's phrase begins, at the comma or quotation before it."""
    unit = cue.unit
    first = phrase_start(speaker.head, unit.start)
    place = min(speaker.head.i, cue.start)
    while place > unit.start and unit.doc[place - 1].text not in _CLOSES and place > first - 8:
        place -= 1
    after_quote = place > unit.start and unit.quote_at(place - 1) is not None
    if any(_subordinates(word) for word in unit.doc[place : min(speaker.head.i, cue.start)]):
        return None
    return place if after_quote or not has_finite_verb(unit.doc[place : speaker.head.i]) else None


def _subordinates(word: Token) -> bool:
    """Tell whether a clause inside what is said begins with a word: "in which", "that", "after"."""
    return word.lower_ in _INSIDE or (word.lower_ == "that" and word.tag_ in {"IN", "WDT"})


def _clause_end(cue: Cue, speaker: Speaker) -> int:
    """Return where the reporting clause ends: after speaker, audience, place and time."""
    unit = cue.unit
    place = cue.end
    if speaker.inverted:
        place = max(place, speaker.head.i + 1)
    while place < unit.end and unit.doc[place].text not in {",", ".", "—", "–", "--", ";", ":"}:
        if is_finite(unit.doc[place]) or unit.doc[place].lower_ == "that":
            return place
        if unit.quote_at(place) is not None:
            return place
        place += 1
    return place


def _plain_ending(cue: Cue, speaker: Speaker, end: int) -> bool:
    """Tell whether nothing that could be reported stands between the verb and `end`."""
    unit = cue.unit
    place = cue.end
    if speaker.inverted:
        return True
    if (
        cue.entry.kind("audience")
        and place < end
        and unit.doc[place].pos_ not in {"ADP", "ADV", "SCONJ"}
    ):
        place = phrase_end(unit.doc, place, end)
    place = skip_circumstances(unit, place)
    return place >= end or unit.doc[place].pos_ in {"ADP", "SCONJ", "ADV", "PUNCT"}


def _only_circumstances(unit: Unit, end: int) -> bool:
    return skip_circumstances(unit, end) >= last_word(unit, unit.end)


def _comments(unit: Unit, after: int) -> bool:
    """Tell whether a phrase judges the news as its writer does: "in the latest setback to", "amid"."""
    opening = unit.doc[after]
    if opening.lower_ in {"amid", "amidst"}:
        return True
    head = head_after(unit.doc, after + 1, unit.end) if opening.lower_ == "in" else None
    return head is not None and head.lower_ in load_vocabulary().turns


def _resumes(unit: Unit, after: int, start: int) -> bool:
    """Tell whether the reported sentence goes on after the reporting clause."""
    if after >= unit.end or unit.doc[after].lower_ in _NOT_RESUMING:
        return False
    before_has = has_finite_verb(unit.outside(unit.start, start))
    rest = unit.doc[after : unit.end]
    opening = rest[0]
    if _comments(unit, after):
        return False
    if opening.pos_ == "ADP" and skip_circumstances(unit, after) == after and len(rest) > 3:
        return True
    words = [token for token in unit.outside(unit.start, start) if token.is_alpha]
    hanging = len(words) <= _BRIEF or words[0].pos_ == "SCONJ"
    if unit.doc[after].tag_ == "VBG" and not (hanging and words[0].pos_ == "SCONJ"):
        return False
    if not before_has or hanging:
        return has_finite_verb(rest)
    return opening.lower_ in {
        "because",
        "if",
        "when",
        "as",
        "since",
        "so",
        "although",
        "though",
        "while",
        "unless",
        "until",
        "even",
        "before",
        "after",
        "despite",
    }
