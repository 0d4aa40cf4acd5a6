"""One document's graph: its claims checked, made into triples, and validated."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Claim, Document
from kg.model.claim_format import claim_from_record, dump_claim
from kg.model.document_format import document_from_record
from kg.pipeline.checking import rejected, split_claims
from kg.pipeline.coverage import Coverage, document_coverage
from kg.pipeline.parts import dump_rejection
from kg.pipeline.results import dump_result
from kg.pipeline.settings import Settings, minter_of, shapes_of
from kg.stores.entries import DocumentEntry, GraphEntry
from kg.triples import Triple, claim_triples, document_triples, run_triples
from kg.validation import accept_claims


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """What enters the store for one document: its triples, sorted; and what became of the rest."""

    triples: list[Triple]
    entry: GraphEntry


def make_graph(
    iri: str, entry: DocumentEntry | None, records: Iterable[str], settings: Settings
) -> DocumentGraph:
    """Make the graph of one document from its journal entry and the JSON of its claims."""
    document = read_document(entry) if entry else None
    claims = [claim_from_record(json.loads(record), where="journal") for record in records]
    usable, refused = split_claims(claims, document, minter_of(settings).ontology)

    def triples_of(some: Sequence[Claim]) -> set[Triple]:
        return _triples(document, some, settings)

    screening = accept_claims(usable, triples_of, shapes_of(settings), dump=dump_claim)
    whole = any(rejection.kind == "document" for rejection in screening.rejections)
    if whole:
        refused += [rejected(claim, "its document was set aside") for claim in usable]
    refused += screening.rejections
    kept = not whole and (document or screening.accepted)
    covered = _coverage(document, entry, screening.accepted)
    return DocumentGraph(
        triples=sorted(screening.triples) if kept else [],
        entry=GraphEntry(
            document=iri,
            results=tuple(map(dump_result, screening.report.results)),
            refused=tuple((each.claim or "", dump_rejection(each)) for each in refused),
            sentences=covered.sentences,
            with_claims=covered.with_claims,
            coverage=covered.record,
        ),
    )


def read_document(entry: DocumentEntry) -> Document:
    """Read a document from its journal entry."""
    record = json.loads(entry.record)
    return document_from_record(record, where=entry.document, source=str(record["source"]))


def _coverage(
    document: Document | None, entry: DocumentEntry | None, accepted: Iterable[Claim]
) -> Coverage:
    if document is None or entry is None:
        return Coverage(0, 0, "")
    sentences = [(start, end) for start, end in json.loads(entry.sentences)]
    return document_coverage(document, sentences, accepted)


def _triples(document: Document | None, claims: Sequence[Claim], settings: Settings) -> set[Triple]:
    """Return the triples of claims; those that the document has without any, for no claims."""
    if not claims:
        return set(document_triples(document)) if document else set()
    minter = minter_of(settings)
    triples = {triple for claim in claims for triple in claim_triples(claim, minter)}
    if settings.run_date:
        for extractor in {claim.extractor for claim in claims}:
            triples.update(run_triples(extractor, minter, settings.run_date))
    return triples
