from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery

from kg.errors import ConfigurationError, NotFoundError
from kg.model import Claim, Document
from kg.queries import Question, Table, list_questions, load_question, run, run_bound
from kg.queries.questions import Parameter, parse_question
from kg.triples import Term
from kg.triples.terms import is_iri, literal_value
from kg.vocab import default_ontology, terms
from tests.queries import graphs

QUESTIONS = {question.name: question for question in list_questions()}
PARAMETERS = [
    (question.name, parameter.name)
    for question in QUESTIONS.values()
    for parameter in question.parameters
]
STORE = graphs.store_of()
EVERY_NAME = pytest.mark.parametrize("name", sorted(QUESTIONS))
EVERY_PARAMETER = pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
# These give a row more when they are asked of one entity: the parameter is free in the others.
FREE = {("claims-of", "entity"), ("denied", "entity"), ("facts", "entity"), ("timeline", "product")}


def table_of(question: Question, store: ox.Store, **bindings: Term) -> Table:
    found = run_bound(store, question.text, bindings=bindings)
    assert isinstance(found, Table)
    return found


def values_of(name: str, parameter: str) -> list[Term]:
    """Return some values that a parameter may have in the graph, by what the question gives."""
    table = table_of(QUESTIONS[name], STORE.engine)
    asked = [parameter, *(("subject",) if (name, parameter) in FREE else ())]
    found = {record[column] for record in table.records() for column in asked if column in record}
    return sorted(found)[:3]


@EVERY_NAME
def test_a_question_has_a_title_and_documented_parameters(name: str) -> None:
    question = QUESTIONS[name]
    assert question.title
    assert not question.title.endswith(".")
    assert all(parameter.comment for parameter in question.parameters)
    assert len(question.kinds) == len(question.parameters)


@EVERY_PARAMETER
def test_a_parameter_is_of_a_kind_that_can_be_looked_up(name: str, parameter: str) -> None:
    kind = QUESTIONS[name].kinds[parameter]
    assert kind in {"Entity", "Term", "Text", "Property"} | set(default_ontology().roots.values())


@EVERY_NAME
def test_the_example_asks_the_question_by_its_own_parameters(name: str) -> None:
    program, command, asked, *options = shlex.split(QUESTIONS[name].example)
    assert (program, command, asked) == ("kg", "query", name)
    assert set(options[::2]) <= {"--param"}
    given = [option.partition("=")[0] for option in options[1::2]]
    assert set(given) <= set(QUESTIONS[name].kinds)


@EVERY_NAME
def test_a_question_is_sparql_to_a_second_parser_with_its_own_prefixes(name: str) -> None:
    assert prepareQuery(QUESTIONS[name].text).algebra.name == "SelectQuery"


@EVERY_NAME
def test_a_question_without_parameters_asks_for_all(name: str) -> None:
    table = run(STORE.engine, QUESTIONS[name].text)
    assert isinstance(table, Table)
    assert table.rows


@EVERY_NAME
def test_a_question_of_an_empty_graph_has_no_answer(name: str) -> None:
    assert table_of(QUESTIONS[name], ox.Store()).rows == ()


@EVERY_PARAMETER
def test_a_parameter_gives_the_rows_that_have_its_value(name: str, parameter: str) -> None:
    question = QUESTIONS[name]
    everything = table_of(question, STORE.engine)
    values = values_of(name, parameter)
    assert values
    for value in values:
        bound = table_of(question, STORE.engine, **{parameter: value})
        assert bound.rows
        assert {record[parameter] for record in bound.records()} == {value}
        if (name, parameter) not in FREE:
            expected = [row for row in everything.records() if row.get(parameter) == value]
            assert _without_order(bound.records()) == _without_order(expected)


@EVERY_PARAMETER
def test_a_parameter_that_fits_nothing_gives_no_rows(name: str, parameter: str) -> None:
    nothing = Term("<urn:nothing>")
    assert table_of(QUESTIONS[name], STORE.engine, **{parameter: nothing}).rows == ()


@EVERY_NAME
def test_two_engines_give_a_question_the_same_answer(name: str) -> None:
    question = QUESTIONS[name]
    ours = table_of(question, STORE.engine)
    assert _without_order(ours.records()) == _without_order(_by_rdflib(question))


@EVERY_NAME
def test_the_order_of_rows_does_not_depend_on_the_order_of_storing(name: str) -> None:
    question = QUESTIONS[name]
    backwards = _store_backwards(graphs.CLAIMS, graphs.DOCUMENTS)
    assert table_of(question, backwards) == table_of(question, STORE.engine)


def _by_rdflib(question: Question) -> list[dict[str, Term]]:
    return [
        {str(name): Term(value.n3()) for name, value in solution.items() if value is not None}
        for solution in GRAPH.query(question.text).bindings
    ]


def _without_order(records: Iterable[Mapping[str, Term]]) -> Counter[frozenset[tuple[str, object]]]:
    return Counter(frozenset((name, _value(term)) for name, term in row.items()) for row in records)


def _value(term: Term) -> object:
    """Return what a term means, a number or time by its value: rdflib writes 0.90 as 0.9."""
    if is_iri(term):
        return term
    value, datatype = literal_value(term)
    if datatype in (terms.DECIMAL, terms.INTEGER):
        return Decimal(value)
    if datatype == terms.DATE_TIME:
        return datetime.fromisoformat(value)
    # rdflib escapes less than N-Triples does.
    return value, datatype


def _store_backwards(claims: Iterable[Claim], documents: Iterable[Document]) -> ox.Store:
    forwards = graphs.engine_of(claims, documents)
    store = ox.Store()
    for quad in sorted(forwards, key=str, reverse=True):
        store.add(quad)
    return store


GRAPH: Graph = STORE.to_graph()


def test_a_header_ends_where_the_query_begins() -> None:
    text = (
        "# title: Who\n#\n# parameter: ?x (Product) what it is\n# parameter: y\n"
        "# a remark\nASK { ?x ?y ?z }\n# parameter: z\n"
    )
    assert parse_question("q", text) == Question(
        name="q",
        title="Who",
        parameters=(Parameter("x", "Product", "what it is"), Parameter("y", "Term", "")),
        example="",
        text=text,
    )


def test_a_parameter_without_a_name_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="has the parameter"):
        parse_question("q", "# parameter: (Product)\nASK {}")


def test_a_question_that_is_not_there_gives_the_nearest_ones() -> None:
    with pytest.raises(NotFoundError, match="no question is named 'who-deploy'") as caught:
        load_question("who-deploy")
    assert caught.value.suggestions[0] == "who-deploys"


def test_questions_of_a_folder_of_ones_own_are_listed_by_name(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.rq").write_text(f"# title: {name.upper()}\nASK {{}}", "utf-8")
    (tmp_path / "c.txt").write_text("no question", "utf-8")
    assert [(found.name, found.title) for found in list_questions(tmp_path)] == [
        ("a", "A"),
        ("b", "B"),
    ]
    with pytest.raises(NotFoundError) as caught:
        load_question("zzz", tmp_path)
    assert caught.value.remedy == "there are: a, b"


def test_a_question_that_is_not_utf8_is_refused_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes(b"# title: \xff\nASK {}")
    with pytest.raises(ConfigurationError, match="cannot be read") as caught:
        load_question("q", tmp_path)
    assert caught.value.where == str(tmp_path / "q.rq")
