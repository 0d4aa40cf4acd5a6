"""Validation with SHACL: load shapes, validate triples and files, set aside what breaks a shape."""

from kg.validation.reports import fails, report_json, report_text, report_turtle
from kg.validation.screening import Screening, accept_claims
from kg.validation.shapes import Shapes, load_shapes
from kg.validation.validating import validate, validate_files
from kg.validation.vocabulary import unknown_terms

__all__ = [
    "Screening",
    "Shapes",
    "accept_claims",
    "fails",
    "load_shapes",
    "report_json",
    "report_text",
    "report_turtle",
    "unknown_terms",
    "validate",
    "validate_files",
]
