"""From lines to units: which lines of a plain text belong to one paragraph.

A unit is a paragraph, a heading, a menu entry: one line, or the several lines into which a
paragraph was broken at a fixed width. Units cover every character that is not white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# A broken line is neither shorter than a newspaper column nor longer than a wide terminal.
_NARROWEST = 40
_WIDEST = 132
_RAGGED = 10  # how far a line may stand out over those that a sentence runs over
_CLOSING = r"[\"'”’»)\]\d\[¹²³*]*"
_TERMINAL = re.compile(rf"(?:[.!?…。！？]{_CLOSING}|[:：])$")
_BULLET = re.compile(r"(?:[•‣◦⁃∙·▪▫■□●○►▶▸➤➢✓✔→–—*+-]|\(?\d{1,3}[.)]|[a-z][.)])\s+(?=\S)")
_WIDE_CHARACTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that belong together.

    `start` and `end` are code points of the text, half-open, without the white space around;
    `text` is the words on one line, `bullet` the mark before them ("" if there is none), which
    `text` leaves out. `gap` tells whether a blank line, or the text's start, stands before.
    """

    start: int
    end: int
    text: str
    bullet: str
    gap: bool

    @property
    def words(self) -> int:
        """Count the words; two Chinese, Japanese or Korean characters count as one."""
        return len(self.text.split()) + len(_WIDE_CHARACTER.findall(self.text)) // 2

    @property
    def ends(self) -> bool:
        """Tell whether it ends as a sentence does, or with the colon before a quotation."""
        return ends_sentence(self.text)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    gap: bool
    indented: bool


def ends_sentence(text: str) -> bool:
    """Tell whether the words end as a sentence does, or with the colon before a quotation.

    >>> ends_sentence("“It works.”"), ends_sentence("Most popular")
    (True, False)
    """
    return _TERMINAL.search(text) is not None


def split_units(text: str) -> list[Unit]:
    r"""Split a text into units, in text order.

    >>> [unit.text for unit in split_units("Buses return\n\nThe buses are back.")]
    ['Buses return', 'The buses are back.']
    """
    lines = list(_lines(text))
    width = _wrap_width(lines)
    return [_unit(text, group) for group in _group(lines, width)]


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that hold something, without the white space around them."""
    position, gap = 0, True
    for raw in text.splitlines(keepends=True):
        words = raw.strip()
        if words:
            indent = len(raw) - len(raw.lstrip())
            start = position + indent
            yield _Line(start, start + len(words), words, gap, indented=indent > 0)
        gap = not words
        position += len(raw)


def _carries_on(line: _Line, following: _Line) -> bool:
    """Tell whether a sentence runs over the line's end into the next line."""
    return (
        not following.gap
        and _NARROWEST <= len(line.text) <= _WIDEST
        and not ends_sentence(line.text)
        and following.text[0].islower()
        and not _BULLET.match(following.text)
    )


def _wrap_width(lines: Sequence[_Line]) -> int | None:
    """Return the width at which paragraphs are broken, or None if they are not broken."""
    broken = [len(line.text) for line, following in pairwise(lines) if _carries_on(line, following)]
    return max(broken) if broken else None


def _group(lines: Sequence[_Line], width: int | None) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    for line in lines:
        if group and not _joins(group[-1], line, width):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _joins(line: _Line, following: _Line, width: int | None) -> bool:
    """Tell whether the next line goes on with the paragraph.

    It does where a sentence runs on, and, in a text that is broken at a width, where the first
    word of the next line had no room on this one.
    """
    if width is None or following.gap or _BULLET.match(following.text):
        return False
    if _carries_on(line, following):
        return True
    starts_paragraph = following.indented and not line.indented and ends_sentence(line.text)
    full = len(line.text) + 1 + len(following.text.split(maxsplit=1)[0]) > width
    return full and not starts_paragraph and _NARROWEST <= len(line.text) <= width + _RAGGED


def _unit(text: str, group: Sequence[_Line]) -> Unit:
    start, end = group[0].start, group[-1].end
    words = " ".join(text[start:end].split())
    mark = _BULLET.match(words)
    bullet = mark[0].strip() if mark else ""
    return Unit(start, end, words[mark.end() :] if mark else words, bullet, group[0].gap)
