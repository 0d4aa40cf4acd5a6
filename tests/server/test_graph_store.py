"""The SPARQL 1.1 Graph Store HTTP Protocol.

Source: https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from tests.queries import graphs
from tests.server.running import TURTLE, Server, graph_path

GRAPH = graph_path("urn:g")
LINES = {"Accept": "application/n-triples"}
BODIES = {
    "text/turtle": "@prefix e: <urn:> . e:s e:p e:o .",
    "application/n-triples": "<urn:s> <urn:p> <urn:o> .",
    "application/rdf+xml": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:">'
        '<rdf:Description rdf:about="urn:s"><e:p rdf:resource="urn:o"/></rdf:Description></rdf:RDF>'
    ),
    "application/ld+json": '{"@id": "urn:s", "urn:p": {"@id": "urn:o"}}',
    "application/trig": "<urn:s> <urn:p> <urn:o> .",
    "application/n-quads": "<urn:s> <urn:p> <urn:o> .",
    "text/n3": "<urn:s> <urn:p> <urn:o> .",
}
# Any number of triples that take a while to be stored.
MANY = "".join(f'<urn:s{number}> <urn:p> "{number}" .\n' for number in range(3000))


def lines(reply_text: str) -> list[str]:
    return sorted(reply_text.splitlines())


@pytest.mark.parametrize("media_type", BODIES)
def test_a_graph_is_made_replaced_and_read(writable: Server, media_type: str) -> None:
    headers = {"Content-Type": media_type}
    assert writable.request("PUT", GRAPH, BODIES[media_type], headers).status == 201
    assert writable.request("PUT", GRAPH, BODIES[media_type], headers).status == 204
    reply = writable.request("GET", GRAPH, headers=LINES)
    assert (reply.status, reply.kind) == (200, "application/n-triples")
    assert reply.text == "<urn:s> <urn:p> <urn:o> .\n"


def test_put_leaves_nothing_of_what_was_there(writable: Server) -> None:
    for value in ("1", "2"):
        writable.request("PUT", GRAPH, f'<urn:s> <urn:p> "{value}" .', TURTLE)
    assert writable.request("GET", GRAPH, headers=LINES).text == '<urn:s> <urn:p> "2" .\n'


@pytest.mark.parametrize("path", [GRAPH, "/store?default"])
@pytest.mark.parametrize("before", ["<urn:s> <urn:p> _:b .", "<urn:s> <urn:p> 1, 2 .", ""])
@pytest.mark.parametrize("after", ["<urn:s> <urn:q> [ <urn:p> 3 ] .", "<urn:s> <urn:p> 2, 3 .", ""])
def test_put_leaves_just_what_it_brings(
    writable: Server, path: str, before: str, after: str
) -> None:
    for body in (before, after):
        assert writable.request("PUT", path, body, TURTLE).status in (201, 204)
    found = Graph().parse(data=writable.request("GET", path, headers=LINES).text, format="nt")
    assert isomorphic(found, Graph().parse(data=after, format="turtle"))


def test_post_adds_to_what_is_there(writable: Server) -> None:
    statuses = [
        writable.request("POST", GRAPH, f'<urn:s> <urn:p> "{value}" .', TURTLE).status
        for value in ("1", "2", "1")
    ]
    assert statuses == [201, 204, 204]
    found = lines(writable.request("GET", GRAPH, headers=LINES).text)
    assert found == ['<urn:s> <urn:p> "1" .', '<urn:s> <urn:p> "2" .']


def test_blank_nodes_of_two_requests_are_two(writable: Server) -> None:
    for _ in range(2):
        writable.request("POST", GRAPH, "_:b <urn:p> <urn:o> .", TURTLE)
    assert len(lines(writable.request("GET", GRAPH, headers=LINES).text)) == 2


def test_delete_takes_a_graph_out(writable: Server) -> None:
    writable.request("PUT", GRAPH, "<urn:s> <urn:p> 1 .", TURTLE)
    assert writable.request("DELETE", GRAPH).status == 204
    assert [writable.request(method, GRAPH).status for method in ("GET", "HEAD", "DELETE")] == [
        404,
        404,
        404,
    ]


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_an_empty_graph_is_a_graph(writable: Server, method: str) -> None:
    assert writable.request(method, GRAPH, "", TURTLE).status == 201
    assert writable.request("GET", GRAPH, headers=LINES).text == ""
    assert writable.request(method, GRAPH, "", TURTLE).status == 204


def test_the_default_graph_is_always_there(writable: Server) -> None:
    path = "/store?default"
    assert writable.request("GET", path, headers=LINES).text == ""
    assert writable.request("PUT", path, "<urn:s> <urn:p> <urn:o> .", TURTLE).status == 204
    assert writable.request("PUT", path, "<urn:s> <urn:p> <urn:q> .", TURTLE).status == 204
    assert writable.request("POST", path, "<urn:s> <urn:p> <urn:r> .", TURTLE).status == 204
    found = lines(writable.request("GET", path, headers=LINES).text)
    assert found == ["<urn:s> <urn:p> <urn:q> .", "<urn:s> <urn:p> <urn:r> ."]
    assert writable.request("DELETE", path).status == 204
    assert writable.request("GET", path, headers=LINES).text == ""


def test_head_is_as_get_without_a_body(writable: Server) -> None:
    writable.request("PUT", GRAPH, "<urn:s> <urn:p> 1 .", TURTLE)
    reply = writable.request("HEAD", GRAPH, headers=LINES)
    assert (reply.status, reply.kind, reply.body) == (200, "application/n-triples", b"")


def test_a_graph_may_be_named_by_its_own_url(writable: Server) -> None:
    assert writable.request("PUT", "/store/person/1.ttl", "<> <urn:p> 1 .", TURTLE).status == 201
    url = f"{writable.url}store/person/1.ttl"
    assert url in writable.request("GET", "/store/person/1.ttl", headers=LINES).text
    assert writable.request("GET", graph_path(url), headers=LINES).status == 200


def test_post_without_a_graph_makes_one_and_says_where(writable: Server) -> None:
    reply = writable.request("POST", "/store", "<urn:s> <urn:p> <urn:o> .", TURTLE)
    assert reply.status == 201
    place = reply.headers["location"]
    assert place.startswith(f"{writable.url}store/")
    found = writable.request("GET", place.removeprefix(writable.url[:-1]), headers=LINES)
    assert found.text == "<urn:s> <urn:p> <urn:o> .\n"


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/n-quads", "<urn:s> <urn:p> <urn:o> <urn:h> .\n<urn:s> <urn:p> <urn:o> ."),
        ("application/trig", "<urn:s> <urn:p> <urn:o> . <urn:h> { <urn:s> <urn:p> <urn:o> }"),
    ],
)
def test_quads_go_to_the_graphs_that_they_name(
    writable: Server, media_type: str, body: str
) -> None:
    assert writable.request("POST", "/store", body, {"Content-Type": media_type}).status == 204
    for path in ("/store?default", graph_path("urn:h")):
        assert writable.request("GET", path, headers=LINES).text == "<urn:s> <urn:p> <urn:o> .\n"


@pytest.mark.parametrize(
    ("method", "path", "media_type", "body", "status", "words"),
    [
        ("PUT", GRAPH, "text/turtle", "<urn:s> <urn:p> 1 .\n<urn:s> <urn", 400, "line 2"),
        ("POST", GRAPH, "text/turtle", f"{MANY}<urn:s>", 400, "line 3001"),
        ("PUT", GRAPH, "application/ld+json", "{", 400, "not valid RDF"),
        ("PUT", GRAPH, "application/ld+json", '{"@context": "http://127.0.0.1:9/"}', 400, "remote"),
        ("PUT", GRAPH, "application/n-triples", "<s> <urn:p> <urn:o> .", 400, "not valid RDF"),
        ("PUT", GRAPH, "application/n-quads", "<urn:s> <urn:p> 1 <urn:h> .", 400, "RDF"),
        ("POST", GRAPH, "application/trig", "<urn:h> { <urn:s> <urn:p> 1 }", 400, "graphs"),
        ("PUT", GRAPH, "application/pdf", "%PDF", 415, "text/turtle"),
        ("PUT", GRAPH, "", "<urn:s> <urn:p> 1 .", 415, "text/turtle"),
        ("PUT", "/store", "text/turtle", "<urn:s> <urn:p> 1 .", 400, "?graph=IRI"),
        ("PUT", "/store?graph=relative", "text/turtle", "<urn:s> <urn:p> 1 .", 400, "IRI"),
        ("PUT", f"{GRAPH}&default", "text/turtle", "<urn:s> <urn:p> 1 .", 400, "one graph"),
        ("PUT", f"{GRAPH}&graph=urn:h", "text/turtle", "<urn:s> <urn:p> 1 .", 400, "one graph"),
        ("DELETE", "/store", "", None, 400, "?graph=IRI"),
        ("GET", "/store", "", None, 400, "?graph=IRI"),
        ("PATCH", GRAPH, "text/turtle", "", 405, "not allowed"),
    ],
)
@pytest.mark.parametrize("held", [False, True])
def test_what_is_wrong_changes_nothing(
    writable: Server,
    method: str,
    path: str,
    media_type: str,
    body: str | None,
    status: int,
    words: str,
    held: bool,
) -> None:
    if held:
        writable.request("PUT", GRAPH, "<urn:before> <urn:p> <urn:o> .", TURTLE)
    headers = {"Content-Type": media_type} if media_type else {}
    reply = writable.request(method, path, body, headers)
    assert (reply.status, reply.kind) == (status, "text/plain")
    assert words.lower() in reply.text.lower()
    left = writable.request("GET", GRAPH, headers=LINES)
    wanted = (200, "<urn:before> <urn:p> <urn:o> .\n") if held else (404, left.text)
    assert (left.status, left.text) == wanted


def test_a_document_has_its_graph_and_all_have_the_default_one(server: Server) -> None:
    document = graphs.DOCUMENTS[0].id
    reply = server.request("GET", graph_path(document))
    assert (reply.status, reply.kind) == (200, "text/turtle")
    own = Graph().parse(data=reply.text)
    merged = Graph().parse(data=server.request("GET", "/store?default").text)
    assert document in map(str, own.subjects())
    assert set(own) < set(merged)


def test_a_graph_is_not_sent_in_a_type_that_was_not_asked_for(server: Server) -> None:
    reply = server.request("GET", "/store?default", headers={"Accept": "text/csv"})
    assert (reply.status, "text/turtle" in reply.text) == (406, True)
