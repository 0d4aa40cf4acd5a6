"""The whole flow on one page: sources to documents to claims to triples to a validated graph.

    sources → readers → Document → extractor → Claim → resolution → Claim → journal
    journal → Claim → triples → validation → store → files

A source that has not changed is not read again. Each source is recorded whole, each document's
graph enters the store whole; a build that is killed goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from kg.errors import StoreError
from kg.model import Claim, Document, Rejection, Source
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_record
from kg.pipeline.graphs import make_graph
from kg.pipeline.outputs import write_outputs
from kg.pipeline.reading import extract_document, read_source
from kg.pipeline.settings import Settings, graph_digest, minter_of, reading_digest
from kg.readers.sources import find_sources
from kg.resolution import resolve
from kg.stores import OxigraphStore
from kg.stores.journal import ClaimEntry, DocumentEntry, Journal, SourceEntry, Totals
from kg.triples import iri

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did: the output folder, sources read and unchanged, and the graph's totals."""

    out: Path
    read: int
    unchanged: int
    set_aside: int
    totals: Totals


def build(
    locations: Iterable[str],
    out: Path,
    settings: Settings,
    *,
    stdin: BinaryIO,
    progress: Progress = lambda _: None,
) -> Summary:
    """Build or extend the graph in a folder, and write its files.

    `progress` is called with the location of each source as it is read.

    Raises:
        StoreError: the folder cannot be written, or another build is at work in it.
        ConfigurationError: the ontology, shapes, patterns or model cannot be used.
    """
    folder = _folder(out)
    read = unchanged = 0
    with Journal(folder / "journal.sqlite") as journal:
        with OxigraphStore(folder / "graph") as store:
            digest = reading_digest(settings)
            for source in find_sources(locations, stdin=stdin):
                fresh = _record(source, journal, settings, digest)
                read, unchanged = read + fresh, unchanged + (not fresh)
                progress(source.location if isinstance(source, Source) else source.where)
            _update_graphs(journal, store, settings)
            write_outputs(journal, store, out)
        totals = journal.totals()
    return Summary(out, read, unchanged, totals.set_aside, totals)


def _folder(out: Path) -> Path:
    folder = out / "store"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the folder cannot be made: {error.strerror}",
            where=str(folder),
            remedy="name a folder that can be written with --out",
        ) from error
    return folder


def _record(source: Source | Rejection, journal: Journal, settings: Settings, digest: str) -> bool:
    """Read a source into the journal, if it is new or changed; tell whether it was read."""
    if isinstance(source, Rejection):
        journal.record_source(SourceEntry(source.where, "", unread=[_dump(source)]))
        return True
    fingerprint = f"{hashlib.sha256(source.data).hexdigest()} {digest}"
    if journal.fingerprint(source.location) == fingerprint:
        return False
    journal.record_source(_entry(source, fingerprint, settings))
    return True


def _entry(source: Source, fingerprint: str, settings: Settings) -> SourceEntry:
    documents: list[DocumentEntry] = []
    claims: list[ClaimEntry] = []
    unread: list[str] = []
    for item in read_source(source, base=settings.base):
        if isinstance(item, Document):
            extraction = extract_document(item, settings)
            record = json.dumps(document_record(item), ensure_ascii=False)
            documents.append(DocumentEntry(item.id, record, json.dumps(extraction.sentences)))
            claims.extend(map(_claim_entry, extraction.claims))
            unread.extend(map(_dump, extraction.rejections))
        elif isinstance(item, Claim):
            claims.extend(map(_claim_entry, resolve([item], minter_of(settings).ontology)))
        else:
            unread.append(_dump(item))
    return SourceEntry(source.location, fingerprint, documents, claims, unread)


def _claim_entry(claim: Claim) -> ClaimEntry:
    place = claim.evidence[0].start if claim.evidence else 0
    return ClaimEntry(claim.document, claim.id, place, dump_claim(claim))


def _dump(rejection: Rejection) -> str:
    known = {name: value for name, value in asdict(rejection).items() if value is not None}
    return json.dumps(known, ensure_ascii=False)


def _update_graphs(journal: Journal, store: OxigraphStore, settings: Settings) -> None:
    """Bring the store to what the journal says: graphs made, validated and replaced."""
    digest = graph_digest(settings)
    for document in journal.gone():
        store.remove_document(iri(document))
        journal.forget_graph(document)
    for document in journal.stale(digest):
        graph = make_graph(journal.document(document), journal.claims(document), settings)
        store.replace_document(iri(document), graph.triples)
        store.flush()
        refused = [(rejection_id, _dump(rejection)) for rejection_id, rejection in graph.refused]
        journal.record_graph(document, digest, results=graph.results, refused=refused)
