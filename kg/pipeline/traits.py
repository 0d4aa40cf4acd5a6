"""What of a document tells who it speaks of, and whether it repeats another: its traits, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Document
from kg.resolution.copies import signature
from kg.resolution.regions import regions_of


@dataclass(frozen=True, slots=True)
class Traits:
    """The regions that a document names, its publisher ("" where not known), when it was published
    (EDTF or None), and the signature of its text (b"" where there is too little text)."""

    regions: frozenset[str] = frozenset()
    publisher: str = ""
    published: str | None = None
    signature: bytes = b""


def document_traits(document: Document, sentences: Sequence[tuple[int, int]]) -> str:
    """Return a document's traits as JSON; `sentences` are those of the article itself.

    >>> from kg.readers.text import text_document
    >>> document_traits(text_document("In Salem, Ore., it rains.", source="a"), [(0, 25)])
    '{"regions": ["oregon"]}'
    """
    article = " ".join(document.text[start:end] for start, end in sentences)
    found = {
        "regions": sorted(regions_of(article)),
        "publisher": document.publisher,
        "published": document.published,
        "signature": signature(document.text, sentences).hex(),
    }
    return json.dumps({name: value for name, value in found.items() if value}, ensure_ascii=False)


def read_traits(record: str) -> Traits:
    """Read traits from JSON.

    >>> read_traits('{"publisher": "Courier"}').publisher
    'Courier'
    """
    found = json.loads(record)
    return Traits(
        regions=frozenset(found.get("regions", ())),
        publisher=found.get("publisher", ""),
        published=found.get("published"),
        signature=bytes.fromhex(found.get("signature", "")),
    )
