"""Find what is said after a reporting verb, and of which kind it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extractors.statements.clauses import clause_content
from kg.extractors.statements.complements import phrase_content
from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.endings import (
    PAUSES,
    before_adjunct,
    before_clause,
    content_end,
    last_word,
    lead_end,
)
from kg.extractors.statements.openings import (
    asked_before,
)
from kg.extractors.statements.phrases import (
    has_finite_verb,
    head_after,
)
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token

_BARE = 3
PHRASES = frozenset({"object", "preposition", "gerund", "infinitive", "as", "naming", "stated"})


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens `start`..`end` (half-open) that a cue reports, and the frame and kind that make it so."""

    start: int
    end: int
    frame: str
    kind: str


def content_after(cue: Cue, cues: Sequence[Cue]) -> Content | None:
    """Return what a cue reports after itself in its unit, or None.

    Args:
        cue: the reporting verb.
        cues: every cue of the unit, which may cut the content short ("…, adding that").
    """
    begin = cue.end
    found = clause_content(cue, begin)
    if found is None or _is_lead_phrase(cue, found[0]):
        found = phrase_content(cue, begin)
    if found is None:
        return None
    first, frame = found
    while first < cue.unit.end and cue.unit.doc[first].text in PAUSES:
        first += 1
    end = content_end(cue, first, cues)
    if asked_before(cue):
        end = min(end, _gap_end(cue, first, end))
    if frame in PHRASES or (
        frame == "request"
        and cue.unit.doc.span(first, first + 2).text.lower().startswith(("to ", "not to"))
    ):
        end = before_clause(cue.unit, first, before_adjunct(cue.token, first, end))
    if frame == "object":
        end = _without_apposition(cue.unit, first, end)
    said = cue.unit.doc[first:end]
    if frame == "object" and len(said) <= _BARE and _names_report(said):
        return None
    if frame == "object" and (_decides(cue, first) or _lasts(cue)):
        return None
    if not any(token.is_alpha and token.pos_ != "PRON" for token in said):
        return None
    return Content(first, end, frame, cue.entry.kind(frame))


def _is_lead_phrase(cue: Cue, first: int) -> bool:
    """Tell whether what a leading participle reports has no verb: "Citing the costs, Ruiz said"."""
    end = lead_end(cue)
    return end is not None and not has_finite_verb(cue.unit.doc[first:end])


def _gap_end(cue: Cue, first: int, end: int) -> int:
    """Return where a clause about "what" ends: "what he says it costs | is too much"."""
    for child in cue.token.children:
        if child.dep_ in {"ccomp", "xcomp", "obj"} and first <= child.right_edge.i < end:
            return last_word(cue.unit, child.right_edge.i + 1)
    return end


def _names_report(words: Sequence[Token]) -> bool:
    """Tell whether a phrase only names a report: "rejected the claims"."""
    vocabulary = load_vocabulary()
    return any(word.lower_ in vocabulary.statements for word in words)


def _lasts(cue: Cue) -> bool:
    """Tell whether a verb names what somebody does all the time: "the union defends the low-paid"."""
    titled = cue.unit.passage.block.kind in {"title", "heading"}
    helped = any(word.pos_ == "AUX" for word in cue.unit.doc[cue.start : cue.verb])
    present = cue.token.tag_ in {"VBZ", "VBP"} and not helped
    return cue.entry.lemma in load_vocabulary().lasting and present and not titled


def _decides(cue: Cue, first: int) -> bool:
    """Tell whether a verb of judgement is a decision of a court or council: "dismissed the case"."""
    if cue.entry.kind("object") != "judgement":
        return False
    head = head_after(cue.unit.doc, first, cue.unit.end)
    vocabulary = load_vocabulary()
    judged = head is not None and any(
        word.lower_ == "as" for word in cue.unit.doc[head.i + 1 : head.i + 3]
    )
    return (
        not judged
        and head is not None
        and cue.entry.lemma in vocabulary.deciding
        and head.lower_ in vocabulary.procedures
    )


def _without_apposition(unit: Unit, start: int, end: int) -> int:
    """Return the end of a noun phrase without a remark that only says more about its last name."""
    for token in unit.outside(start + 1, end):
        if token.text in {"—", "–", "--", "-"} and token.nbor(-1).whitespace_:
            return _without_apposition(unit, start, token.i)
        if token.text == "," and token.i + 1 < end and unit.doc[token.i + 1].pos_ == "DET":
            rest = unit.doc[token.i + 1 : end]
            if not any(is_finite(word) or word.tag_ == "TO" or word.text == "," for word in rest):
                return last_word(unit, token.i)
    return end
