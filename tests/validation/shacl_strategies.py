"""Hypothesis strategies for small data graphs, and shapes graphs of every core constraint."""

from __future__ import annotations

import os
from collections.abc import Callable

from hypothesis import HealthCheck
from hypothesis import strategies as st
from rdflib import OWL, RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.triples.terms import Triple
from kg.validation.graphs import node_term

# How many times more examples, for a search that takes its time.
TIMES = int(os.environ.get("KG_SCREEN_TIMES", "1"))
RELAXED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
EX = "https://example.org/"
NODES = [URIRef(EX + name) for name in "abcd"] + [BNode("x"), BNode("y")]
CLASSES = [URIRef(EX + name) for name in ("Animal", "Bird", "Owl", "Tree")]
PREDICATES = [URIRef(EX + name) for name in ("p", "q", "r")]
OWN_TYPE = URIRef(EX + "own")
LITERALS = [
    Literal("a"),
    Literal("abc"),
    Literal(""),
    Literal('say "a"\n\\ é'),
    Literal("a", lang="en"),
    Literal("b", lang="en"),
    Literal("b", lang="en-gb"),
    Literal("a", lang="de"),
    *(
        Literal(text, datatype=datatype, normalize=False)
        for text, datatype in [
            ("1", XSD.integer),
            ("01", XSD.integer),
            ("-2", XSD.integer),
            ("7", XSD.int),
            ("x", XSD.integer),
            ("1.0", XSD.decimal),
            ("2.5", XSD.decimal),
            ("1e0", XSD.double),
            ("NaN", XSD.double),
            ("true", XSD.boolean),
            ("1", XSD.boolean),
            ("2024-02-29", XSD.date),
            ("2023-02-29", XSD.date),
            ("2020-01-01T00:00:00", XSD.dateTime),
            ("2020-01-01T00:00:00Z", XSD.dateTime),
            ("2020", XSD.gYear),
            ("0000", XSD.gYear),
            ("2020-13", XSD.gYearMonth),
            ("a", OWN_TYPE),
        ]
    ),
]
NUMBERS = [node for node in LITERALS if node.datatype in (XSD.integer, XSD.decimal)]
SEVERITIES = [SH.Violation, SH.Warning, SH.Info]

nodes = st.sampled_from(NODES)
values = st.one_of(nodes, st.sampled_from(LITERALS))
predicates = st.sampled_from(PREDICATES)


def _triple(subject: Node, predicate: Node, value: Node) -> Triple:
    return Triple(node_term(subject), node_term(predicate), node_term(value))


data_graphs: st.SearchStrategy[list[Triple]] = st.lists(
    st.one_of(
        st.builds(_triple, nodes, predicates, values),
        st.builds(lambda node, predicate: _triple(node, predicate, node), nodes, predicates),
        st.builds(_triple, nodes, predicates, nodes),
        st.builds(_triple, st.sampled_from(NODES[:2]), predicates, st.sampled_from(NUMBERS)),
        st.builds(_triple, nodes, st.just(RDF.type), st.sampled_from(CLASSES)),
        st.builds(
            _triple, st.sampled_from(CLASSES), st.just(RDFS.subClassOf), st.sampled_from(CLASSES)
        ),
    ),
    max_size=25,
)


