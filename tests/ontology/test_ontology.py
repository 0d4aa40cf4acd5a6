"""The ontology, the vocabulary module, the shapes and the queries speak of the same terms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef

from kg.resources import ontology_path, queries_path, shapes_path
from kg.validation.graphs import files_graph
from kg.vocab import terms
from kg.vocab.namespaces import KG
from kg.vocab.ontology import default_ontology

ONTOLOGY = URIRef(KG.removesuffix("#"))
PACKAGE = Path(terms.__file__).parent.parent
META = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype)
# Roles are bound nowhere: the ontology tells the code which property leads to subject and object.
ROLES = {
    KG + name for name in ("deployer", "product", "speaker", "about", "member", "organization")
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return files_graph([ontology_path()])


def defined_terms(graph: Graph) -> set[str]:
    return {str(node) for node in graph.subjects(RDFS.isDefinedBy, ONTOLOGY)}


def bound_terms() -> set[str]:
    return {
        value
        for name, value in vars(terms).items()
        if name.isupper() and isinstance(value, str) and value.startswith(KG) and value != KG
    }


def test_every_term_of_the_namespace_is_defined_by_the_ontology(ontology: Graph) -> None:
    nodes = {str(node) for triple in ontology for node in triple if isinstance(node, URIRef)}
    assert {node for node in nodes if node.startswith(KG)} == defined_terms(ontology)


@pytest.mark.parametrize("predicate", [RDFS.label, RDFS.comment])
def test_every_term_has_one_english_label_and_one_comment(
    ontology: Graph, predicate: URIRef
) -> None:
    languages = {
        term: [
            getattr(value, "language", None) for value in ontology.objects(URIRef(term), predicate)
        ]
        for term in defined_terms(ontology)
    }
    assert languages == {key: ["en"] for key in defined_terms(ontology)}


def test_comments_are_sentences(ontology: Graph) -> None:
    comments = [str(comment) for comment in ontology.objects(None, RDFS.comment)]
    assert [comment for comment in comments if not re.fullmatch(r"[A-Z].+\.", comment)] == []


def test_every_term_is_a_class_a_property_a_datatype_or_an_individual(ontology: Graph) -> None:
    kinds = (*META, OWL.NamedIndividual)
    counts = {
        term: sum((URIRef(term), RDF.type, kind) in ontology for kind in kinds)
        for term in defined_terms(ontology)
    }
    assert counts == dict.fromkeys(counts, 1)


def test_ontology_has_no_blank_node(ontology: Graph) -> None:
    assert [triple for triple in ontology if any(isinstance(node, BNode) for node in triple)] == []


@pytest.mark.parametrize(
    "name",
    ["title", "description", "creator", "license", "issued"],
)
def test_header_has(ontology: Graph, name: str) -> None:
    assert ontology.value(ONTOLOGY, URIRef(f"http://purl.org/dc/terms/{name}"))


def test_header_names_version_and_prefix(ontology: Graph) -> None:
    version = ontology.value(ONTOLOGY, OWL.versionInfo)
    assert ontology.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    vann = "http://purl.org/vocab/vann/preferredNamespace"
    assert ontology.value(ONTOLOGY, URIRef(f"{vann}Prefix")) == Literal("kg")
    assert ontology.value(ONTOLOGY, URIRef(f"{vann}Uri")) == Literal(KG)


def test_every_bound_term_is_defined(ontology: Graph) -> None:
    assert bound_terms() - defined_terms(ontology) == set()


def test_every_defined_term_is_bound_or_yielded_by_the_loader(ontology: Graph) -> None:
    loaded = default_ontology()
    yielded = {
        *loaded.classes.values(),
        *loaded.concepts.values(),
        *(kind.predicate for kind in loaded.claim_types.values()),
        *(iri for iri, _ in loaded.qualifiers.values()),
    }
    assert defined_terms(ontology) - bound_terms() - yielded == ROLES


def test_roles_are_those_that_the_claim_types_name() -> None:
    kinds = default_ontology().claim_types.values()
    named = {role for kind in kinds for role in (kind.subject_role, kind.object_role) if role}
    assert named == ROLES


def test_shapes_speak_of_defined_terms_only(ontology: Graph) -> None:
    shapes = files_graph(sorted(shapes_path().glob("*.ttl")))
    used = {str(node) for triple in shapes for node in triple if isinstance(node, URIRef)}
    assert {term for term in used if term.startswith(KG)} - defined_terms(ontology) == set()


def test_shapes_of_sparql_speak_of_defined_terms_only(ontology: Graph) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in shapes_path().glob("*.ttl"))
    used = set(re.findall(rf"<({re.escape(KG)}\w+)>", text))
    assert used - defined_terms(ontology) == set()


def test_every_class_of_data_is_the_target_of_a_shape(ontology: Graph) -> None:
    target = URIRef("http://www.w3.org/ns/shacl#targetClass")
    targets = set(files_graph(sorted(shapes_path().glob("*.ttl"))).objects(None, target))
    # What the ontology itself holds instances of; data only points at them.
    vocabulary = {
        URIRef(term)
        for term in (
            terms.CLAIM_TYPE,
            terms.QUALIFIER,
            terms.MODALITY_CLASS,
            terms.MODE_CLASS,
            terms.STATUS_CLASS,
        )
    }
    untargeted = {
        kind
        for kind in ontology.subjects(RDF.type, OWL.Class)
        if not targets & set(ontology.transitive_objects(kind, RDFS.subClassOf))
    }
    assert untargeted == vocabulary


@pytest.mark.skipif(not queries_path().is_dir(), reason="no named queries are installed")
def test_queries_speak_of_defined_terms_only(ontology: Graph) -> None:
    names = {
        KG + name
        for path in queries_path().glob("*.rq")
        for name in re.findall(r"\bkg:(\w+)", path.read_text(encoding="utf-8"))
    }
    assert names - defined_terms(ontology) == set()


def test_code_writes_the_namespace_once() -> None:
    owner = PACKAGE / "vocab" / "namespaces.py"
    writers = [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path != owner and f'"{KG}"' in path.read_text(encoding="utf-8")
    ]
    assert writers == []
