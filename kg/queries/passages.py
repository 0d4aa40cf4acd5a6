"""The sentence around a piece of evidence, with the evidence marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Document, Span

_LONGEST_SIDE = 300  # characters of context before and after the evidence
_SENTENCE_END = re.compile(r"([^\W\d_]*)[.!?…]+[\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\Wa-z_])")
_SHORT_WORD = 3  # "Lt. Osei", "Feb. 6": a short capitalised word before a stop ends no sentence
_PARAGRAPH_END = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text with evidence in it.

    `start` is where the passage begins in the document; `marks` are the stretches of evidence, as
    offsets into `text`, half-open, in order, not overlapping.
    """

    text: str
    start: int
    marks: tuple[tuple[int, int], ...]

    def marked(self, opening: str = ">>", closing: str = "<<") -> str:
        """Return the passage on one line, with its evidence between two marks.

        >>> Passage("The city bought it.", 0, ((4, 8),)).marked()
        'The >>city<< bought it.'
        """
        parts: list[str] = []
        done = 0
        for start, end in self.marks:
            parts += [self.text[done:start], opening, self.text[start:end], closing]
            done = end
        return " ".join("".join([*parts, self.text[done:]]).split())


def find_passages(document: Document | None, spans: Iterable[Span]) -> tuple[Passage, ...]:
    """Return the sentences around spans; spans of one sentence share a passage.

    Without the document, or where it does not hold the span's words, a passage is the words alone.
    """
    passages: list[Passage] = []
    for span in sorted(spans):
        last = passages[-1] if passages else None
        if document is None or not span.fits(document.text):
            passages.append(Passage(span.text, span.start, ((0, len(span.text)),)))
        elif last and last.start <= span.start and span.end <= last.start + len(last.text):
            passages[-1] = _with_mark(last, span)
        else:
            start, end = _sentence(document, span)
            mark = (span.start - start, span.end - start)
            passages.append(Passage(document.text[start:end], start, (mark,)))
    return tuple(passages)


def _with_mark(passage: Passage, span: Span) -> Passage:
    """Add a span to a passage; marks that meet become one."""
    start, end = span.start - passage.start, span.end - passage.start
    *earlier, last = passage.marks
    marks = (last, (start, end)) if start > last[1] else ((last[0], max(last[1], end)),)
    return Passage(passage.text, passage.start, (*earlier, *marks))


def _sentence(document: Document, span: Span) -> tuple[int, int]:
    """Return the offsets of the sentence, or sentences, that hold a span."""
    low, high = _paragraph(document, span)
    ends = [
        found.end()
        for found in _SENTENCE_END.finditer(document.text, low, high)
        if not (found[1][:1].isupper() and len(found[1]) <= _SHORT_WORD)
    ]
    start = max((end for end in ends if end <= span.start), default=low)
    end = min((end for end in ends if end >= span.end), default=high)
    return _clipped(document.text, span, (start, end))


def _paragraph(document: Document, span: Span) -> tuple[int, int]:
    for block in document.blocks:
        if block.start <= span.start and span.end <= block.end:
            return block.start, block.end
    breaks = [(found.start(), found.end()) for found in _PARAGRAPH_END.finditer(document.text)]
    low = max((end for _, end in breaks if end <= span.start), default=0)
    high = min((start for start, _ in breaks if start >= span.end), default=len(document.text))
    return low, high


def _clipped(text: str, span: Span, found: tuple[int, int]) -> tuple[int, int]:
    """Cut a sentence that is very long at words near the span."""
    start, end = found
    if span.start - start > _LONGEST_SIDE:
        start = max(text.find(" ", span.start - _LONGEST_SIDE, span.start) + 1, start)
    if end - span.end > _LONGEST_SIDE:
        cut = text.rfind(" ", span.end, span.end + _LONGEST_SIDE)
        end = cut if cut > 0 else span.end + _LONGEST_SIDE
    return start, end
