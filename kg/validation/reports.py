"""Write validation reports: as text for people, as JSON for programs, as Turtle for SHACL tools.

Source: https://www.w3.org/TR/shacl/#validation-report
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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
_Finding = tuple[int, str, str]  # rank of the severity, shape, message


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


def by_severity(results: Iterable[ValidationResult]) -> tuple[ValidationResult, ...]:
    """Return results each once, the most severe first, those of one finding side by side."""
    return tuple(sorted(set(results), key=lambda result: (_finding(result), result)))


def _finding(result: ValidationResult) -> _Finding:
    return SEVERITIES.index(result.severity), result.source_shape, result.message


def report_text(report: Report) -> str:
    """Write a report for people: one paragraph a finding, with the nodes it was found at.

    >>> report_text(Report())
    'The graph conforms: no violations, no warnings, no infos.\\n'
    """
    return "".join(f"{line}\n" for line in text_lines(by_severity(report.results)))


def text_lines(results: Iterable[ValidationResult]) -> Iterator[str]:
    """Yield the lines of a report for people, without holding the results.

    They come in the order of `by_severity`, and are walked twice.
    """
    findings = Counter(map(_finding, results))
    counts = dict.fromkeys(SEVERITIES, 0)
    for (rank, _, _), number in findings.items():
        counts[SEVERITIES[rank]] += number
    summary = ", ".join(_count(severity, number) for severity, number in counts.items())
    if not findings:
        yield f"The graph conforms: {summary}."
        return
    verdict = "does not conform" if counts["violation"] else "has nothing that breaks a shape"
    yield f"The graph {verdict}: {summary}."
    for finding, members in groupby(results, key=_finding):
        rank, shape, message = finding
        times = f" ({findings[finding]} times)" if findings[finding] > 1 else ""
        about = f" [{_short(shape)}]" if shape else ""
        yield ""
        yield f"{SEVERITIES[rank].upper()}: {message}{times}{about}"
        yield from (f"  {_place(result)}" for result in members)


def _count(severity: Severity, number: int) -> str:
    return f"{number or 'no'} {severity if number == 1 else _PLURALS[severity]}"


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
    """Write a report as a sh:ValidationReport in Turtle, the same bytes for the same results."""
    return "".join(f"{line}\n" for line in turtle_lines(by_severity(report.results)))


def turtle_lines(results: Iterable[ValidationResult]) -> Iterator[str]:
    """Yield the lines of a sh:ValidationReport in Turtle, without holding the results.

    They come in the order of `by_severity`, and are walked three times. Results are named by the
    hash of what they say. A path that is more than one property is left out, since it would take
    blank nodes.
    """
    state, number = hashlib.sha256(), 0
    for result in results:
        state.update(_result_name(result).encode())
        number += 1
    yield f"@prefix sh: <{SH}> ."
    yield f"@prefix xsd: <{XSD}> ."
    yield ""
    yield f"{_name('report', state.hexdigest())} a sh:ValidationReport ;"
    yield f'    sh:conforms "{"false" if number else "true"}"^^xsd:boolean {";" if number else "."}'
    for place, result in enumerate(results, start=1):
        start = "    sh:result " if place == 1 else "        "
        yield f"{start}{_result_name(result)}{' .' if place == number else ','}"
    for result in results:
        yield f"\n{_result_name(result)} a sh:ValidationResult ;"
        yield " ;\n".join(f"    {part}" for part in _statements(result)) + " ."


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
