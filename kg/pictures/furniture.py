"""What stands below the drawing: the legend, the caption, and names that were too long for it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.pictures.shapes import NODE_FONT, NODE_LINE, Key, Point, Spot, Strand
from kg.pictures.widths import text_width
from kg.pictures.wording import words_for
from kg.pictures.wrapping import wrapped
from kg.views.palette import COLOURS, Colour

MARK = 26.0  # pixels from the middle of a mark of the legend to where its words begin, at most
_MARGIN, _BETWEEN, _ROW = 20.0, 22.0, 22.0
_HELP = "Larger circle: named by more documents. Wider line: said by more documents."


def legend(
    spots: Sequence[Spot], strands: Sequence[Strand], width: float, top: float
) -> tuple[list[Key], float]:
    """Return the entries of the legend in rows that are no wider than the picture, and their end.

    Each colour that occurs has one, and the dashed line where it occurs. `top` is where it begins.
    """
    classes: dict[Colour, set[str]] = {}
    for spot in spots:
        classes.setdefault(spot.colour, set()).add(words_for(spot.kind))
    order = [*COLOURS.values(), *sorted(set(classes) - set(COLOURS.values()))]
    entries: list[tuple[str, Colour | None]] = [
        (", ".join(sorted(classes[colour])), colour) for colour in order if colour in classes
    ]
    if not all(strand.asserted for strand in strands):
        entries.append(("not asserted: denied, planned or possible", None))
    keys: list[Key] = []
    x, y = _MARGIN, top + NODE_LINE / 2
    for words, colour in entries:
        wide = MARK + text_width(words, NODE_FONT)
        if x > _MARGIN and x + wide > width - _MARGIN:
            x, y = _MARGIN, y + _ROW
        keys.append(Key(Point(x + MARK / 2, y), words, colour))
        x += wide + _BETWEEN
    return keys, y + NODE_LINE if keys else top


def foot_lines(
    caption: str, spots: Sequence[Spot], width: float, top: float
) -> tuple[list[tuple[Point, str]], float]:
    """Return the lines of text below the legend, with the starts of their base lines, and the end.

    They are the caption, what sizes mean, and every name that was cut, whole.
    """
    notes = sorted((spot.note, spot.name) for spot in spots if spot.note is not None)
    texts = [f"{caption}.", _HELP, *(f"[{number}] {name}" for number, name in notes)]
    lines = [line for text in texts for line in wrapped(text, width - 2 * _MARGIN, NODE_FONT)]
    foot = [
        (Point(_MARGIN, top + NODE_LINE * (index + 1)), line) for index, line in enumerate(lines)
    ]
    return foot, top + NODE_LINE * len(lines)
