"""Find out where a server takes queries, updates and whole graphs, from one address of it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from kg.queries.remote_http import Connection, Reply
from kg.queries.remote_target import Addresses, checked_url

RESULTS = "application/sparql-results+json"
_USUAL = "/sparql"  # where most servers answer
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The addresses of a server; `graph_store` is None where it has none that is known.

    `own_graphs` are named graphs that hold nothing of the user's.
    """

    query: str
    update: str
    graph_store: str | None = None
    server: str = "SPARQL server"
    own_graphs: frozenset[str] = frozenset()


def find_endpoints(connection: Connection, addresses: Addresses) -> Endpoints:
    """Ask a server who it is, and return where it takes what.

    The address may be that of queries, or the root of a server or of a data set of it, where the
    server is one of `remote_servers.toml`. A server that is not among them is taken to answer
    queries and take updates at the one address.

    Raises:
        StoreError: the server cannot be reached, or refuses a query.
        ConfigurationError: an address is no URL, or holds credentials.
    """
    given = checked_url(addresses.store)
    update = checked_url(addresses.update) if addresses.update else None
    graphs = checked_url(addresses.graph_store) if addresses.graph_store else None
    # A wrong address is told at once: only what has answered before is waited for.
    reply = _greeting(connection, given)
    known = _known(given, reply)
    query = _answering(connection, given, reply, known)
    if known is None:
        return Endpoints(query, update or query, graphs)
    root = _root(given, known["endings"])
    return Endpoints(
        query=query,
        update=update or root + known["update"],
        graph_store=graphs or root + known["graph_store"],
        server=known["name"],
        own_graphs=frozenset(known.get("own_graphs", ())),
    )


def _answering(
    connection: Connection, given: str, reply: Reply, known: dict[str, Any] | None
) -> str:
    """Return the address that answers queries: the one given, or the one under its root."""
    if reply.ok:
        return given
    if reply.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise connection.refusal(given, reply)
    other = given + _USUAL if known is None else _root(given, known["endings"]) + known["query"]
    second = _greeting(connection, other) if other != given else reply
    if second.ok:
        return other
    if second.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise connection.refusal(other, second)
    raise connection.refusal(given, reply)


def form(**fields: str) -> tuple[bytes, dict[str, str]]:
    """Return the body and the headers of a query sent as a form.

    Source: https://www.w3.org/TR/sparql11-protocol/#query-via-post-urlencoded
    """
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return urlencode(named).encode(), {"Content-Type": _FORM, "Accept": RESULTS}


def _greeting(connection: Connection, url: str) -> Reply:
    body, headers = form(query="ASK { ?s ?p ?o }")
    reply = connection.ask("POST", url, body=body, headers=headers, tries=1)
    if reply.ok and _is_page(reply):
        # A page for people stands at the address, as at the root of a server.
        return Reply(HTTPStatus.NOT_FOUND, reply.headers, b"a page, and no results of a query")
    return reply


def _is_page(reply: Reply) -> bool:
    return "html" in reply.headers.get("content-type", "")


def _known(url: str, reply: Reply) -> dict[str, Any] | None:
    others = " ".join(sorted(reply.headers))
    told = f"{reply.headers.get('server', '')} {others} path={urlsplit(url).path}"
    return next((server for server in _servers() if re.search(server["mark"], told)), None)


def _root(url: str, endings: list[str]) -> str:
    for ending in sorted(endings, key=len, reverse=True):
        if url.endswith(ending):
            return url.removesuffix(ending)
    return url


@cache
def _servers() -> tuple[dict[str, Any], ...]:
    path = Path(__file__).with_name("remote_servers.toml")
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["server"])
