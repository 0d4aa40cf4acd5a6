from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError, QueryError
from kg.queries import Table, check_query, resolve_term, run, run_bound
from kg.triples import literal
from kg.triples.terms import literal_value
from tests.queries import graphs

ELSEWHERE = "http://elsewhere.example/"
UPDATES = (
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DELETE DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    f"LOAD <{ELSEWHERE}>",
    "LOAD SILENT <file:///etc/hostname> INTO GRAPH <urn:g>",
    "CLEAR ALL",
    "DROP GRAPH <urn:g>",
    "CREATE GRAPH <urn:g>",
    "ADD <urn:a> TO <urn:b>",
    "MOVE <urn:a> TO <urn:b>",
    "COPY <urn:a> TO <urn:b>",
    "PREFIX select: <urn:select> # SELECT\ninsert data { select:a select:b select:c }",
)
SERVICES = (
    f"SELECT * {{ SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"ASK {{ service silent <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"ASK {{ ?s ?p ?o . SERVICE#\n<{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    "ASK { ?where ?p ?o . SERVICE?where { ?s ?p ?o } }",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ SELECT * {{ SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }} }} }}",
    f"DESCRIBE ?s {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }} }}",
    f"ASK {{ SERV\\u0049CE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"ASK {{ SERV\\U00000049CE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
)
# Each of these makes Oxigraph ask another server, or did: its parser has no tokens.
HIDDEN_SERVICES = (
    f"PREFIX : <{ELSEWHERE}> ASK {{ SERVICE:x {{ ?s ?p ?o }} }}",
    f"PREFIX x: <{ELSEWHERE}> ASK {{ servicex:y {{ ?s ?p ?o }} }}",
    f"PREFIX x: <{ELSEWHERE}> ASK {{ SERVICESILENTx:y {{ ?s ?p ?o }} }}",
    f"ASK {{ SERVICESILENT<{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"ASK {{ ?s ?p trueSERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"ASK {{ ?s ?p 1e5SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f'ASK {{ FILTER(1<2#>"""\n) SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} #"""\n}}',
    f"ASK {{ FILTER(1<2&&'a'='>') SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} #'\n}}",
    f'ASK {{ VALUES ?x {{ """a" }} SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} #\\z """\n}}',
    f'ASK {{ VALUES ?x {{ """a" }} SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} #\\uD800 """\n}}',
)
SOURCES = (
    f"ASK FROM <{ELSEWHERE}> {{ ?s ?p ?o }}",
    f"DESCRIBE * FROM NAMED <{ELSEWHERE}> {{ ?s ?p ?o }}",
    f"SELECT * FROMNAMED<{ELSEWHERE}> {{ ?s ?p ?o }}",
    "SELECT * FROM <file:///etc/hostname> WHERE { ?s ?p ?o }",
    f"BASE <{ELSEWHERE}> ASK FROM <a> {{ ?s ?p ?o }}",
    f"PREFIX x: <{ELSEWHERE}> ASK FROM x:a {{ ?s ?p ?o }}",
    f"PREFIX : <{ELSEWHERE}> ASK FROM:a {{ ?s ?p ?o }}",
    f"ASK from # here\n <{ELSEWHERE}> {{ ?s ?p ?o }}",
)
HARMLESS = (
    '"SERVICE <http://elsewhere.example/> { ?s ?p ?o }"',
    "'it is a service from here; INSERT DATA'",
    '"""a "long" one\n # SERVICE <http://elsewhere.example/> {}"""',
    "'''FROM <file:///etc/hostname> it’s'''",
    '"a \\" SERVICE <http://elsewhere.example/> {"',
    '"words"@service-from',
    "<http://docs.example/service/from#load>",
    "<http://docs.example/SERVICE>",
    "<urn:service:from:load>",
    "?service",
    "$from",
    "?insert_data",
    "_:service",
    "kg:service",
    "kg:from",
    "?o . # SERVICE <http://elsewhere.example/> {}\n",
    '?o . # it\'s "from" a service\n',
)
names = st.sampled_from(("SERVICE", "service", "FROM", "Load", "INSERT", "DELETE", "WITH"))


def check(query: str) -> str:
    return check_query(query, holds_graph=lambda name: name == "urn:held")


@pytest.mark.parametrize("query", UPDATES)
def test_an_update_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="which changes the graph, is not allowed"):
        check(query)


@pytest.mark.parametrize("query", [*SERVICES, *HIDDEN_SERVICES])
def test_a_query_of_another_server_is_refused_before_it_runs(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE, which asks another server, is not allowed"):
        run(ox.Store(), query)


@pytest.mark.parametrize("query", SOURCES)
def test_a_query_of_a_file_or_page_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match=r"FROM .* is not allowed"):
        check(query)


@pytest.mark.parametrize("word", ["FROM", "from named", "FROM # here\n NAMED"])
def test_a_graph_that_the_store_holds_may_be_named(word: str) -> None:
    assert check(f"SELECT * {word} <urn:held> {{ ?s ?p ?o }}") == "SELECT"


def test_each_graph_that_is_named_must_be_held() -> None:
    with pytest.raises(QueryError, match="FROM <urn:other> is not allowed"):
        check("ASK FROM <urn:held> FROM <urn:other> { ?s ?p ?o }")


@pytest.mark.parametrize("value", HARMLESS)
def test_a_word_that_is_no_keyword_is_no_offence(value: str) -> None:
    query = f"SELECT * {{ ?s ?p {value} }}"
    assert check(query) == "SELECT"
    assert isinstance(run(ox.Store(), query), Table)


@pytest.mark.parametrize("form", ["SELECT * WHERE", "ASK", "CONSTRUCT WHERE", "DESCRIBE * WHERE"])
def test_the_form_of_a_query_is_told(form: str) -> None:
    query = f"# INSERT\nPREFIX load: <urn:load>\n{form} {{ ?s load:p ?o }}"
    assert check(query) == form.split()[0]


@pytest.mark.parametrize("query", ["", "# ASK", "who uses it?", "{ ?s ?p ?o }", '"SELECT"', "?ask"])
def test_what_is_no_query_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="this is not a SPARQL query"):
        check(query)


def test_a_refusal_says_where_the_word_stands() -> None:
    with pytest.raises(QueryError) as caught:
        check(f"ASK {{\n  ?s ?p ?o .\n  SERVICE <{ELSEWHERE}> {{}} }}")
    assert caught.value.where == "line 3, column 3"


@given(names, st.text(max_size=10))
def test_a_keyword_in_a_string_is_never_an_offence(word: str, rest: str) -> None:
    value = literal(f"{word} {rest} {word}".replace("\ud800", ""))
    assert check(f"ASK {{ ?s ?p {value} }}") == "ASK"


@given(
    st.tuples(*(st.sampled_from((letter, letter.lower())) for letter in "SERVICE")).map("".join),
    st.text(" \t\n\r", max_size=3) | st.sampled_from(("#\n", "# no { } '\n", ' #"""\n')),
    st.sampled_from((f"<{ELSEWHERE}>", "?where", "kg:x")),
)
def test_service_is_refused_in_any_case_and_spacing(word: str, gap: str, address: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        check(f"ASK {{ {word}{gap}{address} {{ ?s ?p ?o }} }}")


@given(st.text(st.sampled_from("<>\"'#\\ \n?a:.{}()=|&1SERVICEFROM"), max_size=60))
def test_no_text_makes_the_guard_fail_otherwise_than_by_refusing(text: str) -> None:
    try:
        assert check(f"ASK {text}") == "ASK"
    except QueryError as error:
        assert re.search("SERVICE|FROM|not allowed", error.reason)


# What parameters may hold: what would end a string, an IRI, a pattern or a query.
INJECTIONS = (
    '" } #',
    '"',
    "'''",
    '"""',
    "> } UNION { ?s ?p ?o",
    "<urn:a> . <urn:b> <urn:c> <urn:d>",
    '"a" . ?s ?p ?o',
    '"a" .\n<urn:s> <urn:p> "b"',
    '"x" } ; DROP ALL #',
    f"?o }} SERVICE <{ELSEWHERE}> {{ ?s ?p ?o",
    "\\u0022 } #",
    "\\",
    "?s",
    "$o",
    "_:b",
    "http://x.example/> ?p ?o",
    "kg:a> ?b",
    "urn:a\n} #",
    "<urn:a>\\u003E",
    "http://[",
    "\udc80",
)
values = st.sampled_from(INJECTIONS) | st.text() | st.text("\"'<>\\{}#?.:;@^ \nau", max_size=20)
TEXTS = ("Acme", *(text for text in INJECTIONS if text.isprintable()), "a\nb", "")
BY_TEXT = "# parameter: text (Text) what it says\nSELECT ?s ?text { ?s <urn:says> ?text }"
BY_NAME = "# parameter: named ({kind}) whom\nSELECT ?named ?p ?o {{ ?named ?p ?o }}"


def _store_of_texts() -> ox.Store:
    store = ox.Store()
    for number, text in enumerate(TEXTS):
        says = ox.NamedNode("urn:says")
        store.add(ox.Quad(ox.NamedNode(f"urn:s{number}"), says, ox.Literal(text)))
    return store


TEXT_STORE = _store_of_texts()
NAME_STORE = graphs.engine_of()


@given(values | st.sampled_from(TEXTS))
def test_a_text_given_as_a_parameter_is_that_text_and_nothing_else(value: str) -> None:
    try:
        found = run(TEXT_STORE, BY_TEXT, parameters={"text": value})
    except QueryError as error:
        assert "is not a term" in error.reason
        assert re.search("[\ud800-\udfff]", value)
    else:
        assert isinstance(found, Table)
        assert [literal_value(row["text"])[0] for row in found.records()] == [value] * (
            value in TEXTS
        )


@given(values, st.sampled_from(("Entity", "Product", "Term", "Property")))
def test_a_name_given_as_a_parameter_binds_one_term_or_is_refused(value: str, kind: str) -> None:
    query = BY_NAME.format(kind=kind)
    try:
        found = run(NAME_STORE, query, parameters={"named": value})
    except KgError:
        return
    term = resolve_term(NAME_STORE, value, kind=kind)
    assert isinstance(found, Table)
    assert {row["named"] for row in found.records()} <= {term}
    assert found == run_bound(NAME_STORE, query, bindings={"named": term})


@given(st.sampled_from(INJECTIONS) | st.text("s? }{$\n1x", max_size=6))
def test_a_parameter_that_is_no_variable_of_the_query_is_refused(name: str) -> None:
    try:
        found = run(NAME_STORE, "SELECT ?s { ?s a kg:Product }", parameters={name: "urn:x:y"})
    except KgError:
        return
    assert name == "s"
    assert found == Table(("s",), ())
