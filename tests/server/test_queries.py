"""The query operation of the SPARQL 1.1 Protocol, over the graph of the sample reports.

The cases are those of the W3C's test suite of the protocol, in other words.
Source: https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/index.html
"""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from rdflib import Graph

from tests.queries import graphs
from tests.server.running import FORM, QUERY, Server

ASK = "ASK {}"
FIRST = graphs.DOCUMENTS[0].id


def form(*pairs: tuple[str, str]) -> str:
    return urlencode(pairs)


@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    [
        pytest.param("GET", f"/sparql?{form(('query', ASK))}", {}, None, id="query via GET"),
        pytest.param("POST", "/sparql", FORM, form(("query", ASK)), id="query via a form"),
        pytest.param("POST", "/sparql", QUERY, ASK, id="query via POST directly"),
        pytest.param(
            "POST",
            "/sparql",
            {"Content-Type": "application/sparql-query; charset=UTF-8"},
            "ASK { FILTER ('é' = 'é') }",
            id="query with a charset",
        ),
        pytest.param(
            "GET",
            f"/sparql?{form(('query', ASK), ('unknown', 'x'))}",
            {},
            None,
            id="a parameter that nobody knows",
        ),
        pytest.param("GET", "/sparql?query=ASK+{}", {}, None, id="braces as they are"),
    ],
)
def test_a_query_is_answered(
    server: Server, method: str, path: str, headers: dict[str, str], body: str | None
) -> None:
    reply = server.request(method, path, body, headers)
    assert (reply.status, reply.kind) == (200, "application/sparql-results+json")
    assert json.loads(reply.body) == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "words"),
    [
        pytest.param("PUT", "/sparql", QUERY, ASK, 405, "not", id="query with a wrong method"),
        pytest.param(
            "GET",
            f"/sparql?{form(('query', ASK), ('query', ASK))}",
            {},
            None,
            400,
            "2 of them",
            id="two queries",
        ),
        pytest.param(
            "POST",
            f"/sparql?{form(('query', ASK))}",
            QUERY,
            ASK,
            400,
            "2 of them",
            id="one in the URL and one in the body",
        ),
        pytest.param(
            "POST", "/sparql", {"Content-Type": "text/plain"}, ASK, 415, "text/plain", id="text"
        ),
        pytest.param(
            "POST", "/sparql", {}, form(("query", ASK)), 415, "no media type", id="no media type"
        ),
        pytest.param("POST", "/sparql", FORM, "", 400, "none", id="an empty form"),
        pytest.param(
            "POST",
            "/sparql",
            {"Content-Type": "application/sparql-query; charset=UTF-16"},
            ASK.encode("utf-16"),
            415,
            "utf-16",
            id="another charset",
        ),
        pytest.param("POST", "/sparql", QUERY, b"ASK { \xff }", 400, "UTF-8", id="not UTF-8"),
        pytest.param("POST", "/sparql", FORM, b"query=%FF", 400, "utf-8", id="a form not UTF-8"),
        pytest.param(
            "POST",
            "/sparql",
            {**QUERY, "Content-Encoding": "gzip"},
            ASK,
            415,
            "compressed",
            id="compressed",
        ),
        pytest.param(
            "GET",
            f"/sparql?{form(('query', 'SELECT * {'))}",
            {},
            None,
            400,
            "line 1, column 11",
            id="a syntax error",
        ),
        pytest.param(
            "POST", "/sparql", QUERY, "ASK {\n ?s ??p }", 400, "line 2, column", id="its line"
        ),
        pytest.param("POST", "/sparql", QUERY, "", 400, "not a SPARQL query", id="nothing"),
        pytest.param(
            "POST",
            "/sparql",
            QUERY,
            "DROP ALL",
            400,
            "changes the graph",
            id="an update as a query",
        ),
        pytest.param(
            "GET",
            f"/sparql?{form(('update', 'DROP ALL'))}",
            {},
            None,
            400,
            "POST",
            id="update, GET",
        ),
        pytest.param(
            "GET",
            f"/sparql?{form(('default-graph-uri', FIRST))}",
            {},
            None,
            400,
            "none",
            id="a dataset without a query",
        ),
        pytest.param(
            "GET",
            f"/sparql?{form(('query', ASK), ('using-graph-uri', FIRST))}",
            {},
            None,
            400,
            "using-graph-uri",
            id="a dataset for updates",
        ),
        pytest.param("GET", "/nothing", {}, None, 404, "Not Found", id="another path"),
    ],
)
def test_a_request_that_is_wrong_is_told_why(
    server: Server,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes | str | None,
    status: int,
    words: str,
) -> None:
    reply = server.request(method, path, body, headers)
    assert (reply.status, reply.kind) == (status, "text/plain")
    assert words.lower() in reply.text.lower()
    assert reply.text.count("\n") == 1


def test_a_wrong_method_is_told_the_right_ones(server: Server) -> None:
    allowed = server.request("PUT", "/sparql", "x").headers["allow"]
    assert set(allowed.split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}
    assert server.request("OPTIONS", "/sparql").status == 204


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK FROM <http://127.0.0.1:9/x> { ?s ?p ?o }",
        "ASK FROM <file:///etc/hostname> { ?s ?p ?o }",
        "ASK { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_a_query_does_not_leave_the_graph(server: Server, query: str) -> None:
    reply = server.query(query)
    assert (reply.status, "is not allowed" in reply.text) == (400, True)


def test_the_service_describes_itself(server: Server) -> None:
    reply = server.request("GET", "/sparql", headers={"Accept": "application/n-triples"})
    assert (reply.status, reply.kind) == (200, "application/n-triples")
    found = Graph().parse(data=reply.text, format="nt")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    languages = {str(value) for value in found.objects(None, None) if "SPARQL1" in str(value)}
    assert languages == {f"{sd}SPARQL10Query", f"{sd}SPARQL11Query"}
    assert f"{server.url}sparql" in map(str, found.subjects())
    assert server.request("HEAD", "/sparql").body == b""
    assert server.request("GET", "/sparql", headers={"Accept": "image/png"}).status == 406


def test_a_page_says_what_is_here(server: Server) -> None:
    reply = server.request("GET", "/about")
    assert (reply.status, reply.kind) == (200, "text/html")
    assert "/sparql" in reply.text
