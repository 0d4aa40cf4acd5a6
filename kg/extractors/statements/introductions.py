"""Find who speaks where a colon introduces a quotation without a verb of saying.

("Governor Ana Ruiz of Nevada: “...”", "Webb was blunt: “...”", "The mayor’s answer: “...”")
"""

from __future__ import annotations

from kg.extractors.statements.phrases import (
    agent_of,
    has_finite_verb,
    head_after,
    is_nominal,
    subject_of,
)
from kg.extractors.statements.subjects import Speaker
from kg.extractors.statements.units import FINITE_TAGS, Quote, Unit
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token

_LEAD = 30
_SHORT = 3
_BULLETS = frozenset({"•", "-", "–", "—", "*", "·", "▪", "●", "‣", "◦", ">"})


def introduced_quotation(unit: Unit) -> tuple[Speaker, Token] | None:
    """Return who speaks and the colon before the quotation that a unit ends with, or None."""
    colon = _colon(unit)
    if colon is None:
        return None
    first = unit.start
    while first < colon.i and unit.doc[first].text in _BULLETS:
        first += 1
    if not 0 < colon.i - first <= _LEAD:
        return None
    head = _named(unit, first, colon.i) if _is_phrase(unit, first, colon.i) else _doer(unit, colon)
    return (Speaker(head), colon) if head is not None else None


def _colon(unit: Unit) -> Token | None:
    """Return the colon right before the first quotation, where that is a whole sentence."""
    if not unit.quotes:
        return None
    quote = unit.quotes[0]
    if quote.start - 1 <= unit.start or unit.doc[quote.start - 1].text != ":":
        return None
    return unit.doc[quote.start - 1] if _is_speech(quote) else None


def _is_speech(quote: Quote) -> bool:
    words = quote.inner.text.split()
    return len(words) > _SHORT and (words[0][0].isupper() or quote.last_character in ".!?")


def _is_phrase(unit: Unit, first: int, end: int) -> bool:
    """Tell whether only names and nouns stand there; a relative clause may say more of them."""
    words = unit.doc[first:end]
    relative = any(word.tag_ in {"WP", "WDT", "WP$"} for word in words)
    return not has_finite_verb(words) or (relative and not _main_verb(unit, first, end))


def _main_verb(unit: Unit, first: int, end: int) -> bool:
    verbs = (word for word in unit.doc[first:end] if word.tag_ in FINITE_TAGS)
    return any(not _in_relative(verb, first, end) for verb in verbs)


def _in_relative(verb: Token, first: int, end: int) -> bool:
    word = verb
    while word.head.i != word.i and first <= word.head.i < end:
        if word.dep_ == "acl:relcl":
            return True
        word = word.head
    return word.dep_ == "acl:relcl"


def _named(unit: Unit, first: int, end: int) -> Token | None:
    """Return whom a phrase before the colon names: its head, or who owns the answer it speaks of."""
    start = first
    while start < end and unit.doc[start].pos_ in {"CCONJ", "ADV", "PUNCT", "ADP"}:
        start += 1
    head = head_after(unit.doc, start, end)
    if head is None or unit.doc.span(first, end).text.casefold() in load_vocabulary().labels:
        return None
    vocabulary = load_vocabulary()
    if head.pos_ == "NOUN" and head.lower_ in vocabulary.statements | vocabulary.views:
        return _owner(unit, head, end)
    human = head.pos_ == "PROPN" or head.lower_ in vocabulary.speakers
    return head if human and (start == first or unit.doc[first].pos_ != "ADP") else None


def _owner(unit: Unit, noun: Token, end: int) -> Token | None:
    """Return whose answer a noun speaks of: "Webb’s verdict", "the reply from Webb"."""
    for child in noun.children:
        cases = {case.lower_ for case in child.children if case.dep_ == "case"}
        if unit.start <= child.i < noun.i and child.dep_ == "nmod:poss":
            return child
        if noun.i < child.i < end and not cases.isdisjoint({"from", "by", "of"}):
            return child if is_nominal(child) else None
    return None


def _doer(unit: Unit, colon: Token) -> Token | None:
    """Return the subject of the clause before the colon, if it is somebody: "Webb was blunt"."""
    verbs = [word for word in unit.outside(unit.start, colon.i) if word.tag_ in FINITE_TAGS]
    if not verbs:
        return None
    verb = verbs[-1]
    if verb.dep_.startswith("aux") or verb.dep_ == "cop":
        verb = verb.head
    subject = subject_of(verb)
    while subject is None and verb.dep_ == "conj" and unit.start <= verb.head.i < verb.i:
        verb = verb.head
        subject = subject_of(verb)
    if subject is None or not unit.start <= subject.i < colon.i:
        return agent_of(verb)
    vocabulary = load_vocabulary()
    if subject.pos_ == "NOUN" and subject.lower_ in vocabulary.statements | vocabulary.views:
        return _owner(unit, subject, colon.i)
    personal = subject.lower_ in {"he", "she", "they"}
    human = subject.pos_ == "PROPN" or subject.lower_ in vocabulary.speakers
    return subject if personal or human else None
