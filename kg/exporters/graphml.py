"""The network of entities as GraphML (http://graphml.graphdrawing.org), for yEd and Cytoscape.

Every attribute that a network can have is declared, so that nodes and edges stream.

yEd shows no attribute by itself, but what is said in the elements of its maker: the name below each
node, the colour of its class, arrows with the kind of each edge. Other programs pass those over.
Places are left to the layouts of yEd, which it can choose one of once the file is open.
Source: https://yed.yworks.com/support/qa/70
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import IO, BinaryIO

from kg.exporters.network_records import edge_id, network_records
from kg.exporters.xml_text import attribute, is_plain, text, write_lines
from kg.triples import Quad
from kg.views import Edge, Node
from kg.views.palette import COLOURS, OTHER_COLOUR
from kg.views.records import WORDS

NODE_ATTRIBUTES: Mapping[str, str] = {
    "label": "string",
    "kind": "string",
    "sources": "int",
    "claims": "int",
    "statements": "int",
}
EDGE_ATTRIBUTES: Mapping[str, str] = {
    "kind": "string",
    "label": "string",
    "modality": "string",
    "weight": "int",
    "claims": "int",
    "claim_ids": "string",
    "documents": "string",
    "evidence": "string",
    "confidence": "double",
    **dict.fromkeys(WORDS, "string"),
    "start": "string",
    "end": "string",
}
_NODE_KEYS = {name: f"n{number}" for number, name in enumerate(NODE_ATTRIBUTES)}
_EDGE_KEYS = {name: f"e{number}" for number, name in enumerate(EDGE_ATTRIBUTES)}
_YED = "http://www.yworks.com/xml/graphml"
_NODE_LOOK, _EDGE_LOOK = "yn", "ye"


def write(quads: Iterable[Quad], stream: BinaryIO) -> None:
    """Write the network of entities, with every attribute of `kg.views.network`."""
    write_network(*network_records(quads), stream)


def write_network(nodes: Iterable[Node], edges: Iterable[Edge], stream: IO[bytes]) -> None:
    """Write nodes, and the edges between them, in the order in which they come.

    Each is walked once, the nodes first; memory does not grow with them.

    >>> import io
    >>> write_network([Node("urn:a", "A", "Person", 1, 0, 0)], [], file := io.BytesIO())
    >>> b'<node id="urn:a">' in file.getvalue()
    True
    """
    write_lines(_head(), stream)
    write_lines(map(_node, nodes), stream)
    write_lines(map(_edge, edges), stream)
    write_lines(("  </graph>", "</graphml>"), stream)


def _head() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="{_YED}">'
    for name, kind in NODE_ATTRIBUTES.items():
        yield f'  <key id="{_NODE_KEYS[name]}" for="node" attr.name="{name}" attr.type="{kind}"/>'
    for name, kind in EDGE_ATTRIBUTES.items():
        yield f'  <key id="{_EDGE_KEYS[name]}" for="edge" attr.name="{name}" attr.type="{kind}"/>'
    yield f'  <key id="{_NODE_LOOK}" for="node" yfiles.type="nodegraphics"/>'
    yield f'  <key id="{_EDGE_LOOK}" for="edge" yfiles.type="edgegraphics"/>'
    yield '  <graph edgedefault="directed">'


def _node(node: Node) -> str:
    data = _data(_NODE_KEYS, node.attributes())
    look = f"{_fill(node.kind)}{text(node.label)}</y:NodeLabel></y:ShapeNode></data>"
    return f'    <node id="{attribute(node.iri)}">{data}{look}</node>'


def _edge(edge: Edge) -> str:
    name = edge_id(edge.subject, edge.object, edge.label)
    ends = f'source="{attribute(edge.subject)}" target="{attribute(edge.object)}"'
    data = _data(_EDGE_KEYS, edge.attributes())
    return f'    <edge id="{name}" {ends}>{data}{_arrow(edge.label)}</edge>'


def _data(keys: Mapping[str, str], values: Mapping[str, str | int | float]) -> str:
    if not is_plain("".join([value for value in values.values() if isinstance(value, str)])):
        values = {
            name: text(value) if isinstance(value, str) else value for name, value in values.items()
        }
    return "".join([f'<data key="{keys[name]}">{value}</data>' for name, value in values.items()])


@lru_cache(maxsize=1024)
def _fill(kind: str) -> str:
    """Return how a node of a class looks in yEd, up to its name."""
    red, green, blue = COLOURS.get(kind, OTHER_COLOUR)
    return (
        f'<data key="{_NODE_LOOK}"><y:ShapeNode><y:Fill color="#{red:02X}{green:02X}{blue:02X}"/>'
        '<y:NodeLabel modelName="sides" modelPosition="s">'
    )


@lru_cache(maxsize=1024)
def _arrow(label: str) -> str:
    """Return how an edge looks in yEd."""
    return (
        f'<data key="{_EDGE_LOOK}"><y:PolyLineEdge><y:Arrows source="none" target="standard"/>'
        f"<y:EdgeLabel>{text(label)}</y:EdgeLabel></y:PolyLineEdge></data>"
    )
