"""The sentences of a document that name one of its entities."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Claim, Document, Span
from kg.pipeline.claims import Counting
from kg.pipeline.graphs import read_document
from kg.queries.passages import Passage, find_passages
from kg.resolution.references import PLACE, PLACED, Name, name_of
from kg.resolution.senses import words_of
from kg.triples.minting import slug
from kg.triples.values import place_names
from kg.vocab.ontology import Ontology

_FAR = 2


def passages_of(
    counting: Counting, iri: str, name: Name, label: str
) -> Iterator[tuple[Document | None, Passage]]:
    """Yield the sentences that name an entity of a document, each once, with the name marked.

    `name` is the entity's root class and folded name, `label` how it is spelt. Sentences that spell
    it out come first, then those with a part of it; one with a pronoun or a description comes only
    where there is no other. Without the document's text a sentence is the words of a claim.
    """
    entry = counting.journal.document(iri)
    document = read_document(entry) if entry else None
    found = {
        (span, evidence)
        for claim in counting.claims(iri)
        for span in _spans(claim, name, counting.ontology)
        for evidence in _around(span, claim)
    }
    ranked = sorted((_distance(span.text, label), span, evidence) for span, evidence in found)
    seen: set[int] = set()
    for distance, span, evidence in ranked:
        if distance == _FAR and seen:
            return
        marked = _within(evidence, label) if span == evidence else span
        passage = _passage(document, marked, evidence)
        if passage.start not in seen:
            seen.add(passage.start)
            yield document, passage


def _spans(claim: Claim, name: Name, ontology: Ontology) -> Iterator[Span]:
    """Yield the words that stand for an entity in a claim, its evidence where none do."""
    for entity in (claim.subject, claim.object, claim.attributed_to):
        if entity and entity.type in ontology.roots and name_of(entity, ontology) == name:
            yield from (entity.mention,) if entity.mention else claim.evidence
    place = claim.qualifiers.get(PLACED)
    if place and any((PLACE, slug(text)) == name for text in place_names(place)):
        yield place.span


def _around(span: Span, claim: Claim) -> Iterator[Span]:
    """Yield the piece of evidence that a span lies in, the span itself where it lies in none."""
    pieces = (piece for piece in claim.evidence if _holds(piece, span))
    yield next(pieces, span)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _distance(text: str, label: str) -> int:
    """Return how far words are from a name: 0 with it, 1 with a part of it, else `_FAR`."""
    if label.casefold() in text.casefold():
        return 0
    return 1 if set(words_of(text)) & set(words_of(label)) else _FAR


def _within(evidence: Span, label: str) -> Span:
    """Return where a name stands in words, or all of them."""
    at = evidence.text.find(label)
    if at < 0:
        return evidence
    start = evidence.start + at
    return Span(start, start + len(label), label)


def _passage(document: Document | None, span: Span, evidence: Span) -> Passage:
    if document is not None and span.fits(document.text):
        return find_passages(document, [span])[0]
    mark = (span.start - evidence.start, span.end - evidence.start)
    return Passage(evidence.text, evidence.start, (mark,))
