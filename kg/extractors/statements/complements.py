"""Find reported content that is no clause: "vowed to stay", "urged them to act", "praised the staff"."""

from __future__ import annotations

from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.naming import name_content, object_begins
from kg.extractors.statements.openings import clause_begins, skip_circumstances
from kg.extractors.statements.phrases import head_after
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token

# "spoke on condition of anonymity", "on behalf of": how it was said, not what
_MANNER = frozenset({"condition", "behalf", "background", "camera", "record", "deadline", "air"})
_ABOUT = frozenset({"about", "over", "against", "regarding", "of", "on", "for", "with", "to"})


def phrase_content(cue: Cue, begin: int) -> tuple[int, str] | None:
    """Return the start and frame of reported content that is no clause."""
    unit, entry = cue.unit, cue.entry
    if begin >= unit.end:
        return None
    place = begin
    while place < unit.end - 1 and _tells_when(unit.doc[place]):
        place += 1
    place = _after_occasion(cue, place)
    token = unit.doc[place]
    if token.tag_ == "TO" and entry.kind("infinitive") and _verb_follows(unit, place):
        silent = unit.doc[place + 1].lower_ in load_vocabulary().silent
        return None if silent else (place, "infinitive")
    if entry.kind("request"):
        to = _infinitive_after_object(unit, place)
        if to is not None:
            return (place if entry.kind("request") == "thought" else to), "request"
    opening = token.lower_ in entry.prepositions and place + 1 < unit.end
    opening = opening and unit.doc[place + 1].lower_ not in _MANNER
    if opening and not _opposes(unit, place):
        return place + 1, "preposition"
    if token.tag_ == "VBG" and entry.kind("gerund"):
        return place, "gerund"
    if token.tag_ == "PRP" and entry.kind("for") and _charge_follows(unit, place):
        return place + 2, "preposition"
    if (
        entry.kind("object")
        and object_begins(token)
        and token.tag_ != "PRP"
        and unit.quote_at(place) is None
    ):
        return place, "object"
    if entry.kind("stated"):
        return _stated(unit, place)
    return name_content(cue, place)


def _stated(unit: Unit, place: int) -> tuple[int, str] | None:
    """Return where the content of a noun begins: "questions about the cost", "a warning that ..."."""
    head = head_after(unit.doc, place, unit.end)
    vocabulary = load_vocabulary()
    if head is None or head.i + 2 >= unit.end:
        return None
    if head.lower_ not in vocabulary.statements | vocabulary.feelings:
        return None
    following = unit.doc[head.i + 1].lower_
    if unit.doc[head.i + 2].lower_ in vocabulary.days:
        return None
    if following == "that" and clause_begins(unit, head.i + 2):
        return head.i + 2, "stated"
    formal = following == "with" and head.lower_ not in vocabulary.feelings
    return (place, "stated") if following in _ABOUT and not formal else None


def _after_occasion(cue: Cue, place: int) -> int:
    """Return the place after the words that part a verb from its object: "announced on Friday a deal"."""
    after = skip_circumstances(cue.unit, place)
    plain = cue.unit.doc[place].lower_ in {"on", "in", "at"} and cue.entry.kind("object")
    return after if plain and after < cue.unit.end and object_begins(cue.unit.doc[after]) else place


def _tells_when(token: Token) -> bool:
    """Tell whether a word between verb and content is an adverb or the bare name of a day."""
    day = token.lower_ in load_vocabulary().days and token.nbor(1).tag_ != "POS"
    return token.pos_ == "ADV" or day


def _charge_follows(unit: Unit, place: int) -> bool:
    """Tell whether what somebody is praised or blamed for follows: "accused them of lying"."""
    spoken = unit.doc[place].lower_ in {"you", "me", "us"}
    charge = place + 2 < unit.end and unit.doc[place + 1].lower_ in {"of", "for"} and not spoken
    return charge and unit.quote_at(place + 2) is None


def _opposes(unit: Unit, place: int) -> bool:
    """Tell whether what is asked for is that somebody stop: that is a claim of another type."""
    to = _infinitive_after_object(unit, place + 1)
    return to is not None and unit.doc[to + 1].lower_ in load_vocabulary().opposing


def _verb_follows(unit: Unit, place: int) -> bool:
    following = unit.doc[place + 1 : min(unit.end, place + 4)]
    return any(token.tag_ in {"VB", "VBP"} for token in following)


def _infinitive_after_object(unit: Unit, place: int) -> int | None:
    """Return where "to" and an infinitive begin after a noun phrase: "urged the board (not) to act"."""
    head = head_after(unit.doc, place, unit.end)
    if head is None:
        return None
    for token in unit.doc[place : min(unit.end, place + 20)]:
        if token.tag_ == "TO" and token.i > place and _verb_follows(unit, token.i):
            return token.i - (token.nbor(-1).lower_ in {"not", "never"})
        verbal = token.tag_ in {"VB", "VBG"} and token.pos_ == "VERB" and token.dep_ != "amod"
        if is_finite(token) or verbal or token.text in {";", ":", "."}:
            return None
    return None
