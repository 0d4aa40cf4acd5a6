"""What every store of quads does: in memory, on disk, and on servers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.stores import OxigraphStore, QuadStore
from kg.triples import DEFAULT_GRAPH, Quad, Term, Triple, iri, literal
from tests.sparql_servers import Server

FIRST, SECOND = iri("https://news.example/a"), iri("https://news.example/b")
SHARED = Triple(iri("urn:acme"), iri("urn:makes"), iri("urn:anvil"))
OWN = Triple(iri("urn:acme"), iri("urn:label"), literal("Acme"))
OTHER = Triple(iri("urn:acme"), iri("urn:label"), literal("ACME"))


SERVERS = ("oxigraph_server", "kg_server", "virtuoso_server")


@pytest.fixture(params=["memory", "disk", *SERVERS])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[QuadStore]:
    if request.param in SERVERS:
        server: Server = request.getfixturevalue(request.param)
        server.empty()
        with server.store() as remote:
            yield remote
        return
    with OxigraphStore(tmp_path / "graph" if request.param == "disk" else None) as opened:
        yield opened


def merged(store: QuadStore) -> set[Triple]:
    return {Triple(*quad[:3]) for quad in store.quads() if quad.graph == DEFAULT_GRAPH}


def held(store: QuadStore, graph: Term) -> set[Triple]:
    return {Triple(*quad[:3]) for quad in store.quads() if quad.graph == graph}


def test_a_new_store_is_empty(store: QuadStore) -> None:
    assert len(store) == 0
    assert list(store.graphs()) == []
    assert list(store.quads()) == []


def test_a_documents_triples_stand_in_its_graph_and_in_the_default_graph(store: QuadStore) -> None:
    store.replace_document(FIRST, [OWN, SHARED])
    assert set(store.quads()) == {
        Quad(*triple, graph) for triple in (OWN, SHARED) for graph in (FIRST, DEFAULT_GRAPH)
    }
    assert len(store) == 4


def test_what_two_documents_assert_stands_once_in_the_default_graph(store: QuadStore) -> None:
    store.replace_document(FIRST, [SHARED])
    store.replace_document(SECOND, [SHARED])
    assert len(store) == 3
    assert list(store.graphs()) == [FIRST, SECOND]


def test_a_triple_given_twice_is_kept_once(store: QuadStore) -> None:
    store.replace_document(FIRST, [OWN, OWN])
    assert len(store) == 2


def test_replacing_a_document_takes_out_what_it_no_longer_asserts(store: QuadStore) -> None:
    store.replace_document(FIRST, [OWN, SHARED])
    store.replace_document(FIRST, [OTHER, SHARED])
    assert held(store, FIRST) == merged(store) == {OTHER, SHARED}


def test_replacing_a_document_leaves_what_another_also_asserts(store: QuadStore) -> None:
    store.replace_document(FIRST, [OWN, SHARED])
    store.replace_document(SECOND, [SHARED])
    store.replace_document(FIRST, [OTHER])
    assert merged(store) == {OTHER, SHARED}
    assert held(store, SECOND) == {SHARED}


def test_removing_a_document_leaves_what_another_also_asserts(store: QuadStore) -> None:
    store.replace_document(FIRST, [OWN, SHARED])
    store.replace_document(SECOND, [SHARED])
    store.remove_document(FIRST)
    assert set(store.quads()) == {Quad(*SHARED, SECOND), Quad(*SHARED, DEFAULT_GRAPH)}
    assert list(store.graphs()) == [SECOND]


def test_removing_the_last_document_empties_the_store(store: QuadStore) -> None:
    store.replace_document(FIRST, [OWN, SHARED])
    store.remove_document(FIRST)
    assert len(store) == 0
    assert list(store.graphs()) == []


def test_removing_a_document_that_is_not_there_changes_nothing(store: QuadStore) -> None:
    store.replace_document(FIRST, [OWN])
    store.remove_document(SECOND)
    assert merged(store) == {OWN}


def test_a_document_with_a_triple_that_is_none_leaves_the_store_as_it_was(
    store: QuadStore,
) -> None:
    store.replace_document(FIRST, [OWN])
    with pytest.raises(InputError, match="not valid RDF") as caught:
        store.replace_document(FIRST, [SHARED, Triple(iri("no scheme"), OWN[1], OWN[2])])
    assert caught.value.where == FIRST
    assert held(store, FIRST) == merged(store) == {OWN}


def test_a_document_whose_name_is_no_iri_is_refused(store: QuadStore) -> None:
    with pytest.raises(InputError):
        store.replace_document(iri("http://host:port/"), [OWN])


# Oxigraph escapes the two that are no characters; what they stand for is the same.
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
literals = st.text(characters, max_size=20).map(literal)
objects = literals | st.sampled_from(("urn:a", "urn:é", "https://x.example/?q=a&b='c'#d")).map(iri)
triples = st.builds(
    Triple, st.sampled_from(("urn:s", "urn:t")).map(iri), st.just(iri("urn:p")), objects
)
documents = st.lists(
    st.tuples(st.sampled_from((FIRST, SECOND)), st.lists(triples, max_size=4)), max_size=5
)


@given(documents)
def test_the_default_graph_is_always_the_union_of_the_documents(
    changes: list[tuple[Term, list[Triple]]],
) -> None:
    wanted: dict[Term, set[Triple]] = {}
    with OxigraphStore() as store:
        for graph, asserted in changes:
            store.replace_document(graph, asserted)
            wanted[graph] = set(asserted)
        kept = {graph: asserted for graph, asserted in wanted.items() if asserted}
        assert merged(store) == set().union(*kept.values())
        assert {graph: held(store, graph) for graph in store.graphs()} == kept
