"""How many sources tell of a thing, as a triple."""

from __future__ import annotations

from kg.triples.terms import Term, Triple, literal, vocabulary_iri
from kg.vocab import terms


def sources_triple(node: Term, count: int) -> Triple:
    """Return how many independent sources assert what a node describes.

    >>> sources_triple(Term("<urn:use>"), 2).object
    '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    number = literal(str(count), terms.INTEGER)
    return Triple(node, vocabulary_iri(terms.INDEPENDENT_SOURCES), number)
