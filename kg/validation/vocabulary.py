"""Terms that nobody defined: a misspelt class is the target of no shape, and passes unseen."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from rdflib import Graph

from kg.model import ValidationResult
from kg.triples.terms import Term, iri, iri_value, is_iri
from kg.validation.graphs import graph_triples, term_node
from kg.validation.index import TYPE, Index
from kg.validation.shapes import SHAPES_NAMESPACE, Shapes
from kg.validation.stable_terms import StableTerms
from kg.validation.view import index_graph

UNKNOWN_TERM = SHAPES_NAMESPACE + "UnknownTerm"


def unknown_terms(graph: Graph, shapes: Shapes) -> list[ValidationResult]:
    """Return a warning for each class and property of the ontology's namespaces that is not known.

    Known is what the ontology defines or a shape speaks of. The focus node of a warning is the
    first node, by name, that uses the term.
    """
    return unknown_in_index(Index(graph_triples(graph)), shapes)


def unknown_in_index(index: Index, shapes: Shapes) -> list[ValidationResult]:
    """Return the warnings of `unknown_terms` for triples that are indexed."""
    types = index.groups.get(TYPE, [])[: index.own.get(TYPE, 0)]
    properties = {term for term in index.own if _is_unknown(term, shapes)}
    classes = {term for term in {kind for _, _, kind in types} if _is_unknown(term, shapes)}
    users: list[tuple[Term, Term, Iterable[Term]]]
    users = [(term, term, index.relation(term).one) for term in properties]
    users += [(term, TYPE, {node for node, _, kind in types if kind == term}) for term in classes]
    names = StableTerms(index_graph(index))
    return sorted(
        _warning(iri_value(term), iri_value(path), _first(nodes, names), shapes)
        for term, path, nodes in users
    )


def _is_unknown(term: Term, shapes: Shapes) -> bool:
    value = iri_value(term) if is_iri(term) else ""
    return value.startswith(shapes.namespaces) and value not in shapes.known


def _first(users: Iterable[Term], names: StableTerms) -> str:
    return min(names.term(term_node(user)) for user in users)


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
