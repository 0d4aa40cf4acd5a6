"""Turtle, TriG, N-Quads and JSON-LD: what is written is read back the same."""

from __future__ import annotations

import json
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from hypothesis import given

from kg.exporters import jsonld, nquads, trig, turtle
from kg.triples import DEFAULT_GRAPH, Quad, iri, literal
from kg.vocab import terms
from kg.vocab.namespaces import KG
from tests.exporters import quad_strategies as awkward
from tests.exporters.quad_strategies import Write, expected, read_by_pyoxigraph, read_by_rdflib


class Format(NamedTuple):
    name: str
    write: Write
    engine: ox.RdfFormat


DATASETS = (
    Format("trig", trig.write, ox.RdfFormat.TRIG),
    Format("nquads", nquads.write, ox.RdfFormat.N_QUADS),
    Format("json-ld", jsonld.write, ox.RdfFormat.JSON_LD),
)
DOCUMENT = iri("https://news.example/a")
ACME, MAKES = iri("urn:acme"), iri(f"{KG}makes")
QUADS = (
    Quad(ACME, iri(terms.TYPE), iri(terms.ORGANIZATION), DEFAULT_GRAPH),
    Quad(ACME, iri(terms.LABEL), literal("Acme “&” \"Sons\""), DEFAULT_GRAPH),
    Quad(ACME, MAKES, iri("urn:anvil"), DEFAULT_GRAPH),
    Quad(ACME, MAKES, iri("urn:rope"), DEFAULT_GRAPH),
    Quad(ACME, iri(terms.ISSUED), literal("2016", terms.G_YEAR), DEFAULT_GRAPH),
    Quad(ACME, MAKES, iri("urn:anvil"), DOCUMENT),
)  # fmt: skip
pytestmark = pytest.mark.filterwarnings(
    "ignore:Dataset:DeprecationWarning",  # of rdflib 7.6 by itself
    "ignore:ConjunctiveGraph:DeprecationWarning",
)


@pytest.mark.parametrize("form", DATASETS, ids=lambda form: form.name)
@given(quads=awkward.quads)
def test_a_dataset_is_read_back_the_same_by_pyoxigraph(form: Format, quads: list[Quad]) -> None:
    data = awkward.written(form.write, quads)
    assert read_by_pyoxigraph(data, form.engine) == expected(quads)


@pytest.mark.parametrize("form", DATASETS, ids=lambda form: form.name)
@given(quads=awkward.quads)
def test_a_dataset_is_read_back_the_same_by_rdflib(form: Format, quads: list[Quad]) -> None:
    data = awkward.written(form.write, quads)
    assert read_by_rdflib(data, form.name) == expected(quads)


@given(awkward.quads)
def test_turtle_of_the_default_graph_is_read_back_the_same(quads: list[Quad]) -> None:
    data = awkward.written(turtle.write, quads)
    merged = expected(quad for quad in quads if quad.graph == DEFAULT_GRAPH)
    assert read_by_pyoxigraph(data, ox.RdfFormat.TURTLE) == merged
    assert read_by_rdflib(data, "turtle") == merged


def test_turtle_is_grouped_by_subject_with_the_class_first() -> None:
    text = awkward.written(turtle.write, QUADS).decode()
    assert text.split("\n\n")[1] == (
        "<urn:acme> a kg:Organization ;\n"
        '    dcterms:issued "2016"^^xsd:gYear ;\n'
        '    rdfs:label "Acme “&” \\"Sons\\"" ;\n'
        "    kg:makes <urn:anvil>, <urn:rope> .\n"
    )


def test_trig_writes_the_default_graph_and_then_each_named_one() -> None:
    text = awkward.written(trig.write, QUADS).decode()
    assert text.endswith(
        "    kg:makes <urn:anvil>, <urn:rope> .\n\n"
        "<https://news.example/a> {\n    <urn:acme> kg:makes <urn:anvil> .\n}\n"
    )


def test_nquads_are_sorted_lines_the_default_graph_first() -> None:
    lines = awkward.written(nquads.write, QUADS).decode().splitlines()
    assert lines[-1] == f"{ACME} {MAKES} <urn:anvil> {DOCUMENT} ."
    assert lines[:-1] == sorted(lines[:-1])


def test_jsonld_brings_its_own_context_of_prefixes() -> None:
    data = json.loads(awkward.written(jsonld.write, QUADS))
    assert data["@context"]["kg"] == KG
    assert all(isinstance(value, str) for value in data["@context"].values())


def test_jsonld_has_one_node_a_subject_and_the_named_graphs_after_them() -> None:
    assert json.loads(awkward.written(jsonld.write, QUADS))["@graph"] == [
        {
            "@id": "urn:acme",
            "@type": "kg:Organization",
            "dcterms:issued": {"@value": "2016", "@type": "xsd:gYear"},
            "rdfs:label": 'Acme “&” "Sons"',
            "kg:makes": [{"@id": "urn:anvil"}, {"@id": "urn:rope"}],
        },
        {
            "@id": "https://news.example/a",
            "@graph": [{"@id": "urn:acme", "kg:makes": {"@id": "urn:anvil"}}],
        },
    ]


def test_jsonld_turns_the_prefixes_off_where_an_iri_looks_like_one() -> None:
    quads = [Quad(iri("schema:a"), MAKES, iri("urn:b"), DEFAULT_GRAPH)]
    assert json.loads(awkward.written(jsonld.write, quads))["@graph"] == [
        {"@context": None, "@id": "schema:a", f"{KG}makes": {"@id": "urn:b"}}
    ]