class ShapesMaker:
    """Draws shapes into a graph."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.graph = Graph("SimpleMemory")
        self._count = 0

    def name(self) -> Node:
        """Name a new shape."""
        self._count += 1
        number = self._count
        return BNode(f"s{number}") if self.draw(st.booleans()) else URIRef(f"{EX}shape{number}")

    def items(self, members: list[Node]) -> Node:
        """Write a list."""
        head = BNode()
        Collection(self.graph, head, members)
        return head

    def path(self, depth: int = 2) -> Node:
        """Draw a path of any kind."""
        kinds = ["predicate", "predicate", "inverse", "sequence", "choice", "more", "some", "one"]
        kind = self.draw(st.sampled_from(kinds if depth else ["predicate"]))
        if kind == "predicate":
            return self.draw(st.sampled_from([*PREDICATES, RDF.type]))
        if kind in ("sequence", "choice"):
            members = [self.path(depth - 1) for _ in range(self.draw(st.integers(2, 3)))]
            head = self.items(members)
            return head if kind == "sequence" else self._described(SH.alternativePath, head)
        predicate = {
            "inverse": SH.inversePath,
            "more": SH.zeroOrMorePath,
            "some": SH.oneOrMorePath,
            "one": SH.zeroOrOnePath,
        }[kind]
        return self._described(predicate, self.path(depth - 1))

    def _described(self, predicate: Node, value: Node) -> Node:
        node = BNode()
        self.graph.add((node, predicate, value))
        return node

    def shape(self, depth: int, *, is_property: bool) -> Node:
        """Draw a shape with some constraints, and shapes within it."""
        shape = self.name()
        self.graph.add((shape, RDF.type, SH.PropertyShape if is_property else SH.NodeShape))
        if is_property:
            self.graph.add((shape, SH.path, self.path()))
        if self.draw(st.integers(0, 3)) == 0:
            self.graph.add((shape, SH.severity, self.draw(st.sampled_from(SEVERITIES))))
        if self.draw(st.integers(0, 2)) == 0:
            self.graph.add((shape, SH.message, Literal(self.draw(st.sampled_from("mn")))))
        if self.draw(st.integers(0, 15)) == 0:
            self.graph.add((shape, SH.deactivated, Literal(True)))
        for _ in range(self.draw(st.integers(0 if depth else 1, 3))):
            names = [*SIMPLE, *(ONLY_PROPERTY if is_property else ()), *(NESTED if depth else ())]
            MAKERS[self.draw(st.sampled_from(names))](self, shape, depth)
        return shape

    def any_shape(self, depth: int) -> Node:
        """Draw a node shape or a property shape."""
        return self.shape(depth, is_property=self.draw(st.booleans()))

    def target(self, shape: Node) -> None:
        """Draw a target."""
        kind = self.draw(st.integers(0, 4))
        if kind == 0:
            self.graph.add((shape, SH.targetNode, self.draw(values)))
        elif kind == 1:
            self.graph.add((shape, SH.targetClass, self.draw(st.sampled_from(CLASSES))))
        elif kind == 2:
            self.graph.add((shape, SH.targetSubjectsOf, self.draw(predicates)))
        elif kind == 3:
            self.graph.add((shape, SH.targetObjectsOf, self.draw(predicates)))
        elif isinstance(shape, URIRef):
            self.graph.add((shape, RDF.type, self.draw(st.sampled_from([RDFS.Class, OWL.Class]))))


Maker = Callable[[ShapesMaker, Node, int], None]


def _with(predicate: Node, parameters: st.SearchStrategy[Node]) -> Maker:
    def make(maker: ShapesMaker, shape: Node, _: int) -> None:
        if maker.graph.value(shape, predicate) is None:
            maker.graph.add((shape, predicate, maker.draw(parameters)))

    return make


def _any_times(predicate: Node, parameters: st.SearchStrategy[Node]) -> Maker:
    def make(maker: ShapesMaker, shape: Node, _: int) -> None:
        maker.graph.add((shape, predicate, maker.draw(parameters)))

    return make


def _list_of(predicate: Node, parameters: st.SearchStrategy[Node]) -> Maker:
    def make(maker: ShapesMaker, shape: Node, _: int) -> None:
        if maker.graph.value(shape, predicate) is None:
            head = maker.items(maker.draw(st.lists(parameters, min_size=1, max_size=3)))
            maker.graph.add((shape, predicate, head))

    return make


def _pattern(maker: ShapesMaker, shape: Node, _: int) -> None:
    text = maker.draw(st.sampled_from(["a", "^a$", "A", r"\S", "^$", "/[ab]$"]))
    maker.graph.add((shape, SH.pattern, Literal(text)))
    if maker.draw(st.booleans()):
        maker.graph.add((shape, SH.flags, Literal(maker.draw(st.sampled_from(["i", "m", "im"])))))


def _closed(maker: ShapesMaker, shape: Node, _: int) -> None:
    maker.graph.set((shape, SH.closed, Literal(maker.draw(st.sampled_from([True, True, False])))))
    if maker.draw(st.booleans()):
        ignored = maker.items(maker.draw(st.lists(predicates | st.just(RDF.type), min_size=1)))
        maker.graph.add((shape, SH.ignoredProperties, ignored))


def _shape_list(predicate: Node) -> Maker:
    def make(maker: ShapesMaker, shape: Node, depth: int) -> None:
        members = [maker.any_shape(depth - 1) for _ in range(maker.draw(st.integers(1, 3)))]
        maker.graph.add((shape, predicate, maker.items(members)))

    return make


def _node(maker: ShapesMaker, shape: Node, depth: int) -> None:
    maker.graph.add((shape, SH.node, maker.shape(depth - 1, is_property=False)))


def _property(maker: ShapesMaker, shape: Node, depth: int) -> None:
    maker.graph.add((shape, SH.property, maker.shape(depth - 1, is_property=True)))


def _not(maker: ShapesMaker, shape: Node, depth: int) -> None:
    maker.graph.add((shape, SH["not"], maker.any_shape(depth - 1)))


def _qualified(maker: ShapesMaker, shape: Node, depth: int) -> None:
    """Draw a property with a qualified shape, and a sibling of it."""
    disjoint = maker.draw(st.booleans())
    for _ in range(maker.draw(st.integers(1, 2))):
        part = maker.name()
        maker.graph.add((shape, SH.property, part))
        maker.graph.add((part, SH.path, maker.draw(predicates)))
        maker.graph.add((part, SH.qualifiedValueShape, maker.any_shape(depth - 1)))
        bound = maker.draw(st.sampled_from([SH.qualifiedMinCount, SH.qualifiedMaxCount]))
        maker.graph.add((part, bound, Literal(maker.draw(st.integers(0, 2)))))
        if disjoint:
            maker.graph.add((part, SH.qualifiedValueShapesDisjoint, Literal(True)))


_counts = st.integers(0, 3).map(Literal)
_bounds = st.sampled_from([Literal(1), Literal(0), Literal("1.5", datatype=XSD.decimal)])
_odd_bounds = st.sampled_from(
    [Literal("2024-01-01", datatype=XSD.date), Literal("b"), Literal("1.0", datatype=XSD.double)]
)
_datatypes = st.sampled_from(
    [
        *(XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.date, XSD.dateTime, XSD.double),
        *(XSD.gYear, XSD.gYearMonth, RDF.langString, RDFS.Literal, RDFS.Datatype, OWN_TYPE),
    ]
)
_kinds = st.sampled_from(
    [
        *(SH.IRI, SH.BlankNode, SH.Literal, SH.BlankNodeOrIRI, SH.BlankNodeOrLiteral),
        *(SH.IRIOrLiteral, URIRef(EX + "NoKind")),
    ]
)
_languages = st.sampled_from(["en", "de", "en-GB", "*"]).map(Literal)

SIMPLE: dict[str, Maker] = {
    "class": _any_times(SH["class"], st.sampled_from(CLASSES)),
    "datatype": _with(SH.datatype, _datatypes),
    "nodeKind": _with(SH.nodeKind, _kinds),
    "minExclusive": _any_times(SH.minExclusive, _bounds | _odd_bounds),
    "minInclusive": _any_times(SH.minInclusive, _bounds | _odd_bounds),
    "maxExclusive": _any_times(SH.maxExclusive, _bounds | _odd_bounds),
    "maxInclusive": _any_times(SH.maxInclusive, _bounds | _odd_bounds),
    "minLength": _with(SH.minLength, _counts),
    "maxLength": _with(SH.maxLength, st.integers(0, 25).map(Literal)),
    "pattern": _pattern,
    "languageIn": _list_of(SH.languageIn, _languages),
    "in": _list_of(SH["in"], values),
    "hasValue": _any_times(SH.hasValue, values),
    "equals": _any_times(SH.equals, predicates),
    "disjoint": _any_times(SH.disjoint, predicates),
    "closed": _closed,
}
ONLY_PROPERTY: dict[str, Maker] = {
    "minCount": _with(SH.minCount, _counts),
    "maxCount": _with(SH.maxCount, _counts),
    "uniqueLang": _with(SH.uniqueLang, st.booleans().map(Literal)),
    "lessThan": _any_times(SH.lessThan, predicates),
    "lessThanOrEquals": _any_times(SH.lessThanOrEquals, predicates),
}
NESTED: dict[str, Maker] = {
    "not": _not,
    "and": _shape_list(SH["and"]),
    "or": _shape_list(SH["or"]),
    "xone": _shape_list(SH.xone),
    "node": _node,
    "property": _property,
    "qualified": _qualified,
}
MAKERS: dict[str, Maker] = {**SIMPLE, **ONLY_PROPERTY, **NESTED}


@st.composite
def shapes_graphs(draw: st.DrawFn, kind: str | None = None, depth: int = 1) -> Graph:
    """Draw a shapes graph of up to three shapes with targets; each has the kind of constraint."""
    maker = ShapesMaker(draw)
    for _ in range(draw(st.integers(1, 2 if kind else 3))):
        is_property = kind in ONLY_PROPERTY or draw(st.booleans())
        shape = maker.shape(depth, is_property=is_property)
        if kind:
            MAKERS[kind](maker, shape, depth)
        for _ in range(draw(st.integers(1, 2))):
            maker.target(shape)
    return maker.graph


@st.composite
def paths(draw: st.DrawFn) -> tuple[Graph, Node]:
    """Draw a path, and the graph that describes it."""
    maker = ShapesMaker(draw)
    path = maker.path()
    return maker.graph, path
