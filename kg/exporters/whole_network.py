"""Any network as GEXF 1.3 or GraphML: of the whole graph, where every node and link is shown.

Attributes are whatever the nodes have, as strings.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import BinaryIO

import networkx as nx

from kg.exporters.gexf_elements import declarations, place_element
from kg.exporters.network_records import edge_id
from kg.exporters.xml_text import attribute, text, write_lines
from kg.views import places
from kg.views.layout import Place
from kg.views.palette import COLOURS, OTHER_COLOUR

_LABEL = "label"


def write_gexf(graph: nx.MultiDiGraph[str], stream: BinaryIO) -> None:
    """Write a network as GEXF 1.3 (https://gexf.net/schema.html), in the order of its IRIs.

    A node has the colour of its class, where that has one, a size by the number of its links, and
    its attributes; a link has the kind that its key names.

    >>> import io
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("urn:a", label="A", kind="Person", birth="1970")
    >>> write_gexf(graph, file := io.BytesIO())
    >>> b'<attvalue for="birth" value="1970"/>' in file.getvalue()
    True
    """
    write_lines(_gexf_lines(graph), stream)


def _gexf_lines(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    names = sorted({name for _, values in graph.nodes(data=True) for name in values} - {_LABEL})
    where = places(graph, ((a, b) for a, b in graph.edges() if a != b))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    yield "  <meta>\n    <creator>kg</creator>"
    yield "    <description>Every node and link of the graph</description>"
    yield '  </meta>\n  <graph defaultedgetype="directed" mode="static">'
    yield from declarations("node", {attribute(name): "string" for name in names})
    yield "    <nodes>"
    yield from (_gexf_node(graph, node, where[node]) for node in sorted(graph))
    yield "    </nodes>\n    <edges>"
    for subject, target, key in sorted(graph.edges(keys=True)):
        label = attribute(str(graph.edges[subject, target, key].get(_LABEL, key)))
        yield (
            f'      <edge id="{edge_id(subject, target, str(key))}" source="{attribute(subject)}"'
            f' target="{attribute(target)}" kind="{attribute(str(key))}" label="{label}"/>'
        )
    yield "    </edges>\n  </graph>\n</gexf>"


def _gexf_node(graph: nx.MultiDiGraph[str], node: str, place: Place) -> str:
    values = graph.nodes[node]
    attvalues = "".join(
        f'<attvalue for="{attribute(name)}" value="{attribute(str(values[name]))}"/>'
        for name in sorted(values.keys() - {_LABEL})
    )
    red, green, blue = _colour(str(values.get("kind", "")))
    return (
        f'      <node id="{attribute(node)}" label="{attribute(str(values.get(_LABEL, node)))}">'
        f'<attvalues>{attvalues}</attvalues><viz:color r="{red}" g="{green}" b="{blue}"/>'
        f'<viz:size value="{4 + 2 * math.sqrt(graph.degree(node)):.2f}"/>'
        f"{place_element(place)}</node>"
    )


def _colour(kinds: str) -> tuple[int, int, int]:
    known = (COLOURS[kind] for kind in kinds.split("; ") if kind in COLOURS)
    return next(known, OTHER_COLOUR)


def write_graphml(graph: nx.MultiDiGraph[str], stream: BinaryIO) -> None:
    """Write a network as GraphML, in the order of its IRIs.

    >>> import io
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("urn:a", label="A")
    >>> write_graphml(graph, file := io.BytesIO())
    >>> b'<node id="urn:a">' in file.getvalue()
    True
    """
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(graph):
        plain.add_node(_legal(node), **_words(graph.nodes[node]))
    for subject, target, key in sorted(graph.edges(keys=True)):
        values = _words(graph.edges[subject, target, key])
        plain.add_edge(_legal(subject), _legal(target), _legal(str(key)), **values)
    written = BytesIO()
    nx.write_graphml_xml(plain, written)
    stream.write(written.getvalue())


def _words(values: Mapping[str, object]) -> dict[str, str]:
    return {_legal(name): _legal(str(values[name])) for name in sorted(values)}


def _legal(value: str) -> str:
    """Return text that XML can hold; what it escapes, the writer escapes itself."""
    return value if value.isprintable() else "".join(map(_legal_character, value))


def _legal_character(character: str) -> str:
    return "\ufffd" if text(character) == "\ufffd" else character
