"""What a worker does to answer a question: run a query, write out a graph."""

from __future__ import annotations

import pyoxigraph as ox

from kg.queries.serialising import write_graph, write_solutions, write_triples
from kg.queries.sparql import evaluating
from kg.queries.streaming import graph_name, open_query
from kg.server.formats import SOLUTIONS, TRIPLES, content_type
from kg.server.jobs import Query, ReadGraph
from kg.server.sink import Sink


def answer_query(store: ox.Store, job: Query, _: bytes, sink: Sink) -> None:
    """Run a query and send what it gives.

    Raises:
        QueryError: the query cannot be parsed, run or allowed.
        NotFoundError: the store holds no graph that the request names.
    """
    result = open_query(
        store,
        job.text,
        base=job.base,
        default_graphs=job.default_graphs,
        named_graphs=job.named_graphs,
    )
    triples = isinstance(result, ox.QueryTriples)
    media_type = job.triples if triples else job.solutions
    if media_type is None:
        sink.answer(406, unacceptable(TRIPLES if triples else SOLUTIONS))
    elif job.bodiless:
        sink.answer(200, media_type=content_type(media_type))
    else:
        sink.begin(content_type(media_type))
        with evaluating(job.text):
            if isinstance(result, ox.QueryTriples):
                write_triples(result, sink, media_type)
            else:
                write_solutions(result, sink, media_type)
        sink.end()


def read_graph(store: ox.Store, job: ReadGraph, _: bytes, sink: Sink) -> None:
    """Send a graph, or that there is none of its name.

    Raises:
        QueryError: the name is no IRI, or the syntax cannot hold the graph.
    """
    graph = name_of(job.graph)
    if isinstance(graph, ox.NamedNode) and not store.contains_named_graph(graph):
        sink.answer(404, f"there is no graph {graph}")
    elif job.bodiless:
        sink.answer(200, media_type=content_type(job.triples))
    else:
        sink.begin(content_type(job.triples))
        write_graph(store, graph, sink, job.triples)
        sink.end()


def name_of(graph: str | None) -> ox.NamedNode | ox.DefaultGraph:
    """Return the name of a graph, None being the default one.

    Raises:
        QueryError: it is not an absolute IRI.
    """
    return ox.DefaultGraph() if graph is None else graph_name(graph)


def unacceptable(offers: tuple[str, ...]) -> str:
    """Say what could be sent instead.

    >>> unacceptable(("text/csv", "text/xml"))
    'the answer cannot be had in a type that Accept names; there are text/csv, text/xml'
    """
    types = ", ".join(offers)
    return f"the answer cannot be had in a type that Accept names; there are {types}"
