"""The graph on a SPARQL server: each document's triples in its own graph, all of them merged.

Source: https://www.w3.org/TR/sparql11-update/, https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode

from kg.errors import StoreError
from kg.queries.engine import solutions
from kg.queries.remote import RemoteEngine
from kg.queries.remote_http import Connection
from kg.queries.remote_servers import Endpoints
from kg.stores.remote_updates import (
    Change,
    change_of,
    cleanup_texts,
    insert_texts,
    parsed_triples,
    triple_lines,
    update_text,
)
from kg.triples import DEFAULT_GRAPH, Quad, Term, Triple, iri, literal
from kg.triples.terms import iri_value, is_iri, literal_value

_UPDATE = {"Content-Type": "application/sparql-update; charset=utf-8"}
_TURTLE = {"Content-Type": "text/turtle; charset=utf-8"}
_NOT_FOUND = 404
_PAGE = 5_000  # rows: Virtuoso sorts no more than 10,000, and gives no more


class RemoteStore:
    """A store on a server; `merged` is the graph of the merged triples, None where there is none.

    A document whose change fits into one request is replaced in one, and is seen whole or not at
    all wherever the server carries out a request whole. One that is larger is sent to the graph
    store, where the server has one, and else in one large request.
    """

    def __init__(
        self, connection: Connection, endpoints: Endpoints, *, merged: Term | None = DEFAULT_GRAPH
    ) -> None:
        self._connection = connection
        self._endpoints = endpoints
        self._merged = merged
        self._engine = RemoteEngine(connection, endpoints.query)
        apart = {*map(iri, endpoints.own_graphs), *([merged] if merged else [])}
        self._apart = frozenset(apart)

    def __len__(self) -> int:
        """Return the number of quads."""
        named = f"GRAPH ?g {{ ?s ?p ?o }}{self._documents_only()}"
        merged = "" if self._merged is None else _pattern(self._merged)
        return sum(self._count(pattern) for pattern in (named, merged) if pattern)

    def replace_document(self, graph: Term, triples: Iterable[Triple]) -> None:
        """Put a document's triples in the place of those it had.

        Raises:
            InputError: a triple holds what is no IRI; nothing is changed.
            StoreError: the server cannot be reached, or refuses.
        """
        self.apply([self.change(graph, triples)])

    def remove_document(self, graph: Term) -> None:
        """Take a document out.

        Raises:
            StoreError: the server cannot be reached, or refuses.
        """
        self.replace_document(graph, ())

    def change(self, graph: Term, triples: Iterable[Triple], *, known: bool = True) -> Change:
        """Return what is to be changed; `known` is False where the server has no such graph yet.

        Raises:
            InputError: a triple holds what is no IRI.
            StoreError: the server cannot be reached, or refuses.
        """
        wanted = parsed_triples(graph, triples)
        return change_of(graph, wanted, self._triples(graph) if known else ())

    def apply(self, changes: Sequence[Change]) -> None:
        """Carry out changes in one request; one that is too large for that, in several.

        Raises:
            StoreError: the server cannot be reached, or refuses; the same changes may be sent
                again.
        """
        store = self._endpoints.graph_store
        for change in changes:
            if store is not None and not change.fits:
                self._apply_large(change, store)
        small = [change for change in changes if store is None or change.fits]
        if text := update_text(small, self._merged):
            self._update(text)

    def graphs(self) -> Iterator[Term]:
        """Yield the names of the documents' graphs, sorted.

        Raises:
            StoreError: the server cannot be reached, or refuses.
        """
        found: list[Term] = []
        query = "SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} {after} }} ORDER BY STR(?g)"
        page = self._page(query, "g", "")
        while page:
            found += [row["g"] for row in page]
            page = self._page(query, "g", iri_value(found[-1])) if len(page) == _PAGE else []
        yield from sorted(name for name in found if name not in self._apart)

    def quads(self) -> Iterator[Quad]:
        """Yield every quad, of the merged graph and of the documents', in no fixed order.

        Raises:
            StoreError: the server cannot be reached, or refuses.
        """
        if self._merged is not None:
            for triple in self._triples(self._merged):
                yield Quad(*triple, DEFAULT_GRAPH)
        for graph in self.graphs():
            for triple in self._triples(graph):
                yield Quad(*triple, graph)

    def flush(self) -> None:
        """Do nothing: a server that has answered has written."""

    def _apply_large(self, change: Change, store: str) -> None:
        # The graph is what tells, after a failure, which triples may have to leave the merged one.
        for text in cleanup_texts([change], self._merged):
            self._update(text)
        self._put(change, f"{store}?{urlencode({'graph': iri_value(change.graph)})}")
        if self._merged is not None:
            for text in insert_texts(change.wanted, self._merged):
                self._update(text)

    def _put(self, change: Change, address: str) -> None:
        """Have the graph store hold a document's graph as it shall be, or no such graph."""
        if change.wanted:
            body = triple_lines(change.wanted).encode()
            self._connection.request("PUT", address, body=body, headers=_TURTLE)
            return
        reply = self._connection.ask("DELETE", address)
        if not reply.ok and reply.status != _NOT_FOUND:
            raise self._connection.refusal(address, reply)

    def _update(self, text: str) -> None:
        address = self._endpoints.update
        self._connection.request("POST", address, body=text.encode(), headers=_UPDATE)

    def _triples(self, graph: Term) -> Iterator[Triple]:
        """Yield the triples of a graph whose subjects are IRIs, by pages that end with a subject."""
        query = f"SELECT ?s ?p ?o {{{{ {_pattern(graph, braces=2)} {{after}} }}}} ORDER BY STR(?s)"
        page = self._page(query, "s", "")
        while len(page) == _PAGE:
            last = page[-1]["s"]
            whole = [row for row in page if row["s"] != last]
            if not whole:
                raise StoreError(
                    f"more than {_PAGE} triples of one subject", where=self._endpoints.query
                )
            yield from map(_triple, whole)
            page = self._page(query, "s", iri_value(whole[-1]["s"]))
        yield from map(_triple, page)

    def _page(self, query: str, variable: str, after: str) -> list[dict[str, Term]]:
        """Return the rows whose variable comes after an IRI, one page of them."""
        follows = f"FILTER (isIRI(?{variable}) && STR(?{variable}) > {literal(after)})"
        text = query.format(after=follows) + f" LIMIT {_PAGE}"
        return [dict(row) for row in solutions(self._engine, text)]

    def _count(self, pattern: str) -> int:
        found = solutions(self._engine, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
        return next((int(literal_value(row["n"])[0]) for row in found), 0)

    def _documents_only(self) -> str:
        apart = ", ".join(sorted(self._apart))
        return f" FILTER (?g NOT IN ({apart}))" if apart else ""


def _pattern(graph: Term, *, braces: int = 1) -> str:
    opening, closing = "{" * braces, "}" * braces
    return f"GRAPH {graph} {opening} ?s ?p ?o {closing}" if is_iri(graph) else "?s ?p ?o"


def _triple(row: dict[str, Term]) -> Triple:
    return Triple(row["s"], row["p"], row["o"])
