"""Text broken into lines that are no wider than they may be."""

from __future__ import annotations

from collections.abc import Iterator

from kg.pictures.widths import text_width

_NARROW, _WIDE, _STEP = 120.0, 300.0, 30.0  # of a name, in pixels
_FEW, _MOST = 3, 6  # lines of a name
_ELLIPSIS = "…"


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Return the lines of a text; a word that is wider than a line is broken.

    >>> wrapped("Free Streets Alliance and 31 other organizations", 120, 12)
    ['Free Streets', 'Alliance and 31', 'other organizations']
    """
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if text_width(joined, size) <= width:
            lines[-1:] = [joined]
        else:
            lines += _broken(word, width, size)
    return lines


def name_lines(name: str, size: float) -> tuple[tuple[str, ...], bool]:
    """Return a name in lines of about the same length, and whether its end had to be left out.

    A name of more than three lines gets wider lines; one that is too long for these is cut.

    >>> name_lines("Tamarack County Sheriff’s Office", 12)
    (('Tamarack County', 'Sheriff’s Office'), False)
    """
    width = _NARROW
    lines = wrapped(name, width, size)
    while len(lines) > _FEW and width < _WIDE:
        width += _STEP
        lines = wrapped(name, width, size)
    if len(lines) > _MOST:
        return (*lines[: _MOST - 1], lines[_MOST - 1] + _ELLIPSIS), True
    return tuple(_balanced(name, lines, width, size)), False


def _balanced(name: str, lines: list[str], width: float, size: float) -> list[str]:
    """Return as many lines as there are, as even as narrowing makes them without breaking words."""
    least = max((text_width(word, size) for word in name.split()), default=width)
    best = lines
    while width >= least and len(tried := wrapped(name, width, size)) <= len(lines):
        best = tried
        width -= size / 2
    return best


def _broken(word: str, width: float, size: float) -> Iterator[str]:
    """Yield the pieces of a word, each with at least one character."""
    piece = ""
    for character in word:
        if piece and text_width(piece + character, size) > width:
            yield piece
            piece = ""
        piece += character
    yield piece
