"""Run a guarded query and hand its result on as the engine makes it, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox

from kg.errors import NotFoundError, QueryError
from kg.queries.guarding import check_query, query_tokens
from kg.queries.sparql import evaluating
from kg.vocab import PREFIXES

EngineResult = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def open_query(
    store: ox.Store,
    query: str,
    *,
    base: str | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> EngineResult:
    """Begin a query of any form; what it gives is made while it is read.

    `default_graphs` and `named_graphs` are IRIs of graphs in the store. Where there are any, they
    are the dataset of the query, whatever it says in FROM, as the SPARQL 1.1 Protocol has it;
    otherwise the dataset is the whole store. The prefixes of `kg.vocab.PREFIXES` need no
    declaration. Read the result inside `evaluating`.

    >>> bool(open_query(ox.Store(), "ASK {}"))
    True

    Source: https://www.w3.org/TR/sparql11-protocol/#dataset

    Raises:
        QueryError: the query cannot be parsed or allowed.
        NotFoundError: the store holds no such graph.
    """
    check_query(query, holds_graph=lambda graph: _holds_graph(store, graph))
    if not default_graphs and not named_graphs:
        default_graphs, named_graphs = dataset_of(query)
    store, dataset = _dataset(store, default_graphs, named_graphs)
    with evaluating(query):
        return store.query(query, base_iri=base, prefixes=dict(PREFIXES), **dataset)


def dataset_of(query: str) -> tuple[list[str], list[str]]:
    """Return the graphs that a query names with FROM, and those with FROM NAMED.

    The query is one that `check_query` lets pass, which writes them as whole IRIs.

    >>> dataset_of("ASK FROM <urn:a> FROM NAMED <urn:b> { ?s ?p ?o }")
    (['urn:a'], ['urn:b'])
    """
    defaults: list[str] = []
    named: list[str] = []
    tokens = query_tokens(query)
    for token in tokens:
        if token.lastgroup == "word" and token[0].upper() == "FROM":
            following = next(tokens)
            if following[0].upper() == "NAMED":
                named.append(next(tokens)[0][1:-1])
            else:
                defaults.append(following[0][1:-1])
    return defaults, named


def graph_name(iri: str) -> ox.NamedNode:
    """Return the name of a graph.

    >>> graph_name("urn:g")
    <NamedNode value=urn:g>

    Raises:
        QueryError: it is not an absolute IRI.
    """
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r} is not an absolute IRI: {error}") from error


def _dataset(
    store: ox.Store, defaults: Sequence[str], named: Sequence[str]
) -> tuple[ox.Store, dict[str, Any]]:
    """Return where to run a query, and the engine's options for its dataset."""
    if not defaults and not named:
        return store, {}
    unions = [_held(store, iri) for iri in dict.fromkeys(defaults)]
    names = [_held(store, iri) for iri in dict.fromkeys(named)]
    if len(unions) < 2:
        return store, {"default_graph": unions, "named_graphs": names}
    # The engine's union of graphs gives a triple of two graphs twice, so that counts come out wrong.
    return _merged(store, unions, names), {
        "default_graph": [ox.DefaultGraph()],
        "named_graphs": names,
    }


def _held(store: ox.Store, iri: str) -> ox.NamedNode:
    name = graph_name(iri)
    if not store.contains_named_graph(name):
        raise NotFoundError(f"the store holds no graph {name}", remedy="name one that it holds")
    return name


def _holds_graph(store: ox.Store, iri: str) -> bool:
    try:
        return store.contains_named_graph(ox.NamedNode(iri))
    except ValueError:
        return False  # a relative IRI


def _merged(
    store: ox.Store, unions: Sequence[ox.NamedNode], names: Sequence[ox.NamedNode]
) -> ox.Store:
    merged = ox.Store()
    for name in unions:
        quads = store.quads_for_pattern(None, None, None, name)
        merged.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    for name in names:
        merged.add_graph(name)
        merged.bulk_extend(store.quads_for_pattern(None, None, None, name))
    return merged
