"""The W3C's tests of the SPARQL 1.1 Protocol, and what HTTP itself asks of a server.

Sources: https://www.w3.org/TR/sparql11-protocol/, https://www.rfc-editor.org/rfc/rfc9110,
https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from kg.stores import OxigraphStore
from kg.triples import Triple, iri
from kg.vocab import terms
from tests.server.protocol_cases import (
    ASK,
    BAD_QUERIES,
    BAD_UPDATES,
    DATA,
    GRAPHS,
    QUERIES,
    SUITE,
    UPDATES,
    Answer,
    Case,
)
from tests.server.running import FORM, QUERY, UPDATE, Reply, Server, graph_path, serving

BOOLEANS = ("application/sparql-results+json", "application/sparql-results+xml")
SOLUTIONS = (*BOOLEANS, "text/csv", "text/tab-separated-values")
TRIPLES = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
KINDS: Mapping[Answer, tuple[str, ...]] = {
    "true": BOOLEANS,
    "boolean": BOOLEANS,
    "solutions": SOLUTIONS,
    "triples": TRIPLES,
}
ALL_THERE = f"ASK {{ {DATA} }}"
SELECT = "SELECT (1 AS ?one) {}"
CONSTRUCT = "CONSTRUCT { <urn:s> <urn:p> 1 } WHERE {}"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = "http://www.w3.org/ns/formats/"


@pytest.fixture(scope="module")
def readable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the data of the cases that takes no change."""
    folder = tmp_path_factory.mktemp("cases")
    path = folder / "store" / "graph"
    path.mkdir(parents=True)
    with OxigraphStore(path) as store:
        for graph in GRAPHS:
            triple = Triple(iri(graph), iri(terms.TYPE), iri(terms.DOCUMENT))
            store.replace_document(iri(graph), [triple])
        store.flush()
    with serving(Path(folder)) as found:
        yield found


@pytest.fixture
def changeable(writable: Server) -> Server:
    """A server of the same data that takes changes."""
    assert writable.update(f"INSERT DATA {{ {DATA} }}").status == 204
    return writable


@pytest.fixture(params=["readable", "changeable"])
def server_of_cases(request: pytest.FixtureRequest) -> Server:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Server)
    return found


def named(case: Case) -> str:
    return case.name


def test_every_case_of_the_suite_is_here_once() -> None:
    names = [case.name for case in (*QUERIES, *BAD_QUERIES, *BAD_UPDATES)]
    names += [case.name for case, _ in UPDATES]
    assert sorted(names) == sorted(SUITE)


@pytest.mark.parametrize("case", QUERIES, ids=named)
def test_a_query_is_answered(server_of_cases: Server, case: Case) -> None:
    reply = case.sent_to(server_of_cases)
    assert reply.status == 200, reply.text
    assert reply.kind in KINDS[case.answer]
    if case.answer == "true":
        assert json.loads(reply.body)["boolean"] is True


@pytest.mark.parametrize("case", [*BAD_QUERIES, *BAD_UPDATES], ids=named)
def test_what_is_wrong_is_refused_and_changes_nothing(server_of_cases: Server, case: Case) -> None:
    reply = case.sent_to(server_of_cases)
    assert 400 <= reply.status < 500
    assert (reply.kind, reply.text.count("\n")) == ("text/plain", 1)
    assert server_of_cases.ask(ALL_THERE)


@pytest.mark.parametrize(("case", "done"), UPDATES, ids=[case.name for case, _ in UPDATES])
def test_an_update_is_done(changeable: Server, case: Case, done: str) -> None:
    assert not changeable.ask(done)
    reply = case.sent_to(changeable)
    assert reply.status in (200, 204), reply.text
    assert changeable.ask(done)


@pytest.mark.parametrize(("case", "done"), UPDATES, ids=[case.name for case, _ in UPDATES])
def test_a_server_that_takes_no_change_forbids_every_update(
    readable: Server, case: Case, done: str
) -> None:
    reply = case.sent_to(readable)
    assert (reply.status, "--writable" in reply.text) == (403, True)
    assert not readable.ask(done)
    assert readable.ask(ALL_THERE)


def test_the_suite_s_own_address_leads_to_the_endpoint(readable: Server) -> None:
    question = urlencode({"query": ASK})
    reply = readable.request("GET", f"/sparql/?{question}")
    assert reply.status == 307
    to = urlsplit(reply.headers["location"])
    assert json.loads(readable.request("GET", f"{to.path}?{to.query}").body)["boolean"] is True


def accepted(server: Server, accept: str, query: str = SELECT) -> Reply:
    return server.request("POST", "/sparql", query, {**QUERY, "Accept": accept})


