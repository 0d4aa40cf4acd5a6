"""The claims as a table for spreadsheets: CSV (RFC 4180) in UTF-8, one row a claim.

Rows stand by document and, within one, in text order. The file begins with a byte order mark, or
Excel takes UTF-8 for something else (Python: `encoding="utf-8-sig"`). A cell that a spreadsheet
would run as a formula gets an apostrophe in front, which spreadsheets do not show:
https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import BinaryIO

from kg.exporters.documents import document_graphs
from kg.model import Claim, Entity, Qualifier
from kg.model.csv_cells import cell
from kg.triples import Quad, Triple
from kg.triples.values import plain_number
from kg.views import DocumentFacts, LinkedClaim, document_facts, linked_claims

# Qualifiers that have columns of their own: the words of the text, and what they mean.
_WORDED = ("since", "until", "date", "place", "status")
_PLAIN = ("purpose", "role", "audience", "outlet", "cue")
_FIGURES = ("price", "scale")
COLUMNS = (
    "claim", "type", "subject", "subject_type", "object", "object_type", "content", "mode",
    "modality", "since", "since_value", "until", "until_value", "date", "date_value", "place",
    "place_value", "status", "status_value", "price", "price_min", "price_max", "price_currency",
    "price_per", "scale", "scale_number", "scale_unit", "purpose", "role", "audience", "outlet",
    "cue", "other_qualifiers", "attributed_to", "attributed_to_type", "confidence", "evidence",
    "evidence_start", "evidence_end", "subject_words", "object_words", "document", "title",
    "author", "publisher", "published", "url", "source", "extractor", "subject_iri", "object_iri",
)  # fmt: skip
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_Row = dict[str, str | None]


def write(quads: Iterable[Quad], stream: BinaryIO) -> None:
    """Write the claims of every modality, which has its column, under a row of column names."""
    stream.write(_BYTE_ORDER_MARK)
    stream.write(_table([COLUMNS]))
    for triples in document_graphs(quads):
        stream.write(_table(_rows(triples)))


def _rows(triples: list[Triple]) -> Iterator[list[str]]:
    """Yield the rows of one document."""
    documents = document_facts(triples)
    for linked in sorted(linked_claims(triples), key=_place):
        document = linked.claim.document
        row = _row(linked, documents.get(document) or DocumentFacts(document))
        yield [cell(value) if (value := row.get(name)) else "" for name in COLUMNS]


def _table(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _place(linked: LinkedClaim) -> tuple[str, int, str]:
    return linked.claim.document, linked.start, linked.claim.id


def _row(linked: LinkedClaim, document: DocumentFacts) -> _Row:
    claim = linked.claim
    return {
        "claim": claim.id,
        "type": claim.type,
        "content": linked.content,
        "mode": claim.mode,
        "modality": claim.modality,
        "confidence": None if claim.confidence is None else str(claim.confidence),
        "evidence": linked.evidence,
        "evidence_start": str(linked.start),
        "evidence_end": str(linked.end),
        "extractor": claim.extractor,
        "subject_iri": linked.subject,
        "object_iri": linked.object,
        **dict(_entity_cells(claim)),
        **dict(_qualifier_cells(claim)),
        **_document_cells(document),
    }


def _document_cells(document: DocumentFacts) -> _Row:
    return {
        "document": document.iri,
        "title": document.title,
        "author": document.author,
        "publisher": document.publisher,
        "published": document.published,
        "url": document.url,
        "source": document.source,
    }


def _entity_cells(claim: Claim) -> Iterator[tuple[str, str | None]]:
    parts: tuple[tuple[str, Entity | None], ...] = (
        ("subject", claim.subject),
        ("object", claim.object),
        ("attributed_to", claim.attributed_to),
    )
    for part, entity in parts:
        if entity:
            yield part, entity.name
            yield f"{part}_type", entity.type
            yield f"{part}_words", entity.mention.text if entity.mention else None


def _qualifier_cells(claim: Claim) -> Iterator[tuple[str, str | None]]:
    others = []
    for name, qualifier in sorted(claim.qualifiers.items()):
        if name not in (*_WORDED, *_PLAIN, *_FIGURES):
            others.append(f"{name}: {qualifier.span.text}")
            continue
        yield name, qualifier.span.text
        if name in _WORDED:
            yield f"{name}_value", qualifier.value
        if name in _FIGURES:
            yield from _figures(name, qualifier)
    yield "other_qualifiers", "; ".join(others)


def _figures(name: str, qualifier: Qualifier) -> Iterator[tuple[str, str | None]]:
    yield f"{name}_min", _number(qualifier.minimum)
    yield f"{name}_max", _number(qualifier.maximum)
    yield f"{name}_currency", qualifier.currency
    yield f"{name}_per", qualifier.per
    yield f"{name}_number", _number(qualifier.number)
    yield f"{name}_unit", qualifier.unit


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain_number(value)
