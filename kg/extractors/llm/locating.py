"""Find quotations in the text that a model was shown: exactly, or with spaces and marks folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Span

Stretch = tuple[int, int]
# Stands between stretches that do not follow each other in the text; no quotation can hold it.
_GAP = "\0"
_FOLDED_MARKS = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′`", "'") | {"‐": "-", "‑": "-"}
)
_QUOTATION_MARKS = "\"'“”„‟«»″‘’‚‛′` "


@dataclass(frozen=True, slots=True)
class Readable:
    """The stretches of a document in which quotations are looked for, in two spellings.

    `offsets` and `folded_offsets` say where in the document each character stands.
    """

    text: str
    exact: str
    offsets: tuple[int, ...]
    folded: str
    folded_offsets: tuple[int, ...]


def readable(text: str, stretches: Iterable[Stretch]) -> Readable:
    """Prepare stretches of a document's text, in text order, for search.

    A quotation may run over several stretches where only white space lies between them.
    """
    characters = list(_characters(text, stretches))
    folded = list(_folded(characters))
    return Readable(
        text=text,
        exact="".join(character for character, _ in characters),
        offsets=tuple(offset for _, offset in characters),
        folded="".join(character for character, _ in folded),
        folded_offsets=tuple(offset for _, offset in folded),
    )


def _characters(text: str, stretches: Iterable[Stretch]) -> Iterator[tuple[str, int]]:
    last: int | None = None
    for start, end in stretches:
        if last is not None:
            between = text[last:start]
            yield from (
                zip(between, range(last, start), strict=True)
                if not between.strip()
                else ((_GAP, last),)
            )
        yield from zip(text[start:end], range(start, end), strict=True)
        last = end


def _folded(characters: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Fold each run of white space to one space, and typographic marks to plain ones."""
    space = False
    for character, offset in characters:
        if not character.isspace():
            yield character.translate(_FOLDED_MARKS), offset
        elif not space:
            yield " ", offset
        space = character.isspace()


def fold(words: str) -> str:
    """Fold white space and marks of a quotation as those of the text are folded.

    >>> fold("“It’s  late,” she said")
    '"It\\'s late," she said'
    """
    return " ".join(words.split()).translate(_FOLDED_MARKS)


def locate(source: Readable, words: str, *, near: Stretch | None = None) -> Span | None:
    """Return the span of the text that a quotation stands for, or None where there is none.

    Exact spelling wins over folded spelling, and that over the quotation without marks around it.
    Of several occurrences, that nearest to `near` is taken, else the first. A quotation begins and
    ends at the ends of words, and holds a letter or a digit.

    >>> text = "The city said the city is late."
    >>> locate(readable(text, [(0, 31)]), "city", near=(14, 31))
    Span(start=18, end=22, text='city')
    """
    if _GAP in words or not any(character.isalnum() for character in words):
        return None
    spellings = (
        (source.exact, source.offsets, words.strip()),
        (source.folded, source.folded_offsets, fold(words)),
        (source.folded, source.folded_offsets, fold(words.strip(_QUOTATION_MARKS))),
    )
    for text, offsets, needle in spellings:
        found = [
            (offsets[start], offsets[start + len(needle) - 1] + 1)
            for start in _occurrences(text, needle)
        ]
        if found:
            start, end = min(found, key=lambda each: (_distance(each, near), each))
            return Span.of(source.text, start, end)
    return None


def locate_name(source: Readable, name: str) -> Span | None:
    """Return where a name first stands, in any case of letters if not in its own."""
    found = locate(source, name)
    if found is not None:
        return found
    # Lower case may be longer than the text (İ), so the offsets are made with it.
    lowered = [
        (each, offset)
        for character, offset in zip(source.folded, source.folded_offsets, strict=True)
        for each in character.lower()
    ]
    text = "".join(character for character, _ in lowered)
    needle = fold(name).lower()
    start = next(_occurrences(text, needle), None)
    if start is None:
        return None
    return Span.of(source.text, lowered[start][1], lowered[start + len(needle) - 1][1] + 1)


def _occurrences(text: str, needle: str) -> Iterator[int]:
    start = text.find(needle) if needle else -1
    while start >= 0:
        end = start + len(needle)
        inside = _joins(text[start - 1 : start], needle[0]) or _joins(
            needle[-1], text[end : end + 1]
        )
        if not inside:
            yield start
        start = text.find(needle, start + 1)


def _joins(first: str, second: str) -> bool:
    """Tell whether two characters side by side are inside one word."""
    return first.isalnum() and second.isalnum()


def _distance(stretch: Stretch, near: Stretch | None) -> int:
    if near is None:
        return 0
    return max(near[0] - stretch[0], stretch[1] - near[1], 0)