@pytest.mark.parametrize(
    ("accept", "query", "kind"),
    [
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.6", SELECT, SOLUTIONS[1]),
        ("text/csv;q=0.6, application/sparql-results+xml;q=0.4", SELECT, "text/csv"),
        ("text/*;q=0.9, application/*;q=0.1", SELECT, "text/csv"),
        ("text/csv;q=0, text/*", SELECT, "text/tab-separated-values"),
        ("image/png, */*;q=0.1", SELECT, SOLUTIONS[0]),
        ("text/turtle, text/csv;q=0.2", SELECT, "text/csv"),
        ("text/turtle, text/csv;q=0.2", CONSTRUCT, "text/turtle"),
        ("text/turtle;q=0.3, application/rdf+xml;q=0.5", CONSTRUCT, "application/rdf+xml"),
        ("*/*;q=0.2, application/n-triples;q=0.8", CONSTRUCT, "application/n-triples"),
        ("application/sparql-results+xml;q=0.8, */*;q=0.2", ASK, BOOLEANS[1]),
    ],
)
def test_the_media_type_is_the_one_that_the_client_likes_best(
    readable: Server, accept: str, query: str, kind: str
) -> None:
    reply = accepted(readable, accept, query)
    assert (reply.status, reply.kind) == (200, kind)


@pytest.mark.parametrize(
    ("accept", "query", "offers"),
    [
        ("text/turtle", SELECT, SOLUTIONS),
        ("*/*;q=0", SELECT, SOLUTIONS),
        ("text/csv;q=0, image/*", SELECT, SOLUTIONS),
        ("text/csv", CONSTRUCT, TRIPLES),
    ],
)
def test_a_client_that_accepts_nothing_is_told_what_there_is(
    readable: Server, accept: str, query: str, offers: tuple[str, ...]
) -> None:
    reply = accepted(readable, accept, query)
    assert (reply.status, reply.kind) == (406, "text/plain")
    assert all(offer in reply.text for offer in offers)


@pytest.mark.parametrize(
    "path",
    ["/sparql", f"/sparql?{urlencode({'query': CONSTRUCT})}", graph_path(GRAPHS[0])],
    ids=["the description", "a query", "a graph"],
)
def test_a_header_of_two_lines_is_one_header(readable: Server, path: str) -> None:
    connection = http.client.HTTPConnection(*readable.address, timeout=30)
    connection.putrequest("GET", path)
    connection.putheader("Accept", "image/png")
    connection.putheader("Accept", "application/rdf+xml;q=0.5")
    connection.endheaders()
    reply = connection.getresponse()
    kind = reply.headers["Content-Type"]
    connection.close()
    assert (reply.status, kind) == (200, "application/rdf+xml")


def test_a_query_in_the_address_that_is_too_large_is_refused(hurried: Server) -> None:
    reply = hurried.query(ASK + " " * 20_000)
    assert (reply.status, "more than 10485 bytes" in reply.text) == (413, True)


def test_an_update_that_is_too_large_changes_nothing(tmp_path: Path) -> None:
    with serving(tmp_path / "new", "--writable", "--max-body", "0.01") as server:
        text = 'INSERT DATA { <urn:s> <urn:p> "%s" }'
        assert server.update(text % ("a" * 1000)).status == 204
        large = text % ("b" * 20_000)
        for headers, body in ((UPDATE, large), (FORM, urlencode({"update": large}))):
            reply = server.request("POST", "/sparql", body, headers)
            assert (reply.status, "more than 10485 bytes" in reply.text) == (413, True)
        assert server.ask("ASK { FILTER NOT EXISTS { ?s ?p ?o FILTER STRSTARTS(?o, 'b') } }")


@pytest.mark.parametrize("syntax", TRIPLES)
# rdflib 7.6 warns of its own reader of JSON-LD.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_description_says_what_can_be_asked_and_answered(readable: Server, syntax: str) -> None:
    reply = readable.request("GET", "/sparql", headers={"Accept": syntax})
    assert (reply.status, reply.kind) == (200, syntax)
    found = Graph().parse(data=reply.text, format=syntax)
    (service,) = found.subjects(RDF.type, SD.Service)
    assert list(found.objects(service, SD.endpoint)) == [URIRef(f"{readable.url}sparql")]
    assert SD.SPARQL11Query in found.objects(service, SD.supportedLanguage)
    formats = {str(name).removeprefix(FORMATS) for name in found.objects(service, SD.resultFormat)}
    assert formats >= {"SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "Turtle"}
