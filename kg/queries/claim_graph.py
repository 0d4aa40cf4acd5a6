"""Claims out of the store: which claims stand behind a node, and what each one says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.model import Claim
from kg.queries.engine import objects, subjects, triples_about
from kg.triples import Term, Triple, claims_of, iri
from kg.triples.terms import is_iri
from kg.vocab import IRI, terms
from kg.vocab.ontology import Ontology

_MENTIONS = (terms.SUBJECT_MENTION, terms.OBJECT_MENTION, terms.ATTRIBUTION_MENTION)
# From a claim to the nodes that hold the rest of it, and from those one step further.
_PARTS = (
    *_MENTIONS,
    terms.HAS_QUALIFICATION,
    terms.HAS_EVIDENCE,
    terms.HAS_CONTENT_SPAN,
    terms.WAS_GENERATED_BY,
)
_PARTS_OF_PARTS = (terms.HAS_SELECTOR, terms.VALUE)


def claims_behind(store: ox.Store, node: Term) -> list[Term]:
    """Return the claims that name an entity, describe a node, use a value, or stand in a document.

    A claim stands behind itself. Sorted.
    """
    found = {node} if iri(terms.CLAIM) in objects(store, node, terms.TYPE) else set()
    for predicate in (terms.DESCRIBES, terms.WAS_DERIVED_FROM, terms.HAS_EVIDENCE):
        found.update(subjects(store, predicate, node))
    found.update(_two_steps(store, node, terms.REFERS_TO, _MENTIONS))
    found.update(_two_steps(store, node, terms.VALUE, (terms.HAS_QUALIFICATION,)))
    return sorted(found)


def _two_steps(store: ox.Store, node: Term, last: IRI, first: Iterable[IRI]) -> Iterator[Term]:
    for part in subjects(store, last, node):
        for predicate in first:
            yield from subjects(store, predicate, part)


def read_claims(store: ox.Store, nodes: Iterable[Term], ontology: Ontology) -> list[Claim]:
    """Return claims by their nodes, in the order of document, place in the text, and id.

    Raises:
        ClaimError: a claim in the store lacks what every claim has.
        NotFoundError: the ontology does not declare a term that a claim uses.
    """
    claims = (
        claim
        for node in sorted(set(nodes))
        for claim in claims_of(_claim_triples(store, node), ontology)
    )
    return sorted(claims, key=lambda claim: (claim.document, claim.evidence, claim.id))


def _claim_triples(store: ox.Store, node: Term) -> Iterator[Triple]:
    for triple in triples_about(store, node):
        yield triple
        if triple.predicate in map(iri, _PARTS):
            yield from _part_triples(store, triple.object)


def _part_triples(store: ox.Store, node: Term) -> Iterator[Triple]:
    for triple in triples_about(store, node):
        yield triple
        if triple.predicate in map(iri, _PARTS_OF_PARTS) and is_iri(triple.object):
            yield from triples_about(store, triple.object)
