"""The formats that answers come in, by what the client accepts."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import urlencode

import pytest
from lxml import etree
from rdflib import Graph

from tests.server.running import Server

SELECT = "SELECT ?company { ?company a kg:Company } ORDER BY ?company"
CONSTRUCT = "CONSTRUCT { ?company a kg:Company } WHERE { ?company a kg:Company }"
COMPANIES = [
    "https://w3id.org/claimkg/id/organization/corvid-systems",
    "https://w3id.org/claimkg/id/organization/tern-analytics",
]


def test_solutions_come_as_json(server: Server) -> None:
    record = json.loads(server.query(SELECT).body)
    found = [row["company"]["value"] for row in record["results"]["bindings"]]
    assert (record["head"], found) == ({"vars": ["company"]}, COMPANIES)


def test_solutions_come_as_xml(server: Server) -> None:
    reply = server.query(SELECT, {"Accept": "application/sparql-results+xml"})
    assert reply.kind == "application/sparql-results+xml"
    names = {"s": "http://www.w3.org/2005/sparql-results#"}
    tree = etree.fromstring(reply.body)
    assert [uri.text for uri in tree.iterfind(".//s:uri", names)] == COMPANIES


def test_solutions_come_as_csv(server: Server) -> None:
    reply = server.query(SELECT, {"Accept": "text/csv"})
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert [*csv.reader(io.StringIO(reply.text))] == [["company"], *([iri] for iri in COMPANIES)]


def test_solutions_come_as_tsv(server: Server) -> None:
    reply = server.query(SELECT, {"Accept": "text/tab-separated-values"})
    assert reply.text.splitlines() == ["?company", *(f"<{iri}>" for iri in COMPANIES)]


@pytest.mark.parametrize(
    ("accept", "syntax"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
# rdflib 7.6 warns of its own reader of JSON-LD.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("query", [CONSTRUCT, f"DESCRIBE <{COMPANIES[0]}>"])
def test_triples_come_in_every_syntax(server: Server, accept: str, syntax: str, query: str) -> None:
    reply = server.query(query, {"Accept": accept})
    assert (reply.status, reply.kind) == (200, accept)
    found = Graph().parse(data=reply.text, format=syntax)
    wanted = Graph().parse(data=server.query(query, {"Accept": "text/turtle"}).text)
    assert set(found) == set(wanted)
    assert COMPANIES[0] in map(str, found.subjects())


def test_an_answer_is_never_in_a_type_that_was_not_asked_for(server: Server) -> None:
    assert server.query(SELECT, {"Accept": "image/png"}).status == 406
    # Solutions have no Turtle, and triples no CSV.
    assert server.query(SELECT, {"Accept": "text/turtle"}).status == 406
    reply = server.query(CONSTRUCT, {"Accept": "text/csv"})
    assert (reply.status, "text/turtle" in reply.text) == (406, True)
    assert server.query(CONSTRUCT, {"Accept": "text/csv, text/turtle;q=0.1"}).kind == "text/turtle"


def test_the_answer_depends_on_accept_and_says_so(server: Server) -> None:
    assert "Accept" in server.query(SELECT).headers["vary"]


def test_head_gives_the_head_alone(server: Server) -> None:
    path = f"/sparql?{urlencode({'query': SELECT})}"
    reply = server.request("HEAD", path, headers={"Accept": "text/csv"})
    assert (reply.status, reply.kind, reply.body) == (200, "text/csv", b"")
    assert server.request("HEAD", "/sparql?query=nonsense").status == 400
