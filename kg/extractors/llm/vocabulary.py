"""What an answer may use: the claim types, classes and qualifiers that the ontology declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rdflib import RDF, RDFS, Graph, URIRef

from kg.vocab import Ontology, load_ontology, terms
from kg.vocab.ontology import local_name


@dataclass(frozen=True, slots=True)
class Term:
    """A term as a reader is told of it; `domain` and `range` are local names, "" where not known."""

    name: str
    comment: str
    domain: str = ""
    range: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of the ontology in use, sorted by name.

    `choices` holds, for each qualifier whose values are individuals of the ontology (`status`),
    their names.
    """

    ontology: Ontology
    claim_types: tuple[Term, ...]
    classes: tuple[Term, ...]
    qualifiers: tuple[Term, ...]
    choices: Mapping[str, tuple[str, ...]]

    def has_content(self, claim_type: str) -> bool:
        """Tell whether claims of a type say what was said, as those of `states` do.

        Raises:
            NotFoundError: the ontology declares no such claim type.
        """
        return self.ontology.claim_type(claim_type).describes == terms.STATEMENT


def load_terms(paths: Sequence[Path]) -> Vocabulary:
    """Read the vocabulary from the Turtle files of the ontology in use.

    Raises:
        ConfigurationError: a file cannot be read or parsed.

    >>> from kg.resources import ontology_path
    >>> [term.name for term in load_terms([ontology_path()]).claim_types][:2]
    ['acquires', 'affiliated']
    """
    ontology = load_ontology(paths)
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    qualifiers = _terms(graph, (iri for iri, _ in ontology.qualifiers.values()))
    ranges = {
        name: graph.value(URIRef(iri), RDFS.range)
        for name, (iri, kind) in ontology.qualifiers.items()
        if kind == "concept"
    }
    return Vocabulary(
        ontology=ontology,
        claim_types=_terms(graph, (kind.predicate for kind in ontology.claim_types.values())),
        classes=_terms(graph, ontology.classes.values()),
        qualifiers=qualifiers,
        choices=MappingProxyType(
            {
                name: tuple(
                    sorted(local_name(str(each)) for each in graph.subjects(RDF.type, kind))
                )
                for name, kind in sorted(ranges.items())
            }
        ),
    )


def _terms(graph: Graph, iris: Iterable[str]) -> tuple[Term, ...]:
    found = (
        Term(
            name=local_name(iri),
            comment=" ".join(_value(graph, iri, RDFS.comment).split()),
            domain=local_name(_value(graph, iri, RDFS.domain)),
            range=local_name(_value(graph, iri, RDFS.range)),
        )
        for iri in iris
    )
    return tuple(sorted(found, key=lambda term: term.name))


def _value(graph: Graph, iri: str, predicate: URIRef) -> str:
    """Return the first value in order, so that several comments give the same one each time."""
    return min(map(str, graph.objects(URIRef(iri), predicate)), default="")
