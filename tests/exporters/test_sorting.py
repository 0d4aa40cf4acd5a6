from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.exporters.documents import document_graphs
from kg.exporters.sorting import sorted_quads
from kg.triples import DEFAULT_GRAPH, Quad, Triple, iri, literal
from tests.exporters.quad_strategies import quads


def key(quad: Quad) -> tuple[str, str, str, str]:
    return quad.graph, quad.subject, quad.predicate, quad.object


@pytest.mark.parametrize("run_length", [1, 2, 3, 100])
@given(unsorted=st.lists(quads, max_size=3).map(lambda lists: [q for some in lists for q in some]))
def test_quads_come_sorted_and_once_however_many_runs_there_are(
    run_length: int, unsorted: list[Quad]
) -> None:
    found = list(sorted_quads(unsorted, run_length=run_length))
    assert found == sorted(set(unsorted), key=key)


def test_half_a_surrogate_pair_does_not_end_the_sorting() -> None:
    quad = Quad(iri("urn:a"), iri("urn:b"), literal("\ud800"), DEFAULT_GRAPH)
    assert list(sorted_quads([quad, quad], run_length=1)) == [quad]


def test_documents_come_one_by_one_without_the_merged_graph() -> None:
    one, other = (Triple(iri("urn:s"), iri("urn:p"), iri(name)) for name in ("urn:x", "urn:y"))
    mixed = [
        Quad(*other, iri("urn:g")),
        Quad(*one, DEFAULT_GRAPH),
        Quad(*one, iri("urn:f")),
        Quad(*other, DEFAULT_GRAPH),
    ]
    assert list(document_graphs(mixed)) == [[one], [other]]


def test_a_graph_without_documents_comes_as_a_whole() -> None:
    triple = Triple(iri("urn:s"), iri("urn:p"), iri("urn:o"))
    assert list(document_graphs([Quad(*triple, DEFAULT_GRAPH)])) == [[triple]]
    assert list(document_graphs([])) == []
