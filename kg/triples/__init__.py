"""Claims as RDF, and back: the only room that maps a claim's fields to predicates."""

from kg.triples.claims import claim_triples, claims_triples, run_triples
from kg.triples.documents import document_triples
from kg.triples.minting import Minter
from kg.triples.reading import claims_of
from kg.triples.terms import DEFAULT_GRAPH, Quad, Term, Triple, iri, literal

__all__ = [
    "DEFAULT_GRAPH",
    "Minter",
    "Quad",
    "Term",
    "Triple",
    "claim_triples",
    "claims_of",
    "claims_triples",
    "document_triples",
    "iri",
    "literal",
    "run_triples",
]
