"""Why an entity is one: matches of names, and what it is called elsewhere, as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.triples.minting import Minter, short_hash
from kg.triples.terms import Term, Triple, iri, literal, vocabulary_iri
from kg.triples.values import decimal_literal
from kg.vocab import terms


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """That two names are names of one entity: the names, the reasons, and how likely it is.

    `by`, `at` and `why` are a person's, where one judged so; "" where not known.
    """

    left: str
    right: str
    reasons: tuple[str, ...]
    probability: float
    by: str = ""
    at: str = ""
    why: str = ""


def match_triples(entity: str, match: Match, minter: Minter) -> Iterator[Triple]:
    """Yield the triples of one match of an entity, which is given by its IRI."""
    node = _node(entity, match, minter)
    yield Triple(node, vocabulary_iri(terms.TYPE), vocabulary_iri(terms.MATCH))
    yield Triple(node, vocabulary_iri(terms.MATCHES), iri(entity))
    yield Triple(node, vocabulary_iri(terms.LEFT_NAME), literal(match.left))
    yield Triple(node, vocabulary_iri(terms.RIGHT_NAME), literal(match.right))
    for reason in match.reasons:
        yield Triple(node, vocabulary_iri(terms.REASON), literal(reason))
    sure = Decimal(f"{match.probability:.3f}")
    yield Triple(node, vocabulary_iri(terms.PROBABILITY), decimal_literal(sure))
    if match.by:
        yield Triple(node, vocabulary_iri(terms.CREATOR), literal(match.by))
    if match.at:
        time = literal(match.at, terms.DATE_TIME)
        yield Triple(node, vocabulary_iri(terms.GENERATED_AT_TIME), time)
    if match.why:
        yield Triple(node, vocabulary_iri(terms.COMMENT), literal(match.why))


def _node(entity: str, match: Match, minter: Minter) -> Term:
    names = "\0".join((entity, match.left, match.right))
    return iri(f"{minter.base}match/{short_hash(names)}")


def same_as_triples(
    entity: str, things: Iterable[str], pages: Iterable[str] = ()
) -> Iterator[Triple]:
    """Yield that an entity is a thing of another list, and that web pages are about it."""
    for thing in things:
        yield Triple(iri(entity), vocabulary_iri(terms.OWL_SAME_AS), iri(thing))
    for page in pages:
        yield Triple(iri(entity), vocabulary_iri(terms.SAME_AS), iri(page))
