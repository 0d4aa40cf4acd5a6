"""Stretches of a document's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text.

    `start` and `end` count Unicode code points, half-open; `document.text[start:end] == text`.

    >>> Span.of("The city bought it.", 4, 8)
    Span(start=4, end=8, text='city')
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Cut the span from the whole text that it belongs to."""
        return cls(start, end, text[start:end])

    def fits(self, text: str) -> bool:
        """Tell whether the whole text holds this span's words at its offsets."""
        return 0 <= self.start < self.end <= len(text) and text[self.start : self.end] == self.text
