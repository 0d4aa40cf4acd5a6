"""The ontology in use: which classes, claim types and qualifiers it declares.

Read from Turtle, so that a user's own ontology adds claim types without a change to the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar

from rdflib import RDF, RDFS, Graph, URIRef

from kg.errors import ConfigurationError, NotFoundError
from kg.resources import ontology_path
from kg.vocab import terms
from kg.vocab.namespaces import IRI

Value = TypeVar("Value")
ValueKind = Literal["text", "date", "place", "money", "quantity", "concept"]
_VALUE_KINDS: Mapping[str, ValueKind] = MappingProxyType(
    {
        terms.DATE: "date",
        terms.PLACE: "place",
        terms.MONETARY_AMOUNT: "money",
        terms.QUANTITY: "quantity",
        terms.STATUS_CLASS: "concept",
    }
)


@dataclass(frozen=True, slots=True)
class ClaimType:
    """A kind of claim: its predicate, and the node that carries its qualifiers, if any.

    `describes` is the class of that node (kg:Deployment for `deploys`); `subject_role` and
    `object_role` are the properties that lead from it to the claim's subject and object.
    `single_valued` are the qualifiers, by local name and sorted, that have one value at one time.
    """

    name: str
    predicate: IRI
    describes: IRI | None = None
    subject_role: IRI | None = None
    object_role: IRI | None = None
    single_valued: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ontology:
    """Classes with their roots, claim types, qualifiers and individuals, by local name."""

    classes: Mapping[str, IRI]
    roots: Mapping[str, str]
    claim_types: Mapping[str, ClaimType]
    qualifiers: Mapping[str, tuple[IRI, ValueKind]]
    concepts: Mapping[str, IRI]
    _names: Mapping[str, str] = field(repr=False)

    def root(self, name: str) -> str:
        """Return the root class of an entity class ("Company" is an "Organization").

        Raises:
            NotFoundError: the ontology declares no such class of entities.
        """
        return _look_up(self.roots, name, "class of entities")

    def entity_class(self, name: str) -> IRI:
        """Return the IRI of a class of entities.

        Raises:
            NotFoundError: the ontology declares no such class of entities.
        """
        self.root(name)
        return self.classes[name]

    def claim_type(self, name: str) -> ClaimType:
        """Return a claim type.

        Raises:
            NotFoundError: the ontology declares no such claim type.
        """
        return _look_up(self.claim_types, name, "claim type")

    def qualifier(self, name: str) -> tuple[IRI, ValueKind]:
        """Return a qualifier's property and the kind of its values.

        Raises:
            NotFoundError: the ontology declares no such qualifier.
        """
        return _look_up(self.qualifiers, name, "qualifier")

    def concept(self, name: str) -> IRI:
        """Return a modality, a mode or a status.

        Raises:
            NotFoundError: the ontology declares no such individual.
        """
        return _look_up(self.concepts, name, "modality, mode or status")

    def name_of(self, iri: str) -> str:
        """Return the local name of a class, claim type, qualifier or individual of the ontology.

        Raises:
            NotFoundError: the ontology declares no such term.
        """
        return _look_up(self._names, iri, "term")


def _look_up(table: Mapping[str, Value], name: str, kind: str) -> Value:
    if name not in table:
        known = ", ".join(sorted(table))
        raise NotFoundError(f"the ontology declares no {kind} {name!r}", remedy=f"known: {known}")
    return table[name]


def load_ontology(paths: Iterable[Path]) -> Ontology:
    """Read an ontology from Turtle files; later files add to earlier ones.

    Raises:
        ConfigurationError: a file cannot be read or parsed.
    """
    graph = Graph()
    for path in paths:
        try:
            graph.parse(path, format="turtle")
        except (OSError, SyntaxError) as error:
            raise ConfigurationError(
                f"the ontology cannot be read: {error}",
                where=str(path),
                remedy="give a Turtle file",
            ) from error
    return _from_graph(graph)


@cache
def default_ontology() -> Ontology:
    """Return the ontology that ships with the program."""
    return load_ontology([ontology_path()])


def local_name(iri: str) -> str:
    """Return what follows the last '#' or '/' of an IRI.

    >>> local_name("https://example.org/ns#deploys")
    'deploys'
    """
    return iri.rstrip("#/").replace("#", "/").rsplit("/", 1)[-1]


def _from_graph(graph: Graph) -> Ontology:
    roots = {str(node): root for node, root in _root_classes(graph)}
    classes = {local_name(node): IRI(node) for node in roots}
    qualifiers = {
        local_name(node): (
            IRI(node),
            _VALUE_KINDS.get(str(graph.value(URIRef(node), RDFS.range)), "text"),
        )
        for node in _instances(graph, terms.QUALIFIER)
    }
    claim_types = {
        local_name(node): _claim_type(graph, node) for node in _instances(graph, terms.CLAIM_TYPE)
    }
    named = {str(node) for node in graph.subjects(RDF.type, None) if isinstance(node, URIRef)}
    return Ontology(
        classes=MappingProxyType(classes),
        roots=MappingProxyType({local_name(node): root for node, root in roots.items()}),
        claim_types=MappingProxyType(claim_types),
        qualifiers=MappingProxyType(qualifiers),
        concepts=MappingProxyType(
            {
                local_name(node): IRI(node)
                for kind in (terms.MODALITY_CLASS, terms.MODE_CLASS, terms.STATUS_CLASS)
                for node in _instances(graph, kind)
            }
        ),
        _names=MappingProxyType({node: local_name(node) for node in sorted(named)}),
    )


def _instances(graph: Graph, kind: IRI) -> list[str]:
    return sorted(str(node) for node in graph.subjects(RDF.type, URIRef(kind)))


def _root_classes(graph: Graph) -> Iterable[tuple[str, str]]:
    """Pair every class below kg:Entity with the local name of its ancestor just below kg:Entity."""
    for root in sorted(graph.subjects(RDFS.subClassOf, URIRef(terms.ENTITY)), key=str):
        for node in sorted(set(graph.transitive_subjects(RDFS.subClassOf, root)), key=str):
            yield str(node), local_name(str(root))


def _claim_type(graph: Graph, node: str) -> ClaimType:
    def optional(predicate: IRI) -> IRI | None:
        value = graph.value(URIRef(node), URIRef(predicate))
        return None if value is None else IRI(str(value))

    return ClaimType(
        name=local_name(node),
        predicate=IRI(node),
        describes=optional(terms.DESCRIBED_AS),
        subject_role=optional(terms.SUBJECT_ROLE),
        object_role=optional(terms.OBJECT_ROLE),
        single_valued=tuple(
            sorted(
                local_name(str(qualifier))
                for qualifier in graph.objects(URIRef(node), URIRef(terms.SINGLE_VALUED))
            )
        ),
    )
