"""The network of entities as GEXF 1.3, for Gephi (https://gexf.net/schema.html).

Written as text rather than by networkx, whose writer leaves out the kind of parallel edges (Gephi
then merges or drops them), stamps the day, and takes an attribute `type` for the direction.
Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which colour-blind people can
tell apart. A node's place comes from its IRI, so that it stays where it is when others are added.
"""

from __future__ import annotations

import calendar
import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, Literal

import networkx as nx

from kg.exporters.xml_text import attribute
from kg.triples import Quad
from kg.views import network

Ends = Literal["start", "end"]
_ENDS: tuple[Ends, ...] = ("start", "end")
COLOURS: Mapping[str, tuple[int, int, int]] = {
    "Company": (230, 159, 0),
    "GovernmentOrganization": (0, 114, 178),
    "NewsOrganization": (204, 121, 167),
    "NonprofitOrganization": (0, 158, 115),
    "Organization": (86, 180, 233),
    "Person": (213, 94, 0),
    "Place": (153, 153, 153),
    "Product": (240, 228, 66),
}
_OTHER_COLOUR = (0, 0, 0)
_RADIUS = 1000
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
    "since": "string",
    "until": "string",
    "date": "string",
    "price": "string",
    "scale": "string",
    "purpose": "string",
    "role": "string",
    "status": "string",
    "outlet": "string",
}


def write(quads: Iterable[Quad], stream: BinaryIO) -> None:
    """Write the network of entities."""
    graph = network(quads)
    for line in _lines(graph):
        stream.write(f"{line}\n".encode())


def _lines(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield ('<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">')
    yield "  <meta>\n    <creator>kg</creator>"
    yield "    <description>Who is linked to whom, by the claims of documents</description>"
    yield "  </meta>"
    yield '  <graph defaultedgetype="directed" mode="dynamic" timeformat="date">'
    yield from _declared("node", NODE_ATTRIBUTES)
    yield from _declared("edge", EDGE_ATTRIBUTES)
    yield "    <nodes>"
    for node, values in sorted(graph.nodes(data=True)):
        yield from _node(node, values)
    yield "    </nodes>\n    <edges>"
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    for subject, target, _, values in edges:
        yield from _edge(subject, target, values)
    yield "    </edges>\n  </graph>\n</gexf>"


def _declared(element: str, attributes: Mapping[str, str]) -> Iterator[str]:
    yield f'    <attributes class="{element}">'
    for name, kind in attributes.items():
        yield f'      <attribute id="{name}" title="{name}" type="{kind}"/>'
    yield "    </attributes>"


def _node(node: str, values: Mapping[str, object]) -> Iterator[str]:
    x, y = _place(node)
    red, green, blue = COLOURS.get(str(values["kind"]), _OTHER_COLOUR)
    size = 4 + 4 * math.sqrt(int(str(values["sources"])))
    yield f"      <node id={attribute(node)} label={attribute(values['label'])}>"
    yield from _attvalues(NODE_ATTRIBUTES, {**values, "class": values["kind"]})
    yield f'        <viz:color r="{red}" g="{green}" b="{blue}"/>'
    yield f'        <viz:position x="{x:.1f}" y="{y:.1f}" z="0.0"/>'
    yield f'        <viz:size value="{size:.2f}"/>\n      </node>'


def _edge(subject: str, target: str, values: Mapping[str, object]) -> Iterator[str]:
    label = str(values["label"])
    digest = hashlib.sha256("\0".join((subject, target, label)).encode()).hexdigest()[:16]
    spell = "".join(
        f' {end}="{day}"' for end in _ENDS if (day := _day(str(values.get(end, "")), end))
    )
    yield (
        f'      <edge id="{digest}" source={attribute(subject)} target={attribute(target)}'
        f" kind={attribute(label)} label={attribute(label)}"
        f' weight="{float(str(values["weight"]))}"{spell}>'
    )
    yield from _attvalues(EDGE_ATTRIBUTES, values)
    yield "      </edge>"


def _attvalues(declared: Mapping[str, str], values: Mapping[str, object]) -> Iterator[str]:
    yield "        <attvalues>"
    for name in declared:
        if name in values:
            yield f'          <attvalue for="{name}" value={attribute(values[name])}/>'
    yield "        </attvalues>"


def _place(node: str) -> tuple[float, float]:
    """Spread nodes evenly over a disc, each at a point that its name alone decides."""
    number = int.from_bytes(hashlib.sha256(node.encode()).digest()[:8], "big")
    angle = 2 * math.pi * (number % 2**32) / 2**32
    radius = _RADIUS * math.sqrt((number >> 32) / 2**32)
    return radius * math.cos(angle), radius * math.sin(angle)


def _day(date: str, end: Ends) -> str:
    """Return the first or last day that an EDTF date allows; "" where it does not say."""
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", date)
    if not found:
        return ""
    year, month, day = found.groups()
    if end == "start":
        return f"{year}-{month or '01'}-{day or '01'}"
    return f"{year}-{month or '12'}-{day or _last_day(int(year), int(month or 12))}"


def _last_day(year: int, month: int) -> str:
    return str(calendar.monthrange(year, month)[1])
