"""Sentences that only tell what something costs: "It costs $4 a month", "The $9m contract runs to May"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from kg.extractors.analysis import Analysis, Passage
from kg.extractors.lexicon import words
from kg.extractors.qualifiers.money import find_money
from kg.extractors.qualifiers.unpriced import find_unpriced
from kg.extractors.tokens import Doc, Token
from kg.model import Qualifier, Span

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "each", "every"})
_POINTING = frozenset({"it", "they", "each", "which", "both", "that", "all", "who"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_PHRASE = frozenset(
    {"DET", "ADJ", "NUM", "SYM", "NOUN", "PROPN", "PUNCT", "PRON", "VERB", "X", "ADV"}
)
_LONGEST = 9


def price_of(passage: Passage, start: int, end: int, *, named: bool = False) -> Qualifier | None:
    """Return the price that tokens `start`..`end` (half-open) tell of what was spoken of before.

    With `named`, the words name what they mean, so that a contract need not be "the contract".
    """
    return next(_prices(passage, start, end, partial(_told, passage.doc, named=named)), None)


def paid_in(passage: Passage, start: int, end: int) -> Qualifier | None:
    """Return what somebody pays, for a fact of the same sentence: "…, and the academy pays $9 a head"."""
    return next(_prices(passage, start, end, partial(_paid, passage.doc)), None)


def _prices(
    passage: Passage, start: int, end: int, meant: Callable[[int, int, int], bool]
) -> Iterator[Qualifier]:
    text = passage.span(start, end)
    for money in find_money(text.text):
        span = Span(
            text.start + money.start, text.start + money.end, text.text[money.start : money.end]
        )
        first, last = passage.tokens_in(span.start, span.end)
        if meant(start, first, last):
            yield Qualifier(
                span,
                minimum=money.minimum,
                maximum=money.maximum,
                currency=money.currency,
                per=money.per,
            )


def _told(doc: Doc, start: int, first: int, last: int, *, named: bool) -> bool:
    return _costs(doc, start, first, named=named) or _inside(doc, start, first, last)


def _paid(doc: Doc, start: int, first: int, _: int) -> bool:
    """Tell whether an amount is what a verb of paying takes."""
    place = first - 1
    while place > start and doc[place].pos_ not in {"VERB", "PUNCT"}:
        place -= 1
    return doc[place].lemma_ in {"pay", "spend"} and doc[place].pos_ == "VERB"


def unpriced_of(passage: Passage, start: int, end: int) -> Qualifier | None:
    """Return words in the place of a price: "for free", "for an undisclosed sum"."""
    text = passage.span(start, end)
    found = find_unpriced(text.text)
    if found is None:
        return None
    first, last = found
    return Qualifier(Span(text.start + first, text.start + last, text.text[first:last]))


def told_apart(analysis: Analysis, passage: Passage, start: int, end: int) -> str | None:
    """Return the product that the words mention, by name or as what has a name; None for none."""
    for mention in analysis.mentions_in(passage.index):
        if start <= mention.start < end:
            record = analysis.entities[mention.entity]
            if record.type == "Product" and mention.kind != "pronoun":
                return record.name if mention.entity in analysis.named else None
    return None


def _costs(doc: Doc, start: int, money: int, *, named: bool) -> bool:
    """Tell whether the words before an amount say that it is a cost: "it costs", "the contract is worth"."""
    for token in reversed(doc[start:money]):
        if token.lemma_.casefold() in words("prices_verbs") and token.pos_ == "VERB":
            return _spoken_of(token, named=named)
        if token.lemma_ == "pay":
            shared = token.dep_ == "conj" and not any(
                child.dep_ in _SUBJECTS for child in token.children
            )  # "uses it and pays $4m"; ", which paid $4m"
            return shared or any(child.lower_ == "which" for child in token.children)
        if token.pos_ == "NOUN" and token.lemma_.casefold() in words("prices_nouns"):
            told = _definite(doc, token) or (named and _under(doc, token))
            return told and not _of_another(doc, token, money)
        if token.text in {";", ":"}:
            return False
    return False


def _under(doc: Doc, noun: Token) -> bool:
    """Tell whether a contract is what something is done under: "under a contract worth $2m"."""
    place = noun.i - 1
    while place > 0 and doc[place].pos_ in _PHRASE:
        place -= 1
    return doc[place].lower_ in {"under", "through", "in", "via", "on"}


def _spoken_of(verb: Token, *, named: bool) -> bool:
    """Tell whether what costs something was spoken of before: "it", "each", "the system"."""
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    if subject is None:
        subject = verb.head if verb.dep_ in {"acl", "acl:relcl", "conj"} else None
        return subject is not None and subject.pos_ == "NOUN" and _definite(verb.doc, subject)
    if subject.lower_ in _POINTING or (named and subject.pos_ == "PROPN"):
        return True
    return subject.pos_ == "NOUN" and _definite(verb.doc, subject) and _carries(subject)


def _carries(noun: Token) -> bool:
    lemma = noun.lemma_.casefold()
    return lemma in words("prices_nouns") or lemma in words("prices_things")


def _definite(doc: Doc, noun: Token) -> bool:
    place = noun.i - 1
    while place >= max(0, noun.i - _LONGEST) and doc[place].pos_ in _PHRASE:
        if doc[place].lower_ in _DEFINITE:
            return True
        if doc[place].lower_ in {"a", "an"}:
            return False
        place -= 1
    return False


def _of_another(doc: Doc, noun: Token, money: int) -> bool:
    """Tell whether it is the cost of something else: "the cost of housing, $900"."""
    after = noun.i + 1
    if after >= money or doc[after].lower_ not in {"of", "for"}:
        return False
    return not any(token.pos_ == "PRON" for token in doc[after : after + 3]) and not any(
        token.lemma_.casefold() in words("prices_things") for token in doc[after : after + 5]
    )


def _inside(doc: Doc, start: int, first: int, last: int) -> bool:
    """Tell whether an amount stands in the phrase of a contract: "the five-year, $2 million | deal"."""
    place = first - 1
    while place >= start and doc[place].pos_ in _PHRASE and doc[place].lower_ not in _DEFINITE:
        place -= 1
    if place < start or doc[place].lower_ not in _DEFINITE or first - place > _LONGEST:
        return False
    for token in doc[last : last + 4]:
        if token.pos_ == "NOUN" and token.lemma_.casefold() in words("prices_nouns"):
            return True
        if token.pos_ not in {"ADJ", "NOUN", "PUNCT", "NUM", "PROPN"}:
            return False
    return False
