"""Find where a reported clause begins: after "that", or after the words that tell when and to whom."""

from __future__ import annotations

from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.phrases import is_nominal, phrase_end
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token

QUESTIONS = frozenset({"whether", "if", "how", "why", "what", "where", "when", "who", "which"})
_OPENERS = frozenset(
    {"of", "in", "on", "at", "during", "to", "by", "after", "before", "through", "via", "from"}
)
_REACH = 40
_GAP = 25
_NEAR = 8


def complementiser(unit: Unit, begin: int, *, told: bool) -> Token | None:
    """Return the "that" or question word that opens a reported clause near the verb."""
    for token in unit.doc[begin : min(unit.end, begin + _GAP)]:
        if token.lower_ == "that" and token.tag_ in {"IN", "DT", "WDT"}:
            after = unit.doc[token.i + 1] if token.i + 1 < unit.end else None
            if after is None or after.text == ".":
                return None
            if token.dep_ == "det" and not clause_begins(unit, token.i):
                return None
            relative = token.i > begin and is_nominal(token.nbor(-1)) and is_finite(after)
            if relative and unit.doc[begin].pos_ != "PROPN":
                return None
            if (
                token.tag_ == "IN"
                or told
                or after.text == ","
                or clause_begins(unit, token.i + 1)
                or token.i == begin
            ):
                return token
        if (
            token.lower_ in QUESTIONS
            and (token.i == begin or (told and is_nominal(token.nbor(-1))))
            and token.lower_ not in {"who", "which"}
        ):
            return token
        other = token.tag_ == "VBG" and token.pos_ == "VERB" and token.dep_ in {"advcl", "acl"}
        if other and token.i > begin:
            return None
        follows = token.text == "," and token.i + 1 < unit.end
        if follows and unit.doc[token.i + 1].tag_ == "VBG" and token.i > begin:
            return None
        if is_finite(token) or unit.quote_at(token.i) is not None or token.text in {":", ";"}:
            return None
    return None


def asked_before(cue: Cue) -> bool:
    """Tell whether "what" or "which" before the speaker is what the verb is about: "what he called"."""
    unit = cue.unit
    before = list(unit.doc[max(unit.start, cue.start - _NEAR) : cue.start])
    place = next((n for n, word in enumerate(before) if word.lower_ in {"what", "which"}), None)
    if place is None or place == len(before) - 1:
        return False
    asked = before[place]
    if asked.lower_ == "which" and asked.i > unit.start and asked.nbor(-1).pos_ == "ADP":
        return False
    return not any(is_finite(word) or word.text == ";" for word in before[place:])


def skip_circumstances(unit: Unit, begin: int) -> int:
    """Return the place after words that tell when, where and to whom it was said."""
    doc, place = unit.doc, begin
    while place < unit.end:
        token = doc[place]
        if token.lower_ in load_vocabulary().times and not _starts_subject(unit, place):
            place += 1
        elif token.lower_ in _OPENERS and token.tag_ != "TO" and place + 1 < unit.end:
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
    return following is None or following.lower_ not in load_vocabulary().times


def _is_circumstance(unit: Unit, place: int, after: int) -> bool:
    vocabulary = load_vocabulary()
    told = (
        vocabulary.documents | vocabulary.occasions | vocabulary.speakers | load_vocabulary().times
    )
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
    if opening.text == "," and first + 1 < unit.end and doc[first + 1].pos_ == "CCONJ":
        return False
    if opening.tag_ == "VBG" and first > unit.start and doc[first - 1].text == ",":
        return False
    reflexive = opening.lower_.endswith(("self", "selves")) and opening.pos_ == "PRON"
    if reflexive or opening.lower_ == "of":
        return False
    if opening.lower_ in load_vocabulary().openers:
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
    nominal, commas = False, 0
    for token in unit.doc[first : min(unit.end, first + _REACH)]:
        if token.lower_ in {"who", "which", "that"} and token.i > first and nominal:
            return _resumes(unit, token.i)
        if token.text in {";", ":", "—", "–", "--"} or (token.lower_ == "but" and nominal):
            return False
        if token.pos_ == "SCONJ" and nominal and token.nbor(-1).text != ",":
            return False
        if token.lower_ in {"while", "whereas"} and nominal and token.nbor(-1).text == ",":
            return False
        if is_finite(token) and nominal and token.nbor(-1).pos_ == "CCONJ":
            return False
        if is_finite(token) and nominal:
            return token.nbor(-1).text != "," or commas > 1
        commas += token.text == ","
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
