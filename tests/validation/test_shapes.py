from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import SH

from kg.errors import ConfigurationError
from kg.resources import ontology_path, shapes_path
from kg.triples.terms import Triple, iri, literal
from kg.validation import load_shapes, validate
from kg.vocab.namespaces import KG, RDF

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix kg: <https://w3id.org/claimkg/ontology#> .
@prefix ex: <https://example.org/> .
"""
BOAT = iri("https://example.org/boat")
BOAT_TYPE = Triple(BOAT, iri(RDF + "type"), iri("https://example.org/Boat"))
BOAT_SHAPE = """
ex:BoatShape a sh:NodeShape ; sh:targetClass ex:Boat ; sh:property ex:BoatName .
ex:BoatName a sh:PropertyShape ; sh:path ex:name ; sh:minCount 1 ; sh:message "A boat has a name." .
"""


def shapes_file(folder: Path, text: str) -> Path:
    path = folder / "own.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    return path


def test_folder_stands_for_its_turtle_files() -> None:
    files = sorted(shapes_path().glob("*.ttl"))
    messages = set(load_shapes(files).graph.objects(None, SH.message))
    assert set(load_shapes([shapes_path()]).graph.objects(None, SH.message)) == messages


def test_own_shapes_are_used_beside_those_that_ship(tmp_path: Path) -> None:
    shapes = load_shapes([shapes_path(), shapes_file(tmp_path, BOAT_SHAPE)])
    report = validate([BOAT_TYPE], shapes)
    assert [result.message for result in report.results] == ["A boat has a name."]


def test_own_ontology_adds_a_claim_type_and_a_class(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        PREFIXES + "ex:Boat rdfs:subClassOf kg:Entity . ex:sails a kg:ClaimType .", encoding="utf-8"
    )
    shapes = load_shapes([shapes_path()], ontology=[ontology_path(), own])
    claim = iri("https://example.org/claim")
    triples = [
        BOAT_TYPE,
        Triple(claim, iri(RDF + "type"), iri(KG + "Claim")),
        Triple(claim, iri(RDF + "predicate"), iri("https://example.org/sails")),
        Triple(claim, iri(RDF + "subject"), BOAT),
    ]
    messages = {result.message for result in validate(triples, shapes).results}
    assert "An entity needs a name (rdfs:label)." in messages
    assert not [message for message in messages if "subject:" in message or "claim type" in message]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no shape has a target"),
        ("ex:S a sh:NodeShape ; sh:property ex:P .", "no shape has a target"),
        ("ex:S a sh:NodeShape ; sh:targetClas kg:Person .", "sh:targetClas is not a term of SHACL"),
        (
            "ex:S a sh:NodeShape ; sh:targetClass kg:Persen .",
            "targets .*Persen, which the ontology",
        ),
        ("ex:S a", "not Turtle"),
        (BOAT_SHAPE + 'ex:BoatName sh:pattern "(" .', "not a regular expression"),
        (BOAT_SHAPE + "ex:BoatShape sh:property ex:P .", "P needs exactly one sh:path"),
        (BOAT_SHAPE + "ex:BoatShape sh:property ex:P . ex:P a sh:PropertyShape .", "one sh:path"),
        (BOAT_SHAPE + "ex:BoatShape sh:node ex:Q .", "Q is referred to but not there"),
        (
            BOAT_SHAPE
            + 'ex:BoatShape sh:sparql [ sh:select "SELECT $this { SERVICE <urn:x> { $this ?p ?o } }" ] .',
            "another graph or server",
        ),
    ],
)
def test_shapes_that_would_not_check_what_they_seem_to_are_refused(
    tmp_path: Path, text: str, reason: str
) -> None:
    with pytest.raises(ConfigurationError, match=reason) as raised:
        load_shapes([shapes_file(tmp_path, text)])
    assert str(tmp_path) in str(raised.value)


def test_shapes_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"none\.ttl: cannot be read"):
        load_shapes([tmp_path / "none.ttl"])


def test_ontology_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"none\.ttl: cannot be read"):
        load_shapes([shapes_path()], ontology=[tmp_path / "none.ttl"])


@pytest.mark.parametrize(
    "text",
    [
        "ex:S a sh:NodeShape ; sh:targetClass ex:Boat ; sh:datatype ex:a, ex:b .",
        'ex:S a sh:NodeShape ; sh:targetClass ex:Boat ; sh:sparql [ sh:select "SELECT" ] .',
    ],
)
def test_shapes_that_cannot_be_run_are_named(tmp_path: Path, text: str) -> None:
    shapes = load_shapes([shapes_file(tmp_path, text)])
    with pytest.raises(ConfigurationError, match="the shapes cannot be run"):
        validate([BOAT_TYPE], shapes)


def test_shape_that_is_switched_off_stays_off(tmp_path: Path) -> None:
    off = BOAT_SHAPE.replace("ex:Boat ;", "ex:Boat ; sh:deactivated true ;")
    shapes = load_shapes([shapes_path(), shapes_file(tmp_path, off)])
    assert validate([BOAT_TYPE], shapes).conforms


def test_shape_that_another_refers_to_keeps_its_meaning(tmp_path: Path) -> None:
    used = BOAT_SHAPE + (
        "ex:Fleet a sh:NodeShape ; sh:targetSubjectsOf ex:has ; sh:property ex:FleetBoats ."
        "ex:FleetBoats a sh:PropertyShape ; sh:path ex:has ; sh:node ex:BoatShape ."
    )
    shapes = load_shapes([shapes_file(tmp_path, used)])
    fleet = Triple(iri("https://example.org/fleet"), iri("https://example.org/has"), BOAT)
    assert {result.focus_node for result in validate([fleet], shapes).results} == {fleet.subject}


def test_name_satisfies_the_boat(tmp_path: Path) -> None:
    shapes = load_shapes([shapes_file(tmp_path, BOAT_SHAPE)])
    name = Triple(BOAT, iri("https://example.org/name"), literal("Argo"))
    assert validate([BOAT_TYPE, name], shapes).conforms


def test_words_of_a_query_that_only_look_remote_are_no_harm(tmp_path: Path) -> None:
    query = "SELECT $this { $this <urn:from> ?service FILTER (?service = 'from here') }"
    text = BOAT_SHAPE + f'ex:BoatShape sh:sparql [ sh:select "{query}" ] .'
    assert validate([], load_shapes([shapes_file(tmp_path, text)])).conforms
