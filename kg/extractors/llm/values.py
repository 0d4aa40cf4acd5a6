"""What the words of a qualifier mean, by the parsers that the rules use and not by the model."""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import ClaimError
from kg.extractors.analysis import Passage
from kg.extractors.lexicon import words
from kg.extractors.llm.vocabulary import Vocabulary
from kg.extractors.qualifiers.dates import normalise_date
from kg.extractors.qualifiers.money import find_money
from kg.extractors.qualifiers.scale import find_scales
from kg.extractors.tokens import Token
from kg.model import Document, Qualifier, Span

_ARTICLES = frozenset({"a", "an", "the", "its", "their", "his", "her"})
Tokens = tuple[Passage, int, int]


def qualifier_of(
    name: str,
    span: Span,
    choice: str | None,
    *,
    document: Document,
    passages: Sequence[Passage],
    vocabulary: Vocabulary,
) -> Qualifier:
    """Return a qualifier with the value that its words have.

    `choice` counts only where the value is one of the ontology's individuals, such as a status.

    Raises:
        ClaimError: the choice is not among them.
        NotFoundError: the ontology declares no such qualifier.
    """
    _, kind = vocabulary.ontology.qualifier(name)
    if kind == "concept":
        return Qualifier(span, value=_chosen(name, choice, vocabulary.choices[name]))
    if kind == "date":
        return Qualifier(span, value=normalise_date(span.text, document.published))
    if kind == "money":
        return _price(span)
    if kind == "place":
        return _place(span)
    tokens = _tokens(span, passages)
    if kind == "quantity":
        return _scale(span, tokens)
    return Qualifier(span, value=_worded(name, span, tokens))


def _chosen(name: str, choice: str | None, known: Sequence[str]) -> str:
    if choice is None or choice not in known:
        raise ClaimError(f"{name!r} cannot be {choice!r}", remedy=f"known: {', '.join(known)}")
    return choice


def _price(span: Span) -> Qualifier:
    for money in find_money(span.text):
        return Qualifier(
            span,
            minimum=money.minimum,
            maximum=money.maximum,
            currency=money.currency,
            per=money.per,
        )
    return Qualifier(span)


def _place(span: Span) -> Qualifier:
    """Leave out a preposition in front: "in Elverton"."""
    first, _, rest = span.text.partition(" ")
    if rest.strip() and first.casefold() in words("facts_places"):
        start = span.end - len(rest.lstrip())
        span = Span(start, span.end, rest.lstrip())
    return Qualifier(span, value=" ".join(span.text.split()))


def _tokens(span: Span, passages: Sequence[Passage]) -> Tokens | None:
    """Return the parsed tokens of a span, or None where it is not of one paragraph."""
    for passage in passages:
        start = passage.offset
        if start <= span.start and span.end <= start + len(passage.text):
            return passage, *passage.tokens_in(span.start, span.end)
    return None


def _scale(span: Span, tokens: Tokens | None) -> Qualifier:
    if tokens is not None:
        passage, start, end = tokens
        for scale in find_scales(passage.doc, start, end):
            return Qualifier(span, number=scale.number, unit=scale.unit)
    return Qualifier(span)


def _worded(name: str, span: Span, tokens: Tokens | None) -> str | None:
    """Return the value of a qualifier in words: a verb's lemma, a name without its article."""
    plain = " ".join(span.text.split())
    if name == "cue":
        return _lemma(tokens) or plain.casefold()
    if name in {"outlet", "audience"}:
        first, _, rest = plain.partition(" ")
        return rest if rest and first.casefold() in _ARTICLES else plain
    return None


def _lemma(tokens: Tokens | None) -> str | None:
    if tokens is None:
        return None
    passage, start, end = tokens
    verbs: list[Token] = [token for token in passage.doc[start:end] if token.pos_ == "VERB"]
    return verbs[-1].lemma_.casefold() if verbs else None
