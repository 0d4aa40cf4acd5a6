"""Validation against SHACL shapes: screened, and confirmed by pyshacl.

A screen that is compiled from the shapes (`kg.validation.screen`) finds the nodes that may break
one; pyshacl looks at those alone. The report is that of pyshacl on the whole graph, which the
functions whose names end in `exactly` run.

pyshacl is called without inference, ontology graph or advanced features, each of which would copy
the data; the ontology's axioms are added to the graph that is built here anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import MappingProxyType

import pyshacl
from pyparsing import ParseException
from pyshacl.errors import ValidationFailure
from pyshacl.rdfutil.stringify import stringify_blank_node
from rdflib import SH, Graph
from rdflib.term import Node

from kg.errors import ConfigurationError
from kg.model import Report, Severity, ValidationResult
from kg.triples.terms import Triple
from kg.validation.confirming import confirm
from kg.validation.graphs import file_triples, graph_triples, triples_graph
from kg.validation.index import Index
from kg.validation.judging import ERRORS
from kg.validation.paths import path_text
from kg.validation.screen import screen_of
from kg.validation.shapes import Shapes
from kg.validation.stable_terms import StableTerms
from kg.validation.view import index_graph
from kg.validation.vocabulary import unknown_in_index

_SEVERITIES: MappingProxyType[Node, Severity] = MappingProxyType(
    {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
)


def validate(data: Iterable[Triple] | Graph, shapes: Shapes) -> Report:
    """Validate one graph and return the results in a fixed order.

    Terms are canonical N-Triples, as `kg.triples` writes them. An rdflib graph is read, and left as
    it is.

    >>> from kg.resources import shapes_path
    >>> from kg.validation.shapes import load_shapes
    >>> validate([], load_shapes([shapes_path()])).conforms
    True

    Raises:
        ConfigurationError: the shapes cannot be run.
    """
    return _screened(screen_of(shapes).index(_triples(data)), shapes, ())


def validate_exactly(data: Iterable[Triple] | Graph, shapes: Shapes) -> Report:
    """Validate one graph with pyshacl on every node: the same report, many times slower.

    Raises:
        ConfigurationError: the shapes cannot be run.
    """
    return _whole(list(_triples(data)), shapes, ())


def validate_files(paths: Sequence[Path], shapes: Shapes) -> Report:
    """Validate RDF files as one graph, every named graph and the default graph together.

    Adds a warning for each class and property of the ontology's namespace that neither the ontology
    nor a shape knows: a misspelt class would otherwise pass unseen.

    Raises:
        InputError: a file cannot be read or parsed.
        ConfigurationError: the shapes cannot be run.
    """
    index = screen_of(shapes).index(file_triples(paths))
    return _screened(index, shapes, unknown_in_index(index, shapes))


def validate_files_exactly(paths: Sequence[Path], shapes: Shapes) -> Report:
    """Validate RDF files with pyshacl on every node: the same report as `validate_files`.

    Raises:
        InputError: a file cannot be read or parsed.
        ConfigurationError: the shapes cannot be run.
    """
    triples = list(file_triples(paths))
    return _whole(triples, shapes, unknown_in_index(Index(triples), shapes))


def _triples(data: Iterable[Triple] | Graph) -> Iterable[Triple]:
    return graph_triples(data) if isinstance(data, Graph) else data


def _screened(index: Index, shapes: Shapes, others: Iterable[ValidationResult]) -> Report:
    screen = screen_of(shapes)
    suspects = screen.suspects(index)
    results = set(others)
    if suspects:
        graph = index_graph(index)
        report = _run(lambda: confirm(suspects, screen, graph))
        results |= _results(report, StableTerms(graph), shapes)
    return Report(tuple(sorted(results)))


def _whole(triples: Iterable[Triple], shapes: Shapes, others: Iterable[ValidationResult]) -> Report:
    graph = triples_graph(triples)
    for triple in shapes.schema:
        graph.add(triple)
    report = _run(lambda: _report_on_all(graph, shapes))
    return Report(tuple(sorted({*others, *_results(report, StableTerms(graph), shapes)})))


def _run(make_report: Callable[[], Graph]) -> Graph:
    # pyshacl keeps the text of blank nodes by the address of their graph, which may be used again.
    stringify_blank_node.dict_cache.clear()
    try:
        return make_report()
    except (ParseException, *ERRORS) as error:
        raise ConfigurationError(f"the shapes cannot be run: {error}") from error


def _report_on_all(graph: Graph, shapes: Shapes) -> Graph:
    _, report, text = pyshacl.validate(graph, shacl_graph=shapes.graph, inplace=True)
    # A failure comes back in the place of the report instead of being raised.
    if isinstance(report, ValidationFailure) or not isinstance(report, Graph):
        raise ConfigurationError(f"the shapes cannot be run: {text}")
    return report


def _results(report: Graph, names: StableTerms, shapes: Shapes) -> set[ValidationResult]:
    # Results that explain others (sh:detail) hang on those; the report itself names the rest.
    return {_result(report, node, names, shapes) for node in report.objects(None, SH.result)}


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
