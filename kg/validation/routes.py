"""SHACL property paths, walked over an index: from nodes to their values.

A path walks as pyshacl walks it: the steps of a sequence that is taken in inverse are each taken in
inverse, but in the order in which they are written.

Source: https://www.w3.org/TR/shacl/#property-paths
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.triples.terms import Term
from kg.validation.graphs import node_term
from kg.validation.index import NOTHING, Index, Nodes

_DEEPEST = 8
_Walk = Callable[[Index, Term], AbstractSet[Term]]


class UndecidedError(Exception):
    """The screen does not know a part of the shapes, or a term of the data; pyshacl must decide."""


class Links(Protocol):
    """What a path relates in one index, from focus nodes to value nodes; a `Relation` is one."""

    def values(self, node: Term, /) -> Nodes:
        """Return the values of a node."""
        ...

    def image(self, nodes: Nodes, /) -> Nodes:
        """Return the values of many nodes together."""
        ...

    def holders(self, nodes: Nodes, values: Nodes, /) -> Nodes:
        """Return those of the nodes that have one of the values."""
        ...

    def fewer(self, nodes: Nodes, count: int, /) -> Nodes:
        """Return those of the nodes that have fewer values than `count`, which is at least 1."""
        ...

    def more(self, nodes: Nodes, count: int, /) -> Nodes:
        """Return those of the nodes that have more values than `count`."""
        ...


Route = Callable[[Index], Links]
"""A path, to be followed in any index."""


@dataclass(frozen=True, slots=True)
class Walked:
    """The links of a path of several steps, walked anew from each node."""

    index: Index
    walk: _Walk

    def values(self, node: Term) -> Nodes:
        """Return the values of a node."""
        return self.walk(self.index, node)

    def image(self, nodes: Nodes) -> Nodes:
        """Return the values of many nodes together."""
        return set[Term]().union(*map(self.values, nodes))

    def holders(self, nodes: Nodes, values: Nodes) -> Nodes:
        """Return those of the nodes that have one of the values."""
        return {node for node in nodes if not values.isdisjoint(self.values(node))}

    def fewer(self, nodes: Nodes, count: int) -> Nodes:
        """Return those of the nodes that have fewer values than `count`."""
        return {node for node in nodes if len(self.values(node)) < count}

    def more(self, nodes: Nodes, count: int) -> Nodes:
        """Return those of the nodes that have more values than `count`."""
        return {node for node in nodes if len(self.values(node)) > count}


class Itself:
    """The links of a node shape: every node is its own and only value."""

    def values(self, node: Term) -> Nodes:
        """Return the node."""
        return {node}

    def image(self, nodes: Nodes) -> Nodes:
        """Return the nodes."""
        return nodes

    def holders(self, nodes: Nodes, values: Nodes) -> Nodes:
        """Return the nodes that are among the values."""
        return values & nodes

    def fewer(self, nodes: Nodes, count: int) -> Nodes:
        """Return the nodes where more than one value is asked for."""
        return nodes if count > 1 else NOTHING

    def more(self, nodes: Nodes, count: int) -> Nodes:
        """Return the nodes where no value is allowed."""
        return nodes if count < 1 else NOTHING


_ITSELF = Itself()


def stay(_: Index) -> Links:
    """Go nowhere: the route of a node shape."""
    return _ITSELF


def route_of(shapes: Graph, path: Node) -> Route:
    """Compile a path that a shapes graph describes.

    >>> from kg.triples.terms import Triple
    >>> ada, knows, bo = Term("<urn:ada>"), Term("<urn:knows>"), Term("<urn:bo>")
    >>> route = route_of(Graph(), URIRef("urn:knows"))
    >>> route(Index([Triple(ada, knows, bo)])).values(ada)
    {'<urn:bo>'}

    Raises:
        UndecidedError: the path is not well formed, or more than 8 levels deep.
    """
    return _route(shapes, path, inverse=False, depth=0)


def _route(shapes: Graph, path: Node, *, inverse: bool, depth: int) -> Route:
    if isinstance(path, URIRef):
        return _step(node_term(path), inverse)
    if isinstance(path, Literal) or depth > _DEEPEST:
        raise UndecidedError
    described = [pair for pair in shapes.predicate_objects(path) if pair[0] != RDF.type]
    kinds = sorted(str(kind) for kind, _ in described)
    if kinds == [str(RDF.first), str(RDF.rest)]:
        steps = enumerate(_members(shapes, path), depth + 1)
        return _sequence([_route(shapes, s, inverse=inverse, depth=deep) for deep, s in steps])
    if len(described) != 1:
        raise UndecidedError
    kind, about = described[0]
    if kind == SH.alternativePath:
        choices = _members(shapes, about)
        return _choice([_route(shapes, c, inverse=inverse, depth=depth + 1) for c in choices])
    if kind == SH.inversePath:
        return _route(shapes, about, inverse=not inverse, depth=depth + 1)
    return _repeated(_route(shapes, about, inverse=inverse, depth=depth + 1), kind)


def _members(shapes: Graph, node: Node) -> list[Node]:
    """Return the members of a list; pyshacl asks for two at least."""
    try:
        members = list(Collection(shapes, node))
    except ValueError as error:
        raise UndecidedError from error
    if len(members) < 2:
        raise UndecidedError
    return members


def _step(predicate: Term, inverse: bool) -> Route:
    return lambda index: index.relation(predicate, inverse=inverse)


def _walked(walk: _Walk) -> Route:
    return lambda index: Walked(index, walk)


def _sequence(steps: list[Route]) -> Route:
    def walk(index: Index, node: Term) -> Nodes:
        reached: Nodes = {node}
        for step in steps:
            reached = step(index).image(reached)
        return reached

    return _walked(walk)


def _choice(choices: list[Route]) -> Route:
    def walk(index: Index, node: Term) -> Nodes:
        return set[Term]().union(*(choice(index).values(node) for choice in choices))

    return _walked(walk)


def _repeated(step: Route, kind: Node) -> Route:
    if kind == SH.zeroOrOnePath:
        return _walked(lambda index, node: {node} | step(index).values(node))
    if kind == SH.zeroOrMorePath:
        return _walked(lambda index, node: {node} | _reached(step(index), node))
    if kind == SH.oneOrMorePath:
        return _walked(lambda index, node: _reached(step(index), node))
    raise UndecidedError


def _reached(step: Links, node: Term) -> Nodes:
    """Return what one step or more lead to."""
    found: set[Term] = set()
    waiting = step.values(node)
    while waiting:
        found |= waiting
        waiting = step.image(waiting) - found
    return found
