"""One document's graph: its claims checked, made into triples, and validated."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from kg.model import Claim, Document, Rejection
from kg.model.claim_format import claim_from_record, dump_claim
from kg.model.document_format import document_from_record
from kg.pipeline.checking import rejected, split_claims
from kg.pipeline.settings import Settings, minter_of, shapes_of
from kg.stores.journal import DocumentEntry
from kg.triples import Triple, claims_triples, document_triples, run_triples
from kg.validation import accept_claims


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """What enters the store for one document, and what does not.

    `refused` pairs the id of each claim that was refused ("" for the whole document) with the
    reason; `results` is the JSON of the validation results.
    """

    triples: list[Triple]
    refused: list[tuple[str, Rejection]]
    results: str


def make_graph(
    entry: DocumentEntry | None, records: Sequence[str], settings: Settings
) -> DocumentGraph:
    """Make the graph of one document from its journal entry and the JSON of its claims."""
    minter = minter_of(settings)
    document = read_document(entry) if entry else None
    claims = [claim_from_record(json.loads(record), where="journal") for record in records]
    usable, refused = split_claims(claims, document, minter.ontology)

    def triples_of(some: Sequence[Claim]) -> list[Triple]:
        return _triples(document, some, settings)

    screening = accept_claims(usable, triples_of, shapes_of(settings), dump=dump_claim)
    whole = any(rejection.kind == "document" for rejection in screening.rejections)
    if whole:
        refused += [rejected(claim, "its document was set aside") for claim in usable]
    refused += screening.rejections
    kept = not whole and (document or screening.accepted)
    return DocumentGraph(
        triples=triples_of(screening.accepted) if kept else [],
        refused=[(rejection.claim or "", rejection) for rejection in refused],
        results=json.dumps([astuple(result) for result in screening.report.results]),
    )


def read_document(entry: DocumentEntry) -> Document:
    """Read a document from its journal entry."""
    record = json.loads(entry.record)
    return document_from_record(record, where=entry.document, source=str(record["source"]))


def _triples(
    document: Document | None, claims: Sequence[Claim], settings: Settings
) -> list[Triple]:
    minter = minter_of(settings)
    triples = set(claims_triples(claims, minter))
    if document:
        triples.update(document_triples(document))
    if settings.run_date:
        for extractor in {claim.extractor for claim in claims}:
            triples.update(run_triples(extractor, minter, settings.run_date))
    return sorted(triples)
