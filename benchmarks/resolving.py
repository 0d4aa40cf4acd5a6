"""Resolution by itself: who is who in a journal that holds many documents, and how well it is told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks.entities_corpus import Telling, tellings
from benchmarks.metering import Meter
from kg.evaluation.clusters import cluster_scores
from kg.model import Entity
from kg.model.document_format import document_record
from kg.pipeline.claims import Counting
from kg.pipeline.judging import judged
from kg.pipeline.parts import claim_part
from kg.pipeline.resolving import (
    read_references,
    resolve_entities,
    settle_entities,
    settle_names,
)
from kg.pipeline.settings import Settings, minter_of
from kg.resolution.names import organization_name, plain_name
from kg.resolution.references import name_of
from kg.stores.entries import DocumentEntry, SourceEntry
from kg.stores.journal import Journal

Reference = tuple[str, str, str]
_A_SOURCE = 500  # documents


def resolve(meter: Meter, folder: str, entities: int) -> None:
    """Resolve a journal of documents that name so many entities; change one, resolve again."""
    place, settings = Path(folder), Settings()
    place.mkdir(parents=True, exist_ok=True)
    with Journal(place / "journal.sqlite") as journal:
        _fill(journal, tellings(entities), settings)
        counting, told = Counting(journal, minter_of(settings).ontology), judged(settings)
        with meter.whole():
            with meter.step("references"):
                read_references(counting)
            with meter.step("names"):
                settle_names(journal, workers=0)
            with meter.step("decision"):
                settle_entities(journal, told, settings)
        first = next(tellings(entities))
        _record(journal, [replace(first, claims=first.claims[:-1])], settings)
        with meter.step("again"):
            resolve_entities(counting, settings)
        scores = cluster_scores(dict(_gold(tellings(entities), settings)), dict(_found(journal)))
    for name in ("precision", "recall", "references"):
        meter.note(name, getattr(scores, name))
    meter.note("bytes", (place / "journal.sqlite").stat().st_size)


def _fill(journal: Journal, found: Iterator[Telling], settings: Settings) -> None:
    """Record documents as a build would that has read them: the first by itself, then by hundreds."""
    batch = list(islice(found, 1))
    while batch:
        _record(journal, batch, settings)
        batch = list(islice(found, _A_SOURCE))


def _record(journal: Journal, batch: Sequence[Telling], settings: Settings) -> None:
    documents = [_document(telling) for telling in batch]
    claims = [
        entry
        for telling in batch
        for claim in telling.claims
        for entry in claim_part(claim, settings).claims
    ]
    journal.record_source(SourceEntry(batch[0].document.id, "1", documents, claims))


def _document(telling: Telling) -> DocumentEntry:
    record = json.dumps(document_record(telling.document))
    return DocumentEntry(telling.document.id, record, traits=telling.traits())


def _gold(found: Iterable[Telling], settings: Settings) -> Iterator[tuple[Reference, str]]:
    """Yield every reference with the number of the entity that it means."""
    ontology = minter_of(settings).ontology
    for telling in found:
        for kind, name, number in telling.meant:
            folded = (
                organization_name(name)
                if ontology.root(kind) == "Organization"
                else plain_name(name)
            )
            root, key = name_of(Entity(folded, kind), ontology)
            yield (telling.document.id, root, key), str(number)


def _found(journal: Journal) -> Iterator[tuple[Reference, str]]:
    """Yield every reference with the entity that it was taken for."""
    for number, root, key, _, _ in journal.references.names():
        for use in journal.references.uses(number):
            yield (use.document, root, key), use.iri or f"{root}/{key}"
