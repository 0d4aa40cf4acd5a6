"""Find the quotations of a text by their marks, with missing, mixed and nested marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.model import Block

_DOUBLE = re.compile(r"[“”„\"«»]|''|``|‘‘|’’")
_SINGLE = re.compile(r"[‘’']")
_OPENS = frozenset({"“", "„", "«", "``", "‘‘"})
_CLOSES = frozenset({"”", "»", "’’"})
_BEFORE_OPENING = frozenset("([{—–-/‘'…―")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-/’'…")
_STOPS = frozenset(".,!?…;:—–-")
_REACH = 600  # how far a better closing mark is looked for, so that the scan stays linear


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks; code points into the text, half-open.

    `start` and `end` take in the marks, `inner_start` and `inner_end` do not. `block` is its
    paragraph's index. `closed` is False where the closing mark is missing. `continued` is True where
    the next paragraph's opening mark goes on with the same quotation.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    block: int
    closed: bool = True
    continued: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A block of the text; `goes_on` tells that the next one begins with an opening mark."""

    text: str
    block: Block
    index: int
    goes_on: bool


def find_quotations(text: str, blocks: Sequence[Block]) -> tuple[Quotation, ...]:
    """Return the outermost quotations of the blocks, in text order; one a paragraph at a time.

    A quotation inside another is part of it. Without a closing mark a quotation ends where the
    next one of its paragraph begins, else with the paragraph; it goes on in the next paragraph
    where that begins with an opening mark (the convention for long quotations).

    >>> text = "“It works,” she said. “We like “Ada” a lot.”"
    >>> [text[q.inner_start : q.inner_end] for q in find_quotations(text, [Block("paragraph", 0, 44)])]
    ['It works,', 'We like “Ada” a lot.']
    """
    found: list[Quotation] = []
    for index, block in enumerate(blocks):
        marks = list(_double_marks(text, block))
        double = _pair(marks, _Paragraph(text, block, index, _next_opens(text, blocks, index)))
        single = [] if double and not double[-1].closed else list(_single(text, block, index))
        found.extend(_outermost([*double, *single]))
    return tuple(found)


def _next_opens(text: str, blocks: Sequence[Block], index: int) -> bool:
    """Tell whether the next paragraph begins with an opening mark."""
    if index + 1 >= len(blocks):
        return False
    beginning = blocks[index + 1]
    mark = _DOUBLE.match(text, beginning.start, beginning.end)
    return mark is not None


def _double_marks(text: str, block: Block) -> Iterator[_Mark]:
    """Yield double marks with their direction; that of a straight mark is told by its neighbours."""
    inside = False
    for match in _DOUBLE.finditer(text, block.start, block.end):
        start, end = match.span()
        if _is_measure(text, start, block, inside):
            continue
        opens = _opens(text, match, block, inside)
        inside = opens
        yield _Mark(start, end, opens)


def _is_measure(text: str, start: int, block: Block, inside: bool) -> bool:
    """Tell whether a straight mark stands for inches or seconds: 5'10"."""
    if text[start] not in "\"'" or inside or start == block.start:
        return False
    return text[start - 1].isdigit()


def _opens(text: str, match: re.Match[str], block: Block, inside: bool) -> bool:
    """Tell whether a mark opens a quotation."""
    start, end = match.span()
    before = text[start - 1] if start > block.start else " "
    after = text[end] if end < block.end else " "
    may_open = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    may_close = (after.isspace() or after in _AFTER_CLOSING) and not before.isspace()
    if match.group() in _OPENS:
        return may_open or not may_close or not inside
    if match.group() in _CLOSES:
        return may_open and not may_close and not inside
    if may_open != may_close:
        return may_open
    return not inside


def _pair(marks: Iterable[_Mark], paragraph: _Paragraph) -> list[Quotation]:
    """Pair opening and closing marks; what stays open is cut off or goes on."""
    waiting: list[_Mark] = []
    pairs: list[Quotation] = []
    for mark in marks:
        if mark.opens:
            waiting.append(mark)
        elif waiting:
            first = waiting.pop()
            pairs.append(Quotation(first.start, mark.end, first.end, mark.start, paragraph.index))
    if waiting:
        pairs.extend(_unclosed(waiting[0], pairs, paragraph))
    return pairs


def _unclosed(
    mark: _Mark, pairs: Sequence[Quotation], paragraph: _Paragraph
) -> Iterator[Quotation]:
    """Yield the quotation that a mark opens and nothing closes."""
    text, block = paragraph.text, paragraph.block
    later = [pair.start for pair in pairs if pair.start > mark.start]
    last = block.start + len(text[block.start : block.end].rstrip())
    continued = paragraph.goes_on and not any(pair.end >= last for pair in pairs)
    end = block.end if continued else min(later, default=block.end)
    inner_end = mark.end + len(text[mark.end : end].rstrip())
    if inner_end > mark.end:
        yield Quotation(
            mark.start, inner_end, mark.end, inner_end, paragraph.index, False, continued
        )


def _single(text: str, block: Block, index: int) -> Iterator[Quotation]:
    """Yield quotations in single marks, which are also apostrophes: both ends must look the part."""
    opening: int | None = None
    for match in _SINGLE.finditer(text, block.start, block.end):
        place = match.start()
        before = text[place - 1] if place > block.start else " "
        after = text[place + 1] if place + 1 < block.end else " "
        if opening is None:
            starts = (before.isspace() or before in '([—–"“') and after.isalnum()
            opening = place if starts and match.group() != "’" else None
        elif not after.isalnum() and (before in _STOPS or _rest_has_no_close(text, place, block)):
            yield Quotation(opening, place + 1, opening + 1, place, index)
            opening = None


def _rest_has_no_close(text: str, place: int, block: Block) -> bool:
    """Tell whether a mark after a letter closes: no better closing mark comes before the next opening."""
    for match in _SINGLE.finditer(text, place + 1, min(block.end, place + _REACH)):
        before = text[match.start() - 1]
        after = text[match.end()] if match.end() < block.end else " "
        if before.isspace() or before in "([—–":
            return True
        if before in _STOPS and not after.isalnum():
            return False
    return True


def _outermost(quotations: Iterable[Quotation]) -> Iterator[Quotation]:
    """Yield in text order the quotations that no other one holds."""
    reach = -1
    for quotation in sorted(quotations, key=lambda found: (found.start, -found.end)):
        if quotation.start >= reach:
            yield quotation
            reach = quotation.end
