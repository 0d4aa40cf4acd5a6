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

from kg.pipeline.blocking import Spelt, blocks_of
from kg.pipeline.claims import Counting
from kg.pipeline.copying import find_copies, originals
from kg.pipeline.deciding import decide
from kg.pipeline.entities import Names
from kg.pipeline.judging import Judged, judged
from kg.pipeline.settings import Settings, minter_of
from kg.pipeline.unmet import tell_unmet
from kg.resolution.likeness import compare_in_block
from kg.resolution.references import Reference, references
from kg.stores.journal import Journal
from kg.stores.references import PairEntry, ReferenceEntry

Item = TypeVar("Item")
_AT_A_TIME = 1_000  # documents in one transaction
_NAMES_AT_A_TIME = 4_000
_DECISION = "decision"
_OPEN = ""


def resolve_entities(counting: Counting, settings: Settings, *, workers: int = 1) -> None:
    """Decide which references are one entity; the graphs that this changes become stale.

    `workers` is the number of processes that take names apart, 0 stands for one a processor.

    Raises:
        StoreError: the journal cannot be written.
        InputError: the judgements cannot be read, or contradict each other.
    """
    told = judged(settings)
    read_references(counting)
    if counting.journal.references.settled(_DECISION) == told.digest:
        return
    settle_names(counting.journal, workers=workers)
    settle_entities(counting.journal, told, settings)


def settle_entities(journal: Journal, told: Judged, settings: Settings) -> None:
    """Decide on all names together, in one transaction; the graphs that this changes become stale.

    Raises:
        StoreError: the journal cannot be written.
    """
    with journal.transaction():
        for document in journal.copies.settle(originals(journal)):
            journal.mark_stale([document])
            journal.assertions.open(document)
        names = Names(journal, journal.copies.originals())
        decide(journal, names, told, minter_of(settings))
        tell_unmet(journal, told)
        journal.references.note(_DECISION, told.digest)


def read_references(counting: Counting) -> None:
    """Bring the references, and the copies, to what the documents are.

    Raises:
        StoreError: the journal cannot be written.
    """
    journal = counting.journal
    for documents in _chunks(journal.vanished()):
        with journal.transaction():
            journal.references.note(_DECISION, _OPEN)
            journal.references.remove(documents)
            for document in documents:
                journal.copies.remove(document)
    for documents in _chunks(journal.unresolved()):
        with journal.transaction():
            journal.references.note(_DECISION, _OPEN)
            found = (references(counting.outlines(each), counting.ontology) for each in documents)
            entries = (list(map(_entry, each)) for each in found)
            journal.references.replace(dict(zip(documents, entries, strict=True)))
            for document in documents:
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


def settle_names(journal: Journal, *, workers: int = 1) -> None:
    """Compare the names that are new, or spelt otherwise than before, with those like them.

    `workers` is the number of processes that take the names apart, 0 stands for one a processor.

    Raises:
        StoreError: the journal cannot be written.
    """
    found = journal.references
    for names, blocks in blocks_of(found.spelt(_NAMES_AT_A_TIME), workers):
        last = max(names)
        with journal.transaction():
            changed = found.settle(names)
            found.add_blocks((block, name) for block, name in blocks if name in changed)
            found.add_pairs(_pairs(changed, found.in_same_blocks(last)))
            found.untouch(last)


def _pairs(changed: Spelt, found: Iterable[tuple[int, int, str, str]]) -> Iterator[PairEntry]:
    """Yield the pairs that are alike among names that have changed and those that share a block."""
    for own, other, root, text in found:
        # Where both have changed, each is found from the other.
        if own not in changed or (other in changed and other < own):
            continue
        likeness = compare_in_block(root, changed[own][1], text)
        if likeness:
            left, right = sorted((own, other))
            words = " ".join(likeness.extra)
            yield PairEntry(left, right, likeness.kind, likeness.score, words)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    source = iter(items)
    while chunk := list(islice(source, _AT_A_TIME)):
        yield chunk
