from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.query import Result as RdflibResult
from rdflib.term import Identifier

from kg.errors import NotFoundError
from kg.queries import Answer, Result, Table, Triples, run
from kg.queries.tabular import display_width, table_text
from kg.queries.writing import RESULT_FORMATS, result_text
from kg.triples import Term, Triple, iri, literal
from kg.vocab.namespaces import IRI, XSD
from tests.queries import graphs
from tests.views import samples

AWKWARD = (
    "",
    " ",
    'say "hi", they said',
    "a,b;c\td",
    "first\nsecond\r\nthird\rfourth",
    "<a & b> ]]> &amp;",
    "back\\slash \\n",
    "’“”… 日本 🚔🏽 שלום e\u0301",
    "?x @en ^^<urn:d>",
    "=1+1",
    "\u2028\u0085\u007f",
)
IRIS = ("https://news.example/a?b=1&c='2'#d", "urn:a:b", "https://news.example/ü日")
LITERALS = (
    *map(literal, AWKWARD),
    literal("2016", IRI(f"{XSD}gYear")),
    literal("6.00", IRI(f"{XSD}decimal")),
    literal("not a number", IRI(f"{XSD}integer")),
    literal("x", IRI("urn:datatype?a&b")),
    Term('"hello"@en-gb'),
)
TERMS = (*map(iri, IRIS), *LITERALS, Term("_:b0"), None)
TABLE = Table(("term", "other"), tuple((term, iri("urn:row")) for term in TERMS))
SELECTS = ("json", "xml", "tsv")
# What XML 1.0 can hold (https://www.w3.org/TR/xml/#charsets).
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r").filter(
        lambda character: character not in "\ufffe\uffff"
    )
)
terms = st.one_of(
    st.none(),
    texts.map(literal),
    st.sampled_from(TERMS),
    st.sampled_from(("urn:x:", "https://a.example/")).flatmap(
        lambda start: st.text("abc/&'?=é", max_size=5).map(lambda end: iri(start + end))
    ),
)
tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.tuples(*[terms] * width), max_size=4).map(
        lambda rows: Table(tuple(f"v{number}" for number in range(width)), tuple(rows))
    )
)


def read(result: Result, form: str) -> RdflibResult:
    return RdflibResult.parse(io.BytesIO(result_text(result, form).encode()), format=form)


def rows_of(result: RdflibResult) -> list[tuple[Identifier | None, ...]]:
    names = result.vars or []
    return [tuple(row.get(name) for name in names) for row in result.bindings]


def rdflib_term(term: Term | None) -> Identifier | None:
    """Read a term with rdflib, by its own N-Triples parser."""
    if term is None:
        return None
    graph = Graph().parse(data=f"<urn:s> <urn:p> {term} .\n", format="nt")
    (found,) = graph.objects()
    assert isinstance(found, Identifier)
    return found


def same(found: Sequence[Identifier | None], table: Table) -> bool:
    wanted = [rdflib_term(term) for row in table.rows for term in row]
    return len(found) == len(wanted) and all(
        one == other or (isinstance(one, BNode) and isinstance(other, BNode))
        for one, other in zip(found, wanted, strict=True)
    )


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_table_is_read_back_with_every_term(form: str) -> None:
    found = read(TABLE, form)
    assert [str(name) for name in found.vars or ()] == list(TABLE.variables)
    cells = [cell for row in rows_of(found) for cell in row]
    assert same(cells, TABLE), list(zip(cells, TERMS, strict=False))


@given(tables)
def test_any_table_is_read_back_from_json_and_from_xml(table: Table) -> None:
    for form in ("json", "xml"):
        cells = [cell for row in rows_of(read(table, form)) for cell in row]
        assert same(cells, table)


@given(tables)
def test_any_table_is_read_back_by_the_engines_own_parser(table: Table) -> None:
    # Its reader of XML drops spaces at the ends of a literal.
    for form, kind in (("json", ox.QueryResultsFormat.JSON), ("tsv", ox.QueryResultsFormat.TSV)):
        found = ox.parse_query_results(result_text(table, form).encode(), format=kind)
        assert isinstance(found, ox.QuerySolutions)
        assert [variable.value for variable in found.variables] == list(table.variables)
        rows = [[None if value is None else str(value) for value in row] for row in found]
        assert rows == [[_engine_text(term) for term in row] for row in table.rows]


def _engine_text(term: Term | None) -> str | None:
    return term if term is None or term.startswith("_:") else str(_engine_object(term))


def test_csv_holds_words_and_iris_as_they_are() -> None:
    text = result_text(TABLE, "csv")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    words = [*IRIS, *AWKWARD, "2016", "6.00", "not a number", "x", "hello", "_:b0", ""]
    assert header == ["term", "other"]
    assert rows == [[word, "urn:row"] for word in words]
    assert text.startswith("term,other\r\n")


def test_csv_is_read_back_by_rdflib() -> None:
    table = Table(
        ("name", "node"), ((literal('a "b", c\nd'), iri("http://a.example/")), (None, None))
    )
    assert rows_of(read(table, "csv")) == [
        (Literal('a "b", c\nd'), URIRef("http://a.example/")),
        (None, None),
    ]


@given(tables)
def test_csv_has_a_cell_for_each_term(table: Table) -> None:
    rows = list(csv.reader(io.StringIO(result_text(table, "csv"), newline="")))
    assert [len(row) for row in rows] == [len(table.variables)] * (len(table.rows) + 1)


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("value", [True, False])
def test_an_answer_is_read_back(form: str, value: bool) -> None:
    found = read(Answer(value), form)
    assert found.type == "ASK"
    assert found.askAnswer is value


