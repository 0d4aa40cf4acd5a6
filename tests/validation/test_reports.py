from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef

from kg.model import Report, Severity, ValidationResult
from kg.triples.terms import literal
from kg.validation import fails, report_json, report_text, report_turtle
from kg.vocab.namespaces import KG

SHAPE = "<https://w3id.org/claimkg/shapes#Claim-evidence>"
RESULT = ValidationResult(
    focus_node="<https://example.org/claim/1>",
    path=f"<{KG}evidence>",
    constraint="<http://www.w3.org/ns/shacl#MinCountConstraintComponent>",
    source_shape=SHAPE,
    value="",
    severity="violation",
    message="A claim needs evidence.",
)
OTHER = replace(RESULT, focus_node="<https://example.org/claim/2>")
LONG = replace(
    RESULT,
    path="^<urn:p>/<urn:q>",
    value=literal('say "' + "x" * 200),
    severity="warning",
    message="Too “long”.",
    source_shape="",
)
texts = st.text(st.characters(exclude_categories=["Cs"]))
INFO = replace(RESULT, focus_node="_:b1", severity="info", message="It has no title.")


def test_text_of_a_graph_that_conforms_says_so() -> None:
    expected = "The graph conforms: no violations, no warnings, no infos.\n"
    assert report_text(Report()) == expected


def test_text_groups_by_finding_the_most_severe_first() -> None:
    text = report_text(Report((INFO, RESULT, LONG, OTHER)))
    cut = LONG.value[:120]
    assert text == (
        "The graph does not conform: 2 violations, 1 warning, 1 info.\n"
        "\n"
        "VIOLATION: A claim needs evidence. (2 times) [shape:Claim-evidence]\n"
        "  <https://example.org/claim/1> kg:evidence\n"
        "  <https://example.org/claim/2> kg:evidence\n"
        "\n"
        "WARNING: Too “long”.\n"
        f"  <https://example.org/claim/1> ^<urn:p>/<urn:q> {cut}…\n"
        "\n"
        "INFO: It has no title. [shape:Claim-evidence]\n"
        "  _:b1 kg:evidence\n"
    )


def test_json_holds_counts_and_every_field() -> None:
    record = json.loads(report_json(Report((RESULT,))))
    assert record == {
        "conforms": False,
        "counts": {"violation": 1, "warning": 0, "info": 0},
        "results": [
            {
                "severity": "violation",
                "message": "A claim needs evidence.",
                "focusNode": RESULT.focus_node,
                "path": RESULT.path,
                "value": None,
                "sourceShape": SHAPE,
                "constraint": RESULT.constraint,
            }
        ],
    }


@pytest.mark.parametrize("results", [(), (RESULT,), (RESULT, LONG, INFO, OTHER)])
def test_turtle_is_a_shacl_report(results: tuple[ValidationResult, ...]) -> None:
    graph = Graph().parse(data=report_turtle(Report(results)), format="turtle")
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(node, SH.conforms) == Literal(not results)
    assert len(set(graph.objects(node, SH.result))) == len(results)
    assert set(graph.subjects(RDF.type, SH.ValidationResult)) == set(graph.objects(node, SH.result))
    for predicate in (SH.resultSeverity, SH.focusNode, SH.resultMessage):
        assert len(list(graph.subject_objects(predicate))) == len(results)
    assert not any(isinstance(name, BNode) for name in graph.objects(node, SH.result))


def test_turtle_is_the_same_in_whatever_order_the_results_come() -> None:
    texts = {report_turtle(Report(order)) for order in permutations((RESULT, LONG, INFO))}
    assert len(texts) == 1


def test_turtle_leaves_out_a_path_of_several_steps() -> None:
    graph = Graph().parse(data=report_turtle(Report((LONG,))), format="turtle")
    assert list(graph.objects(None, SH.resultPath)) == []


@pytest.mark.parametrize(
    ("severity", "failing"),
    [
        ("violation", {"violation", "warning", "info"}),
        ("warning", {"warning", "info"}),
        ("info", {"info"}),
    ],
)
def test_report_fails_from_the_given_severity_on(severity: Severity, failing: set[str]) -> None:
    report = Report((replace(RESULT, severity=severity),))
    levels: tuple[Severity, ...] = ("violation", "warning", "info")
    assert {level for level in levels if fails(report, level)} == failing


@given(texts, texts)
def test_any_message_and_value_survive_in_turtle(message: str, value: str) -> None:
    report = Report((replace(RESULT, message=message, value=literal(value)),))
    graph = Graph().parse(data=report_turtle(report), format="turtle")
    assert [str(found) for found in graph.objects(None, SH.resultMessage)] == [message]
    assert [str(found) for found in graph.objects(None, URIRef(str(SH) + "value"))] == [value]
