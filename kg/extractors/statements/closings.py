"""Find reporting verbs that the tagger took for nouns because they end a sentence or open its end."""

from __future__ import annotations

from kg.extractors.statements.phrases import has_finite_verb, head_after, is_nominal
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import ReportingVerb, load_vocabulary
from kg.extractors.tokens import Token

_REACH = 12
_ENDS = frozenset({".", ",", ":"})


def closes_report(unit: Unit, token: Token, entry: ReportingVerb) -> bool:
    """Tell whether a form of a reporting verb ends a clause after what was said, whatever its tag.

    ("“It works,” Webb quips.", "“It works,” quips engineer Webb", "Sales rose, Acme reports.",
    "The bridge was unsafe, records seen by the Post show.")
    """
    if not entry.kind("quote") or token.i <= unit.start:
        return False
    return (
        _after_quotation(unit, token) or _before_speaker(unit, token) or _after_clause(unit, token)
    )


def closing_subject(unit: Unit, token: Token) -> Token | None:
    """Return who speaks by a verb that the tagger took for a noun: the head after the last comma."""
    comma = _comma_before(unit, token)
    if comma is None or token.pos_ == "VERB":
        return None
    head = head_after(unit.doc, comma + 1, token.i)
    return head if head is not None and _can_head(head) else None


def _after_quotation(unit: Unit, token: Token) -> bool:
    if not token.lower_.endswith(("s", "d")) or token.i + 1 >= unit.end:
        return False
    if unit.doc[token.i + 1].text not in _ENDS or not is_nominal(unit.doc[token.i - 1]):
        return False
    return any(token.i - 9 <= quote.end <= token.i - 1 for quote in unit.quotes)


def _before_speaker(unit: Unit, token: Token) -> bool:
    """Tell whether a verb stands right between a quotation that ends with a pause and a name."""
    quote = unit.quote_at(token.i - 1)
    if quote is None or quote.last_character not in ",?!—" or token.i + 2 >= unit.end:
        return False
    form = token.lower_ == token.text and token.lower_.endswith(("s", "d"))
    return form and head_after(unit.doc, token.i + 1, unit.end) is not None


def _after_clause(unit: Unit, token: Token) -> bool:
    """Tell whether a speaker and a verb taken for a noun follow a whole clause and a comma."""
    if token.pos_ not in {"NOUN", "PROPN"} or token.text != token.lower_:
        return False
    if token.i + 1 < unit.end and unit.doc[token.i + 1].text not in {"."}:
        return False
    subject = closing_subject(unit, token)
    comma = _comma_before(unit, token)
    if subject is None or comma is None or not has_finite_verb(unit.doc[unit.start : comma]):
        return False
    plural = subject.tag_ in {"NNS", "NNPS"}
    return token.lower_.endswith("s") != plural or token.lower_.endswith("ed")


def _comma_before(unit: Unit, token: Token) -> int | None:
    """Return the comma before the few words without a finite verb that lead up to a token."""
    for place in range(token.i - 1, max(unit.start, token.i - _REACH), -1):
        word = unit.doc[place]
        if word.text == ",":
            return place
        if has_finite_verb([word]) or unit.quote_at(place) is not None or word.pos_ == "CCONJ":
            return None
    return None


def _can_head(head: Token) -> bool:
    """Tell whether a noun may be the subject of such a verb: a name, people, a paper."""
    vocabulary = load_vocabulary()
    return head.pos_ == "PROPN" or head.lower_ in vocabulary.speakers | vocabulary.documents
