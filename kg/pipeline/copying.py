"""Which documents repeat another's text: candidates by their signatures, each pair compared.

A syndicated story counts as one source, however many outlets print it.
"""

from __future__ import annotations

import json
from collections import defaultdict

from kg.pipeline.graphs import read_document
from kg.pipeline.traits import read_traits
from kg.resolution.copies import Text, are_copies, bands, group, representative
from kg.stores.entries import DocumentEntry
from kg.stores.journal import Journal


def find_copies(journal: Journal, document: str) -> None:
    """Find the documents that tell the text of one that is new or changed, inside a transaction.

    Raises:
        StoreError: the journal cannot be written.
    """
    traits = journal.traits(document)
    keys = bands(read_traits(traits).signature) if traits else ()
    text = None
    for other in journal.copies.replace(document, keys):
        text = text or _text(journal.document(document))
        if are_copies(text, _text(journal.document(other))):
            journal.copies.add_pair(document, other)


def _text(entry: DocumentEntry | None) -> Text:
    if entry is None:
        return Text("", ())
    return Text(
        read_document(entry).text, [(start, end) for start, end in json.loads(entry.sentences)]
    )


def originals(journal: Journal) -> dict[str, str]:
    """Return for every document that repeats others the one that was published first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for document, least in group(journal.copies.pairs()).items():
        groups[least].append(document)
    found: dict[str, str] = {}
    for members in groups.values():
        first = representative((each, published(journal, each)) for each in members)
        found |= {each: first for each in members if each != first}
    return found


def published(journal: Journal, document: str) -> str | None:
    """Return the EDTF date on which a document was published, None where it is not known."""
    traits = journal.traits(document)
    return read_traits(traits).published if traits else None
