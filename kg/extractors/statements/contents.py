"""Find what is said after a reporting verb: where it begins, where it ends, of which kind it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.phrases import head_after, is_nominal, phrase_end
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary

_QUESTIONS = frozenset({"whether", "if", "how", "why", "what", "where", "when", "who", "which"})
_PUNCTUATION = frozenset({",", ":", "—", "–", "--", "-", ";"})
TIMES = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
    }
    | {
        "earlier",
        "recently",
        "later",
        "again",
        "also",
        "afterward",
        "afterwards",
        "tonight",
        "then",
    }
    | {
        "once",
        "repeatedly",
        "publicly",
        "previously",
        "instead",
        "further",
        "simply",
        "week",
        "month",
    }
    | {"year", "morning", "evening", "afternoon", "night", "last", "this", "that"}
)
_OPENERS = frozenset(
    {"of", "in", "on", "at", "during", "to", "by", "after", "before", "through", "via", "from"}
)
_REACH = 40
_GAP = 25


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens `start`..`end` (half-open) that a cue reports, and the frame and kind that make it so.

    `gap` is where the words between verb and content end: the audience and the occasion are there.
    """

    start: int
    end: int
    frame: str
    kind: str
    gap: int


def content_after(cue: Cue, cues: Sequence[Cue], *, start: int | None = None) -> Content | None:
    """Return what a cue reports after itself in its unit, or None.

    Args:
        cue: the reporting verb.
        cues: every cue of the unit, which may cut the content short ("…, adding that").
        start: where to begin to look, in place of the end of the cue.
    """
    begin = cue.end if start is None else start
    found = _clause(cue, begin) or _phrase(cue, begin)
    if found is None:
        return None
    first, frame, gap = found
    end = content_end(cue, first, cues)
    if frame == "object":
        end = _without_apposition(cue.unit, first, end)
    said = cue.unit.doc[first:end]
    if not any(token.is_alpha and token.pos_ != "PRON" for token in said):
        return None
    return Content(first, end, frame, cue.entry.kind(frame), gap)


def _clause(cue: Cue, begin: int) -> tuple[int, str, int] | None:
    """Return the start, frame and gap of a reported clause."""
    unit, entry = cue.unit, cue.entry
    frame = next(
        (name for name in ("clause", "that", "subjunctive", "request") if entry.kind(name)), ""
    )
    if not frame:
        return None
    that = _complementiser(unit, begin)
    if that is not None:
        stands = that.lower_ in _QUESTIONS or is_finite(unit.doc[that.i + 1])
        first = that.i if stands else that.i + 1
        return first, frame, that.i
    if not (entry.kind("clause") or entry.kind("subjunctive")):
        return None
    for first in _clause_starts(cue, begin):
        if clause_begins(unit, first):
            return first, frame, first
    if entry.lemma == "say" and cue.form == "finite" and _anything_follows(unit, begin):
        return begin, frame, begin
    return None


def _anything_follows(unit: Unit, begin: int) -> bool:
    """Tell whether something sayable follows: a noun phrase and more, though no verb was recognised."""
    if begin + 3 > last_word(unit, unit.end):
        return False
    opening = unit.doc[begin]
    if opening.pos_ == "ADV" and opening.lower_ not in {"so", "as"}:
        opening = unit.doc[begin + 1]
    return opening.pos_ not in {"ADP", "PUNCT", "SCONJ", "CCONJ", "AUX", "ADV"}


def _complementiser(unit: Unit, begin: int) -> Token | None:
    """Return the "that" or question word that opens a reported clause near the verb."""
    for token in unit.doc[begin : min(unit.end, begin + _GAP)]:
        if token.lower_ == "that" and token.tag_ in {"IN", "DT", "WDT"}:
            after = unit.doc[token.i + 1] if token.i + 1 < unit.end else None
            if after is None or after.text == ".":
                return None
            relative = token.i > begin and is_nominal(token.nbor(-1)) and is_finite(after)
            if relative and unit.doc[begin].pos_ != "PROPN":
                return None
            if (
                token.tag_ == "IN"
                or after.text == ","
                or clause_begins(unit, token.i + 1)
                or token.i == begin
            ):
                return token
        if (
            token.lower_ in _QUESTIONS
            and (token.i == begin or token.nbor(-1).text == "," or is_nominal(token.nbor(-1)))
            and token.lower_ not in {"who", "which"}
        ):
            return token
        if is_finite(token) or unit.quote_at(token.i) is not None or token.text in {":", ";"}:
            return None
    return None


