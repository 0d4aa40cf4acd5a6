"""The query engine's terms and ours: the wall between pyoxigraph and the rest of the room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Protocol

import pyoxigraph as ox

from kg.errors import QueryError
from kg.queries.results import Triples
from kg.triples import Term, Triple, literal
from kg.triples.terms import iri_value
from kg.vocab import IRI, PREFIXES

EngineTerm = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


_NOT_ESCAPED = "\\uFFF"


class Engine(Protocol):
    """What answers queries: an Oxigraph store at hand, or a server elsewhere."""

    def query(
        self,
        query: str,
        /,
        *,
        prefixes: dict[str, str] | None = None,
        substitutions: dict[ox.Variable, EngineTerm] | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]:
        """Answer a query, with its prefixes and some of its variables given."""
        ...

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        value: ox.NamedNode | ox.Literal | None,
        graph_name: ox.DefaultGraph,
        /,
    ) -> Iterator[ox.Quad]:
        """Yield the quads of the default graph that fit."""
        ...

    def contains_named_graph(self, graph_name: ox.NamedNode, /) -> bool:
        """Tell whether there is a named graph."""
        ...


def term_of(value: EngineTerm) -> Term:
    """Write a term of the engine in its N-Triples form.

    >>> term_of(ox.NamedNode("https://example.org/a"))
    '<https://example.org/a>'

    Raises:
        QueryError: the value is a quoted triple.
    """
    if isinstance(value, ox.Triple):
        raise QueryError(
            "the query gives a triple as a value, which no format of results can hold",
            remedy="select its subject, predicate and object",
        )
    text = str(value)
    # The engine's form is ours, but for two code points that it escapes.
    if _NOT_ESCAPED in text and isinstance(value, ox.Literal) and value.language is None:
        return literal(value.value, IRI(value.datatype.value))
    return Term(text)


def engine_term(term: Term) -> ox.NamedNode | ox.Literal:
    """Read an IRI or a literal in N-Triples form as a term of the engine.

    >>> engine_term(Term("<https://example.org/a>"))
    <NamedNode value=https://example.org/a>

    Raises:
        ValueError: the term is neither.
    """
    line = f"<urn:subject> <urn:predicate> {term} ."
    try:
        quads = list(ox.parse(line.encode(), format=ox.RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise ValueError(f"not a term: {term}") from error
    # Two triples would mean that the term held the end of one and another behind it.
    if len(quads) != 1 or not isinstance(quads[0].object, ox.NamedNode | ox.Literal):
        raise ValueError(f"not an IRI or a literal: {term}")
    return quads[0].object


def _node(term: Term) -> ox.NamedNode:
    return ox.NamedNode(iri_value(term))


def triples_of(triples: Iterable[ox.Triple]) -> Triples:
    """Return the engine's triples, each once, sorted."""
    found = {
        Triple(term_of(item.subject), term_of(item.predicate), term_of(item.object))
        for item in triples
    }
    return Triples(tuple(sorted(found)))


NO_TERMS: Mapping[str, Term] = MappingProxyType({})


def solutions(
    store: Engine, query: str, bindings: Mapping[str, Term] = NO_TERMS
) -> Iterator[Mapping[str, Term]]:
    """Run a SELECT of the program's own; yield each solution by variable."""
    values: dict[ox.Variable, EngineTerm] = {
        ox.Variable(name): engine_term(term) for name, term in bindings.items()
    }
    found = store.query(query, prefixes=dict(PREFIXES), substitutions=values)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError("not a SELECT")
    names = [variable.value for variable in found.variables]
    for solution in found:
        cells = zip(names, solution, strict=True)
        yield {name: term_of(value) for name, value in cells if value is not None}


def triples_about(store: Engine, node: Term) -> Iterator[Triple]:
    """Yield the triples of the default graph that have a node as their subject, sorted."""
    quads = store.quads_for_pattern(_node(node), None, None, ox.DefaultGraph())
    yield from sorted(Triple(node, term_of(quad.predicate), term_of(quad.object)) for quad in quads)


def objects(store: Engine, node: Term, predicate: IRI) -> list[Term]:
    """Return the values of a property in the default graph, sorted."""
    quads = store.quads_for_pattern(_node(node), ox.NamedNode(predicate), None, ox.DefaultGraph())
    return sorted(term_of(quad.object) for quad in quads)


def subjects(store: Engine, predicate: IRI, value: Term) -> list[Term]:
    """Return the nodes that have a value for a property in the default graph, sorted."""
    quads = store.quads_for_pattern(
        None, ox.NamedNode(predicate), engine_term(value), ox.DefaultGraph()
    )
    return sorted(term_of(quad.subject) for quad in quads)
