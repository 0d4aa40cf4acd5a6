"""One claim as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.model import Document, Qualifier
from kg.pages.offsets import Offsets
from kg.queries.passages import find_passages
from kg.views import LinkedClaim
from kg.views.moments import bounds

Record = dict[str, Any]
# Qualifiers that say when something was so, the most telling first.
_WHEN = ("date", "since", "until")


def claim_record(
    linked: LinkedClaim, numbers: Mapping[str, int], document: Document | None, offsets: Offsets
) -> Record:
    """Return a claim; entities are given by their numbers, its words by their places in the text.

    Where the document is not known, or does not hold the words, `quote` alone has them.
    """
    claim = linked.claim
    found: Record = {
        "id": claim.id,
        "kind": claim.type,
        "subject": numbers[linked.subject],
        "object": _number(linked.object, numbers),
        "by": _number(linked.attributed_to, numbers),
        "places": [numbers[place] for place in linked.places],
        "modality": claim.modality,
        "confidence": claim.confidence,
        "content": linked.content,
        "mode": claim.mode,
        "qualifiers": [_qualifier(name, one) for name, one in sorted(claim.qualifiers.items())],
        "quote": linked.evidence,
        "days": _days(claim.qualifiers),
    }
    if document and all(span.fits(document.text) for span in claim.evidence):
        found["passages"] = [
            [
                offsets.utf16(passage.start),
                offsets.utf16(passage.start + len(passage.text)),
                [
                    [offsets.utf16(passage.start + start), offsets.utf16(passage.start + end)]
                    for start, end in passage.marks
                ],
            ]
            for passage in find_passages(document, claim.evidence)
        ]
    return {name: value for name, value in found.items() if value not in (None, [], "")}


def _number(entity: str | None, numbers: Mapping[str, int]) -> int | None:
    return None if entity is None else numbers[entity]


def _qualifier(name: str, qualifier: Qualifier) -> list[str]:
    """Return a qualifier's name, its words, and what they mean where that says more."""
    words, value = qualifier.span.text, qualifier.value or ""
    return [name, words, value] if value and value != words else [name, words]


def _days(qualifiers: Mapping[str, Qualifier]) -> list[str | None] | None:
    """Return the first and the last day that the event can have been on, None where open."""
    for name in _WHEN:
        value = qualifiers[name].value if name in qualifiers else None
        days = bounds(value) if value else None
        if days:
            return [str(day) if day else None for day in days]
    return None
