"""The network of entities as GEXF 1.3, for Gephi (https://gexf.net/schema.html).

Written as text rather than by networkx, whose writer leaves out the kind of parallel edges (Gephi
then merges or drops them), stamps the day, takes an attribute `type` for the direction, and holds
the whole network. Nodes and edges stream: what has to be known before them waits in a temporary
file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from shutil import copyfileobj
from typing import IO, BinaryIO

from kg.exporters.gexf_elements import (
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    declarations,
    edge_element,
    node_element,
    node_ends,
    place_element,
    spell,
)
from kg.exporters.network_records import network_records
from kg.exporters.xml_text import write_lines
from kg.triples import Quad
from kg.views import Edge, Node, places
from kg.views.layout import LARGEST, MOST_LINKS, place_by_seed, seed_of

_IN_MEMORY = 1 << 20  # bytes of what waits, before it goes to a file
_END = ("    </edges>", "  </graph>", "</gexf>")


@dataclass(slots=True)
class _Seen:
    """What has to be known of a network before the first byte is written."""

    nodes: int = 0
    dated: bool = False
    pairs: set[tuple[str, str]] = field(default_factory=set)


def write(quads: Iterable[Quad], stream: BinaryIO) -> None:
    """Write the network of entities that asserted claims link; see `kg.views.network`.

    An edge of one kind stands once between two entities; its `weight` is the number of documents.
    It exists from the first to the last day that `since` and `until` allow, where they are
    calendar dates.
    """
    write_network(*network_records(quads), stream)


def write_network(nodes: Iterable[Node], edges: Iterable[Edge], stream: IO[bytes]) -> None:
    """Write nodes, and the edges between them, in the order in which they come.

    Each is walked once, the nodes first. Memory does not grow with them; the edges of a network
    without dates, or small enough to be laid out by forces, wait in a temporary file.

    >>> import io
    >>> write_network([Node("urn:a", "A", "Person", 1, 0, 0)], [], file := io.BytesIO())
    >>> b'label="A"' in file.getvalue()
    True
    """
    source, edge_source = iter(nodes), iter(edges)
    first, seen = list(islice(source, LARGEST + 1)), _Seen()
    with _waiting() as waiting_nodes, _waiting() as waiting_edges:
        if len(first) <= LARGEST:
            write_lines(_edge_elements(edge_source, seen, all_edges=True), waiting_edges)
            where = places((node.iri for node in first), seen.pairs)
            node_lines: Iterator[str] = (node_element(node, where[node.iri]) for node in first)
        else:
            write_lines(_node_parts(chain(first, source), seen), waiting_nodes)
            write_lines(_edge_elements(edge_source, seen, all_edges=False), waiting_edges)
            waiting_nodes.seek(0)
            node_lines = _placed(waiting_nodes, seen.nodes)
        waiting_edges.seek(0)
        write_lines(_head(dated=seen.dated), stream)
        write_lines(node_lines, stream)
        stream.write(b"    </nodes>\n    <edges>\n")
        copyfileobj(waiting_edges, stream)
        write_lines(map(edge_element, edge_source), stream)
        write_lines(_END, stream)


def _head(*, dated: bool) -> Iterator[str]:
    mode = 'mode="dynamic" timeformat="date"' if dated else 'mode="static"'
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    yield "  <meta>\n    <creator>kg</creator>"
    yield "    <description>Who is linked to whom, by the claims of documents</description>"
    yield f'  </meta>\n  <graph defaultedgetype="directed" {mode}>'
    yield from declarations("node", NODE_ATTRIBUTES)
    yield from declarations("edge", EDGE_ATTRIBUTES)
    yield "    <nodes>"


def _waiting() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)


def _edge_elements(edges: Iterable[Edge], seen: _Seen, *, all_edges: bool) -> Iterator[str]:
    """Yield edges up to the first that has a date, or all of them with the pairs that they link."""
    for edge in edges:
        yield edge_element(edge)
        seen.dated = seen.dated or bool(spell(edge.start, edge.end))
        if seen.dated and not all_edges:
            return
        # More than a layout by forces takes need not be known.
        if edge.subject != edge.object and len(seen.pairs) <= MOST_LINKS:
            ends = (edge.subject, edge.object)
            seen.pairs.add((min(ends), max(ends)))


def _node_parts(nodes: Iterable[Node], seen: _Seen) -> Iterator[str]:
    """Yield nodes without their places, which depend on how many there are."""
    for node in nodes:
        seen.nodes += 1
        start, end = node_ends(node)
        # An attribute holds no tab: it is escaped there.
        yield f"{seed_of(node.iri)}\t{start}\t{end}"


def _placed(parts: Iterable[bytes], count: int) -> Iterator[str]:
    for line in parts:
        seed, start, end = line[:-1].decode().split("\t")
        yield f"{start}{place_element(place_by_seed(seed, count))}{end}"
