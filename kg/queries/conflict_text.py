"""Conflicts as text for a person, as lines of a report, and as records for programs."""

from __future__ import annotations

from collections.abc import Iterator

from kg.queries.conflicts import SaidClaim, Side, ToldConflict
from kg.queries.explanation_text import MARKS, claim_words, counted, source_words
from kg.triples.terms import iri_value

COLUMNS = (
    "conflict", "kind", "about", "side", "sources", "claim", "words", "sentence", "title",
    "outlet", "published", "document",
)  # fmt: skip
"""The fields of `claim_rows`, in their order."""


def conflict_lines(conflict: ToldConflict, *, marks: tuple[str, str] = MARKS) -> Iterator[str]:
    """Yield a conflict: what it is about, what is against what, and the claims of each side.

    `marks` stand around the evidence in its sentence.
    """
    yield f"{conflict.kind}: {conflict.about}"
    yield iri_value(conflict.node)
    for side in conflict.sides:
        yield f"  {side.words} ({_support(side)})"
        for said in side.claims:
            yield f"    - {claim_words(said.said.claim)}"
            yield f"      {source_words(said.said.claim, said.said.document)}"
            yield from (f"      {passage.marked(*marks)}" for passage in said.said.passages)
            yield f"      {iri_value(said.node)}"


def report_lines(conflict: ToldConflict, *, marks: tuple[str, str] = MARKS) -> Iterator[str]:
    """Yield a conflict in a line, and a line for each side with its oldest sentence."""
    yield f"{conflict.kind}: {conflict.about}"
    for side in conflict.sides:
        told = f"  {side.words} ({_support(side)})"
        yield f"{told}: {_first_sentence(side.claims[0], marks)}" if side.claims else told


def _support(side: Side) -> str:
    claims = counted(len(side.claims), "claim")
    return f"{claims}, {counted(side.sources, 'independent source')}"


def _first_sentence(said: SaidClaim, marks: tuple[str, str]) -> str:
    document = said.said.document
    names = (document.publisher, document.published) if document else ()
    where = ", ".join(filter(None, names)) or said.said.claim.document
    return f"{_sentence(said, marks)} ({where})"


def _sentence(said: SaidClaim, marks: tuple[str, str]) -> str:
    return " … ".join(passage.marked(*marks) for passage in said.said.passages)


def conflict_record(conflict: ToldConflict, *, marks: tuple[str, str] = MARKS) -> dict[str, object]:
    """Return a conflict as what JSON can hold; what is not known is null."""
    return {
        "conflict": iri_value(conflict.node),
        "kind": conflict.kind,
        "about": conflict.about,
        "concerns": [iri_value(node) for node in conflict.concerns],
        "sides": [
            {
                "value": side.words,
                "sources": side.sources,
                "claims": [_claim_record(said, marks) for said in side.claims],
            }
            for side in conflict.sides
        ],
    }


def _claim_record(said: SaidClaim, marks: tuple[str, str]) -> dict[str, object]:
    document = said.said.document
    return {
        "claim": iri_value(said.node),
        "words": claim_words(said.said.claim),
        "sentence": _sentence(said, marks),
        "title": (document.title or None) if document else None,
        "outlet": (document.publisher or None) if document else None,
        "published": document.published if document else None,
        "document": said.said.claim.document,
    }


def claim_rows(
    conflict: ToldConflict, *, marks: tuple[str, str] = MARKS
) -> Iterator[dict[str, str]]:
    """Yield a row for each claim of a conflict, with the fields of `COLUMNS`; "" is not known."""
    for side in conflict.sides:
        for said in side.claims:
            yield {
                "conflict": iri_value(conflict.node),
                "kind": conflict.kind,
                "about": conflict.about,
                "side": side.words,
                "sources": str(side.sources),
                **{name: str(held or "") for name, held in _claim_record(said, marks).items()},
            }
