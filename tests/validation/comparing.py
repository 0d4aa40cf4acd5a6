"""Compare the two ways of validating."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rdflib import Graph

from kg.errors import ConfigurationError
from kg.model import Report, ValidationResult
from kg.triples import Triple
from kg.validation import Shapes, validate, validate_exactly

# How pyshacl cuts off blank nodes in a ring depends on what it wrote before.
CUT_OFF = "recursion.too.deep"
Data = list[Triple] | Graph


def outcomes(data: Data, shapes: Shapes) -> tuple[object, object]:
    """Return what screening and pyshacl on the whole find, each the results or that it stopped."""
    return _outcome(validate, data, shapes), _outcome(validate_exactly, data, shapes)


def _outcome(
    run: Callable[[Data, Shapes], Report], data: Data, shapes: Shapes
) -> list[ValidationResult] | None:
    try:
        results = run(data, shapes).results
    except ConfigurationError:
        return None
    return sorted({replace(r, message=CUT_OFF) if CUT_OFF in r.message else r for r in results})
