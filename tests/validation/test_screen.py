"""The screened report is that of pyshacl on the whole graph, whatever the shapes and the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

from kg.resources import shapes_path
from kg.triples import Minter, Triple, claims_triples
from kg.triples.terms import Term
from kg.validation import (
    Shapes,
    load_shapes,
    validate_files,
    validate_files_exactly,
)
from kg.vocab.ontology import default_ontology
from tests.claim_strategies import claims
from tests.validation.comparing import outcomes
from tests.validation.shacl_strategies import MAKERS, RELAXED, TIMES, data_graphs, shapes_graphs

# rdflib compares a number with an ill-typed literal so, in either way of validating.
pytestmark = pytest.mark.filterwarnings("ignore:NotImplemented should not be used")
SHAPES = load_shapes([shapes_path()])
MINTER = Minter(default_ontology())
EXAMPLES = Path(__file__).parent.parent / "ontology" / "examples"
CONTEXT = EXAMPLES / "context.ttl"


def shapes_of(graph: Graph) -> Shapes:
    return Shapes(graph, Graph(), frozenset(), ())


@pytest.mark.parametrize("kind", sorted(MAKERS))
@settings(max_examples=15 * TIMES, deadline=None, suppress_health_check=RELAXED)
@given(st.data())
def test_report_is_the_same_for_each_kind_of_constraint(kind: str, data: st.DataObject) -> None:
    shapes = shapes_of(data.draw(shapes_graphs(kind)))
    triples = data.draw(data_graphs)
    screened, exact = outcomes(triples, shapes)
    assert screened == exact


@settings(max_examples=60 * TIMES, deadline=None, suppress_health_check=RELAXED)
@given(shapes_graphs(depth=3), st.lists(data_graphs, min_size=1, max_size=3))
def test_report_is_the_same_for_shapes_within_shapes(
    graph: Graph, several: list[list[Triple]]
) -> None:
    shapes = shapes_of(graph)
    for triples in several:
        screened, exact = outcomes(triples, shapes)
        assert screened == exact


@st.composite
def damaged(draw: st.DrawFn) -> list[Triple]:
    """Draw the graph of some claims, with triples dropped, repeated, and made of others' parts."""
    triples = claims_triples(draw(st.lists(claims, min_size=1, max_size=3)), MINTER)
    some = st.sampled_from(triples)
    terms = st.one_of(
        some.map(lambda triple: triple.object),
        some.map(lambda triple: triple.subject),
        st.sampled_from(['"x"', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', "_:b"]).map(
            Term
        ),
    )
    for _ in range(draw(st.integers(0, 6))):
        subject, predicate, value = draw(some)
        kind = draw(st.sampled_from(["drop", "repeat", "object", "subject", "predicate"]))
        if kind == "drop":
            triples = [t for t in triples if t != (subject, predicate, value)]
        elif kind == "repeat":
            triples.append(Triple(subject, predicate, value))
        elif kind == "object":
            triples.append(Triple(subject, predicate, draw(terms)))
        elif kind == "subject":
            triples.append(Triple(draw(some).subject, predicate, value))
        else:
            triples.append(Triple(subject, draw(some).predicate, value))
    return triples


@settings(max_examples=40 * TIMES, deadline=None, suppress_health_check=RELAXED)
@given(damaged())
def test_report_on_damaged_claims_is_the_same(triples: list[Triple]) -> None:
    screened, exact = outcomes(triples, SHAPES)
    assert screened == exact


@pytest.mark.parametrize("folder", sorted(p for p in EXAMPLES.iterdir() if p.is_dir()), ids=str)
def test_report_on_the_examples_of_a_shape_is_the_same(folder: Path) -> None:
    files = [CONTEXT, *sorted(folder.glob("*.ttl"))]
    assert validate_files(files, SHAPES) == validate_files_exactly(files, SHAPES)
