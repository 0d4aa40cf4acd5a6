"""What the terms of the ontology are called in English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from rdflib import RDFS, Graph, Literal, URIRef

from kg.errors import ConfigurationError
from kg.resources import ontology_path
from kg.vocab.ontology import local_name


@cache
def term_words() -> Mapping[str, str]:
    """Return the labels of the ontology's terms, by local name.

    >>> term_words()["affiliated"]
    'affiliated with'

    Raises:
        ConfigurationError: the ontology cannot be read.
    """
    path = ontology_path()
    try:
        graph = Graph().parse(path, format="turtle")
    except (OSError, SyntaxError) as error:
        raise ConfigurationError(
            f"the ontology cannot be read: {error}", where=str(path), remedy="install kg again"
        ) from error
    return MappingProxyType(
        {
            local_name(str(node)): str(label)
            for node, label in sorted(graph.subject_objects(RDFS.label))
            if isinstance(node, URIRef) and isinstance(label, Literal)
        }
    )
