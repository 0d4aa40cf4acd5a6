"""Updates: what they may not ask for, and the dataset that a request gives them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import NotFoundError, QueryError
from kg.queries.streaming import dataset_of, open_query
from kg.queries.updating import check_update, run_update, with_dataset


@pytest.mark.parametrize(
    ("update", "word", "where"),
    [
        ("LOAD <urn:x>", "LOAD", "line 1, column 1"),
        ("load silent <urn:x> into graph <urn:g>", "LOAD", "line 1, column 1"),
        ("CLEAR ALL;\n LOAD<urn:x>", "LOAD", "line 2, column 2"),
        ("PREFIX x: <urn:>\nLOADx:y", "LOAD", "line 2, column 1"),
        ("PREFIX x: <urn:>LOADx:y", "LOAD", "line 1, column 17"),
        ("BASE <urn:a'>LOAD <urn:x> # '", "LOAD", "line 1, column 14"),
        ("L\\u004fAD <urn:x>", "LOAD", "line 1, column 1"),
        ("INSERT {} WHERE { SERVICE <urn:x> {} }", "SERVICE", "line 1, column 19"),
        ("INSERT {} WHERE { ?s ?p 1SERVICE SILENT ?x {} }", "SERVICE", "line 1, column 26"),
    ],
)
def test_an_update_that_would_leave_the_graph_is_refused(
    update: str, word: str, where: str
) -> None:
    with pytest.raises(QueryError, match=f"{word}, which .* is not allowed") as caught:
        check_update(update)
    assert caught.value.where == where


@pytest.mark.parametrize(
    "update",
    [
        'INSERT DATA { <urn:a> <urn:p> "LOAD <urn:x> SERVICE" }',
        "INSERT DATA { <urn:LOAD> <urn:p> <http://service.example/SERVICE> } # LOAD",
        "INSERT DATA { <urn:a> <urn:p> '''SERVICE \\n LOAD''' }",
        "PREFIX payload: <urn:> INSERT DATA { payload:a payload:LOAD 1 }",
        "DELETE { ?load ?service ?o } WHERE { ?load ?service ?o }",
    ],
)
def test_the_words_may_stand_in_strings_names_and_comments(update: str) -> None:
    run_update(ox.Store(), update)


@pytest.mark.parametrize(
    ("update", "reason"),
    [
        ("INSERT DATA {", "this is not SPARQL"),
        ("CREATE GRAPH <urn:g> ; CREATE GRAPH <urn:g>", "already exists"),
    ],
)
def test_an_update_that_fails_leaves_the_store_as_it_was(update: str, reason: str) -> None:
    store = ox.Store()
    with pytest.raises(QueryError, match=reason):
        run_update(store, update)
    assert ([*store], [*store.named_graphs()]) == ([], [])


@pytest.mark.parametrize(
    ("update", "written"),
    [
        (
            "INSERT {?s ?p ?o} WHERE {?s ?p ?o}",
            "INSERT {?s ?p ?o} USING <urn:a> USING NAMED <urn:b> WHERE {?s ?p ?o}",
        ),
        (
            "DELETE {} INSERT {} where { { SELECT * WHERE {} } } ; CLEAR ALL",
            "DELETE {} INSERT {} USING <urn:a> USING NAMED <urn:b> where"
            " { { SELECT * WHERE {} } } ; CLEAR ALL",
        ),
        ("INSERT DATA { <urn:WHERE> <urn:p> 'WHERE' }", None),
    ],
)
def test_a_dataset_is_written_into_an_update(update: str, written: str | None) -> None:
    assert with_dataset(update, ["urn:a"], ["urn:b"]) == (written or update)


@pytest.mark.parametrize(
    ("update", "reason"),
    [
        ("DELETE WHERE { ?s ?p ?o }", "DELETE WHERE can take no dataset"),
        ("INSERT {} USING <urn:x> WHERE {}", "USING another one"),
        ("WITH <urn:x> INSERT {} WHERE {}", "WITH another one"),
    ],
)
def test_a_dataset_that_cannot_be_written_in_is_refused(update: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        with_dataset(update, ["urn:a"], [])


def test_the_graphs_of_a_query_are_those_of_its_header() -> None:
    query = (
        "SELECT * FROM<urn:a> from  named <urn:b> # FROM <urn:x>\n"
        " FROM <urn:c> { ?from ?p 'FROM <urn:d>' }"
    )
    assert dataset_of(query) == (["urn:a", "urn:c"], ["urn:b"])


def test_a_query_without_a_graph_that_it_names_is_refused() -> None:
    with pytest.raises(NotFoundError, match="the store holds no graph <urn:g>"):
        open_query(ox.Store(), "ASK {}", named_graphs=["urn:g"])
    with pytest.raises(QueryError, match="not an absolute IRI"):
        open_query(ox.Store(), "ASK {}", default_graphs=["g"])
    with pytest.raises(QueryError, match="is not allowed"):
        open_query(ox.Store(), "ASK FROM <urn:g> {}")
