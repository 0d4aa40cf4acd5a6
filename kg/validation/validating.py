"""Validation against SHACL shapes: the only place that knows pyshacl.

pyshacl is called without inference, ontology graph or advanced features, each of which would copy
the data; the ontology's axioms are added to the graph that is built here anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import MappingProxyType

import pyshacl
from pyparsing import ParseException
from pyshacl.errors import ReportableRuntimeError, ShapeLoadError, ValidationFailure
from rdflib import SH, Graph
from rdflib.term import Node

from kg.errors import ConfigurationError
from kg.model import Report, Severity, ValidationResult
from kg.triples.terms import Triple
from kg.validation.graphs import files_graph, triples_graph
from kg.validation.paths import path_text
from kg.validation.shapes import Shapes
from kg.validation.stable_terms import StableTerms
from kg.validation.vocabulary import unknown_terms

_SEVERITIES: MappingProxyType[Node, Severity] = MappingProxyType(
    {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
)


def validate(data: Iterable[Triple] | Graph, shapes: Shapes) -> Report:
    """Validate one graph and return the results in a fixed order.

    An rdflib graph is copied, so that the ontology's axioms do not end up in it.

    Raises:
        ConfigurationError: the shapes cannot be run.
    """
    graph = _copy(data) if isinstance(data, Graph) else triples_graph(data)
    return Report(tuple(sorted(_results(graph, shapes))))


def validate_files(paths: Sequence[Path], shapes: Shapes) -> Report:
    """Validate RDF files as one graph, every named graph and the default graph together.

    Adds a warning for each class and property of the ontology's namespace that neither the ontology
    nor a shape knows: a misspelt class would otherwise pass unseen.

    Raises:
        InputError: a file cannot be read or parsed.
        ConfigurationError: the shapes cannot be run.
    """
    graph = files_graph(paths)
    unknown = unknown_terms(graph, shapes)
    return Report(tuple(sorted([*unknown, *_results(graph, shapes)])))


def _copy(data: Graph) -> Graph:
    graph = Graph()
    for triple in data:
        graph.add(triple)
    return graph


def _results(graph: Graph, shapes: Shapes) -> set[ValidationResult]:
    """Run pyshacl on a graph that may be added to, and read its report."""
    names = StableTerms(graph)
    for triple in shapes.schema:
        graph.add(triple)
    report = _run(graph, shapes)
    # Results that explain others (sh:detail) hang on those; the report itself names the rest.
    return {_result(report, node, names, shapes) for node in report.objects(None, SH.result)}


def _run(graph: Graph, shapes: Shapes) -> Graph:
    try:
        _, report, text = pyshacl.validate(graph, shacl_graph=shapes.graph, inplace=True)
    except (ShapeLoadError, ReportableRuntimeError, ParseException) as error:
        raise ConfigurationError(f"the shapes cannot be run: {error}") from error
    # A failure comes back in the place of the report instead of being raised.
    if isinstance(report, ValidationFailure) or not isinstance(report, Graph):
        raise ConfigurationError(f"the shapes cannot be run: {text}")
    return report


def _result(report: Graph, node: Node, names: StableTerms, shapes: Shapes) -> ValidationResult:
    def term(predicate: Node) -> str:
        value = report.value(node, predicate)
        return "" if value is None else names.term(value)

    path = report.value(node, SH.resultPath)
    messages = sorted(str(message) for message in report.objects(node, SH.resultMessage))
    severity = report.value(node, SH.resultSeverity) or SH.Violation
    return ValidationResult(
        focus_node=term(SH.focusNode),
        path="" if path is None else path_text(report, path),
        constraint=term(SH.sourceConstraintComponent),
        source_shape=_shape_name(report, node, shapes),
        value=term(SH.value),
        severity=_SEVERITIES.get(severity, "violation"),
        message=" ".join(messages),
    )


def _shape_name(report: Graph, node: Node, shapes: Shapes) -> str:
    shape = report.value(node, SH.sourceShape)
    return "" if shape is None else StableTerms(shapes.graph).term(shape)
