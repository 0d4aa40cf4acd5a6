"""Find what is said after a reporting verb, and of which kind it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span

from kg.extractors.statements.complements import phrase_content
from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.endings import (
    PAUSES,
    before_clause,
    content_end,
    last_word,
    without_apposition,
)
from kg.extractors.statements.openings import (
    QUESTIONS,
    clause_begins,
    complementiser,
    skip_circumstances,
)
from kg.extractors.statements.phrases import head_after, is_nominal, phrase_end
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary

_BARE = 3
_PHRASES = frozenset({"object", "preposition", "gerund", "infinitive", "as", "naming"})


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
    found = _clause(cue, begin) or phrase_content(cue, begin)
    if found is None:
        return None
    first, frame = found
    while first < cue.unit.end and cue.unit.doc[first].text in PAUSES:
        first += 1
    end = content_end(cue, first, cues)
    if frame in _PHRASES:
        end = before_clause(cue.unit, first, end)
    if frame == "object":
        end = without_apposition(cue.unit, first, end)
    said = cue.unit.doc[first:end]
    if frame == "object" and len(said) <= _BARE and _names_report(said):
        return None
    if frame == "object" and _decides(cue, first):
        return None
    if not any(token.is_alpha and token.pos_ != "PRON" for token in said):
        return None
    return Content(first, end, frame, cue.entry.kind(frame))


def _names_report(words: Span) -> bool:
    """Tell whether a phrase only names a report: "rejected the claims"."""
    vocabulary = load_vocabulary()
    return any(word.lower_ in vocabulary.statements for word in words)


def _decides(cue: Cue, first: int) -> bool:
    """Tell whether a verb of judgement is a decision of a court or council: "dismissed the case"."""
    if cue.entry.kind("object") != "judgement":
        return False
    head = head_after(cue.unit.doc, first, cue.unit.end)
    vocabulary = load_vocabulary()
    return (
        head is not None
        and cue.entry.lemma in vocabulary.deciding
        and head.lower_ in vocabulary.procedures
    )


def _clause(cue: Cue, begin: int) -> tuple[int, str] | None:
    """Return the start and frame of a reported clause."""
    unit, entry = cue.unit, cue.entry
    following = unit.doc[begin : begin + 2].text.lower()
    if following in {"no to", "yes to"}:
        return None
    frame = next(
        (name for name in ("clause", "that", "subjunctive", "request") if entry.kind(name)), ""
    )
    if not frame:
        return None
    that = complementiser(unit, begin, told=bool(entry.kind("audience")))
    if that is not None:
        asked = that.lower_ in QUESTIONS
        if asked and entry.lemma in load_vocabulary().undecided:
            return None
        stands = asked or is_finite(unit.doc[that.i + 1])
        first = that.i if stands else that.i + 1
        return first, frame
    if not (entry.kind("clause") or entry.kind("subjunctive")):
        return None
    for first in _clause_starts(cue, begin):
        if _describes(cue, first) or _as_feeling(cue, first):
            continue
        if clause_begins(unit, first) and not _wanted(cue, first):
            return first, frame
    if entry.lemma == "say" and cue.form == "finite" and _anything_follows(unit, begin):
        return begin, frame
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
