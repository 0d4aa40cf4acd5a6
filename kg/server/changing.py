"""What the worker that writes does: updates and graphs, each whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from kg.errors import InputError
from kg.queries.serialising import syntax
from kg.queries.updating import run_update
from kg.server.formats import DATASETS
from kg.server.jobs import DeleteGraph, Snapshot, Update, WriteDataset, WriteGraph
from kg.server.reading import name_of
from kg.server.replacing import replacement
from kg.server.sink import Sink

CREATED, CHANGED = 201, 204


def update(store: ox.Store, job: Update, payload: bytes, sink: Sink) -> None:
    """Carry out an update.

    Raises:
        QueryError: it cannot be parsed, run or allowed.
    """
    text = payload.decode()
    run_update(store, text, base=job.base, using=job.using, using_named=job.using_named)
    sink.answer(CHANGED)


def write_graph(store: ox.Store, job: WriteGraph, payload: bytes, sink: Sink) -> None:
    """Put triples in the place of a graph, or add them to it.

    Raises:
        InputError: the payload cannot be parsed, or names graphs itself.
        QueryError: the graph's name is not an IRI.
    """
    graph = name_of(job.graph)
    named = isinstance(graph, ox.NamedNode)
    held = not named or store.contains_named_graph(graph)
    with parsing():
        if job.replace and held:
            triples = (quad.triple for quad in _quads(job, payload))
            store.update(replacement(store, graph, triples))
        else:
            if job.media_type in DATASETS:
                _parsed_whole(job, payload)
            _load(store, graph, job, payload)
    sink.answer(CHANGED if held else CREATED)


def write_dataset(store: ox.Store, job: WriteDataset, payload: bytes, sink: Sink) -> None:
    """Add quads to the graphs that they name.

    Raises:
        InputError: the payload cannot be parsed.
    """
    with parsing():
        store.load(payload, format=syntax(job.media_type), base_iri=job.base)
    sink.answer(CHANGED)


def delete_graph(store: ox.Store, job: DeleteGraph, _: bytes, sink: Sink) -> None:
    """Take a graph out, or empty the default one.

    Raises:
        QueryError: the graph's name is not an IRI.
    """
    graph = name_of(job.graph)
    if isinstance(graph, ox.DefaultGraph):
        store.update("CLEAR DEFAULT")
    elif store.contains_named_graph(graph):
        store.update(f"DROP GRAPH {graph}")
    else:
        sink.answer(404, f"there is no graph {graph}")
        return
    sink.answer(CHANGED)


def snapshot(store: ox.Store, job: Snapshot, _: bytes, sink: Sink) -> None:
    """Make a copy of the store, of hard links, that other processes can open."""
    store.backup(job.target)
    sink.answer(CHANGED)


@contextmanager
def parsing() -> Iterator[None]:
    """Turn the engine's complaints about RDF into errors that say where.

    Raises:
        InputError: instead of what the engine raises.
    """
    try:
        yield
    except SyntaxError as error:
        where = f"line {error.lineno}, column {error.offset}" if error.lineno else None
        reason = str(error.msg).rpartition(f"column {error.offset}: ")[2]
        raise InputError(f"this is not valid RDF: {reason}", where=where) from error
    except ValueError as error:
        raise InputError(f"this is not valid RDF: {error}") from error


def _load(
    store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, job: WriteGraph, payload: bytes
) -> None:
    store.load(payload, format=syntax(job.media_type), base_iri=job.base, to_graph=graph)
    if isinstance(graph, ox.NamedNode):
        store.add_graph(graph)  # no triple made it, where there is none


def _parsed_whole(job: WriteGraph, payload: bytes) -> None:
    for _ in _quads(job, payload):
        pass


def _quads(job: WriteGraph, payload: bytes) -> ox.QuadParser:
    return ox.parse(
        payload, format=syntax(job.media_type), base_iri=job.base, without_named_graphs=True
    )
