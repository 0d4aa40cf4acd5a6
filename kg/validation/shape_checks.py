"""Traps in shapes graphs: what a SHACL processor passes over without a word.

A processor skips a SHACL term that does not exist, finds nothing at a target that is misspelt, and
calls a graph conforming when no shape has a target.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from kg.errors import ConfigurationError

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_REFERENCES = (SH.node, SH["not"], SH.qualifiedValueShape)
_STRING_OR_IRI = re.compile(r"""<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[?$]\w+""")
_REMOTE = re.compile(r"\b(?:SERVICE|FROM)\b", re.IGNORECASE)


def check_shapes(
    shapes: Graph, defined: frozenset[str], namespaces: Sequence[str], where: str
) -> None:
    """Refuse shapes that would not check what they seem to.

    `defined` is the terms of the ontology, `namespaces` those it defines terms in, `where` the
    files to name.

    Raises:
        ConfigurationError: the first trap found.
    """
    _check_spelling(shapes, where)
    _check_targets(shapes, where)
    _check_terms(shapes, defined, namespaces, where)
    _check_references(shapes, where)
    _check_values(shapes, where)


def _check_spelling(shapes: Graph, where: str) -> None:
    """Refuse SHACL terms that do not exist: a processor skips them without a word."""
    used = {str(node) for triple in shapes for node in triple if isinstance(node, URIRef)}
    for term in sorted(used):
        name = term.removeprefix(str(SH))
        if name != term and name and name not in SH:
            raise ConfigurationError(f"sh:{name} is not a term of SHACL", where=where)


def _check_targets(shapes: Graph, where: str) -> None:
    targeted = any((None, predicate, None) in shapes for predicate in TARGETS)
    implicit = any(
        (shape, RDF.type, SH.NodeShape) in shapes
        for kind in (RDFS.Class, OWL.Class)
        for shape in shapes.subjects(RDF.type, kind)
    )
    if not targeted and not implicit:
        raise ConfigurationError(
            "no shape has a target, so that every graph would conform",
            where=where,
            remedy="give shapes with sh:targetClass, sh:targetNode, sh:targetSubjectsOf or"
            " sh:targetObjectsOf",
        )


def _check_terms(
    shapes: Graph, defined: frozenset[str], namespaces: Sequence[str], where: str
) -> None:
    targets = [
        (str(shape), str(target))
        for predicate in TARGETS
        for shape, target in shapes.subject_objects(predicate)
    ]
    for shape, target in sorted(targets):
        if target.startswith(tuple(namespaces)) and target not in defined:
            raise ConfigurationError(
                f"shape {shape} targets {target}, which the ontology does not define", where=where
            )


def _check_references(shapes: Graph, where: str) -> None:
    parts = set(shapes.objects(None, SH.property))
    for part in sorted(parts, key=str):
        if len(list(shapes.objects(part, SH.path))) != 1:
            raise ConfigurationError(
                f"property shape {part} needs exactly one sh:path", where=where
            )
    referred = {node for predicate in _REFERENCES for node in shapes.objects(None, predicate)}
    for shape in sorted(referred, key=str):
        if (shape, None, None) not in shapes:
            raise ConfigurationError(f"shape {shape} is referred to but not there", where=where)


def _check_values(shapes: Graph, where: str) -> None:
    """Refuse patterns that are no regular expressions, and queries that leave the graph."""
    for shape, pattern in sorted(shapes.subject_objects(SH.pattern), key=str):
        try:
            re.compile(str(pattern))
        except re.error as error:
            reason = f"the pattern of shape {shape} is not a regular expression: {error}"
            raise ConfigurationError(reason, where=where) from error
    for node in sorted(shapes.objects(None, SH.select), key=str):
        if _asks_for_remote(node):
            raise ConfigurationError(
                "the query of a shape asks for another graph or server (SERVICE, FROM)",
                where=where,
                remedy="let shapes ask only of the graph that is validated",
            )


def _asks_for_remote(query: Node) -> bool:
    without_comments = re.sub(r"(?m)^\s*#.*$", "", str(query))
    return bool(_REMOTE.search(_STRING_OR_IRI.sub(" ", without_comments)))
