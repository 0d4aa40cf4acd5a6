"""Validation with SHACL: load shapes, validate triples and files, set aside what breaks a shape."""

from kg.validation.acceptance import Screening, accept_claims
from kg.validation.reports import (
    SEVERITIES,
    fails,
    report_json,
    report_text,
    report_turtle,
    text_lines,
    turtle_lines,
)
from kg.validation.shapes import Shapes, load_shapes
from kg.validation.validating import (
    validate,
    validate_exactly,
    validate_files,
    validate_files_exactly,
)
from kg.validation.vocabulary import unknown_terms

__all__ = [
    "SEVERITIES",
    "Screening",
    "Shapes",
    "accept_claims",
    "fails",
    "load_shapes",
    "report_json",
    "report_text",
    "report_turtle",
    "text_lines",
    "turtle_lines",
    "unknown_terms",
    "validate",
    "validate_exactly",
    "validate_files",
    "validate_files_exactly",
]
