"""SHACL shapes, parsed once, with what the ontology adds to every validated graph.

Source: https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from kg.errors import ConfigurationError, InputError
from kg.resources import ontology_path
from kg.validation.graphs import files_graph, shape_files
from kg.validation.shape_checks import TARGETS, check_shapes

SHAPES_NAMESPACE = "https://w3id.org/claimkg/shapes#"
_SHAPE_USES = (SH.node, SH["not"], SH.qualifiedValueShape)
_SCHEMA_CLASSES = (OWL, RDF, RDFS)


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes ready for use.

    `graph` holds the shapes as they are run; `schema` the ontology's subclass axioms and the
    classes of its individuals, which every graph is validated together with; `known` every term
    that ontology and shapes speak of; `namespaces` those whose terms the ontology defines.
    """

    graph: Graph = field(repr=False)
    schema: Graph = field(repr=False)
    known: frozenset[str] = field(repr=False)
    namespaces: tuple[str, ...]


def load_shapes(paths: Sequence[Path], *, ontology: Sequence[Path] | None = None) -> Shapes:
    """Read shapes from Turtle files, or from the Turtle files of folders.

    `ontology` is the files of the ontology in use; the one that ships with the program where None.

    >>> from kg.resources import shapes_path
    >>> load_shapes([shapes_path()]).namespaces
    ('https://w3id.org/claimkg/ontology#',)

    Raises:
        ConfigurationError: a file cannot be read or parsed, or the shapes would not check what
            they seem to: no shape has a target, a SHACL term is misspelt, a target is not a term
            of the ontology, a shape refers to one that is not there, or asks for remote data.
    """
    terms = _read([ontology_path()] if ontology is None else ontology)
    shapes = _read(shape_files(paths))
    where = ", ".join(str(path) for path in paths)
    defined = frozenset(
        str(node) for node in terms.subjects(RDF.type, None) if isinstance(node, URIRef)
    )
    namespaces = tuple(sorted({_namespace(term) for term in defined if "#" in term}))
    check_shapes(shapes, defined, namespaces, where)
    spoken = {str(node) for triple in shapes for node in triple if isinstance(node, URIRef)}
    return Shapes(_flat(shapes), _schema(terms), defined | spoken, namespaces)


def _read(paths: Sequence[Path]) -> Graph:
    try:
        return files_graph(paths)
    except InputError as error:
        raise ConfigurationError(
            error.reason, where=error.where, remedy=error.remedy or "give Turtle files"
        ) from error


def _namespace(term: str) -> str:
    return term[: term.rindex("#") + 1]


def _schema(ontology: Graph) -> Graph:
    """Return what of an ontology validation needs: its subclass axioms and its individuals."""
    schema = Graph()
    for triple in ontology.triples((None, RDFS.subClassOf, None)):
        schema.add(triple)
    for node, kind in ontology.subject_objects(RDF.type):
        if not any(str(kind).startswith(str(namespace)) for namespace in _SCHEMA_CLASSES):
            schema.add((node, RDF.type, kind))
    return schema


def _flat(shapes: Graph) -> Graph:
    """Give each property shape the targets of the node shape that it belongs to.

    The same results, several times faster: a processor that walks from a node shape to its property
    shapes sets each of them up anew for every focus node, and one that finds the targets on the
    property shape itself does so once. Shapes that others refer to stay as they are.
    """
    flat = Graph("SimpleMemory")
    for triple in shapes:
        flat.add(triple)
    for shape in sorted(set(shapes.subjects(RDF.type, SH.NodeShape)), key=str):
        targets = [(p, target) for p in TARGETS for target in shapes.objects(shape, p)]
        if targets and not _is_used(shapes, shape):
            for part in sorted(shapes.objects(shape, SH.property), key=str):
                flat.remove((shape, SH.property, part))
                for predicate, target in targets:
                    flat.add((part, predicate, target))
    return flat


def _is_used(shapes: Graph, shape: Node) -> bool:
    """Tell whether a shape means more than its targets: others use it, it is off, or a class."""
    uses = (predicate for predicate in _SHAPE_USES if (None, predicate, shape) in shapes)
    in_list = (None, RDF.first, shape) in shapes
    classes = (kind for kind in (RDFS.Class, OWL.Class) if (shape, RDF.type, kind) in shapes)
    return any(_any_of(uses, classes)) or in_list or (shape, SH.deactivated, None) in shapes


def _any_of(*groups: Iterator[URIRef]) -> Iterator[bool]:
    return (True for group in groups for _ in group)
