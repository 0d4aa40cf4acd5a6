"""Find what is reported in clauses: after the verb, before it, or around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extractors.statements.contents import PHRASES, Content, content_after
from kg.extractors.statements.cues import Cue
from kg.extractors.statements.datelines import after_dateline
from kg.extractors.statements.endings import last_word
from kg.extractors.statements.fronted import Report, reporting_clause
from kg.extractors.statements.passives import passive_content
from kg.extractors.statements.phrases import has_finite_verb
from kg.extractors.statements.subjects import Speaker
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token

Voiced = tuple[Cue, Speaker]

_RULES = {
    "object": "object",
    "preposition": "object",
    "gerund": "object",
    "stated": "object",
    "as": "judgement",
    "infinitive": "infinitive",
    "request": "request",
}
_OPENING = frozenset({"and", "but", "so", "yet", "meanwhile", "however", ","})


@dataclass(frozen=True, slots=True)
class ClauseReport:
    """What a cue reports as token ranges, and the rule that found it."""

    cue: Cue
    speaker: Speaker
    rule: str
    kind: str
    ranges: tuple[tuple[int, int], ...]


def report_clause(voiced: Voiced, cues: Sequence[Cue], floor: int) -> ClauseReport | None:
    """Return what a cue reports outside plain quotations, or None.

    Args:
        voiced: the cue and its speaker.
        cues: every cue of the unit, which may bound the content.
        floor: the first token that may belong to the content (what is before is another report's).
    """
    cue, speaker = voiced
    around = reporting_clause(cue, speaker)
    if around is not None and around.start > floor:
        ranges = _around(cue.unit, around, floor, cues)
        if ranges:
            rule = "interrupted" if around.resumes else "fronted"
            kind = cue.entry.kind("quote") or cue.entry.kind("clause")
            return ClauseReport(cue, speaker, rule, kind, ranges)
    if speaker.inverted:
        return None
    content = content_after(cue, cues)
    if content is None or (cue.form == "passive" and content.frame in PHRASES):
        subject = passive_content(cue)
        kind = cue.entry.kind("object")
        if subject is None:
            return None
        return ClauseReport(cue, speaker, "passive", kind, (subject,))
    if cue.form == "passive" and not _said_so(cue, content):
        return None
    found = content.kind == "finding" and content.frame == "object"
    if found and (cue.form == "participle" or not _shows(speaker)):
        return None
    ranges = ((content.start, content.end),)
    return ClauseReport(cue, speaker, _rule(content, cue), content.kind, ranges)


def _shows(speaker: Speaker) -> bool:
    """Tell whether papers show something, and not a man his temper."""
    word = speaker.head.lower_
    vocabulary = load_vocabulary()
    return word in vocabulary.documents | vocabulary.statements or word in {"results", "photos"}


def _said_so(cue: Cue, content: Content) -> bool:
    """Tell whether a passive reports what follows: not "in an opinion written by Ruiz, the court"."""
    apart = any(token.text == "," for token in cue.unit.doc[cue.end : content.start])
    return not apart and content.kind in {"speech", "writing", "finding"}


def _rule(content: Content, cue: Cue) -> str:
    if content.kind in {"thought", "intention", "finding", "judgement"}:
        return content.kind
    if cue.form == "passive":
        return "passive"
    return _RULES.get(content.frame, "clause")


def _around(
    unit: Unit, report: Report, floor: int, cues: Sequence[Cue]
) -> tuple[tuple[int, int], ...]:
    """Return the token ranges of the sentence outside its reporting clause."""
    first = max(floor, after_dateline(unit))
    while first < report.start and unit.doc[first].text in {",", ";", "—", "–", "-", "•"}:
        first += 1
    before = (first, last_word(unit, report.start))
    if not report.resumes:
        quoted = any(first <= quote.start < report.start for quote in unit.quotes)
        said = unit.doc[before[0] : before[1]]
        verbs = any(token.pos_ in {"VERB", "AUX"} for token in said[1:])
        if _only_subordinate(said):
            return ()
        return (before,) if before[1] - before[0] > 1 and (quoted or verbs) else ()
    after = (report.end + 1, _end_after(unit, report, cues))
    words = [token for token in unit.doc[before[0] : before[1]] if token.lower_ not in _OPENING]
    if not has_finite_verb(unit.doc[after[0] : after[1]]) and len(words) < 2:
        return ()
    return tuple(part for part in (before, after) if part[1] > part[0])


def _only_subordinate(said: Sequence[Token]) -> bool:
    """Tell whether words are but a clause that another follows: "But when the money ran out"."""
    words = [token for token in said if token.lower_ not in _OPENING]
    if not words or (words[0].pos_ != "SCONJ" and words[0].tag_ != "WRB"):
        return False
    return not any(token.text == "," for token in words) and words[0].lower_ not in {"how", "why"}


def _end_after(unit: Unit, report: Report, cues: Sequence[Cue]) -> int:
    end = last_word(unit, unit.end)
    for other in cues:
        if (
            other.start > report.end + 1
            and other.form == "participle"
            and unit.doc[other.start - 1].text == ","
        ):
            return last_word(unit, other.start)
    return end
