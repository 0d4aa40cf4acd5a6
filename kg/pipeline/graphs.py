"""One document's graph: its claims checked, made into triples, and validated."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Claim, Document
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_from_record
from kg.pipeline.assertions import assertion_keys
from kg.pipeline.checking import rejected, split_claims
from kg.pipeline.coverage import Coverage, document_coverage
from kg.pipeline.parts import dump_rejection
from kg.pipeline.results import dump_result
from kg.pipeline.settings import Settings, minter_of, shapes_of
from kg.stores.entries import DocumentEntry, GraphEntry
from kg.triples import Triple, claim_triples, document_triples, run_triples
from kg.triples.corrections import correction_triples
from kg.triples.documents import copy_triple
from kg.validation import accept_claims
from kg.views.corrections import Change, Corrected


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """What enters the store for one document: its triples, sorted; and what became of the rest."""

    triples: list[Triple]
    entry: GraphEntry


def make_graph(
    iri: str,
    entry: DocumentEntry | None,
    corrected: Corrected,
    settings: Settings,
    *,
    original: str | None = None,
) -> DocumentGraph:
    """Make the graph of one document from its journal entry and its claims as they count.

    `original` is the document whose text it repeats, if any.
    """
    document = read_document(entry) if entry else None
    usable, refused = split_claims(corrected.claims, document, minter_of(settings).ontology)
    own = set(document_triples(document)) if document else set()
    if document and original:
        own.add(copy_triple(document.id, original))
    amended = _corrections(corrected.changes, own, settings)

    def triples_of(some: Sequence[Claim]) -> set[Triple]:
        if not some:
            return own
        found = _triples(some, settings)
        return found.union(*(amended.get(claim.id, ()) for claim in some))

    refused += corrected.rejected
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
            unused=tuple(map(dump_rejection, corrected.unused)),
            assertions=[
                (key, claim.id)
                for claim in screening.accepted
                for key in assertion_keys(claim, minter_of(settings))
            ],
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


def _corrections(
    changes: Iterable[Change], own: set[Triple], settings: Settings
) -> dict[str, set[Triple]]:
    """Return the triples of amendments by the claim that each made; add other corrections' to `own`.

    A claim that breaks a shape takes the correction that made it with it.
    """
    amended: dict[str, set[Triple]] = {}
    for change in changes:
        triples = correction_triples(
            change.correction,
            change.before,
            change.after,
            minter_of(settings),
            sound=_is_sound(change),
        )
        if change.after is None:
            own.update(triples)
        else:
            amended.setdefault(change.after.id, set()).update(triples)
    return amended


def _is_sound(change: Change) -> bool:
    """Tell whether a claim could have been in the graph, and so can be told of there."""
    return change.sound and all(span.text.strip() for span in change.before.evidence)


def _triples(claims: Sequence[Claim], settings: Settings) -> set[Triple]:
    minter = minter_of(settings)
    triples = {triple for claim in claims for triple in claim_triples(claim, minter)}
    if settings.run_date:
        for extractor in {claim.extractor for claim in claims}:
            triples.update(run_triples(extractor, minter, settings.run_date))
    return triples