def _clause_starts(cue: Cue, begin: int) -> list[int]:
    """Return the places where a clause without "that" may begin, first choice first."""
    unit = cue.unit
    place = skip_circumstances(unit, begin)
    starts = [place]
    if cue.entry.kind("audience"):
        after = phrase_end(unit.doc, begin, unit.end)
        starts = [skip_circumstances(unit, after), after, place]
    return [first for first in dict.fromkeys(starts) if first < unit.end]


def skip_circumstances(unit: Unit, begin: int) -> int:
    """Return the place after words that tell when, where and to whom it was said."""
    doc, place = unit.doc, begin
    while place < unit.end:
        token = doc[place]
        if token.lower_ in TIMES and not _starts_subject(unit, place):
            place += 1
        elif token.lower_ in _OPENERS and place + 1 < unit.end:
            after = phrase_end(doc, place + 1, unit.end)
            circumstance = _is_circumstance(unit, place, after)
            if after <= place + 1 or not circumstance:
                break
            place = after
        else:
            break
    if begin < place < unit.end and doc[place].text == ",":
        return place + 1
    return place


def _starts_subject(unit: Unit, place: int) -> bool:
    """Tell whether "this", "that", "last", ... begins a subject rather than a time."""
    token = unit.doc[place]
    if token.lower_ not in {"this", "that", "last"}:
        return False
    following = unit.doc[place + 1] if place + 1 < unit.end else None
    return following is None or following.lower_ not in TIMES


def _is_circumstance(unit: Unit, place: int, after: int) -> bool:
    vocabulary = load_vocabulary()
    told = vocabulary.documents | vocabulary.occasions | vocabulary.speakers | TIMES
    words = unit.doc[place + 1 : after]
    if unit.doc[place].lower_ == "to":
        return True
    return any(
        word.lower_ in told or word.like_num or word.ent_type_ in {"DATE", "TIME"} for word in words
    ) or (len(words) == 1 and words[0].pos_ == "PROPN")


def clause_begins(unit: Unit, first: int) -> bool:
    """Tell whether a subject and then its finite verb stand from `first` on."""
    doc = unit.doc
    if first >= unit.end:
        return False
    opening = doc[first]
    if opening.lower_ in {
        "there",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "if",
        "when",
        "while",
        "because",
        "although",
        "since",
        "after",
        "before",
        "as",
    }:
        return any(is_finite(token) for token in doc[first + 1 : min(unit.end, first + _REACH)])
    if not (
        is_nominal(opening)
        or opening.pos_ in {"DET", "ADJ", "ADV", "NUM", "ADP", "PUNCT", "VERB", "SYM"}
        or opening.lower_ in {"neither", "either", "both", "no", "not", "only"}
    ):
        return False
    return _finite_follows(unit, first)


def _finite_follows(unit: Unit, first: int) -> bool:
    """Tell whether a finite verb comes whose subject stands between `first` and it."""
    nominal = False
    for token in unit.doc[first : min(unit.end, first + _REACH)]:
        if token.lower_ in {"who", "which", "that"} and token.i > first and nominal:
            return _resumes(unit, token.i)
        if token.text in {";", ":", "—", "–", "--"}:
            return False
        if token.pos_ == "SCONJ" and nominal and token.nbor(-1).text != ",":
            return False
        if is_finite(token) and nominal:
            return True
        nominal = nominal or is_nominal(token) or token.pos_ in {"ADJ", "DET"}
    return False


def _resumes(unit: Unit, relative: int) -> bool:
    """Tell whether a second finite verb follows that of a relative clause, as a main verb does."""
    finite = [
        token for token in unit.doc[relative : min(unit.end, relative + _REACH)] if is_finite(token)
    ]
    mains = [
        token
        for token in finite
        if token.dep_ in {"ccomp", "ROOT", "parataxis"}
        or (token.dep_ == "aux" and token.head.dep_ in {"ccomp", "parataxis"})
    ]
    return len(finite) > 1 and bool(mains)


