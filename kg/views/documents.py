"""What the graph tells of the documents that its claims come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.triples import Triple, iri
from kg.triples.nodes import Nodes
from kg.triples.terms import iri_value
from kg.vocab import terms

_DESCRIBING = frozenset(
    map(
        iri,
        (
            terms.TYPE, terms.URL, terms.TITLE, terms.CREATOR, terms.PUBLISHER, terms.ISSUED,
            terms.MODIFIED, terms.DC_SOURCE, terms.SHA256,
        ),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document by its IRI; dates are EDTF, `source` is what was read, as it was given."""

    iri: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    source: str | None = None
    sha256: str | None = None


def document_facts(triples: Iterable[Triple]) -> dict[str, DocumentFacts]:
    """Return what a graph tells of its documents, by IRI.

    >>> from kg.model import Document
    >>> from kg.triples import document_triples
    >>> document = Document("urn:d", "d.txt", "Hi.", "8f…", title="A greeting")
    >>> document_facts(document_triples(document))["urn:d"].title
    'A greeting'
    """
    nodes = Nodes(triple for triple in triples if triple.predicate in _DESCRIBING)
    found = {}
    for node in nodes.instances(terms.DOCUMENT):
        url = nodes.one(node, terms.URL)
        found[iri_value(node)] = DocumentFacts(
            iri=iri_value(node),
            title=nodes.text(node, terms.TITLE),
            author=nodes.text(node, terms.CREATOR),
            publisher=nodes.text(node, terms.PUBLISHER),
            published=nodes.text(node, terms.ISSUED),
            modified=nodes.text(node, terms.MODIFIED),
            url=iri_value(url) if url else None,
            source=nodes.text(node, terms.DC_SOURCE),
            sha256=nodes.text(node, terms.SHA256),
        )
    return found
