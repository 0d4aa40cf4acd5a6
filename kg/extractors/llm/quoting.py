"""Tell by the quotation marks of the text whether words are the speaker's or the writer's."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.statements.quotation import Quotation
from kg.model import Mode, Span


def without_marks(span: Span, quotations: Sequence[Quotation]) -> Span:
    """Return a span that is one whole quotation without its marks; any other as it is.

    >>> without_marks(Span(0, 7, "“Late,”"), [Quotation(0, 7, 1, 6, 0)])
    Span(start=1, end=6, text='Late,')
    """
    for quotation in quotations:
        if quotation.start == span.start and span.end == quotation.end:
            first, last = quotation.inner_start - span.start, quotation.inner_end - span.start
            if first < last:
                return Span(quotation.inner_start, quotation.inner_end, span.text[first:last])
    return span


def mode_of(content: Sequence[Span], quotations: Sequence[Quotation], text: str) -> Mode:
    """Return whether the words of a content stand all, none or partly between quotation marks."""
    places = [
        place for span in content for place in range(span.start, span.end) if text[place].isalnum()
    ]
    inside = sum(
        any(quotation.inner_start <= place < quotation.inner_end for quotation in quotations)
        for place in places
    )
    if not inside:
        return "indirect"
    return "direct" if inside == len(places) else "mixed"
