"""The cases of the W3C's tests of the SPARQL 1.1 Protocol, each by the name that it has there.

The data and the words are of this project; what is sent how, and what must come back, is theirs,
but for two things. `query_multiple_dataset` names two graphs, as its description says, where the
address in the suite names one with an ampersand in it. `update_base_uri` clears no graph first,
since to clear one that is not there is an error here unless the update says SILENT.
Source: https://github.com/w3c/rdf-tests/tree/main/sparql/sparql11/protocol
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

from tests.server.running import FORM, QUERY, UPDATE, Reply, Server

ONE, TWO, THREE = (f"https://data.example/{name}" for name in ("one", "two", "three"))
GRAPHS = (ONE, TWO, THREE)
COPIES = "https://data.example/copies"
# Each graph says of itself that it is a document.
DATA = " ".join(f"GRAPH <{graph}> {{ <{graph}> a kg:Document }}" for graph in GRAPHS)
ASK = "ASK {}"
IN_DEFAULT = f"ASK {{ <{ONE}> a ?any . <{TWO}> a ?other }}"
IN_NAMED = f"ASK {{ GRAPH ?g {{ <{ONE}> a ?any }} GRAPH ?h {{ <{TWO}> a ?other }} }}"
IN_BOTH = (
    f"ASK {{ <{THREE}> a ?any GRAPH ?g {{ <{ONE}> a ?one }} GRAPH ?h {{ <{TWO}> a ?other }} }}"
)
COPY = f"INSERT {{ GRAPH <{COPIES}> {{ ?s a kg:Company }} }} WHERE {{ ?s a kg:Document }}"
COPY_NAMED = COPY.replace("{ ?s a kg:Document }", "{ GRAPH ?g { ?s a kg:Document } }")
COPY_BOTH = (
    f"INSERT {{ GRAPH <{COPIES}> {{ ?s kg:in ?where }} }} WHERE {{"
    " { GRAPH ?where { ?s a kg:Document } }"
    ' UNION { ?s a kg:Document BIND("default" AS ?where) } }'
)
COPIED = f"ASK {{ GRAPH <{COPIES}> {{ %s }} FILTER NOT EXISTS {{ GRAPH <{COPIES}> {{ %s }} }} }}"
NOTHING = "ASK { FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
ABSOLUTE = "isIRI(?o) && STRSTARTS(STR(?o), 'http://127.0.0.1:')"
Answer = Literal["true", "boolean", "solutions", "triples", "done", "refused"]


def form(*pairs: tuple[str, str]) -> str:
    return urlencode(pairs)


def default_graphs(*graphs: str) -> list[tuple[str, str]]:
    return [("default-graph-uri", graph) for graph in graphs]


def named_graphs(*graphs: str) -> list[tuple[str, str]]:
    return [("named-graph-uri", graph) for graph in graphs]


@dataclass(frozen=True, slots=True)
class Case:
    """A request, and what is to come back."""

    name: str
    method: str
    answer: Answer
    parameters: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | str | None = None

    def sent_to(self, server: Server) -> Reply:
        path = f"/sparql?{urlencode(self.parameters)}" if self.parameters else "/sparql"
        return server.request(self.method, path, self.body, self.headers)


def got(name: str, answer: Answer, *parameters: tuple[str, str]) -> Case:
    return Case(name, "GET", answer, parameters)


def posted(
    name: str,
    answer: Answer,
    headers: Mapping[str, str],
    body: bytes | str,
    *parameters: tuple[str, str],
) -> Case:
    return Case(name, "POST", answer, parameters, headers, body)


QUERIES = (
    got("query_get", "true", ("query", ASK), *default_graphs(ONE)),
    posted("query_post_form", "true", FORM, form(("query", ASK)), *default_graphs(ONE)),
    posted("query_post_direct", "true", QUERY, ASK),
    got(
        "query_dataset_default_graphs_get", "true", ("query", IN_DEFAULT), *default_graphs(ONE, TWO)
    ),
    posted(
        "query_dataset_default_graphs_post", "true", QUERY, IN_DEFAULT, *default_graphs(ONE, TWO)
    ),
    got("query_dataset_named_graphs_get", "true", ("query", IN_NAMED), *named_graphs(ONE, TWO)),
    posted("query_dataset_named_graphs_post", "true", QUERY, IN_NAMED, *named_graphs(ONE, TWO)),
    posted(
        "query_dataset_full",
        "true",
        QUERY,
        IN_BOTH,
        *default_graphs(THREE),
        *named_graphs(ONE, TWO),
    ),
    posted(
        "query_multiple_dataset",
        "true",
        QUERY,
        IN_NAMED.replace("{", f"FROM <{THREE}> {{", 1),
        *named_graphs(ONE, TWO),
    ),
    posted(
        "query_content_type_select",
        "solutions",
        QUERY,
        "SELECT (1 AS ?one) {}",
        *default_graphs(ONE),
    ),
    posted("query_content_type_ask", "boolean", QUERY, ASK, *default_graphs(ONE)),
    posted(
        "query_content_type_describe", "triples", QUERY, f"DESCRIBE <{ONE}>", *default_graphs(ONE)
    ),
    posted(
        "query_content_type_construct",
        "triples",
        QUERY,
        "CONSTRUCT { <s> <p> 1 } WHERE {}",
        *default_graphs(ONE),
    ),
)
BAD_QUERIES = (
    Case("bad_query_method", "PUT", "refused", (("query", ASK), *default_graphs(ONE)), FORM),
    got("bad_multiple_queries", "refused", ("query", ASK), ("query", "SELECT * {}")),
    posted("bad_query_wrong_media_type", "refused", {"Content-Type": "text/plain"}, ASK),
    posted("bad_query_missing_form_type", "refused", {}, form(("query", ASK))),
    posted("bad_query_missing_direct_type", "refused", {}, ASK),
    posted(
        "bad_query_non_utf8",
        "refused",
        {"Content-Type": "application/sparql-query; charset=UTF-16"},
        ASK.encode("utf-16"),
    ),
    got("bad_query_syntax", "refused", ("query", "ASK {")),
)
BAD_UPDATES = (
    got("bad_update_get", "refused", ("update", "CLEAR ALL")),
    posted(
        "bad_multiple_updates",
        "refused",
        FORM,
        form(("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT")),
    ),
    posted("bad_update_wrong_media_type", "refused", {"Content-Type": "text/plain"}, "CLEAR NAMED"),
    posted("bad_update_missing_form_type", "refused", {}, form(("update", "CLEAR NAMED"))),
    posted(
        "bad_update_non_utf8",
        "refused",
        {"Content-Type": "application/sparql-update; charset=UTF-16"},
        "CLEAR NAMED".encode("utf-16"),
    ),
    posted("bad_update_syntax", "refused", FORM, form(("update", "CLEAR EVERYTHING"))),
    posted(
        "bad_update_dataset_conflict",
        "refused",
        UPDATE,
        f"WITH <{ONE}> DELETE {{ ?s a kg:Document }} WHERE {{ ?s a kg:Document }}",
        ("using-named-graph-uri", TWO),
    ),
)
# Each with a question whose answer is yes once it is done.
UPDATES = (
    (
        posted("update_post_form", "done", FORM, form(("update", "CLEAR ALL"))),
        "ASK { FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }",
    ),
    (
        posted("update_post_direct", "done", UPDATE, "CLEAR ALL"),
        "ASK { FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }",
    ),
    (
        posted(
            "update_base_uri",
            "done",
            UPDATE,
            f"INSERT DATA {{ GRAPH <{COPIES}> {{ <urn:s> <urn:p> <relative> }} }}",
        ),
        f"ASK {{ GRAPH <{COPIES}> {{ <urn:s> <urn:p> ?o FILTER ({ABSOLUTE}) }} }}",
    ),
    (
        posted(
            "update_dataset_default_graph",
            "done",
            UPDATE,
            f"DROP ALL ; INSERT DATA {{ {DATA} }} ; {COPY}",
            ("using-graph-uri", ONE),
        ),
        COPIED % (f"<{ONE}> a kg:Company", f"<{TWO}> ?p ?o"),
    ),
    (
        posted(
            "update_dataset_default_graphs",
            "done",
            UPDATE,
            f"DROP ALL ; INSERT DATA {{ {DATA} }} ; {COPY}",
            ("using-graph-uri", ONE),
            ("using-graph-uri", TWO),
        ),
        COPIED % (f"<{ONE}> a kg:Company . <{TWO}> a kg:Company", f"<{THREE}> ?p ?o"),
    ),
    (
        posted(
            "update_dataset_named_graphs",
            "done",
            UPDATE,
            f"DROP ALL ; INSERT DATA {{ {DATA} }} ; {COPY_NAMED}",
            ("using-named-graph-uri", ONE),
            ("using-named-graph-uri", TWO),
        ),
        COPIED % (f"<{ONE}> a kg:Company . <{TWO}> a kg:Company", f"<{THREE}> ?p ?o"),
    ),
    (
        posted(
            "update_dataset_full",
            "done",
            UPDATE,
            f"DROP ALL ; INSERT DATA {{ {DATA} }} ; {COPY_BOTH}",
            ("using-graph-uri", ONE),
            ("using-named-graph-uri", TWO),
        ),
        COPIED % (f'<{ONE}> kg:in "default" . <{TWO}> kg:in <{TWO}>', f"<{THREE}> ?p ?o"),
    ),
)
# All names of the suite, as its manifest lists them.
SUITE: tuple[str, ...] = (
    "query_post_form", "query_dataset_default_graphs_get", "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post", "query_dataset_named_graphs_get", "query_dataset_full",
    "query_multiple_dataset", "query_get", "query_content_type_select", "query_content_type_ask",
    "query_content_type_describe", "query_content_type_construct", "update_dataset_default_graph",
    "update_dataset_default_graphs", "update_dataset_named_graphs", "update_dataset_full",
    "update_post_form", "update_post_direct", "update_base_uri", "query_post_direct",
    "bad_query_method", "bad_multiple_queries", "bad_query_wrong_media_type",
    "bad_query_missing_form_type", "bad_query_missing_direct_type", "bad_query_non_utf8",
    "bad_query_syntax", "bad_update_get", "bad_multiple_updates", "bad_update_wrong_media_type",
    "bad_update_missing_form_type", "bad_update_non_utf8", "bad_update_syntax",
    "bad_update_dataset_conflict",
)  # fmt: skip
