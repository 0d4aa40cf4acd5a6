"""Sources in; documents, claims, and what could not be read, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from kg.extractors.protocol import Extraction
from kg.model import Claim, Document, Rejection, Source
from kg.pipeline.settings import Settings, extractor_of, minter_of
from kg.readers.protocol import Reader
from kg.readers.sources import find_sources
from kg.registry import load, names
from kg.resolution import resolve

Item = Document | Claim | Rejection


def read_source(source: Source, *, base: str) -> Iterator[Item]:
    """Yield what a source holds, as its kind of reader finds it."""
    if source.media_type not in names("readers"):
        known = ", ".join(names("readers"))
        reason = f"no reader takes {source.media_type}"
        return iter([Rejection("source", source.location, reason, f"known: {known}")])
    reader = cast("Reader", load("readers", source.media_type))
    return reader(source, base=base)


def read(locations: Iterable[str], settings: Settings, *, stdin: BinaryIO) -> Iterator[Item]:
    """Yield the documents and claims of files, folders and "-", and what could not be read."""
    for source in find_sources(locations, stdin=stdin):
        if isinstance(source, Rejection):
            yield source
        else:
            yield from read_source(source, base=settings.base)


def extract_document(document: Document, settings: Settings) -> Extraction:
    """Return the claims of one document, resolved, the sentences read, and what was set aside.

    Claims below the settings' confidence are left out.
    """
    if not any(document.readable()):
        return Extraction((), ())  # without a model being loaded for nothing
    found = extractor_of(settings)(document)
    sure = (
        replace(claim, source=document.source)
        for claim in found.claims
        if claim.confidence is None or claim.confidence >= settings.min_confidence
    )
    return replace(found, claims=tuple(resolve(sure, minter_of(settings).ontology)))


def extract(
    locations: Iterable[str], settings: Settings, *, stdin: BinaryIO
) -> Iterator[Claim | Rejection]:
    """Yield the claims of every document, those that sources hold ready-made, and what was set aside."""
    for item in read(locations, settings, stdin=stdin):
        if isinstance(item, Document):
            extraction = extract_document(item, settings)
            yield from extraction.claims
            yield from extraction.rejections
        elif isinstance(item, Claim):
            yield from resolve([item], minter_of(settings).ontology)
        else:
            yield item
