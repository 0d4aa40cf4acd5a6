"""Nodes and edges as elements of GEXF 1.3 (https://gexf.net/schema.html), one a line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg.exporters.dates import first_day, last_day
from kg.exporters.network_records import edge_id
from kg.exporters.xml_text import attribute, is_plain
from kg.views import Edge, Node
from kg.views.layout import Place
from kg.views.palette import COLOURS, OTHER_COLOUR
from kg.views.records import WORDS

NODE_ATTRIBUTES: Mapping[str, str] = {
    "class": "string",
    "sources": "integer",
    "claims": "integer",
    "statements": "integer",
}
EDGE_ATTRIBUTES: Mapping[str, str] = {
    "modality": "string",
    "claims": "integer",
    "claim_ids": "string",
    "documents": "string",
    "confidence": "double",
    "evidence": "string",
    **dict.fromkeys(WORDS, "string"),
}


def declarations(element: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines that declare the attributes of nodes or edges, ids equal to titles."""
    yield f'    <attributes class="{element}">'
    for name, kind in attributes.items():
        yield f'      <attribute id="{name}" title="{name}" type="{kind}"/>'
    yield "    </attributes>"


def node_element(node: Node, place: Place) -> str:
    """Return a node with the colour of its class, a size by its sources, and its place."""
    start, end = node_ends(node)
    return f"{start}{place_element(place)}{end}"


def place_element(place: Place) -> str:
    """Return where a node stands."""
    return f'<viz:position x="{place[0]}" y="{place[1]}" z="0.0"/>'


def node_ends(node: Node) -> tuple[str, str]:
    """Return what stands before and behind a node's place."""
    name, label, kind, sources, claims, statements = node
    colour = _colour(kind)
    if not is_plain(f"{name}{label}{kind}"):
        name, label, kind = attribute(name), attribute(label), attribute(kind)
    return (
        f'      <node id="{name}" label="{label}"><attvalues>'
        f'<attvalue for="class" value="{kind}"/><attvalue for="sources" value="{sources}"/>'
        f'<attvalue for="claims" value="{claims}"/>'
        f'<attvalue for="statements" value="{statements}"/></attvalues>{colour}',
        f"{_size(sources)}</node>",
    )


@lru_cache(maxsize=1024)
def _colour(kind: str) -> str:
    red, green, blue = COLOURS.get(kind, OTHER_COLOUR)
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


@lru_cache(maxsize=1024)
def _size(sources: int) -> str:
    return f'<viz:size value="{4 + 4 * math.sqrt(sources):.2f}"/>'


def edge_element(edge: Edge) -> str:
    """Return an edge; it exists as long as its dates say, where those are calendar dates."""
    (
        subject, target, kind, modality, weight, claims, ids, documents, evidence, confidence,
        words, start, end,
    ) = edge  # fmt: skip
    label = kind if modality == "asserted" else f"{kind} ({modality})"
    name = edge_id(subject, target, label)
    more = "".join(words.values()) if words else ""
    if not is_plain(f"{subject}{target}{label}{ids}{documents}{evidence}{more}"):
        subject, target, label = attribute(subject), attribute(target), attribute(label)
        ids, documents, evidence = attribute(ids), attribute(documents), attribute(evidence)
        words = {key: attribute(text) for key, text in words.items()}
    existing = spell(start, end) if start or end else ""
    worded = ""
    for key, text in words.items():
        worded += f'<attvalue for="{key}" value="{text}"/>'
    return (
        f'      <edge id="{name}" source="{subject}" target="{target}" kind="{label}"'
        f' label="{label}" weight="{weight}.0"{existing}><attvalues>'
        f'<attvalue for="modality" value="{modality}"/><attvalue for="claims" value="{claims}"/>'
        f'<attvalue for="claim_ids" value="{ids}"/><attvalue for="documents" value="{documents}"/>'
        f'{_sure(confidence)}<attvalue for="evidence" value="{evidence}"/>'
        f"{worded}</attvalues></edge>"
    )


# Few numbers come again and again, and to write one takes long.
@lru_cache(maxsize=1024)
def _sure(confidence: float | None) -> str:
    return "" if confidence is None else f'<attvalue for="confidence" value="{confidence}"/>'


# Dates are few, and reading one costs as much as writing an edge.
@lru_cache(maxsize=65_536)
def spell(start: str | None, end: str | None) -> str:
    """Write when an edge exists; of sources that contradict each other, nothing.

    >>> spell("2019-03", None)
    ' start="2019-03-01"'
    """
    first, last = first_day(start or ""), last_day(end or "")
    if first and last and last < first:
        return ""
    days = (("start", first), ("end", last))
    return "".join([f' {name}="{day.isoformat()}"' for name, day in days if day])
