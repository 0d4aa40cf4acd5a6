"""Corrections as text for a person."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.errors import InputError
from kg.model import Document, Span
from kg.model.correction import Correction
from kg.queries.claim_settings import locate
from kg.queries.explanation_text import MARKS
from kg.queries.passages import find_passages
from kg.triples.corrections import changed_fields


def correction_text(correction: Correction, document: Document | None) -> str:
    """Write a correction: who did what, why; what the claim was, what changes; its sentence.

    Without the document, or where it no longer holds the words, they stand for the sentence.

    >>> print(correction_text(Correction("c1", "reject", "Ida Voss", "it is a joke"), None))
    c1 rejected by Ida Voss: it is a joke
    """
    return "\n".join(_lines(correction, document))


def _lines(correction: Correction, document: Document | None) -> Iterator[str]:
    done = "rejected" if correction.action == "reject" else "amended"
    when = f", {correction.at}" if correction.at else ""
    yield f"{correction.claim} {done} by {correction.by}{when}: {correction.why}"
    was = " ".join(filter(None, (correction.subject, correction.type, correction.object)))
    if was:
        yield f"    {was}"
    for field, value in changed_fields(correction.changes):
        words = "taken away" if value is None else json.dumps(value, ensure_ascii=False)
        yield f"    {field}: {words}"
    if correction.words:
        spans = _spans(correction.words, document)
        for passage in find_passages(document, spans):
            yield f"    {passage.marked(*MARKS)}"
    if correction.document:
        yield f"    {correction.document}"


def _spans(words: str, document: Document | None) -> tuple[Span, ...]:
    try:
        return locate(words, document, 0)
    except InputError:
        return (Span(0, len(words), words),)
