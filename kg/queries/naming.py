"""What to call a node to a reader: an entity by its name, a term by its prefix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.queries.engine import objects, subjects
from kg.triples import Term
from kg.triples.terms import iri_value, is_iri, literal_value
from kg.vocab import PREFIXES, default_ontology, terms
from kg.vocab.ontology import local_name


def label_of(store: ox.Store, node: Term) -> str | None:
    """Return the name by which most claims call an entity; of a value
    its label, of a document its title; else None."""
    named = objects(store, node, terms.LABEL) or objects(store, node, terms.TITLE)
    labels = [text for text in map(plain_text, named) if text]
    if len(labels) < 2:
        return labels[0] if labels else None
    used = Counter(
        plain_text(name)
        for mention in subjects(store, terms.REFERS_TO, node)
        for name in objects(store, mention, terms.NAME)
    )
    return min(labels, key=lambda label: (-used[label], -len(label), label))


def labels_of(store: ox.Store, nodes: Iterable[Term]) -> dict[Term, str]:
    """Return the names of those nodes that have one."""
    named = ((node, label_of(store, node)) for node in sorted(set(nodes)) if is_iri(node))
    return {node: label for node, label in named if label is not None}


def kinds_of(store: ox.Store, entity: Term) -> frozenset[str]:
    """Return the local names of an entity's classes, and of the root classes above them."""
    roots = default_ontology().roots
    found = {local_name(iri_value(kind)) for kind in objects(store, entity, terms.TYPE)}
    return frozenset(found | {roots[kind] for kind in found if kind in roots})


def plain_text(term: Term) -> str:
    """Return a literal's words, an IRI as it is."""
    if is_iri(term):
        return iri_value(term)
    return literal_value(term)[0] if term.startswith('"') else term


def shortened(value: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return an IRI with its prefix, where one fits.

    >>> shortened("https://w3id.org/claimkg/ontology#denied")
    'kg:denied'
    """
    for prefix, namespace in prefixes.items():
        rest = value.removeprefix(namespace)
        if rest != value and rest.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{rest}"
    return value


def displayed(term: Term | None, labels: Mapping[Term, str]) -> str:
    """Return a term as a reader wants it: its name, its prefixed form, its words; on one line."""
    if term is None:
        return ""
    text = labels.get(term) or plain_text(term)
    return " ".join((shortened(text) if is_iri(term) and term not in labels else text).split())
