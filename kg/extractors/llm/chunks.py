"""Cut a document's sentences into chunks that a context can hold, without overlap or gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.extractors.analysis import Passage


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document: its number from 1, its paragraph, and its characters, half-open."""

    number: int
    paragraph: int
    start: int
    end: int

    @property
    def length(self) -> int:
        """Return how many characters it has."""
        return self.end - self.start


Chunk = tuple[Sentence, ...]


def sentences_of(passages: Iterable[Passage]) -> tuple[Sentence, ...]:
    """Number the sentences of a parsed document, in text order."""
    spans = (
        (passage.index, passage.span(sentence.start, sentence.end))
        for passage in passages
        for sentence in passage.doc.sents
    )
    return tuple(
        Sentence(number, paragraph, span.start, span.end)
        for number, (paragraph, span) in enumerate(spans, start=1)
    )


def chunks_of(sentences: Iterable[Sentence], budget: int) -> Iterator[Chunk]:
    """Yield runs of whole sentences of at most `budget` characters, in text order.

    A paragraph stays whole where it fits; a sentence that is longer than the budget stands alone.

    >>> three = [Sentence(1, 0, 0, 40), Sentence(2, 1, 42, 80), Sentence(3, 1, 81, 120)]
    >>> [[each.number for each in chunk] for chunk in chunks_of(three, 100)]
    [[1], [2, 3]]
    """
    chunk: list[Sentence] = []
    for _, grouped in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = list(grouped)
        whole = _length(paragraph) <= budget
        for unit in [paragraph] if whole else [[sentence] for sentence in paragraph]:
            if chunk and _length(chunk) + _length(unit) > budget:
                yield tuple(chunk)
                chunk = []
            chunk.extend(unit)
    if chunk:
        yield tuple(chunk)


def _length(sentences: Iterable[Sentence]) -> int:
    return sum(sentence.length for sentence in sentences)


def halves(chunk: Sequence[Sentence]) -> tuple[Chunk, ...]:
    """Part a chunk between the two sentences nearest its middle; one of one sentence stays whole.

    >>> halves([Sentence(1, 0, 0, 10), Sentence(2, 0, 11, 20), Sentence(3, 0, 21, 30)])[0]
    (Sentence(number=1, paragraph=0, start=0, end=10),)
    """
    if len(chunk) < 2:
        return (tuple(chunk),)
    total = _length(chunk)
    cut = min(range(1, len(chunk)), key=lambda at: (abs(2 * _length(chunk[:at]) - total), at))
    return tuple(chunk[:cut]), tuple(chunk[cut:])
