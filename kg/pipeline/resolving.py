"""Who is who across documents: references to names, names to pairs, pairs to entities.

    claims → references → names → blocks → pairs → evidence → clusters → IRIs → stale graphs

What is decided depends on all documents together and on nothing else: not on the order in which
they came, nor on what was decided before. What two names have in common is kept in the journal, so
that one document more costs the comparison of its names only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import islice
from typing import TypeVar

from kg.pipeline.claims import Counting
from kg.pipeline.copying import find_copies, originals
from kg.pipeline.deciding import decide
from kg.pipeline.entities import Names
from kg.pipeline.judging import Judged, judged
from kg.pipeline.settings import Settings, minter_of
from kg.pipeline.unmet import tell_unmet
from kg.resolution.likeness import blocking_keys, compare_in_block, initials_of, parse_name
from kg.resolution.references import Reference, references
from kg.stores.journal import Journal
from kg.stores.references import PairEntry, ReferenceEntry

Item = TypeVar("Item")
_AT_A_TIME = 200  # documents in one transaction
_NAMES_AT_A_TIME = 1_000
_DECISION = "decision"
_OPEN = ""


def resolve_entities(counting: Counting, settings: Settings) -> None:
    """Decide which references are one entity; the graphs that this changes become stale.

    Raises:
        StoreError: the journal cannot be written.
        InputError: the judgements cannot be read, or contradict each other.
    """
    told = judged(settings)
    read_references(counting)
    if counting.journal.references.settled(_DECISION) == told.digest:
        return
    settle_names(counting.journal)
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


def settle_names(journal: Journal) -> None:
    """Compare the names that are new, or spelt otherwise than before, with those like them.

    Raises:
        StoreError: the journal cannot be written.
    """
    found = journal.references
    while touched := found.touched(_NAMES_AT_A_TIME):
        last = touched[-1]
        with journal.transaction():
            changed = found.settle(last)
            found.add_blocks(_blocks(changed))
            found.add_pairs(_pairs(changed, found.in_same_blocks(last)))
            found.untouch(last)


def _blocks(names: Mapping[int, tuple[str, str]]) -> list[tuple[int, int]]:
    """Return the blocks of names as numbers, sorted, in which they are written most quickly."""
    return sorted(
        (_block(root, key, long=key in initials), name)
        for name, (root, label) in names.items()
        for initials in (initials_of(parse_name(root, label)),)
        for key in blocking_keys(parse_name(root, label))
    )


def _block(root: str, key: str, *, long: bool) -> int:
    """Return the number of a block, below 0 for names that others there may be short for."""
    # Two keys that make one number cost a comparison, and change nothing.
    digest = blake2b(f"{root}{key}".encode(), digest_size=8).digest()
    number = (int.from_bytes(digest, "big") >> 1) or 1
    return -number if long else number


def _pairs(
    changed: Mapping[int, tuple[str, str]], found: Iterable[tuple[int, int, str, str]]
) -> Iterator[PairEntry]:
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
