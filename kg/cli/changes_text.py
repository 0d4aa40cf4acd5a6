"""Changes as text for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kg.model import Document
from kg.pipeline.comparing import DocumentChange, Tally
from kg.queries.explanation_text import MARKS, claim_words
from kg.queries.passages import find_passages
from kg.views.changes import Change, ClaimChange, Difference
from kg.views.entity_changes import EntityChange

_SIGNS: dict[Change, str] = {
    "added": "+",
    "removed": "-",
    "changed": "~",
    "moved": ">",
    "same": "=",
}
_WHOLE = 10
"""Words of a value that is shown whole."""
_CONTEXT = 4


class Line(NamedTuple):
    """A line of text, and the kind of change that it tells of, if any."""

    text: str
    change: Change | None = None


def item_lines(item: DocumentChange | EntityChange, *, everything: bool = False) -> Iterator[Line]:
    """Yield the lines that tell of an item of `compare`; none where nothing is to be told.

    What moved is told of where `everything` is asked for.
    """
    if isinstance(item, EntityChange):
        yield from _entity_lines(item)
        return
    told = [c for c in item.claims if c.change != "same" and (everything or c.change != "moved")]
    if told or (item.described and item.change != "same" and (everything or item.differs)):
        yield from _heading(item)
        for change in told:
            yield from _claim_lines(item, change)
        yield Line("")


def tally_lines(tally: Tally) -> Iterator[Line]:
    """Yield how many claims, documents and entities changed, a line each.

    >>> [line.text for line in tally_lines(Tally())]
    ['claims: 0 added, 0 removed, 0 changed, 0 moved, 0 the same']
    """
    yield Line(f"claims: {_counts(tally.claims.__getitem__)}")
    if tally.documents:
        yield Line(f"documents: {_counts(tally.documents.__getitem__)}")
    if tally.entities:
        merged, split = tally.entities["merged"], tally.entities["split"]
        yield Line(f"entities: {merged} merged, {split} split")


def _counts(count: Callable[[str], int]) -> str:
    told = ", ".join(f"{count(name)} {name}" for name in ("added", "removed", "changed", "moved"))
    return f"{told}, {count('same')} the same"


def _entity_lines(item: EntityChange) -> Iterator[Line]:
    names = [" / ".join(names) for _, names in item.parts]
    several = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    if item.change == "merged":
        yield Line(f"~ {several} are now one entity", "changed")
    else:
        yield Line(f"~ {several} are now {len(names)} entities, and were one", "changed")
    yield Line(f"    {item.iri}")
    for iri, _ in item.parts:
        if iri != item.iri:
            yield Line(f"    {'was' if item.change == 'merged' else 'now'} {iri}")
    yield Line("")


def _heading(item: DocumentChange) -> Iterator[Line]:
    document = item.new or item.old
    title = f"“{document.title}”, " if document and document.title else ""
    source = f", {document.source}" if document else ""
    yield Line(f"{title}{item.iri}{source}")
    if item.change in ("added", "removed"):
        if item.described:
            yield Line(f"  {_SIGNS[item.change]} document {item.change}", item.change)
        return
    if item.old and item.new and item.old.sha256 != item.new.sha256:
        yield Line("  its text was edited")
    for field in item.fields:
        yield Line(f"  ~ document {_field_text(field)}", "changed")


def _claim_lines(item: DocumentChange, change: ClaimChange) -> Iterator[Line]:
    sign = _SIGNS[change.change]
    yield Line(f"  {sign} {claim_words(change.claim)}", change.change)
    for field in change.fields:
        yield Line(f"      {_field_text(field)}")
    document: Document | None = item.new if change.new else item.old
    for passage in find_passages(document, change.claim.evidence):
        yield Line(f"      {passage.marked(*MARKS)}")


def _field_text(field: Difference) -> str:
    old, new = field.old, field.new
    if isinstance(old, str) and isinstance(new, str):
        old, new = _unlike(old, new)
    return f"{field.field}: {_value(old)} → {_value(new)}"


def _unlike(old: str, new: str) -> tuple[str, str]:
    """Cut what two long wordings begin and end with to a few words."""
    first, second = old.split(" "), new.split(" ")
    if max(len(first), len(second)) <= _WHOLE:
        return old, new
    shortest = min(len(first), len(second))
    pairs = zip(first, second, strict=False)
    head = next((n for n, (one, other) in enumerate(pairs) if one != other), shortest)
    pairs = zip(reversed(first), reversed(second), strict=False)
    tail = next((n for n, (one, other) in enumerate(pairs) if one != other), shortest)
    start, end = max(head - _CONTEXT, 0), max(min(tail, shortest - head) - _CONTEXT, 0)
    return _cut(first, start, end), _cut(second, start, end)


def _cut(words: list[str], start: int, end: int) -> str:
    kept = " ".join(words[start : len(words) - end])
    return f"{'… ' if start else ''}{kept}{' …' if end else ''}"


def _value(value: str | float | None) -> str:
    if value is None:
        return "none"
    return value if isinstance(value, str) else f"{value:g}"