@pytest.mark.parametrize("form", ["table", "csv", "tsv"])
def test_an_answer_is_a_word_where_the_format_has_none(form: str) -> None:
    assert [result_text(Answer(value), form) for value in (True, False)] == ["true", "false"]


def test_a_character_that_xml_cannot_hold_is_marked_as_replaced() -> None:
    table = Table(("x",), ((literal("a\x00\x0b\ufffeb"),),))
    assert rows_of(read(table, "xml")) == [(Literal("a\ufffd\ufffd\ufffdb"),)]
    assert rows_of(read(table, "json")) == [(Literal("a\x00\x0b\ufffeb"),)]


@pytest.mark.parametrize("form", ["json", "xml", "tsv", "csv"])
def test_a_table_without_rows_keeps_its_variables(form: str) -> None:
    text = result_text(Table(("a", "b"), ()), form)
    if form == "csv":
        assert text == "a,b\r\n"
    else:
        assert [str(name) for name in read(Table(("a", "b"), ()), form).vars or ()] == ["a", "b"]


@pytest.mark.parametrize("form", RESULT_FORMATS)
def test_every_format_takes_a_table_of_nothing(form: str) -> None:
    assert isinstance(result_text(Table((), ((),)), form), str)
    assert isinstance(result_text(Triples(()), form), str)


SUBJECT, PREDICATE = iri("urn:s"), iri("https://news.example/p")
TRIPLES = Triples(tuple(sorted(Triple(SUBJECT, PREDICATE, term) for term in TERMS if term)))


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("table", ox.RdfFormat.N_TRIPLES),
        ("json", ox.RdfFormat.JSON_LD),
        ("xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_triples_are_read_back(form: str, kind: ox.RdfFormat) -> None:
    found = ox.parse(result_text(TRIPLES, form).encode(), format=kind)
    assert Counter(_without_label(quad.object) for quad in found) == Counter(
        _without_label(_engine_object(triple.object)) for triple in TRIPLES.triples
    )


def test_triples_in_xml_are_read_back_by_rdflib_with_their_line_ends() -> None:
    objects = [literal(text) for text in AWKWARD]
    triples = Triples(tuple(Triple(SUBJECT, PREDICATE, term) for term in objects))
    found = Graph().parse(data=result_text(triples, "xml"), format="xml")
    assert set(found.objects()) == set(map(Literal, AWKWARD))


def test_triples_in_xml_mark_a_character_that_xml_cannot_hold() -> None:
    triples = Triples((Triple(SUBJECT, PREDICATE, literal("a\x00b\x0b")),))
    found = Graph().parse(data=result_text(triples, "xml"), format="xml")
    assert list(found.objects()) == [Literal("a\ufffdb\ufffd")]


def _without_label(term: object) -> str:
    return "blank" if isinstance(term, ox.BlankNode) else str(term)


def _engine_object(term: Term) -> object:
    quads = ox.parse(f"<urn:s> <urn:p> {term} .".encode(), format=ox.RdfFormat.N_TRIPLES)
    return next(iter(quads)).object


def test_triples_are_columns_in_csv() -> None:
    triple = Triple(iri("urn:s"), iri("urn:p"), literal("a,b"))
    assert (
        result_text(Triples((triple,)), "csv")
        == 'subject,predicate,object\r\nurn:s,urn:p,"a,b"\r\n'
    )


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NotFoundError, match="no format of results is named 'yaml'") as caught:
        result_text(Answer(True), "yaml")
    assert caught.value.remedy == "known: table, csv, json, tsv, xml"


def test_the_answer_of_a_graph_is_the_same_in_json_and_in_the_engine() -> None:
    query = "SELECT ?s ?o { ?s rdfs:label ?o } ORDER BY ?s ?o"
    found = json.loads(result_text(run(graphs.engine_of(), query), "json"))
    engine = graphs.engine_of().query(
        query, prefixes={"rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
    )
    assert isinstance(engine, ox.QuerySolutions)
    data = engine.serialize(format=ox.QueryResultsFormat.JSON)
    assert data is not None
    assert found == json.loads(data)


def test_a_table_for_people_has_names_prefixes_and_aligned_columns() -> None:
    node = iri(samples.NIGHTEYE_IRI)
    table = Table(
        ("name", "type", "none"),
        (
            (node, iri("https://w3id.org/claimkg/ontology#Product"), None),
            (literal("東京\n2"), None, None),
        ),
    )
    assert table_text(table, {node: "NightEye"}).splitlines() == [
        "name      type",
        "--------  ----------",
        "NightEye  kg:Product",
        "東京 2",
        "",
        "2 rows",
    ]


def test_a_table_that_is_too_wide_becomes_records() -> None:
    table = Table(("a", "long"), ((literal("1"), literal("x" * 30)), (None, literal("y"))))
    assert table_text(table, width=20).splitlines() == [
        "[1]",
        "a     1",
        f"long  {'x' * 30}",
        "",
        "[2]",
        "long  y",
        "",
        "2 rows",
    ]


@given(tables, st.integers(1, 80))
def test_a_table_of_columns_is_never_wider_than_asked(table: Table, width: int) -> None:
    lines = table_text(table, width=width).splitlines()
    if "[1]" not in lines:
        assert all(display_width(line) <= width for line in lines[:-1])
