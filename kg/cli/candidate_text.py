"""Candidates and judgements as text for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.model.judgement import Judgement, Selector
from kg.pipeline.candidates import Candidate, Naming, Side
from kg.queries.explanation_text import MARKS
from kg.queries.passages import Passage

_SIGNS = {"same": "=", "different": "≠", "unsure": "?"}


def candidate_lines(
    candidate: Candidate, *, marks: tuple[str, str] = MARKS, strong: tuple[str, str] = ("", "")
) -> Iterator[str]:
    """Yield the lines that show a candidate: how likely it is and why, then each side.

    `marks` stand around a name in its sentence, `strong` around the names by themselves.
    """
    opening, closing = strong
    names = (
        f"{opening}{_plain(_name(side))}{closing}" for side in (candidate.left, candidate.right)
    )
    yield f"{'  –  '.join(names)}"
    yield f"  {candidate.score:.2f}: {_plain(candidate.reason)}"
    for side in (candidate.left, candidate.right):
        count = f"{side.documents} document{'' if side.documents == 1 else 's'}"
        others = "; another where other documents name one so" if side.selector.document else ""
        yield f"  {opening}{_plain(_name(side))}{closing} ({side.type}, {count}{others})"
        for naming in side.namings:
            yield f"    {_printable(naming.passage).marked(*marks)}"
            yield f"      {_source(naming)}"


def judgement_lines(judgement: Judgement) -> Iterator[str]:
    """Yield the lines that show a judgement: the pair, who judged it, when, and why."""
    sign = _SIGNS[judgement.verdict]
    left, right = (_selector(side) for side in (judgement.left, judgement.right))
    yield f"{left} {sign} {right} ({judgement.left.type})"
    who = f"{judgement.verdict}, by {_plain(judgement.by)}" if judgement.by else judgement.verdict
    told = f"{who}, {judgement.at}" if judgement.at else who
    yield f"    {told}: {_plain(judgement.why)}" if judgement.why else f"    {told}"


def _name(side: Side) -> str:
    return side.selector.name


def _selector(side: Selector) -> str:
    place = f" of {_plain(side.document)}" if side.document else ""
    return f"{_plain(side.name)}{place}"


def _source(naming: Naming) -> str:
    document = naming.document
    if document is None:
        return f"{_plain(naming.iri)} (its text is not at hand)"
    title = f"“{document.title}”" if document.title else None
    parts = (title, document.publisher, document.published, document.id)
    return _plain(", ".join(part for part in parts if part))


def _printable(passage: Passage) -> Passage:
    """Return a passage in which nothing but text reaches the terminal, at the same offsets."""
    return replace(passage, text="".join(c if c.isprintable() else " " for c in passage.text))


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
