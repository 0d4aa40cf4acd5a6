"""Stretches of a text as sets of characters, and how much two of them share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from kg.model import Span

# Start and end in code points, half-open.
Range = tuple[int, int]


def characters(ranges: Iterable[Range]) -> frozenset[int]:
    """Return the positions that ranges cover.

    >>> sorted(characters([(2, 4), (3, 6)]))
    [2, 3, 4, 5]
    """
    return frozenset(chain.from_iterable(range(start, end) for start, end in ranges))


def letters(positions: Iterable[int], text: str) -> frozenset[int]:
    """Return those of the positions at which the text has a letter or a digit.

    >>> sorted(letters(range(6), "“No.” 7"))
    [1, 2]
    """
    return frozenset(position for position in positions if text[position].isalnum())


def dice(one: frozenset[int], other: frozenset[int]) -> float:
    """Return twice what two sets share, by the sum of their sizes; 0 where both are empty.

    Source: Dice, 1945, Measures of the Amount of Ecologic Association (doi:10.2307/1932409).

    >>> dice(frozenset({1, 2, 3}), frozenset({2, 3, 4}))
    0.6666666666666666
    """
    sizes = len(one) + len(other)
    return 2 * len(one & other) / sizes if sizes else 0.0


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Return what two sets share, by what they hold together; 0 where both are empty.

    >>> jaccard(frozenset({1, 2, 3}), frozenset({2, 3, 4}))
    0.5
    """
    together = len(one | other)
    return len(one & other) / together if together else 0.0


def place(span: Span, text: str) -> Range | None:
    """Return where a span stands in a text: at its offsets, else where its words are first found.

    A claim from a page's HTML has offsets into another text than that of the page's copy; its words
    are looked up, whatever white space stands between them.

    >>> place(Span(0, 7, "the bus"), "See the\\nbus.")
    (4, 11)
    """
    if text[span.start : span.end] == span.text:
        return span.start, span.end
    words = span.text.split()
    if not words:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), text)
    return found.span() if found else None


def places(spans: Iterable[Span], text: str) -> tuple[Range, ...]:
    """Return where spans stand in a text, those left out that it does not hold."""
    found = (place(span, text) for span in spans)
    return tuple(item for item in found if item is not None)
