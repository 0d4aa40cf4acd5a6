"""Who is who across documents: references to names, names to pairs, pairs to entities.

    claims → references → names → blocks → pairs → evidence → clusters → IRIs → stale graphs

What is decided depends on all documents together and on nothing else: not on the order in which
they came, nor on what was decided before. What two names have in common is kept in the journal, so
that one document more costs the comparison of its names only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from kg.pipeline.claims import Counting
from kg.pipeline.copying import find_copies, originals
from kg.pipeline.deciding import decide
from kg.pipeline.entities import Names
from kg.pipeline.judging import judged
from kg.pipeline.settings import Settings, minter_of
from kg.resolution.likeness import blocking_keys, compare, parse_name
from kg.resolution.references import Reference, references
from kg.stores.journal import Journal
from kg.stores.references import PairEntry, ReferenceEntry

Item = TypeVar("Item")
_AT_A_TIME = 200  # documents or names in one transaction
_DECISION = "decision"
_OPEN = ""


def resolve_entities(counting: Counting, settings: Settings) -> None:
    """Decide which references are one entity; the graphs that this changes become stale.

    Raises:
        StoreError: the journal cannot be written.
        InputError: the judgements cannot be read, or contradict each other.
    """
    journal = counting.journal
    told = judged(settings)
    _read_references(counting)
    if journal.references.settled(_DECISION) == told.digest:
        return
    _settle_names(journal)
    with journal.transaction():
        for document in journal.copies.settle(originals(journal)):
            journal.mark_stale([document])
            journal.assertions.open(document)
        names = Names(journal, journal.copies.originals())
        decide(journal, names, told, minter_of(settings))
        journal.references.note(_DECISION, told.digest)


def _read_references(counting: Counting) -> None:
    """Bring the references, and the copies, to what the documents are."""
    journal = counting.journal
    for documents in _chunks(journal.vanished()):
        with journal.transaction():
            journal.references.note(_DECISION, _OPEN)
            for document in documents:
                journal.references.remove(document)
                journal.copies.remove(document)
    for documents in _chunks(journal.unresolved()):
        with journal.transaction():
            journal.references.note(_DECISION, _OPEN)
            for document in documents:
                found = references(counting.claims(document), counting.ontology)
                journal.references.replace(document, map(_entry, found))
                find_copies(journal, document)


def _entry(reference: Reference) -> ReferenceEntry:
    return ReferenceEntry(
        name=reference.name,
        label=reference.label,
        type=reference.type,
        given=reference.given or "",
        roles="\n".join(sorted(reference.roles)),
        aliases=tuple(sorted(reference.aliases)),
        links=tuple((link.relation, link.other) for link in sorted(reference.links)),
    )


def _settle_names(journal: Journal) -> None:
    """Compare the names that are new, or spelt otherwise than before, with those like them."""
    found = journal.references
    for names in _chunks(found.touched()):
        with journal.transaction():
            for name in names:
                label = found.settle(name)
                if label is not None:
                    _pair(journal, name)
                found.untouch(name)


def _pair(journal: Journal, name: int) -> None:
    found = journal.references
    root, _, label = found.name(name) or ("", "", "")
    parsed = parse_name(root, label)
    found.add_blocks((key, name) for key in sorted(blocking_keys(parsed)))
    pairs = []
    for other, kind, text in found.in_same_blocks(name):
        likeness = compare(parsed, parse_name(kind, text)) if kind == root else None
        if likeness:
            left, right = sorted((name, other))
            words = " ".join(likeness.extra)
            pairs.append(PairEntry(left, right, likeness.kind, likeness.score, words))
    found.add_pairs(pairs)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    source = iter(items)
    while chunk := list(islice(source, _AT_A_TIME)):
        yield chunk
