"""The ontology's terms, bound once, and the ontology in use."""

from kg.vocab.namespaces import DEFAULT_BASE, IRI, PREFIXES
from kg.vocab.ontology import ClaimType, Ontology, ValueKind, default_ontology, load_ontology

__all__ = [
    "DEFAULT_BASE",
    "IRI",
    "PREFIXES",
    "ClaimType",
    "Ontology",
    "ValueKind",
    "default_ontology",
    "load_ontology",
]
