"""Write validation reports: as text for people, as JSON for programs, as Turtle for SHACL tools.

Source: https://www.w3.org/TR/shacl/#validation-report
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

from rdflib import SH

from kg.model import Report, Severity, ValidationResult
from kg.triples.terms import Term, iri_value, literal
from kg.validation.shapes import SHAPES_NAMESPACE
from kg.vocab.namespaces import DEFAULT_BASE, PREFIXES, XSD

SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")
_PLURALS: Mapping[Severity, str] = MappingProxyType(
    {"violation": "violations", "warning": "warnings", "info": "infos"}
)
_PREFIXES: Mapping[str, str] = MappingProxyType({**PREFIXES, "shape": SHAPES_NAMESPACE})
_LONGEST_VALUE = 120


def fails(report: Report, fail_on: Severity = "violation") -> bool:
    """Tell whether a report holds a result as severe as `fail_on`, or more.

    >>> fails(Report())
    False
    """
    allowed = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(result.severity in allowed for result in report.results)


def count_severities(report: Report) -> dict[Severity, int]:
    """Count the results of each severity, the most severe first."""
    found = [result.severity for result in report.results]
    return {severity: found.count(severity) for severity in SEVERITIES}


def report_text(report: Report) -> str:
    """Write a report for people: one paragraph a finding, with the nodes it was found at.

    >>> report_text(Report())
    'The graph conforms: no violations, no warnings, no infos.\\n'
    """
    counts = count_severities(report)
    summary = ", ".join(_count(severity, number) for severity, number in counts.items())
    if report.conforms:
        return f"The graph conforms: {summary}.\n"
    verdict = "does not conform" if counts["violation"] else "has nothing that breaks a shape"
    return "\n".join([f"The graph {verdict}: {summary}.\n", *_paragraphs(report)])


def _count(severity: Severity, number: int) -> str:
    return f"{number or 'no'} {severity if number == 1 else _PLURALS[severity]}"


def _paragraphs(report: Report) -> Iterator[str]:
    def finding(result: ValidationResult) -> tuple[int, str, str]:
        return SEVERITIES.index(result.severity), result.source_shape, result.message

    results = sorted(report.results, key=lambda result: (finding(result), result))
    for (rank, shape, message), group in groupby(results, key=finding):
        members = list(group)
        times = f" ({len(members)} times)" if len(members) > 1 else ""
        about = f" [{_short(shape)}]" if shape else ""
        lines = [f"{SEVERITIES[rank].upper()}: {message}{times}{about}"]
        lines.extend(f"  {_place(result)}" for result in members)
        yield "\n".join(lines) + "\n"


def _place(result: ValidationResult) -> str:
    words = [_short(result.focus_node)]
    if result.path:
        words.append(_short(result.path))
    if result.value and result.value != result.focus_node:
        value = _short(result.value)
        cut = len(value) > _LONGEST_VALUE
        words.append(value[:_LONGEST_VALUE] + "…" if cut else value)
    return " ".join(words)


def _short(term: str) -> str:
    """Write an IRI with its prefix where it has one: <https://schema.org/url> as schema:url."""
    if not _is_iri(term):
        return term
    value = iri_value(Term(term))
    for prefix, namespace in _PREFIXES.items():
        name = value.removeprefix(namespace)
        if name != value and name.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{name}"
    return term


def _is_iri(term: str) -> bool:
    """Tell a single IRI from a literal, a blank node and a longer property path."""
    return term.startswith("<") and term.find(">") == len(term) - 1


def report_json(report: Report) -> str:
    """Write a report as one JSON object; terms as in N-Triples, null where there is none."""
    record = {
        "conforms": report.conforms,
        "counts": count_severities(report),
        "results": [_record(result) for result in report.results],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _record(result: ValidationResult) -> dict[str, str | None]:
    return {
        "severity": result.severity,
        "message": result.message,
        "focusNode": result.focus_node,
        "path": result.path or None,
        "value": result.value or None,
        "sourceShape": result.source_shape or None,
        "constraint": result.constraint or None,
    }


def report_turtle(report: Report) -> str:
    """Write a report as a sh:ValidationReport in Turtle, the same bytes for the same results.

    Results are named by the hash of what they say. A path that is more than one property is left
    out, since it would take blank nodes.
    """
    results = {_result_name(result): result for result in report.results}
    name = _name("report", "\n".join(sorted(results)))
    conforms = "true" if report.conforms else "false"
    lines = [
        f"@prefix sh: <{SH}> .",
        f"@prefix xsd: <{XSD}> .",
        "",
        f"{name} a sh:ValidationReport ;",
        f'    sh:conforms "{conforms}"^^xsd:boolean {";" if results else "."}',
    ]
    if results:
        lines.append("    sh:result " + ",\n        ".join(sorted(results)) + " .")
    for result_name, result in sorted(results.items()):
        lines += ["", f"{result_name} a sh:ValidationResult ;"]
        lines.append(" ;\n".join(f"    {part}" for part in _statements(result)) + " .")
    return "\n".join(lines) + "\n"


def _statements(result: ValidationResult) -> Iterator[str]:
    yield f"sh:resultSeverity sh:{result.severity.capitalize()}"
    yield f"sh:focusNode {result.focus_node}"
    if _is_iri(result.path):
        yield f"sh:resultPath {result.path}"
    for predicate, term in (
        ("sh:value", result.value),
        ("sh:sourceConstraintComponent", result.constraint),
        ("sh:sourceShape", result.source_shape),
    ):
        if term:
            yield f"{predicate} {term}"
    yield f"sh:resultMessage {literal(result.message)}"


def _result_name(result: ValidationResult) -> str:
    return _name("result", json.dumps(_record(result), sort_keys=True))


def _name(kind: str, content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:20]
    return f"<{DEFAULT_BASE}{kind}/{digest}>"
