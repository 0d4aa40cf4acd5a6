"""Networks to write as GEXF, and what a program that reads the file has to find in it."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

from hypothesis import strategies as st

from kg.exporters import gexf
from kg.exporters.dates import first_day, last_day
from kg.exporters.network_records import edge_id, network_records
from kg.views import Edge, Node, places
from kg.views.palette import COLOURS, OTHER_COLOUR
from kg.views.records import WORDS
from tests import claim_strategies
from tests.exporters.quad_strategies import AWKWARD
from tests.views import samples

Value = str | int | float
# What XML 1.0 has no character for (https://www.w3.org/TR/xml/#charsets).
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Network:
    """The nodes and edges of a network, and the file in which they are written."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def file(self) -> bytes:
        stream = BytesIO()
        gexf.write_network(self.nodes, self.edges, stream)
        return stream.getvalue()


class SeenNode(NamedTuple):
    """A node as a program shows it."""

    label: str
    colour: tuple[int, int, int]
    place: tuple[float, float, float]
    attributes: dict[str, Value]


class SeenEdge(NamedTuple):
    """An edge as a program shows it."""

    source: str
    target: str
    label: str
    weight: float
    attributes: dict[str, Value]


def legal(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


def seen_nodes(network: Network) -> dict[str, SeenNode]:
    """Return how nodes are to be shown, by their ids; their sizes are another matter."""
    pairs = {
        (min(edge.subject, edge.object), max(edge.subject, edge.object))
        for edge in network.edges
        if edge.subject != edge.object
    }
    where = places((node.iri for node in network.nodes), pairs)
    return {
        node.iri: SeenNode(
            legal(node.label),
            COLOURS.get(node.kind, OTHER_COLOUR),
            (*where[node.iri], 0.0),
            {
                "class": node.kind,
                "sources": node.sources,
                "claims": node.claims,
                "statements": node.statements,
            },
        )
        for node in network.nodes
    }


def seen_edges(network: Network) -> dict[str, SeenEdge]:
    """Return how edges are to be shown, by their ids."""
    return {
        edge_id(edge.subject, edge.object, edge.label): SeenEdge(
            edge.subject, edge.object, edge.label, edge.weight, _edge_attributes(edge)
        )
        for edge in network.edges
    }


def _edge_attributes(edge: Edge) -> dict[str, Value]:
    elsewhere = ("kind", "label", "weight", "start", "end")
    return {
        name: legal(value) if isinstance(value, str) else value
        for name, value in edge.attributes().items()
        if name not in elsewhere
    }


def days(edge: Edge) -> dict[str, str]:
    """Return the first and the last day of an edge, as far as its dates are days of a calendar."""
    first, last = first_day(edge.start or ""), last_day(edge.end or "")
    if first and last and last < first:
        return {}
    return {name: str(day) for name, day in (("start", first), ("end", last)) if day is not None}


def of_claims() -> Network:
    """Return the network of the sample reports."""
    nodes, edges = network_records(samples.quads())
    return Network(tuple(nodes), tuple(edges))


SAMPLE = of_claims()

texts = st.sampled_from([text for text in AWKWARD if text]) | st.text(min_size=1, max_size=12)
_names = st.text(string.ascii_lowercase, min_size=1, max_size=6).map("urn:{}".format)
names = _names | st.sampled_from(
    ("https://news.example/?a=1&b='2'#x", "https://news.example/(é)/שלום", "urn:%20")
)
_dates = st.none() | st.sampled_from(
    ("2019", "2020-02", "2021-05-04", "../2019", "2019-22", "0001", "2018/2020", "2016~")
)
_counts = st.integers(0, 10**6)
_kinds = ("deploys", "makes", "states", "partners", "place")
_words = st.dictionaries(st.sampled_from(WORDS), texts, max_size=3)


def _nodes(iri: str) -> st.SearchStrategy[Node]:
    kinds = st.sampled_from((*COLOURS, "Entity", "Ship"))
    return st.builds(Node, st.just(iri), texts, kinds, _counts, _counts, _counts)


def _edges(key: tuple[str, str, str, str]) -> st.SearchStrategy[Edge]:
    return st.builds(
        Edge,
        *map(st.just, key),
        weight=st.integers(1, 1000),
        claims=st.integers(1, 1000),
        claim_ids=st.sampled_from(("c0", "c0; c1")),
        documents=names,
        evidence=texts,
        confidence=claim_strategies.confidences,
        words=_words,
        start=_dates,
        end=_dates,
    )


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Networks with awkward names, parallel edges, loops, and any dates."""
    iris = draw(st.lists(names, max_size=6, unique=True))
    nodes = tuple(draw(_nodes(iri)) for iri in sorted(iris))
    if not iris:
        return Network((), ())
    ends, modalities = st.sampled_from(iris), st.sampled_from(("asserted", "denied"))
    keys = st.tuples(ends, ends, st.sampled_from(_kinds), modalities)
    found = sorted(draw(st.lists(keys, max_size=8, unique=True)))
    return Network(nodes, tuple(draw(_edges(key)) for key in found))


claims = st.lists(claim_strategies.claims, max_size=5, unique_by=lambda claim: claim.id)
