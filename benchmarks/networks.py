"""Networks of any number of links, written by this program and by networkx."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import networkx as nx

from benchmarks.corpus import SEED
from benchmarks.metering import Meter
from benchmarks.values import circumstance, content
from benchmarks.words import Cast, Dice
from kg.exporters import gexf, graphml
from kg.views.merging import Edge, Node

_BASE = "https://w3id.org/claimkg/id/organization/"
_KINDS = ("acquires", "deploys", "opposes", "partners")
_LINKS_A_NODE = 4


def network_nodes(links: int) -> Iterator[Node]:
    """Yield the entities of a network of so many links, sorted, as `kg.views.network` has them.

    >>> next(network_nodes(8)).label
    'Alback Systems'
    """
    dice, cast = Dice(SEED), Cast.of(links)
    for rank in range(_node_count(links)):
        entity = cast.organization(rank)
        figures = (1 + dice.below(40), dice.below(90), dice.below(9))
        yield Node(_iri(rank), entity.name, entity.type, *figures)


def network_edges(links: int) -> Iterator[Edge]:
    """Yield so many links, sorted, with the attributes that claims give them.

    >>> [edge.kind for edge in network_edges(8)]
    ['acquires', 'deploys', 'opposes', 'partners', 'acquires', 'deploys', 'opposes', 'partners']
    """
    dice, cast, count = Dice(SEED + 1), Cast.of(links), _node_count(links)
    for place in range(links):
        start, number = divmod(place, _LINKS_A_NODE)
        target = (start + 1 + dice.below(count - 1)) % count
        yield _edge(_iri(start), _iri(target), _KINDS[number], dice, cast)


def _node_count(links: int) -> int:
    return max(2, -(-links // _LINKS_A_NODE))


def _iri(rank: int) -> str:
    return f"{_BASE}company-{rank:09}"


def _edge(start: str, target: str, kind: str, dice: Dice, cast: Cast) -> Edge:
    documents = 1 + dice.often_low(6)
    first = dice.below(1_000_000)
    names = [name for name in ("since", "price", "purpose") if dice.chance(0.35)]
    found = {name: circumstance(name, dice, cast) for name in names}
    return Edge(
        start,
        target,
        kind,
        weight=documents,
        claims=documents,
        claim_ids="; ".join(_claim(first + number) for number in range(documents)),
        documents="; ".join(f"https://news.example/{first + n}" for n in range(documents)),
        evidence=" | ".join(content(dice) for _ in range(documents)),
        confidence=(50 + dice.below(50)) / 100,
        words={name: value.words for name, value in found.items()},
        start=found["since"].meaning.value if "since" in found else None,
    )


def _claim(number: int) -> str:
    return f"c{hashlib.sha256(str(number).encode()).hexdigest()[:20]}"


def write(meter: Meter, links: int, form: str, out: str) -> None:
    """Write a network by our exporter from what has been made before the clock starts."""
    nodes, edges = list(network_nodes(links)), list(network_edges(links))
    # A million links are not in memory where they come one by one: nobody is to look through them.
    gc.freeze()
    with meter.whole(), Path(out).open("wb") as file:
        _writer(form)(iter(nodes), iter(edges), file)


def stream(meter: Meter, links: int, form: str, out: str) -> None:
    """Write a network by our exporter, which takes the links one by one as they are made."""
    with meter.whole(), Path(out).open("wb") as file:
        _writer(form)(network_nodes(links), network_edges(links), file)


def _writer(form: str) -> Callable[[Iterator[Node], Iterator[Edge], IO[bytes]], None]:
    return gexf.write_network if form == "gexf" else graphml.write_network


def by_networkx(meter: Meter, links: int, form: str, out: str) -> None:
    """Write the same network by networkx, from a graph that is in memory before the clock starts.

    The memory is that of the whole process: the graph has to be held.
    """
    writer = nx.write_gexf if form == "gexf" else nx.write_graphml
    graph = _graph(links)
    with meter.whole():
        writer(graph, out)


def _graph(links: int) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in network_nodes(links):
        graph.add_node(node.iri, **node.attributes())
    for edge in network_edges(links):
        graph.add_edge(edge.subject, edge.object, edge.label, **edge.attributes())
    return graph
