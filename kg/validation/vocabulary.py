"""Terms that nobody defined: a misspelt class is the target of no shape, and passes unseen."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from kg.model import ValidationResult
from kg.triples.terms import iri
from kg.validation.shapes import SHAPES_NAMESPACE, Shapes
from kg.validation.stable_terms import StableTerms

UNKNOWN_TERM = SHAPES_NAMESPACE + "UnknownTerm"


def unknown_terms(graph: Graph, shapes: Shapes) -> list[ValidationResult]:
    """Return a warning for each class and property of the ontology's namespaces that is not known.

    Known is what the ontology defines or a shape speaks of. The focus node of a warning is the
    first node, by name, that uses the term.
    """
    names = StableTerms(graph)
    users: dict[tuple[str, str], str] = {}
    for subject, path, term in _uses(graph):
        if term.startswith(shapes.namespaces) and term not in shapes.known:
            user = names.term(subject)
            users[term, path] = min(user, users.get((term, path), user))
    return sorted(_warning(term, path, user, shapes) for (term, path), user in users.items())


def _uses(graph: Graph) -> Iterator[tuple[Node, str, str]]:
    """Yield each use of a class or property: subject, property, term."""
    for subject, predicate, value in graph:
        yield subject, str(predicate), str(predicate)
        if predicate == RDF.type and isinstance(value, URIRef):
            yield subject, str(predicate), str(value)


def _warning(term: str, path: str, user: str, shapes: Shapes) -> ValidationResult:
    kind = "property" if term == path else "class"
    near = get_close_matches(term, sorted(shapes.known), n=1, cutoff=0.85)
    hint = f"; {near[0]} is probably meant" if near else ""
    return ValidationResult(
        focus_node=user,
        path=iri(path),
        constraint=iri(UNKNOWN_TERM),
        source_shape="",
        value=iri(term),
        severity="warning",
        message=f"No {kind} of the ontology has this name{hint}.",
    )