def _phrase(cue: Cue, begin: int) -> tuple[int, str, int] | None:
    """Return the start, frame and gap of reported content that is no clause."""
    unit, entry = cue.unit, cue.entry
    if begin >= unit.end:
        return None
    place = begin
    while place < unit.end - 1 and unit.doc[place].pos_ == "ADV":
        place += 1
    token = unit.doc[place]
    if token.tag_ == "TO" and entry.kind("infinitive") and _verb_follows(unit, place):
        return place, "infinitive", place
    if entry.kind("request"):
        to = _infinitive_after_object(unit, place)
        if to is not None and unit.doc[to + 1].lower_ not in load_vocabulary().opposing:
            return place, "request", to
    opening = token.lower_ in entry.prepositions and place + 1 < unit.end
    if opening and not _opposes(unit, place):
        return place + 1, "preposition", place
    if token.tag_ == "VBG" and entry.kind("gerund"):
        return place, "gerund", place
    if entry.kind("object") and _object_begins(token) and unit.quote_at(place) is None:
        return place, "object", place
    if entry.kind("as") and _object_begins(token) and _as_follows(unit, place):
        return place, "as", place
    if entry.kind("naming") and _object_begins(token) and _name_follows(unit, place):
        return place, "naming", place
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


def _without_apposition(unit: Unit, start: int, end: int) -> int:
    """Return the end of a noun phrase without a remark that only says more about its last name."""
    for token in unit.outside(start + 1, end):
        if token.text in {"—", "–", "--", "-"} and token.nbor(-1).whitespace_:
            return _without_apposition(unit, start, token.i)
        if token.text == "," and token.i + 1 < end and unit.doc[token.i + 1].pos_ == "DET":
            rest = unit.doc[token.i + 1 : end]
            if not any(word.pos_ in {"VERB", "AUX"} or word.text == "," for word in rest):
                return last_word(unit, token.i)
    return end


def _name_follows(unit: Unit, place: int) -> bool:
    """Tell whether a second phrase follows a noun phrase: "called it a disgrace", "called her “brave”"."""
    head = head_after(unit.doc, place, unit.end)
    while head is not None and head.i + 2 < unit.end and unit.doc[head.i + 1].pos_ == "ADP":
        if unit.doc[head.i + 1].lower_ in {"to", "as"}:
            break
        head = head_after(unit.doc, head.i + 2, unit.end)
    if head is None or head.i + 1 >= unit.end:
        return False
    following = unit.doc[head.i + 1]
    quoted = unit.quote_at(following.i) is not None
    return quoted or following.pos_ in {"DET", "ADJ"} or following.lower_ in {"to", "as"}


def content_end(cue: Cue, start: int, cues: Sequence[Cue]) -> int:
    """Return where the content that begins at `start` ends: before the next report or the full stop."""
    unit = cue.unit
    end = last_word(unit, unit.end)
    relative = cue.start > unit.start and unit.doc[cue.start - 1].lower_ in {"who", "which"}
    for token in unit.outside(start, end):
        if token.i > start and _cuts(unit, token, cue, cues, relative):
            return last_word(unit, token.i)
    return end


def last_word(unit: Unit, end: int) -> int:
    """Return the end without the full stop, commas and spaces before it."""
    while (
        end > unit.start
        and unit.quote_at(end - 1) is None
        and (unit.doc[end - 1].text in {".", "!", "?", "…"} | _PUNCTUATION)
    ):
        end -= 1
    return end


def _cuts(unit: Unit, token: Token, cue: Cue, cues: Sequence[Cue], relative: bool) -> bool:
    """Tell whether the content ends before a token."""
    doc = unit.doc
    following = doc[token.i + 1] if token.i + 1 < unit.end else None
    if token.lower_ == "according" and following is not None and following.lower_ == "to":
        return True
    if token.text in {",", ";", "—", "–", "--"}:
        return _new_report(unit, token, cues) or (
            relative and following is not None and is_finite(following)
        )
    if token.lower_ in {"and", "but", "while"}:
        return any(
            other.start == token.i + 1 and other.form == "finite" and other.verb > cue.verb
            for other in cues
        )
    return False


def _new_report(unit: Unit, comma: Token, cues: Sequence[Cue]) -> bool:
    """Tell whether a comma opens another report: ", adding that", ", but critics said"."""
    joined = (
        unit.doc[comma.i + 1].lower_ in {"and", "but", "while", "though", "although", "whereas"}
        if (comma.i + 1 < unit.end)
        else False
    )
    for other in cues:
        if other.start <= comma.i:
            continue
        between = unit.doc[comma.i + 1 : other.start]
        if other.form == "participle" and len(between) <= 1 and other.entry.kind("quote"):
            return True
        if other.form == "finite" and joined and len(between) <= 12 and other.entry.kind("quote"):
            return not any(is_finite(token) or token.text in {",", "that"} for token in between)
        if len(between) > 12:
            break
    return False
