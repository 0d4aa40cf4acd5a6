"""Chunks hold every sentence once, in order, and no more than fits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.extractors.llm.chunks import Sentence, chunks_of, halves


@st.composite
def documents(draw: st.DrawFn) -> list[Sentence]:
    lengths = draw(st.lists(st.tuples(st.integers(1, 60), st.booleans()), max_size=30))
    sentences: list[Sentence] = []
    start = paragraph = 0
    for number, (length, begins) in enumerate(lengths, start=1):
        paragraph += begins
        sentences.append(Sentence(number, paragraph, start, start + length))
        start += length + 1
    return sentences


@given(documents(), st.integers(1, 100))
def test_chunks_part_a_document_without_overlap_or_gap(
    sentences: list[Sentence], budget: int
) -> None:
    chunks = list(chunks_of(sentences, budget))
    assert [each for chunk in chunks for each in chunk] == sentences
    for chunk in chunks:
        assert len(chunk) == 1 or sum(each.length for each in chunk) <= budget


@given(documents().filter(lambda sentences: len(sentences) > 1))
def test_halves_are_both_shorter_and_hold_all(sentences: list[Sentence]) -> None:
    first, second = halves(sentences)
    assert [*first, *second] == sentences
    assert first
    assert second


def test_a_paragraph_that_fits_is_not_parted() -> None:
    sentences = [Sentence(1, 0, 0, 60), Sentence(2, 1, 61, 90), Sentence(3, 1, 91, 120)]
    assert [len(chunk) for chunk in chunks_of(sentences, 100)] == [1, 2]
