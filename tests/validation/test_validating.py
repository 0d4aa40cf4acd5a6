from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from rdflib import RDF, BNode, Graph, Literal, URIRef

from kg.errors import InputError
from kg.resources import shapes_path
from kg.validation import load_shapes, unknown_terms, validate, validate_files
from kg.validation.graphs import files_graph
from kg.vocab.namespaces import KG

SHAPES = load_shapes([shapes_path()])
NAMELESS = (
    "<https://example.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    " <https://w3id.org/claimkg/ontology#Person>"
)
LABEL = '<https://example.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "Ada Moreau"'
GRAPH = "<https://example.org/g>"
JSONLD = {
    "@id": "https://example.org/a",
    "@type": "https://w3id.org/claimkg/ontology#Person",
    "https://w3id.org/claimkg/ontology#about": {"@id": "https://example.org/b"},
}
RDFXML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="https://example.org/a">
<rdf:type rdf:resource="https://w3id.org/claimkg/ontology#Person"/></rdf:Description></rdf:RDF>"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", f"{NAMELESS} ."),
        ("a.nt", f"{NAMELESS} ."),
        ("a.nq", f"{NAMELESS} {GRAPH} ."),
        ("a.trig", f"{GRAPH} {{ {NAMELESS} . }}"),
        ("a.jsonld", json.dumps(JSONLD)),
        ("a.rdf", RDFXML),
        ("A.TTL", f"{NAMELESS} ."),
    ],
)
def test_file_is_read_by_its_suffix(tmp_path: Path, name: str, text: str) -> None:
    report = validate_files([written(tmp_path, name, text)], SHAPES)
    assert [result.message for result in report.results] == ["An entity needs a name (rdfs:label)."]


def test_graphs_and_files_are_validated_together(tmp_path: Path) -> None:
    one = written(tmp_path, "a.trig", f"{GRAPH} {{ {NAMELESS} . }}")
    two = written(tmp_path, "b.nq", f"{LABEL} <https://example.org/h> .")
    assert validate_files([one, two], SHAPES).conforms


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.ttl", "<https://example.org/a>\n  a .", r"a\.ttl:2: not Turtle"),
        ("a.nt", f"{LABEL}\n", r"a\.nt:2: not N-Triples"),
        ("a.csv", "", r"a\.csv: 'csv' is not an RDF format \(known: ttl, trig"),
        ("graph", "", "'no suffix' is not an RDF format"),
        (
            "a.jsonld",
            '{"@context": "https://example.org/context.jsonld", "@id": "https://example.org/a"}',
            r"a\.jsonld: not JSON-LD",
        ),
        (
            "a.rdf",
            '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + RDFXML,
            r"a\.rdf: not RDF/XML",
        ),
    ],
)
def test_file_that_cannot_be_parsed_is_named(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        validate_files([written(tmp_path, name, text)], SHAPES)


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.ttl: cannot be read: No such file"):
        validate_files([tmp_path / "none.ttl"], SHAPES)


def test_folder_is_not_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "folder.ttl"
    folder.mkdir()
    with pytest.raises(InputError, match=r"folder\.ttl: cannot be read: Is a directory"):
        validate_files([folder], SHAPES)


def test_misspelt_class_and_property_are_warned_of(tmp_path: Path) -> None:
    text = "@prefix kg: <https://w3id.org/claimkg/ontology#> . @prefix ex: <https://example.org/> ."
    path = written(tmp_path, "a.ttl", text + " ex:a a kg:Deploymnet ; kg:deployr ex:b ; ex:own 1 .")
    results = validate_files([path], SHAPES).results
    assert [(result.severity, result.value, result.message) for result in results] == [
        (
            "warning",
            f"<{KG}Deploymnet>",
            f"No class of the ontology has this name; {KG}Deployment is probably meant.",
        ),
        (
            "warning",
            f"<{KG}deployr>",
            f"No property of the ontology has this name; {KG}deployer is probably meant.",
        ),
    ]


def test_term_of_another_namespace_is_not_warned_of() -> None:
    graph = Graph().add((URIRef("urn:a"), RDF.type, URIRef("urn:Boat")))
    assert unknown_terms(graph, SHAPES) == []


def test_rdflib_graph_is_left_as_it_was() -> None:
    graph = Graph().add((URIRef("https://example.org/a"), RDF.type, URIRef(KG + "Person")))
    before = set(graph)
    assert len(validate(graph, SHAPES).results) == 1
    assert set(graph) == before


def test_blank_nodes_have_the_same_names_in_every_run(tmp_path: Path) -> None:
    text = f"[] a <{KG}Claim> ; <{KG}confidence> 2.0 . [] a <{KG}Claim> ; <{KG}confidence> 3.0 ."
    path = written(tmp_path, "a.ttl", text)
    reports = [validate_files([path], SHAPES) for _ in range(3)]
    assert reports[0] == reports[1] == reports[2]
    assert len({result.focus_node for result in reports[0].results}) == 2


def test_plain_and_typed_strings_are_one() -> None:
    person, label = (
        URIRef("https://example.org/a"),
        URIRef("http://www.w3.org/2000/01/rdf-schema#label"),
    )
    string = URIRef("http://www.w3.org/2001/XMLSchema#string")
    graph = Graph().add((person, RDF.type, URIRef(KG + "Person")))
    graph.add((person, label, Literal("Ada Moreau", datatype=string)))
    assert validate(graph, SHAPES).conforms


def test_ill_typed_literal_is_kept_and_not_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        path = written(
            tmp_path,
            "a.ttl",
            f'<urn:a> <{KG}confidence> "01.50"^^<http://www.w3.org/2001/XMLSchema#decimal>, "x"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
        )
        values = {str(value) for value in files_graph([path]).objects()}
    assert values == {"01.50", "x"}
    assert caplog.messages == []


def test_blank_graph_conforms() -> None:
    assert validate(Graph(), SHAPES).conforms
    assert BNode() not in SHAPES.graph.all_nodes()
