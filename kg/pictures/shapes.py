"""What a picture is made of, in pixels: x grows to the right, y downwards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.pictures.widths import text_width
from kg.views.palette import Colour

NODE_FONT, NODE_LINE = 12.0, 15.0  # size of the letters, distance of the lines
EDGE_FONT, EDGE_LINE = 10.0, 12.5
_GAP = 2.0  # between a circle and its name


class Point(NamedTuple):
    """A place in the picture."""

    x: float
    y: float


ORIGIN = Point(0.0, 0.0)


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """Tell whether two boxes have an area in common, or are nearer than a gap.

        >>> Box(0, 0, 10, 10).overlaps(Box(10, 0, 20, 10))
        False
        """
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def holds(self, point: Point, gap: float = 0.0) -> bool:
        """Tell whether a point is in the box, or nearer to it than a gap."""
        return (
            self.left - gap < point.x < self.right + gap
            and self.top - gap < point.y < self.bottom + gap
        )

    def grown(self, gap: float) -> Box:
        """Return the box with a gap around it."""
        return Box(self.left - gap, self.top - gap, self.right + gap, self.bottom + gap)

    def moved(self, x: float, y: float) -> Box:
        """Return the box elsewhere."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


@dataclass(frozen=True)
class Spot:
    """An entity as it is drawn: a circle with its name below.

    `telling` says in sentences what the documents tell of it. `headroom` is kept free above the
    circle, `width` beside it, for a link from the entity to itself. `note` is the number under
    which the whole name stands at the foot, where it is too long.
    """

    iri: str
    name: str
    lines: tuple[str, ...]
    kind: str
    sources: int
    colour: Colour
    radius: float
    telling: str
    centre: Point = ORIGIN
    focus: bool = False
    headroom: float = 0.0
    width: float = 0.0
    note: int | None = None

    @cached_property
    def label(self) -> Box:
        """The box of the name."""
        half = max(text_width(line, NODE_FONT) for line in self.lines) / 2
        x, top = self.centre.x, self.circle.bottom + _GAP
        return Box(x - half, top, x + half, top + len(self.lines) * NODE_LINE)

    @cached_property
    def circle(self) -> Box:
        """The box of the circle, with the ring of an entity that the picture is about."""
        reach = self.radius + (5.0 if self.focus else 1.0)
        x, y = self.centre
        return Box(x - reach, y - reach, x + reach, y + reach)

    @cached_property
    def box(self) -> Box:
        """The box of circle and name together, which those of no other entity overlap."""
        circle, label = self.circle, self.label
        half = max(circle.right - circle.left, label.right - label.left, self.width) / 2
        x = self.centre.x
        return Box(x - half, circle.top - self.headroom, x + half, label.bottom)


class Curve(NamedTuple):
    """A Bézier curve of the second degree."""

    start: Point
    bend: Point
    end: Point

    def at(self, share: float) -> Point:
        """Return the point at a share of the curve, from 0 to 1."""
        rest = 1 - share
        first, twice, last = rest * rest, 2 * rest * share, share * share
        return Point(
            first * self.start.x + twice * self.bend.x + last * self.end.x,
            first * self.start.y + twice * self.bend.y + last * self.end.y,
        )

    def between(self, first: float, last: float) -> Curve:
        """Return the part of the curve between two shares."""
        start, end = self.at(first), self.at(last)
        # The blossom of the curve at both shares is the bend of the part.
        x, y = (
            (1 - first) * (1 - last) * a + ((1 - first) * last + first * (1 - last)) * b
            + first * last * c
            for a, b, c in zip(self.start, self.bend, self.end, strict=True)
        )  # fmt: skip
        return Curve(start, Point(x, y), end)


class Relation(NamedTuple):
    """A link from one entity to another, in words, and the sentence that says it in full."""

    words: str
    asserted: bool
    documents: int
    telling: str


@dataclass(frozen=True, slots=True)
class Strand:
    """The line of all links from one entity to another that are asserted, or of all that are not.

    `leader` is the end of a thin line from the words to their curve, where they had no room at it.
    """

    source: str
    target: str
    relations: tuple[Relation, ...]
    asserted: bool
    curve: Curve
    label: Box
    leader: Point | None = None

    @property
    def thickness(self) -> float:
        """The width of the line: the more documents, the wider."""
        return 1.0 + 0.5 * min(max(relation.documents for relation in self.relations) - 1, 4)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a network: what is drawn and where, `width` by `height` pixels."""

    width: float
    height: float
    spots: tuple[Spot, ...]
    strands: tuple[Strand, ...]
    keys: tuple[Key, ...]
    foot: tuple[tuple[Point, str], ...]
    title: str
    description: str


class Key(NamedTuple):
    """An entry of the legend: a circle of a colour, or a line that is dashed, and its words."""

    place: Point
    words: str
    colour: Colour | None
