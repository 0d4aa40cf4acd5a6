"""Ask a SPARQL server as if it were the store at hand: the same checks, parameters and results.

A query is parsed here before it is sent, so that what is wrong with it is told as for the store at
hand, and what it may not ask for is refused before it leaves. Parameters are looked up by queries,
and bound as escaped terms.

Source: https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.queries.engine import EngineTerm, solutions
from kg.queries.guarding import names_dataset
from kg.queries.remote_http import Connection, Reply
from kg.queries.remote_results import read_answer, read_table
from kg.queries.remote_servers import RESULTS, find_endpoints, form
from kg.queries.remote_target import AUTO, DEFAULT, MERGED_GRAPH, UNION, Addresses
from kg.queries.remote_text import bound_query, limited
from kg.queries.results import Result
from kg.queries.sparql import NO_PARAMETERS, run
from kg.vocab import PREFIXES

_TRIPLES = "application/n-triples, text/turtle;q=0.9"
_CUT = "x-sparql-maxrows"
_EMPTY = ox.Store()


class RemoteEngine:
    """A server that answers queries at `url`, on its default graph or on the graph `merged`.

    It does what `kg.queries` asks of an Oxigraph store.
    """

    def __init__(self, connection: Connection, url: str, *, merged: str | None = None) -> None:
        self._connection = connection
        self._url = url
        self._merged = merged

    def query(
        self,
        query: str,
        /,
        *,
        prefixes: dict[str, str] | None = None,
        substitutions: dict[ox.Variable, EngineTerm] | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]:
        """Answer a query, with its prefixes and some of its variables given.

        Raises:
            SyntaxError: the query cannot be parsed.
            QueryError: the server gave only a part of the rows.
            StoreError: the server cannot be reached, or refuses.
        """
        expected = _EMPTY.query(query, prefixes=prefixes, substitutions=substitutions)
        bound = substitutions or {}
        triples = isinstance(expected, ox.QueryTriples)
        reply = self._sent(bound_query(query, prefixes or {}, bound), triples)
        try:
            if isinstance(expected, ox.QuerySolutions):
                names = [variable.value for variable in expected.variables]
                return read_table(reply.content, names, bound)
            if isinstance(expected, ox.QueryBoolean):
                return read_answer(reply.content)
            return [quad.triple for quad in ox.parse(reply.content, format=_syntax(reply))]
        except (SyntaxError, ValueError) as error:
            raise StoreError(
                f"the server's answer cannot be read: {error}",
                where=self._url,
                remedy="check that this is the address that answers queries",
            ) from error

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        value: ox.NamedNode | ox.Literal | None,
        graph_name: ox.DefaultGraph,
        /,
    ) -> Iterator[ox.Quad]:
        """Yield the quads of the default graph that fit.

        Raises:
            StoreError: the server cannot be reached, or refuses.
        """
        given = {"s": subject, "p": predicate, "o": value}
        bound: dict[ox.Variable, EngineTerm] = {
            ox.Variable(name): term for name, term in given.items() if term is not None
        }
        found = self.query("SELECT ?s ?p ?o { ?s ?p ?o }", substitutions=bound)
        if isinstance(found, ox.QuerySolutions):
            for solution in found:
                node, relation, about = solution
                if isinstance(relation, ox.NamedNode) and isinstance(
                    node, ox.NamedNode | ox.BlankNode
                ):
                    yield ox.Quad(node, relation, about, graph_name)

    def contains_named_graph(self, graph_name: ox.NamedNode, /) -> bool:
        """Tell whether there is a named graph that is not empty.

        Raises:
            StoreError: the server cannot be reached, or refuses.
        """
        # Without the merged graph, and no ASK: where a request names its default graph, Virtuoso 7
        # finds nothing in a GRAPH that is named, and answers true to any ASK about one.
        plain = RemoteEngine(self._connection, self._url)
        query = f"SELECT ?s {{ GRAPH {graph_name} {{ ?s ?p ?o }} }} LIMIT 1"
        return any(True for _ in solutions(plain, query))

    def _sent(self, text: str, triples: bool) -> Reply:
        # The dataset of a request takes the place of the query's own.
        if self._merged is None or names_dataset(text):
            body, headers = form(query=text)
        else:
            body, headers = form(query=text, default_graph_uri=self._merged)
        if triples:
            headers["Accept"] = _TRIPLES
        reply = self._connection.request("POST", self._url, body=body, headers=headers)
        if _CUT in reply.headers:
            raise QueryError(
                f"the server gives no more than {reply.headers[_CUT]} rows, and there are more",
                where=self._url,
                remedy="ask for fewer with --limit, or raise the server's limit",
            )
        return reply


def open_engine(
    connection: Connection, addresses: Addresses, *, merged: str = AUTO
) -> RemoteEngine:
    """Find where a server answers queries, and whether the merged triples have their own graph.

    `merged` is "auto", "default" or "union" for the server's default graph, or the IRI of a graph.

    Raises:
        StoreError: the server cannot be reached, or refuses.
        ConfigurationError: an address is no URL, or holds credentials.
    """
    url = find_endpoints(connection, addresses).query
    engine = RemoteEngine(connection, url)
    if merged == AUTO:
        named = engine.contains_named_graph(ox.NamedNode(MERGED_GRAPH))
        return RemoteEngine(connection, url, merged=MERGED_GRAPH) if named else engine
    return engine if merged in (DEFAULT, UNION) else RemoteEngine(connection, url, merged=merged)


def run_remote(
    engine: RemoteEngine,
    query: str,
    *,
    parameters: Mapping[str, str] = NO_PARAMETERS,
    limit: int | None = None,
) -> Result:
    """Run a query of any form on a server; as `kg.queries.run` on the store at hand.

    Raises:
        QueryError: the query cannot be parsed or allowed, or has no such variable.
        NotFoundError: the graph does not hold a name; nearest names are suggested.
        StoreError: the server cannot be reached, or refuses.
    """
    text = query if limit is None else limited(query, limit, PREFIXES)
    return run(engine, text, parameters=parameters, limit=limit)


def _syntax(reply: Reply) -> ox.RdfFormat:
    media_type = reply.headers.get("content-type", RESULTS)
    return ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.N_TRIPLES
