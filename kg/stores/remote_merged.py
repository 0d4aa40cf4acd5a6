"""Where a server keeps the merged triples: in its default graph, in a named graph, or nowhere.

A server whose default graph is the union of the others gives a triple that two documents assert
twice, so that counts are wrong; Virtuoso's default graph cannot be written at all. On these the
merged triples stand in a named graph, which queries take for the default graph.

Source: https://www.w3.org/TR/sparql11-update/#graphStore,
https://www.w3.org/TR/sparql11-protocol/#dataset
"""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import ConfigurationError, StoreError
from kg.queries.engine import objects
from kg.queries.remote import RemoteEngine
from kg.queries.remote_http import Connection, Reply
from kg.queries.remote_servers import Endpoints
from kg.queries.remote_target import AUTO, DEFAULT, MERGED_GRAPH, UNION
from kg.triples import DEFAULT_GRAPH, Term, iri, literal
from kg.vocab import DEFAULT_BASE, IRI

_PROBE = iri(f"{DEFAULT_BASE}probe")
_IN_DEFAULT, _IN_NAMED = literal("default"), literal("named")
_DEFAULT_TRIPLE = f"{_PROBE} {_PROBE} {_IN_DEFAULT} ."
_NAMED_TRIPLE = f"GRAPH {_PROBE} {{ {_PROBE} {_PROBE} {_IN_NAMED} . }}"
_UPDATE = {"Content-Type": "application/sparql-update; charset=utf-8"}
_REFUSALS = range(400, 600)
_NOT_ALLOWED = frozenset({401, 403, 404, 405, 415})


def find_merged(connection: Connection, endpoints: Endpoints, choice: str) -> Term | None:
    """Return the graph of the merged triples, None where there shall be none.

    `choice` is "default", "union" for none, the IRI of a graph, or "auto", which tries with one
    triple in the default graph and one in a named graph, and takes both away again.

    Raises:
        ConfigurationError: the choice is none of these.
        StoreError: the server cannot be reached, or takes no updates.
    """
    if choice == AUTO:
        return DEFAULT_GRAPH if _has_own_default(connection, endpoints) else iri(MERGED_GRAPH)
    if choice in (DEFAULT, UNION):
        return DEFAULT_GRAPH if choice == DEFAULT else None
    try:
        return iri(ox.NamedNode(choice).value)
    except ValueError:
        raise ConfigurationError(
            f"the merged graph cannot be {choice!r}",
            remedy=f"choose {AUTO}, {DEFAULT}, {UNION} or the IRI of a graph",
        ) from None


def _has_own_default(connection: Connection, endpoints: Endpoints) -> bool:
    reply = _update(connection, endpoints, f"INSERT DATA {{ {_DEFAULT_TRIPLE} {_NAMED_TRIPLE} }}")
    if reply.status in _REFUSALS:
        if reply.status in _NOT_ALLOWED:
            raise _refusal(connection, endpoints, reply)
        second = _update(connection, endpoints, f"INSERT DATA {{ {_NAMED_TRIPLE} }}")
        if not second.ok:
            raise _refusal(connection, endpoints, second)
        found = set[Term]()
    else:
        engine = RemoteEngine(connection, endpoints.query)
        found = set(objects(engine, _PROBE, IRI(_PROBE[1:-1])))
    _remove(connection, endpoints, written=bool(found))
    return found == {_IN_DEFAULT}


def _remove(connection: Connection, endpoints: Endpoints, *, written: bool) -> None:
    default = f" {_DEFAULT_TRIPLE}" if written else ""
    text = f"DELETE DATA {{{default} {_NAMED_TRIPLE} }};\nDROP SILENT GRAPH {_PROBE}"
    reply = _update(connection, endpoints, text)
    if not reply.ok:
        raise _refusal(connection, endpoints, reply)


def _update(connection: Connection, endpoints: Endpoints, text: str) -> Reply:
    return connection.ask("POST", endpoints.update, body=text.encode(), headers=_UPDATE)


def _refusal(connection: Connection, endpoints: Endpoints, reply: Reply) -> StoreError:
    return connection.refusal(endpoints.update, reply)
