"""Judgements on names that no document has: told, so that a slip of the pen is seen."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.model import Rejection
from kg.model.judgement import Judgement, Selector
from kg.pipeline.judging import Judged
from kg.pipeline.parts import dump_rejection
from kg.resolution.pairs import Selected, selected
from kg.stores.journal import Journal

_LOST = "judgement"


def tell_unmet(journal: Journal, told: Judged) -> None:
    """Set the judgements aside that name nobody, inside a transaction of the journal.

    They are kept for the day on which a document has the name.

    Raises:
        StoreError: the journal cannot be written.
    """
    journal.set_lost(_LOST, map(dump_rejection, _unmet(journal, told)))


def _unmet(journal: Journal, told: Judged) -> Iterator[Rejection]:
    for pair in sorted(told.judgements):
        judgement = told.judgements[pair]
        sides = zip(pair, sorted((judgement.left, judgement.right), key=selected), strict=True)
        for side, selector in sides:
            if not _is_met(journal, side):
                yield _rejection(judgement, selector)
                break


def _is_met(journal: Journal, side: Selected) -> bool:
    number = journal.references.number((side.root, side.key))
    if number is None or not side.document:
        return number is not None
    return any(use.document == side.document for use in journal.references.uses(number))


def _rejection(judgement: Judgement, selector: Selector) -> Rejection:
    left, right = judgement.left, judgement.right
    place = f" in {selector.document}" if selector.document else ""
    return Rejection(
        kind="judgement",
        where=f"judgement on {left.name!r} and {right.name!r}",
        reason=f"no document has the {selector.type.lower()} {selector.name!r}{place}",
        remedy="correct the name, or leave it for documents to come",
        item=json.dumps(
            {
                "judgement": judgement.verdict,
                "type": left.type,
                "left": left.name,
                "left_document": left.document,
                "right": right.name,
                "right_document": right.document,
                "by": judgement.by,
                "at": judgement.at,
                "why": judgement.why,
            },
            ensure_ascii=False,
        ),
    )
