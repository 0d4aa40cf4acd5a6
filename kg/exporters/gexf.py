"""The network of entities as GEXF 1.3, for Gephi (https://gexf.net/schema.html).

Written as text rather than by networkx, whose writer leaves out the kind of parallel edges (Gephi
then merges or drops them), stamps the day, and takes an attribute `type` for the direction.
Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which colour-blind people can
tell apart.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

import networkx as nx

from kg.exporters.dates import first_day, last_day
from kg.exporters.xml_text import attribute
from kg.triples import Quad
from kg.views import network, places
from kg.views.network import WORDS

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
_Values = Mapping[str, object]


def write(quads: Iterable[Quad], stream: BinaryIO) -> None:
    """Write the network of entities that asserted claims link; see `kg.views.network`.

    An edge of one kind stands once between two entities; its `weight` is the number of documents.
    It exists from the first to the last day that `since` and `until` allow, where they are
    calendar dates.
    """
    for line in _lines(network(quads)):
        stream.write(f"{line}\n".encode())


def _lines(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    dated = any(_spell(values) for *_, values in edges)
    mode = 'mode="dynamic" timeformat="date"' if dated else 'mode="static"'
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    yield "  <meta>\n    <creator>kg</creator>"
    yield "    <description>Who is linked to whom, by the claims of documents</description>"
    yield f'  </meta>\n  <graph defaultedgetype="directed" {mode}>'
    yield from _declared("node", NODE_ATTRIBUTES)
    yield from _declared("edge", EDGE_ATTRIBUTES)
    yield "    <nodes>"
    where = places(graph)
    for node, values in sorted(graph.nodes(data=True)):
        yield from _node(node, values, where[node])
    yield "    </nodes>\n    <edges>"
    for subject, target, _, values in edges:
        yield from _edge(subject, target, values)
    yield "    </edges>\n  </graph>\n</gexf>"


def _declared(element: str, attributes: Mapping[str, str]) -> Iterator[str]:
    yield f'    <attributes class="{element}">'
    for name, kind in attributes.items():
        yield f'      <attribute id="{name}" title="{name}" type="{kind}"/>'
    yield "    </attributes>"


def _node(node: str, values: _Values, place: tuple[float, float]) -> Iterator[str]:
    red, green, blue = COLOURS.get(str(values["kind"]), _OTHER_COLOUR)
    size = 4 + 4 * math.sqrt(int(str(values["sources"])))
    yield f"      <node id={attribute(node)} label={attribute(values['label'])}>"
    yield from _attvalues(NODE_ATTRIBUTES, {**values, "class": values["kind"]})
    yield f'        <viz:color r="{red}" g="{green}" b="{blue}"/>'
    yield f'        <viz:position x="{place[0]}" y="{place[1]}" z="0.0"/>'
    yield f'        <viz:size value="{size:.2f}"/>\n      </node>'


def _edge(subject: str, target: str, values: _Values) -> Iterator[str]:
    label = str(values["label"])
    digest = hashlib.sha256("\0".join((subject, target, label)).encode()).hexdigest()[:16]
    yield (
        f'      <edge id="{digest}" source={attribute(subject)} target={attribute(target)}'
        f" kind={attribute(label)} label={attribute(label)}"
        f' weight="{float(str(values["weight"]))}"{_spell(values)}>'
    )
    yield from _attvalues(EDGE_ATTRIBUTES, values)
    yield "      </edge>"


def _attvalues(declared: Mapping[str, str], values: _Values) -> Iterator[str]:
    yield "        <attvalues>"
    for name in declared:
        if name in values:
            yield f'          <attvalue for="{name}" value={attribute(values[name])}/>'
    yield "        </attvalues>"


def _spell(values: _Values) -> str:
    """Write when an edge exists; of sources that contradict each other, nothing."""
    start, end = first_day(str(values.get("start", ""))), last_day(str(values.get("end", "")))
    if start and end and end < start:
        return ""
    days = (("start", start), ("end", end))
    return "".join(f' {name}="{day.isoformat()}"' for name, day in days if day)
