"""What Gephi, Gephi Lite and graphology need of a GEXF file beyond its schema."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

SPACE = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
_FORMS = {
    "string": re.compile(r"(?s).*"),
    "integer": re.compile(r"-?[0-9]+"),
    "double": re.compile(r"-?[0-9]+(\.[0-9]+)?([eE]-?[0-9]+)?"),
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_Elements = list[etree._Element]


def faults(data: bytes) -> list[str]:
    """Return what a program would drop, mix up or refuse, each fault as a few words."""
    root = etree.fromstring(data)
    graph = root.find(f"{SPACE}graph")
    if graph is None:
        return ["no graph"]
    nodes, edges = list(graph.iter(f"{SPACE}node")), list(graph.iter(f"{SPACE}edge"))
    return [
        *_identity(nodes, edges),
        *_kinds(edges),
        *_values(graph, nodes, edges),
        *_looks(nodes),
        *_times(graph, [*nodes, *edges]),
    ]


def _identity(nodes: _Elements, edges: _Elements) -> Iterator[str]:
    for name, elements in (("node", nodes), ("edge", edges)):
        ids = Counter(element.get("id") for element in elements)
        yield from (f"{name} {key}: twice" for key, count in ids.items() if count > 1)
        yield from (
            f"{name} {element.get('id')}: no label"
            for element in elements
            if not element.get("label")
        )
    known = {node.get("id") for node in nodes}
    for edge in edges:
        yield from (
            f"edge {edge.get('id')}: no node {edge.get(end)}"
            for end in ("source", "target")
            if edge.get(end) not in known
        )


def _kinds(edges: _Elements) -> Iterator[str]:
    # Gephi joins edges of one kind between one pair, and drops what only one of them says.
    keys = Counter((edge.get("source"), edge.get("target"), edge.get("kind")) for edge in edges)
    yield from (f"{key}: {count} edges" for key, count in keys.items() if count > 1)
    for edge in edges:
        name = edge.get("id")
        if not edge.get("kind"):
            yield f"edge {name}: no kind"
        documents = [
            value.get("value", "").split("; ")
            for value in edge.iter(f"{SPACE}attvalue")
            if value.get("for") == "documents"
        ]
        if len(documents) != 1 or float(edge.get("weight", 0)) != len(set(documents[0])):
            yield f"edge {name}: its weight is not the number of its documents"


def _values(graph: etree._Element, nodes: _Elements, edges: _Elements) -> Iterator[str]:
    for name, elements in (("node", nodes), ("edge", edges)):
        blocks = [block for block in graph.iter(f"{SPACE}attributes") if block.get("class") == name]
        if len(blocks) != 1:
            yield f"{name}: attributes {len(blocks)} times"
        types = {item.get("id"): item.get("type") for block in blocks for item in block}
        yield from (
            f"{name} attribute {item.get('id')}: another title"
            for block in blocks
            for item in block
            if item.get("id") != item.get("title")
        )
        # Readers take these names for the parts of an edge itself.
        yield from (f"{name} attribute {key}" for key in ("type", "weight", "id") if key in types)
        for element in elements:
            yield from _values_of(f"{name} {element.get('id')}", element, types)


def _values_of(
    name: str, element: etree._Element, types: dict[str | None, str | None]
) -> Iterator[str]:
    values = list(element.iter(f"{SPACE}attvalue"))
    for value in values:
        key = value.get("for")
        form = _FORMS.get(types.get(key) or "")
        if form is None:
            yield f"{name}: {key} is not declared"
        elif not form.fullmatch(value.get("value", "")):
            yield f"{name}: {key} is no {types[key]}"
    keys = Counter(value.get("for") for value in values)
    yield from (f"{name}: {key} twice" for key, count in keys.items() if count > 1)


def _looks(nodes: _Elements) -> Iterator[str]:
    colours: dict[str, set[tuple[str | None, ...]]] = {}
    sizes: dict[int, set[float]] = {}
    for node in nodes:
        parts = {part.tag: part for part in node if part.tag.startswith(VIZ)}
        if parts.keys() != {f"{VIZ}color", f"{VIZ}position", f"{VIZ}size"}:
            yield f"node {node.get('id')}: not all of colour, place and size"
            continue
        values = {item.get("for"): item.get("value") for item in node.iter(f"{SPACE}attvalue")}
        colour = parts[f"{VIZ}color"]
        shade = tuple(colour.get(channel) for channel in "rgb")
        colours.setdefault(values.get("class") or "", set()).add(shade)
        sources = values.get("sources") or ""
        if _FORMS["integer"].fullmatch(sources):
            size = float(parts[f"{VIZ}size"].get("value", 0))
            sizes.setdefault(int(sources), set()).add(size)
    yield from (
        f"{name}: {len(found)} colours" for name, found in colours.items() if len(found) > 1
    )
    order = [sizes[sources] for sources in sorted(sizes)]
    yield from ("sources: several sizes" for found in order if len(found) > 1)
    yield from (
        "sizes do not grow with the sources"
        for less, more in pairwise(order)
        if not max(less) < min(more)
    )


def _times(graph: etree._Element, elements: _Elements) -> Iterator[str]:
    dated = [element for element in elements if element.get("start") or element.get("end")]
    wanted = ("dynamic", "date") if dated else ("static", None)
    if (graph.get("mode"), graph.get("timeformat")) != wanted:
        yield f"mode {graph.get('mode')}, with {len(dated)} dates"
    for element in dated:
        start, end = element.get("start"), element.get("end")
        if any(day is not None and not _DAY.fullmatch(day) for day in (start, end)):
            yield f"{element.get('id')}: a date that is no day"
        elif start and end and end < start:
            yield f"{element.get('id')}: ends before it begins"
