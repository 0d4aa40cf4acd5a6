"""Documents to triples."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Document
from kg.triples.terms import Triple, iri, literal, vocabulary_iri
from kg.triples.values import date_literal
from kg.vocab import terms


def document_triples(document: Document) -> Iterator[Triple]:
    """Yield what is known of a document: title, author, publisher, dates, address, checksum.

    The text itself stays out of the graph.
    """
    node = iri(document.id)
    yield Triple(node, vocabulary_iri(terms.TYPE), vocabulary_iri(terms.DOCUMENT))
    yield Triple(node, vocabulary_iri(terms.SHA256), literal(document.sha256))
    yield Triple(node, vocabulary_iri(terms.DC_SOURCE), literal(document.source))
    for predicate, text in (
        (terms.TITLE, document.title),
        (terms.CREATOR, document.author),
        (terms.PUBLISHER, document.publisher),
    ):
        if text:
            yield Triple(node, vocabulary_iri(predicate), literal(text))
    for predicate, date in (
        (terms.ISSUED, document.published),
        (terms.MODIFIED, document.modified),
    ):
        if date:
            yield Triple(node, vocabulary_iri(predicate), date_literal(date))
    if document.url:
        yield Triple(node, vocabulary_iri(terms.URL), iri(document.url))


def copy_triple(document: str, original: str) -> Triple:
    """Return that a document repeats the text of another; both are given by their IRIs."""
    return Triple(iri(document), vocabulary_iri(terms.COPY_OF), iri(original))
