"""Noun phrases: where the phrase of a noun starts, what precedes and what describes it."""

from __future__ import annotations

import re

from kg.extractors.lexicon import words
from kg.extractors.mentions.shapes import possessive_mark
from kg.extractors.tokens import Doc, Token

_BEFORE = frozenset(
    ("det", "amod", "compound", "nmod:poss", "nummod", "nmod:desc", "flat", "det:predet", "nmod")
)
_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "DET", "PRON", "PART", "VERB", "ADV", "PUNCT"})
_DETERMINERS = re.compile(
    r"^(?:(?:at\s+least|least|the|a|an|this|that|these|those|its|his|her|their|our|my|your|some|any|such|another)\s+)+",
    re.IGNORECASE,
)


def phrase_start(token: Token) -> int:
    """Return the first token of the noun phrase that `token` ends, without what follows it.

    Goes by the parse, but leftwards without a gap, and over nothing that no noun phrase holds.
    """
    start = token.i
    doc = token.doc
    floor = token.sent.start
    while start > floor:
        before = doc[start - 1]
        hyphen = before.text == "-" and start - 2 >= floor and not before.whitespace_
        if hyphen or (before.lower_ in {"and", "or"} and _joined(doc, start, token, floor)):
            start -= 2
        elif _belongs(before, doc[start], token):
            start -= 1
        else:
            break
    while start < token.i and doc[start].pos_ in {"PUNCT", "PART", "ADV"}:
        start += 1
    return start


def _belongs(before: Token, first: Token, head: Token) -> bool:
    """Tell whether the word before a phrase's first word is part of the phrase of `head`."""
    if first.tag_ in {"DT", "PRP$", "WP$"} and before.tag_ not in {"PDT"}:
        return False
    if possessive_mark(before):
        return True
    if before.tag_ == "VBG" and head.dep_ == "obj" and head.head.i == before.i:
        return False  # "has been building | radios"
    if before.pos_ not in _INSIDE or before.is_punct or before.tag_ in {"WDT", "WP", "RP"}:
        return False
    if before.pos_ == "PRON" and before.tag_ not in {"PRP$", "DT"}:
        return False
    inside = before.dep_ in _BEFORE or before.dep_ == "advmod"
    climbed = before.head.i <= head.i and before.head.i > before.i and inside
    if before.tag_ == "VB" and before.lower_ in {"police", "state", "school", "house", "bank"}:
        return first.pos_ == "NOUN"
    if before.tag_ == "VBG" and first.pos_ == "NOUN" and _participle(before):
        return True
    verbal = before.pos_ == "VERB" and before.tag_ not in {"NN", "NNS", "JJ"}
    if verbal or before.tag_ in {"VBG", "VBD", "VBN"}:
        return climbed and _participle(before)
    if before.pos_ == "ADV":
        return climbed
    return (
        climbed
        or (possessive_mark(first) and before.pos_ in {"NOUN", "PROPN"})
        or (before.tag_ in {"DT", "PRP$"} and before.head.i == head.i)
    )


def _participle(verb: Token) -> bool:
    """Tell whether a verb's form describes the noun after it ("the leading firm")."""
    if verb.tag_ == "VBN":
        return True
    if verb.tag_ != "VBG":
        return False
    if verb.lower_ in words("names_plain_participles"):
        return True
    return verb.i > verb.sent.start and verb.nbor(-1).tag_ in {"DT", "PRP$", "JJ", "POS"}


def _joined(doc: Doc, start: int, head: Token, floor: int) -> bool:
    """Tell whether "and" joins two words that both describe the head ("image and face search")."""
    if start - 2 < floor or doc[start].tag_ in {"DT", "PRP$"} or start == head.i:
        return False
    first, second = doc[start - 2], doc[start]
    if first.pos_ not in {"NOUN", "ADJ", "PROPN"} or second.pos_ not in {"NOUN", "ADJ", "PROPN"}:
        return False
    return first.i < first.head.i <= head.i and (first.dep_ in _BEFORE or second.head == first)


def undetermined(text: str) -> str:
    """Return a phrase without its articles, possessive pronouns and demonstratives.

    >>> undetermined("the city’s new cameras")
    'city’s new cameras'
    """
    return _DETERMINERS.sub("", text) or text


def determiner(doc: Doc, start: int, end: int) -> str:
    """Return the kind of a phrase's first word: definite, indefinite, possessive, name or none."""
    first = doc[start]
    if first.lower_ in {"the", "this", "that", "these", "those", "both", "such"}:
        return "definite"
    if first.tag_ == "PRP$":
        return "possessive"
    if first.lower_ in {"a", "an", "another", "some", "any", "one", "many", "several", "few", "no"}:
        return "indefinite"
    if any(possessive_mark(token) for token in doc[start:end]):
        return "owned"
    return "none"


def modifiers(doc: Doc, start: int, head: int) -> list[Token]:
    """Return the words of a phrase that describe its head: no articles, numbers or marks."""
    return [
        token
        for token in doc[start:head]
        if token.pos_ in {"ADJ", "NOUN", "PROPN", "VERB"}
        and not possessive_mark(token)
        and token.lower_ not in words("names_plain_modifiers")
    ]
