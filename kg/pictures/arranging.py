"""A picture of a network, before it is written in any format."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

import networkx as nx

from kg.pictures.furniture import foot_lines, legend
from kg.pictures.gathering import Bundle, gather
from kg.pictures.labelling import Words, put_words
from kg.pictures.placing import islands, place
from kg.pictures.routing import route, samples
from kg.pictures.shapes import Box, Curve, Picture, Point, Spot, Strand
from kg.pictures.wording import counted

_MARGIN = 20.0
_LEAST_WIDTH = 420.0
_HIT, _LARGE = 2.0, 0.6  # what a line through a name costs, and a scale, by the number of lines
_WORSE = 1.15  # by how much more a scale costs than the best before larger ones are not tried
_SCALES = (0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4)


def arrange(graph: nx.MultiDiGraph[str], *, focus: Collection[str] = ()) -> Picture:
    """Return where everything of a picture stands; `kg.views.network` documents the attributes.

    No name or words of a link overlap another, or an entity. The same network gives the same
    picture, in whatever order it was put together.

    >>> arrange(nx.MultiDiGraph()).title
    'Network of 0 entities'

    Raises:
        InputError: the network has more entities than a picture can show.
        NotFoundError: one that the picture is to be about is not in it.
    """
    unplaced, bundles = gather(graph, focus)
    spots, strands = _drawn(unplaced, bundles)
    spots, strands, width, height = _on_canvas(spots, strands)
    width = max(width, _LEAST_WIDTH)
    keys, bottom = legend(spots, strands, width, height)
    documents = _documents(graph)
    caption = ", ".join(
        (
            counted(len(spots), "entity", "entities"),
            counted(graph.number_of_edges(), "link", "links"),
            counted(documents, "document", "documents"),
        )
    )
    foot, bottom = foot_lines(caption, spots, width, bottom)
    return Picture(
        width=width,
        height=bottom + _MARGIN,
        spots=tuple(spots),
        strands=tuple(strands),
        keys=tuple(keys),
        foot=tuple(foot),
        title=f"Network of {counted(len(spots), 'entity', 'entities')}",
        description=_description(caption, spots, strands),
    )


def _drawn(spots: Sequence[Spot], bundles: Sequence[Bundle]) -> tuple[list[Spot], list[Strand]]:
    """Place entities and lines at the scale at which they are best to read.

    Lines through names, and words off the middle of their lines or on others, weigh against a
    scale, and so does its size.
    """
    sizes = {spot.iri: (_wide(spot.box), _high(spot.box)) for spot in spots}
    pairs: dict[tuple[str, str], float] = {}
    for bundle in bundles:
        ends = (min(bundle.source, bundle.target), max(bundle.source, bundle.target))
        pairs[ends] = max(pairs.get(ends, 0.0), bundle.size[0])
    parts = islands(sizes, pairs)
    tried: list[tuple[float, list[Spot], list[Strand]]] = []
    for scale in _SCALES:
        centres = place(parts, sizes, scale)
        found = [_put(spot, centres[spot.iri]) for spot in spots]
        curves, hits = route(bundles, {spot.iri: spot for spot in found})
        taken = [box for spot in found for box in (spot.circle, spot.label)]
        words = put_words(bundles, curves, taken)
        cost = _HIT * hits + sum(one.cost for one in words) + _LARGE * scale * len(bundles)
        tried.append((cost, found, list(map(_strand, bundles, curves, words))))
        if cost > min(tried, key=itemgetter(0))[0] * _WORSE:
            break
    _, best, strands = min(tried, key=itemgetter(0))
    return best, strands


def _strand(bundle: Bundle, curve: Curve, words: Words) -> Strand:
    source, target, asserted, relations = bundle
    return Strand(source, target, relations, asserted, curve, words.box, words.leader)


def _wide(box: Box) -> float:
    return box.right - box.left


def _high(box: Box) -> float:
    return box.bottom - box.top


def _put(spot: Spot, centre: tuple[float, float]) -> Spot:
    """Return an entity whose box has its centre there."""
    box = spot.box
    x, y = centre[0] - (box.left + box.right) / 2, centre[1] - (box.top + box.bottom) / 2
    return replace(spot, centre=Point(spot.centre.x + x, spot.centre.y + y))


def _on_canvas(
    spots: Sequence[Spot], strands: Sequence[Strand]
) -> tuple[list[Spot], list[Strand], float, float]:
    """Move all so that the canvas begins at 0; return its width and height as well."""
    boxes = [spot.box for spot in spots] + [strand.label for strand in strands]
    boxes += [_around(samples(strand.curve)) for strand in strands]
    frame = (
        Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )
        if boxes
        else Box(0, 0, 0, 0)
    )
    x, y = _MARGIN - frame.left, _MARGIN - frame.top
    return (
        [replace(spot, centre=_moved(spot.centre, x, y)) for spot in spots],
        [
            replace(
                strand,
                curve=Curve(*(_moved(point, x, y) for point in strand.curve)),
                label=strand.label.moved(x, y),
                leader=_moved(strand.leader, x, y) if strand.leader else None,
            )
            for strand in strands
        ],
        _wide(frame) + 2 * _MARGIN,
        _high(frame) + 2 * _MARGIN,
    )


def _around(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _moved(point: Point, x: float, y: float) -> Point:
    return Point(point.x + x, point.y + y)


def _documents(graph: nx.MultiDiGraph[str]) -> int:
    """Return how many documents tell of the links."""
    edges: Iterable[Mapping[str, object]] = (data for _, _, data in graph.edges(data=True))
    return len(
        {
            document
            for data in edges
            for document in str(data.get("documents", "")).split("; ")
            if document
        }
    )


def _description(caption: str, spots: Sequence[Spot], strands: Sequence[Strand]) -> str:
    """Say in words what the picture shows, for those who do not see it."""
    names = {spot.iri: spot.name for spot in spots}
    links = "; ".join(
        f"{names[strand.source]} {relation.words} {names[strand.target]}"
        for strand in strands
        for relation in strand.relations
    )
    return f"{caption}. {links}." if links else f"{caption}."
