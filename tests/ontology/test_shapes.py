"""Every shape passes what is right and names what is wrong.

`examples/<shape>/` holds Turtle files; each is validated together with `examples/context.ttl`. A
failing file begins with the results it must give, all of them, one a line:
`# expect: <severity> <shape> <constraint> <focus node>` (no focus node where that is blank).
"""

from __future__ import annotations

import re
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, BNode, Graph, URIRef

from kg.model import ValidationResult
from kg.resources import shapes_path
from kg.validation import Shapes, load_shapes, validate
from kg.validation.graphs import files_graph
from kg.validation.shapes import SHAPES_NAMESPACE

EXAMPLES = Path(__file__).parent / "examples"
CONTEXT = EXAMPLES / "context.ttl"
FILES = sorted(EXAMPLES.glob("*/*.ttl"))
SOURCES = sorted(shapes_path().glob("*.ttl"))
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
NOT_CONSTRAINTS = {SH.property, SH.path, SH.severity, SH.message, SH.flags, *TARGETS}


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return load_shapes([shapes_path()])


@pytest.fixture(scope="module")
def source() -> Graph:
    return files_graph(SOURCES)


def local(term: str) -> str:
    return re.split("[#/]", term.strip("<>"))[-1]


def line(result: ValidationResult) -> str:
    focus = "" if result.focus_node.startswith("_:") else f" ex:{local(result.focus_node)}"
    constraint = local(result.constraint).removesuffix("ConstraintComponent")
    return f"{result.severity} {local(result.source_shape)} {constraint}{focus}"


def expected(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [text.removeprefix("# expect: ") for text in lines if text.startswith("# expect: ")]


def own_shapes(graph: Graph, kind: URIRef) -> list[URIRef]:
    return sorted(
        shape
        for shape in graph.subjects(RDF.type, kind)
        if isinstance(shape, URIRef) and shape.startswith(SHAPES_NAMESPACE)
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_example_gives_exactly_the_results_it_expects(path: Path, shapes: Shapes) -> None:
    report = validate(files_graph([CONTEXT, path]), shapes)
    assert sorted(map(line, report.results)) == sorted(expected(path))


def test_context_of_the_examples_conforms(shapes: Shapes) -> None:
    assert validate(files_graph([CONTEXT]), shapes).results == ()


def test_every_shape_with_a_target_has_a_passing_and_a_failing_example(source: Graph) -> None:
    targeted = {
        local(shape)
        for shape in own_shapes(source, SH.NodeShape)
        if any((shape, predicate, None) in source for predicate in TARGETS)
    }
    kinds = {
        name: {p.stem.partition("-")[0] for p in EXAMPLES.glob(f"{name}/*")} for name in targeted
    }
    assert kinds == {key: {"pass", "fail"} for key in targeted}
    assert {path.parent.name for path in FILES} == targeted


def test_passing_examples_expect_nothing_and_failing_ones_something() -> None:
    assert {path: bool(expected(path)) for path in FILES} == {
        path: path.stem.startswith("fail") for path in FILES
    }


def test_every_message_is_shown_by_an_example(source: Graph) -> None:
    shown = {text.split()[1] for path in FILES for text in expected(path)}
    assert {local(str(shape)) for shape in source.subjects(SH.message)} == shown


def test_every_shape_that_reports_has_a_message_and_a_severity(source: Graph) -> None:
    referred = {
        shape
        for predicate in (SH.node, SH["not"], RDF.first)
        for shape in source.objects(None, predicate)
    }
    reporting = {
        shape
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in own_shapes(source, kind)
        if shape not in referred
        and any(
            str(p).startswith(str(SH)) and p not in NOT_CONSTRAINTS
            for p in source.predicates(shape)
        )
    }
    assert reporting == set(source.subjects(SH.message)) == set(source.subjects(SH.severity))


def test_every_node_shape_has_a_label(source: Graph) -> None:
    labelled = set(source.subjects(URIRef("http://www.w3.org/2000/01/rdf-schema#label")))
    assert labelled == set(own_shapes(source, SH.NodeShape))


def test_messages_are_sentences(source: Graph) -> None:
    messages = [str(message) for message in source.objects(None, SH.message)]
    assert [message for message in messages if not re.fullmatch(r"[A-Z].+\.", message)] == []


def test_shapes_have_no_blank_nodes_but_paths_and_lists(source: Graph) -> None:
    blank = {node for node in source.subjects() if isinstance(node, BNode)}
    allowed = {RDF.first, RDF.rest, SH.inversePath}
    assert {p for node in blank for p in source.predicates(node)} <= allowed


def test_shapes_are_well_formed_shacl(source: Graph) -> None:
    conforms, _, text = pyshacl.validate(source, shacl_graph=None, meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_flattened_shapes_give_what_the_shapes_as_written_give(
    path: Path, shapes: Shapes, source: Graph
) -> None:
    data = files_graph([CONTEXT, path])
    written = Shapes(source, shapes.schema, shapes.known, shapes.namespaces)
    assert validate(data, written) == validate(data, shapes)
