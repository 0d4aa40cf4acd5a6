"""Queries on servers give what the store at hand gives, and harm nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal
from rdflib.plugins.sparql import prepareQuery

from kg.errors import NotFoundError, QueryError, StoreError
from kg.queries import Result, Table, Triples, list_questions, run, run_bound
from kg.queries.engine import term_of
from kg.queries.naming import labels_of
from kg.queries.remote import RemoteEngine, open_engine, run_remote
from kg.queries.remote_http import Connection
from kg.queries.remote_target import MERGED_GRAPH, Addresses
from kg.queries.remote_text import bound_query, sparql_term
from kg.triples import Term, literal
from kg.triples.terms import is_iri
from tests.queries import graphs
from tests.scripted_server import Answer, Request, in_turn, scripted
from tests.sparql_servers import Server

LOCAL = graphs.store_of()
NAUGHTY = (
    '"',
    "'",
    "\\",
    '\\"',
    "{ braces }",
    "} ; DROP ALL ; {",
    '" } } ; DROP ALL ; INSERT DATA { <urn:a> <urn:b> "',
    "line\nbreak\r\ttab",
    "\\u0022 } DROP ALL",
    "\\\\u0022",
    "?x $y @en #z",
    "’“ é 東京 😀",
    "\x01\x7f",
    "'''\"\"\"",
)


@contextmanager
def filled(server: Server) -> Iterator[RemoteEngine]:
    """Put the sample graph on a server, and open it to be asked."""
    with server.store() as store:
        for graph in LOCAL.graphs():
            store.replace_document(graph, LOCAL.triples(graph))
    with Connection() as connection:
        yield open_engine(connection, Addresses(server.url))


def cases() -> Iterator[tuple[str, Mapping[str, Term]]]:
    """Yield the text of every named question with no parameter, and with some values of each."""
    for question in list_questions():
        table = run(LOCAL.engine, question.text)
        assert isinstance(table, Table)
        yield question.text, {}
        for parameter in question.parameters:
            values = {row[parameter.name] for row in table.records() if parameter.name in row}
            for value in sorted(values)[:3]:
                yield question.text, {parameter.name: value}


def test_every_named_question_gives_the_same_rows_in_the_same_order(server: Server) -> None:
    with filled(server) as engine:
        for text, bindings in cases():
            expected = run_bound(LOCAL.engine, text, bindings=bindings)
            assert run_bound(engine, text, bindings=bindings) == expected, (text, bindings)


def test_names_are_looked_up_on_the_server(server: Server) -> None:
    text = next(question.text for question in list_questions() if question.name == "who-deploys")
    with filled(server) as engine:
        for name in ("NightEye", "nighteye"):
            asked = {"product": name}
            assert run_remote(engine, text, parameters=asked) == run(
                LOCAL.engine, text, parameters=asked
            )
        with pytest.raises(NotFoundError) as caught:
            run_remote(engine, text, parameters={"product": "NightEyes"})
    assert caught.value.suggestions == ("NightEye",)


def test_labels_are_those_of_the_store_at_hand(server: Server) -> None:
    nodes = {
        cell
        for question in list_questions()
        for row in _rows(run(LOCAL.engine, question.text))
        for cell in row
        if cell and is_iri(cell)
    }
    with filled(server) as engine:
        assert labels_of(engine, nodes) == labels_of(LOCAL.engine, nodes)


def _rows(result: Result) -> tuple[tuple[Term | None, ...], ...]:
    assert isinstance(result, Table)
    return result.rows


def test_every_form_of_query_is_answered(server: Server) -> None:
    queries = (
        "ASK { ?s a kg:Product }",
        "ASK { ?s a kg:Product, kg:Person }",
        "CONSTRUCT { ?s a kg:Thing } WHERE { ?s a kg:Product }",
        "SELECT * { ?s a kg:Product ; rdfs:label ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s a kg:Product }",
    )
    with filled(server) as engine:
        for query in queries:
            assert run_remote(engine, query) == run(LOCAL.engine, query), query


def test_provenance_by_graph_is_there(server: Server) -> None:
    query = f"""SELECT DISTINCT ?g {{ ?s a kg:Product . GRAPH ?g {{ ?s a kg:Product }}
        FILTER (?g != <{MERGED_GRAPH}>) }} ORDER BY STR(?g)"""
    with filled(server) as engine:
        assert run_remote(engine, query) == run(LOCAL.engine, query)


def test_a_query_of_one_document_may_name_it(server: Server) -> None:
    graph = next(LOCAL.graphs())
    query = "SELECT (COUNT(*) AS ?n) FROM GRAPH { ?s ?p ?o }".replace("GRAPH", graph)
    with filled(server) as engine:
        assert run_remote(engine, query) == run(LOCAL.engine, query)
        with pytest.raises(QueryError, match="the graph holds no such document"):
            run_remote(engine, "SELECT * FROM <urn:none> { ?s ?p ?o }")


def test_texts_that_look_like_sparql_are_harmless_as_parameters(server: Server) -> None:
    query = "SELECT ?text (STRLEN(?text) AS ?long) { ?s a kg:Product }"
    with filled(server) as engine:
        for text in NAUGHTY:
            bindings = {"text": literal(text)}
            assert run_bound(engine, query, bindings=bindings) == run_bound(
                LOCAL.engine, query, bindings=bindings
            ), text
        assert run_remote(engine, "ASK { ?s a kg:Product }")
        with pytest.raises(NotFoundError):
            run_remote(
                engine,
                "# parameter: s (Product) it\nSELECT ?s { ?s a kg:Product }",
                parameters={"s": '} ; DROP ALL ; # "'},
            )
        assert run_remote(engine, "SELECT ?s { ?s a kg:Product }") == run(
            LOCAL.engine, "SELECT ?s { ?s a kg:Product }"
        )


def test_no_more_rows_are_asked_for_than_wanted() -> None:
    empty = '{"head": {"vars": ["s"]}, "results": {"bindings": []}}'
    with scripted(in_turn(Answer(body=empty))) as server, Connection() as connection:
        run_remote(RemoteEngine(connection, server.url), "SELECT ?s { ?s ?p ?o }", limit=3)
    assert b"%0ALIMIT+3" in server.requests[0].body


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://elsewhere.example/> { ?s ?p ?o } }",
        "DROP ALL",
        "SELECT * FROM <http://elsewhere.example/> { ?s ?p ?o }",
        "SELECT * {",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    ],
)
def test_what_may_not_be_asked_never_leaves(query: str) -> None:
    def answer(request: Request) -> Answer:
        assert b"LIMIT+1" in request.body, "only whether a graph is there may be asked"
        return Answer(body='{"head": {"vars": ["s"]}, "results": {"bindings": []}}')

    with (
        scripted(answer) as server,
        Connection() as connection,
        pytest.raises(QueryError),
    ):
        run_remote(RemoteEngine(connection, server.url), query)


def test_a_table_that_the_server_cut_is_no_answer() -> None:
    cut = Answer(headers={"X-SPARQL-MaxRows": "10000"})
    with (
        scripted(in_turn(cut)) as server,
        Connection() as connection,
        pytest.raises(QueryError, match="no more than 10000 rows"),
    ):
        run_remote(RemoteEngine(connection, server.url), "SELECT ?s { ?s ?p ?o }")


@pytest.mark.parametrize("body", ["<html>", '{"head": {}, "boolean": true}', ""])
def test_an_answer_that_is_none_is_told(body: str) -> None:
    with (
        scripted(in_turn(Answer(body=body))) as server,
        Connection() as connection,
        pytest.raises(StoreError, match="answer cannot be read"),
    ):
        run_remote(RemoteEngine(connection, server.url), "SELECT ?s { ?s ?p ?o }")


def test_a_graph_that_the_query_names_takes_the_place_of_the_merged_one() -> None:
    with scripted(in_turn(Answer())) as server, Connection() as connection:
        engine = RemoteEngine(connection, server.url, merged=MERGED_GRAPH)
        engine.query("ASK { ?s ?p ?o }")
        engine.query("ASK FROM <urn:d> { ?s ?p ?o }")
    assert [b"default-graph-uri" in request.body for request in server.requests] == [True, False]


characters = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
texts = (
    st.text(characters, max_size=20) | st.sampled_from(NAUGHTY) | st.text('\\u"0U2{};', max_size=12)
)


@given(texts)
def test_every_text_is_read_back_as_it_was_by_two_parsers(text: str) -> None:
    query = bound_query("SELECT ?text { }", {}, {ox.Variable("text"): ox.Literal(text)})
    found = ox.Store().query(query)
    assert isinstance(found, ox.QuerySolutions)
    assert [solution["text"] for solution in found] == [ox.Literal(text)]
    # rdflib decodes \\uXXXX before it parses, as SPARQL 1.1 lets an engine do.
    (row,) = Graph().query(prepareQuery(query))
    assert not isinstance(row, bool)
    assert row[0] == Literal(text)


@given(texts, st.sampled_from(("en", "en-GB")))
def test_a_language_and_an_iri_are_kept(text: str, language: str) -> None:
    for term in (ox.Literal(text, language=language), ox.NamedNode("https://x.example/é?a='b'#c")):
        found = ox.Store().query(
            f"SELECT (?x AS ?y) {{ VALUES ?x {{ {sparql_term(term_of(term))} }} }}"
        )
        assert isinstance(found, ox.QuerySolutions)
        assert [solution["y"] for solution in found] == [term]


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("SELECT ?s { ?s ?p ?o }", "SELECT ?s { VALUES (?s) { (<urn:a>) } ?s ?p ?o }"),
        (
            "CONSTRUCT { ?s a [ ?p { } ] } WHERE { ?s ?p ?o }",
            "CONSTRUCT { ?s a [ ?p { } ] } WHERE { VALUES (?s) { (<urn:a>) } ?s ?p ?o }",
        ),
        (
            "# SELECT {\nASK # {\n { ?s ?p '{' }",
            "# SELECT {\nASK # {\n { VALUES (?s) { (<urn:a>) } ?s ?p '{' }",
        ),
        (
            'SELECT (IF(1<2, "{", "}") AS ?x) { ?s ?p ?o }',
            'SELECT (IF(1<2, "{", "}") AS ?x) { VALUES (?s) { (<urn:a>) } ?s ?p ?o }',
        ),
    ],
)
def test_values_stand_at_the_beginning_of_the_pattern(query: str, bound: str) -> None:
    assert bound_query(query, {}, {ox.Variable("s"): ox.NamedNode("urn:a")}) == bound


def test_a_query_without_a_place_for_values_is_refused() -> None:
    with pytest.raises(QueryError, match="no pattern"):
        bound_query("DESCRIBE <urn:a>", {}, {ox.Variable("s"): ox.NamedNode("urn:a")})


def test_prefixes_are_declared_unless_the_query_does() -> None:
    query = "PREFIX kg: <urn:mine:> ASK { ?s a kg:X, rdf:Y }"
    written = bound_query(query, {"kg": "urn:kg:", "rdf": "urn:rdf:"}, {})
    assert written == f"PREFIX rdf: <urn:rdf:>\n{query}"


def test_triples_come_in_any_syntax_of_rdf() -> None:
    turtle = Answer(body="@prefix x: <urn:> . x:s x:p x:o .", kind="text/turtle; charset=utf-8")
    with scripted(in_turn(turtle)) as server, Connection() as connection:
        engine = RemoteEngine(connection, server.url)
        found = run_remote(engine, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(found, Triples)
    assert [str(term) for term in found.triples[0]] == ["<urn:s>", "<urn:p>", "<urn:o>"]
