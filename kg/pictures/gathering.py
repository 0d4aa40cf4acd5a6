"""What a picture shows of a network: its entities with their names, its links in words."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

import networkx as nx

from kg.errors import InputError, NotFoundError
from kg.pictures.shapes import EDGE_FONT, EDGE_LINE, NODE_FONT, Relation, Spot
from kg.pictures.widths import text_width
from kg.pictures.wording import clean, counted, words_for
from kg.pictures.wrapping import name_lines
from kg.views.palette import COLOURS, OTHER_COLOUR

MOST = 300  # entities of a picture
_ASSERTED = "asserted"
_SMALLEST, _GROWTH, _LARGEST = 6.0, 3.0, 24.0  # radius of a circle, in pixels
LOOP = 20.0  # how far a link from an entity to itself goes up
_PADDING = 3.0  # at both sides of the words of a link
_TOLD = 5  # sentences that an entity's title gives
_EVIDENCE = "evidence"


class Bundle(NamedTuple):
    """The links from one entity to another that are drawn as one line."""

    source: str
    target: str
    asserted: bool
    relations: tuple[Relation, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the words."""
        words = max(text_width(relation.words, EDGE_FONT) for relation in self.relations)
        return words + 2 * _PADDING, len(self.relations) * EDGE_LINE + 1.0


def gather(graph: nx.MultiDiGraph[str], focus: Collection[str]) -> tuple[list[Spot], list[Bundle]]:
    """Return the entities and the lines of a picture, sorted, without their places.

    Raises:
        InputError: the network has more entities than a picture can show.
        NotFoundError: one that the picture is to be about is not in it.
    """
    if len(graph) > MOST:
        raise InputError(
            f"{len(graph):,} entities are more than a picture can show, which is {MOST}",
            remedy="show a part of them, with --around NAME --depth 1",
        )
    for name in sorted(set(focus) - set(graph)):
        raise NotFoundError(f"the network has no entity {name}", remedy="give the IRI of one in it")
    names = {iri: clean(str(data.get("label", iri))) or iri for iri, data in graph.nodes(data=True)}
    bundles = _bundles(graph, names)
    loops = {bundle.source: bundle.size for bundle in bundles if bundle.source == bundle.target}
    told = _told(graph)
    spots: list[Spot] = []
    notes = 0
    for iri in sorted(graph):
        lines, cut = name_lines(names[iri], NODE_FONT)
        notes += cut
        if cut:
            lines = (*lines[:-1], f"{lines[-1]} [{notes}]")
        kind, sources = _kind_and_sources(graph.nodes[iri])
        wide, high = loops.get(iri, (0.0, -LOOP))
        spots.append(
            Spot(
                iri=iri,
                name=names[iri],
                lines=lines,
                kind=kind,
                sources=sources,
                colour=COLOURS.get(kind, OTHER_COLOUR),
                radius=min(_SMALLEST + _GROWTH * math.sqrt(max(sources - 1, 0)), _LARGEST),
                telling=_telling(names[iri], kind, sources, told.get(iri, [])),
                focus=iri in focus,
                headroom=high + LOOP,
                width=wide,
                note=notes if cut else None,
            )
        )
    return spots, bundles


def _kind_and_sources(data: Mapping[str, Any]) -> tuple[str, int]:
    return str(data.get("kind", "Entity")), int(data.get("sources", 0))


def _telling(name: str, kind: str, sources: int, sentences: list[str]) -> str:
    said = " ".join(f"“{sentence}”" for sentence in sentences[:_TOLD])
    more = len(sentences) - _TOLD
    rest = f" And {counted(more, 'sentence', 'sentences')} more." if more > 0 else ""
    head = f"{name}: {words_for(kind)}, named by {counted(sources, 'document', 'documents')}."
    return f"{head} {said}{rest}".rstrip()


def _bundles(graph: nx.MultiDiGraph[str], names: Mapping[str, str]) -> list[Bundle]:
    found: dict[tuple[str, str, bool], list[Relation]] = defaultdict(list)
    for source, target, _, data in _edges(graph):
        modality = str(data.get("modality", _ASSERTED))
        asserted = modality == _ASSERTED
        kind = words_for(str(data.get("kind", "linked to")))
        words = kind if asserted else f"{kind} ({clean(modality)})"
        weight = int(data.get("weight", 1))
        evidence = clean(str(data.get(_EVIDENCE, "")))
        said = f": “{evidence}”" if evidence else ""
        telling = (
            f"{names[source]} {words} {names[target]}"
            f" ({counted(weight, 'document', 'documents')}){said}"
        )
        # Above an entity there is room for one line.
        unsure = not asserted and source != target
        found[source, target, unsure].append(Relation(words, asserted, weight, telling))
    return [
        Bundle(source, target, any(relation.asserted for relation in relations), tuple(relations))
        for (source, target, _), relations in sorted(found.items())
    ]


def _told(graph: nx.MultiDiGraph[str]) -> dict[str, list[str]]:
    """Return the sentences of the links of every entity, each once, in the order of the links."""
    told: dict[str, dict[str, None]] = defaultdict(dict)
    for source, target, _, data in _edges(graph):
        for sentence in str(data.get(_EVIDENCE, "")).split(" | "):
            if words := clean(sentence):
                told[source][words] = told[target][words] = None
    return {iri: list(sentences) for iri, sentences in told.items()}


def _edges(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Yield the links in an order that does not depend on how the network was made."""
    edges = graph.edges(keys=True, data=True)
    yield from sorted(edges, key=lambda edge: (edge[0], edge[1], str(edge[2])))
