"""The network of entities as GraphML (http://graphml.graphdrawing.org), for yEd and Cytoscape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

import networkx as nx

from kg.exporters.xml_text import attribute, text
from kg.triples import Quad
from kg.views import network

_TYPES = {str: "string", int: "int", float: "double"}


def write(quads: Iterable[Quad], stream: BinaryIO) -> None:
    """Write the network of entities, with every attribute of `kg.views.network`."""
    for line in _lines(network(quads)):
        stream.write(f"{line}\n".encode())


def _lines(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    nodes = sorted(graph.nodes(data=True))
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    node_keys = _keys("n", (values for _, values in nodes))
    edge_keys = _keys("e", (values for *_, values in edges))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for element, keys in (("node", node_keys), ("edge", edge_keys)):
        for name, (key, kind) in keys.items():
            yield f'  <key id="{key}" for="{element}" attr.name="{name}" attr.type="{kind}"/>'
    yield '  <graph edgedefault="directed">'
    for node, values in nodes:
        yield f"    <node id={attribute(node)}>"
        yield from _data(node_keys, values)
        yield "    </node>"
    for number, (subject, target, _, values) in enumerate(edges):
        yield f'    <edge id="{number}" source={attribute(subject)} target={attribute(target)}>'
        yield from _data(edge_keys, values)
        yield "    </edge>"
    yield "  </graph>\n</graphml>"


def _keys(prefix: str, elements: Iterable[Mapping[str, object]]) -> dict[str, tuple[str, str]]:
    """Give every attribute that occurs a key and a type."""
    kinds = {name: _TYPES[type(value)] for values in elements for name, value in values.items()}
    return {name: (f"{prefix}{number}", kinds[name]) for number, name in enumerate(sorted(kinds))}


def _data(keys: Mapping[str, tuple[str, str]], values: Mapping[str, object]) -> Iterator[str]:
    for name in sorted(values):
        yield f'      <data key="{keys[name][0]}">{text(values[name])}</data>'
