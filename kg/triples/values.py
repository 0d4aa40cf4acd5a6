"""The value of a qualifier as RDF, and back.

Dates keep the precision of the text: xsd:gYear, xsd:gYearMonth and xsd:date where they can say it,
an EDTF literal elsewhere. Money and quantities are nodes named by their values, so that the same
amount is the same node in every document.

Source: https://www.loc.gov/standards/datetime/ (EDTF, level 1)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.model import Qualifier
from kg.triples.minting import Minter, slug
from kg.triples.terms import Term, Triple, literal, vocabulary_iri
from kg.vocab import terms
from kg.vocab.namespaces import IRI
from kg.vocab.ontology import ValueKind

PLACE_SEPARATOR = ";"
_DATE_TYPES: tuple[tuple[re.Pattern[str], IRI], ...] = (
    (re.compile(r"\d{4}"), terms.G_YEAR),
    (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])"), terms.G_YEAR_MONTH),
    (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-\d{2}"), terms.XSD_DATE),
)


def date_literal(value: str) -> Term:
    """Write an EDTF date as the most exact literal that says it.

    >>> date_literal("2016")
    '"2016"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    >>> date_literal("../2017-05")
    '"../2017-05"^^<http://id.loc.gov/datatypes/edtf/EDTF>'
    """
    for pattern, datatype in _DATE_TYPES:
        if pattern.fullmatch(value):
            return literal(value, datatype)
    return literal(value, terms.EDTF_DATE)


def decimal_literal(value: Decimal) -> Term:
    """Write a number as xsd:decimal, without exponent or trailing zeros.

    >>> decimal_literal(Decimal("1E+3"))
    '"1000"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    return literal(plain_number(value), terms.DECIMAL)


def plain_number(value: Decimal) -> str:
    """Return a number without exponent or trailing zeros, as the same text for equal numbers."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def qualifier_values(
    name: str, qualifier: Qualifier, minter: Minter
) -> tuple[list[Term], list[Triple]]:
    """Return a qualifier's values as terms, and the triples that describe values that are nodes.

    Several places are several values ("France; Belgium"); all else is one. What has no normalised
    value is kept as its words.

    Raises:
        NotFoundError: the ontology declares no such qualifier.
    """
    _, kind = minter.ontology.qualifier(name)
    if kind == "place":
        nodes = [_node(minter.place(part), terms.PLACE, part) for part in place_names(qualifier)]
        return [node for node, _ in nodes], [triple for _, about in nodes for triple in about]
    value, about = _single_value(kind, qualifier, minter)
    return [value], about


def place_names(qualifier: Qualifier) -> list[str]:
    """Return the names of the places that a qualifier gives; its words where it has no value.

    >>> from kg.model import Span
    >>> place_names(Qualifier(Span(0, 8, "at home "), "France; Belgium"))
    ['France', 'Belgium']
    """
    names = [part.strip() for part in (qualifier.value or "").split(PLACE_SEPARATOR)]
    return [part for part in names if part] or [qualifier.span.text]


def _single_value(
    kind: ValueKind, qualifier: Qualifier, minter: Minter
) -> tuple[Term, list[Triple]]:
    words = qualifier.value or qualifier.span.text
    if kind == "date" and qualifier.value:
        return date_literal(qualifier.value), []
    if kind == "money" and qualifier.currency and _has_amount(qualifier):
        return _money(qualifier, minter)
    if kind == "quantity" and qualifier.number is not None:
        return _quantity(qualifier, minter)
    if kind == "concept" and words in minter.ontology.concepts:
        return vocabulary_iri(minter.ontology.concepts[words]), []
    return literal(words), []


def _has_amount(qualifier: Qualifier) -> bool:
    return qualifier.minimum is not None or qualifier.maximum is not None


def _node(node: Term, kind: IRI, label: str) -> tuple[Term, list[Triple]]:
    return node, [
        Triple(node, vocabulary_iri(terms.TYPE), vocabulary_iri(kind)),
        Triple(node, vocabulary_iri(terms.LABEL), literal(label)),
    ]


def _money(money: Qualifier, minter: Minter) -> tuple[Term, list[Triple]]:
    ends = [plain_number(end) for end in (money.minimum, money.maximum) if end is not None]
    lowest = "" if money.minimum is not None else "up-to-"
    highest = "" if money.maximum is not None else "-or-more"
    figure = lowest + "..".join(dict.fromkeys(ends)) + highest
    currency = money.currency or ""
    period = f"-per-{slug(money.per)}" if money.per else ""
    label = f"{currency} {figure.replace('..', '–').replace('-', ' ')}"
    node, triples = _node(
        minter.amount(f"{currency.lower()}-{figure}{period}"),
        terms.MONETARY_AMOUNT,
        f"{label} per {money.per}" if money.per else label,
    )
    triples += _numbers(node, {terms.MINIMUM: money.minimum, terms.MAXIMUM: money.maximum})
    triples += _texts(node, {terms.CURRENCY: money.currency, terms.PER: money.per})
    return node, triples


def _quantity(scale: Qualifier, minter: Minter) -> tuple[Term, list[Triple]]:
    figure = plain_number(scale.number or Decimal(0))
    unit = f"-{slug(scale.unit)}" if scale.unit else ""
    node, triples = _node(
        minter.quantity(f"{figure}{unit}"),
        terms.QUANTITY,
        f"{figure} {scale.unit}" if scale.unit else figure,
    )
    triples += _numbers(node, {terms.NUMBER: scale.number})
    triples += _texts(node, {terms.UNIT: scale.unit})
    return node, triples


def _numbers(node: Term, values: dict[IRI, Decimal | None]) -> Iterator[Triple]:
    for predicate, value in values.items():
        if value is not None:
            yield Triple(node, vocabulary_iri(predicate), decimal_literal(value))


def _texts(node: Term, values: dict[IRI, str | None]) -> Iterator[Triple]:
    for predicate, value in values.items():
        if value is not None:
            yield Triple(node, vocabulary_iri(predicate), literal(value))
