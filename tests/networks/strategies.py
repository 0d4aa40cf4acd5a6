"""Networks of a few entities, with the attributes that relationship queries read."""

from __future__ import annotations

import networkx as nx
from hypothesis import strategies as st

_NODES = [f"urn:{letter}" for letter in "abcdefgh"]
_KINDS = ("deploys", "makes", "opposes")
_CLASSES = ("Company", "Person", "Product")


@st.composite
def networks(draw: st.DrawFn, *, least: int = 0) -> nx.MultiDiGraph[str]:
    """Return a network whose links have one to four documents each."""
    nodes = _NODES[: draw(st.integers(2, len(_NODES)))]
    ends = st.sampled_from(nodes)
    links = draw(
        st.lists(
            st.tuples(ends, ends, st.sampled_from(_KINDS), st.integers(1, 4)),
            min_size=least,
            max_size=20,
        )
    )
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, node in enumerate(draw(st.permutations(nodes))):
        graph.add_node(node, label=node.upper(), kind=_CLASSES[number % len(_CLASSES)])
    for subject, target, kind, count in links:
        documents = "; ".join(f"urn:document:{number}" for number in range(count))
        graph.add_edge(subject, target, kind, kind=kind, weight=count, documents=documents)
    return graph


def reordered(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the same network, its nodes and links added in the opposite order."""
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    return other
