"""Changes as JSON objects, one a line, for programs; docs/diff.md describes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Claim
from kg.model.claim_format import claim_record
from kg.pipeline.comparing import DocumentChange, Tally
from kg.views.changes import ClaimChange, Difference
from kg.views.entity_changes import EntityChange

Record = dict[str, object]


def change_records(
    item: DocumentChange | EntityChange, *, everything: bool = False
) -> Iterator[Record]:
    """Yield the changes of an item of `compare`, the document's own before those of its claims.

    What moved is left out, unless `everything` is asked for; what stayed the same always is.
    """
    if isinstance(item, EntityChange):
        yield _entity_record(item)
        return
    if item.described and _told(item.change, everything):
        yield _document_record(item)
    for change in item.claims:
        if _told(change.change, everything):
            yield _claim_record(item, change)


def tally_record(tally: Tally) -> Record:
    """Return the counts of a comparison, by kind and change; what does not occur is 0.

    >>> tally_record(Tally())["entities"]
    {'merged': 0, 'split': 0}
    """
    changes = ("added", "removed", "changed", "moved", "same")
    return {
        "kind": "summary",
        "different": tally.differs,
        "claims": {change: tally.claims[change] for change in changes},
        "documents": {change: tally.documents[change] for change in changes},
        "entities": {change: tally.entities[change] for change in ("merged", "split")},
    }


def _told(change: str, everything: bool) -> bool:
    return change != "same" and (everything or change != "moved")


def _entity_record(item: EntityChange) -> Record:
    parts = [{"iri": iri, "names": list(names)} for iri, names in item.parts]
    return {"kind": "entity", "change": item.change, "iri": item.iri, "parts": parts}


def _document_record(item: DocumentChange) -> Record:
    hashes = {
        side: document.sha256
        for side, document in (("old", item.old), ("new", item.new))
        if document
    }
    return {
        "kind": "document",
        "change": item.change,
        "document": item.iri,
        **_renamed(item),
        **({"fields": _fields(item.fields)} if item.fields else {}),
        "sha256": hashes,
    }


def _claim_record(item: DocumentChange, change: ClaimChange) -> Record:
    return {
        "kind": "claim",
        "change": change.change,
        "document": item.iri,
        **_renamed(item),
        **({"fields": _fields(change.fields)} if change.fields else {}),
        **_side("old", change.old),
        **_side("new", change.new),
    }


def _renamed(item: DocumentChange) -> Record:
    renamed = item.old_iri is not None and item.change not in ("added", "removed")
    return {"old_document": item.old_iri} if renamed else {}


def _side(name: str, claim: Claim | None) -> Record:
    return {name: claim_record(claim)} if claim else {}


def _fields(fields: Iterable[Difference]) -> Record:
    return {field.field: {"old": field.old, "new": field.new} for field in fields}
