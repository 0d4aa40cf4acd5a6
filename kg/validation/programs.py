"""A compiled shape: what it checks, and which nodes break it.

The screen is exact: a node fails here if and only if it does not conform by pyshacl. So the failing
nodes of a negation are simply the rest, and nothing has to be guessed in between; what cannot be
decided exactly raises `UndecidedError`, and pyshacl then runs the outermost shape that asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from rdflib.term import Node

from kg.triples.terms import Term
from kg.validation.focus_checks import FocusCheck
from kg.validation.index import NOTHING, Index, Nodes
from kg.validation.routes import Links, Route, UndecidedError, stay
from kg.validation.value_checks import NodeCheck


@dataclass(frozen=True, slots=True)
class Program:
    """A shape's constraints on single values, on all values of a focus node, and its parts.

    `parts` are the property shapes that the values must conform to. `node` names the shape in the
    shapes graph.
    """

    node: Node
    route: Route = stay
    on_values: tuple[NodeCheck, ...] = ()
    on_focus: tuple[FocusCheck, ...] = ()
    parts: tuple[Program, ...] = ()

    def broken(self, index: Index, nodes: Nodes) -> Nodes:
        """Return those of the nodes that break a constraint of the shape itself.

        Raises:
            UndecidedError: pyshacl must decide.
        """
        failing: Nodes = NOTHING
        links = self.route(index)
        if self.on_values and (values := links.image(nodes)):
            bad: Nodes = NOTHING
            for check in self.on_values:
                if found := check(index, values):
                    bad |= found
            if bad:
                failing = links.holders(nodes, bad)
        for focus_check in self.on_focus:
            if found := focus_check(index, nodes, links):
                failing |= found
        return failing

    def failing(self, index: Index, nodes: Nodes) -> Nodes:
        """Return those of the nodes that do not conform to the shape.

        Every constraint is looked at even where the outcome is settled, for pyshacl does so too and
        stops with an error where one cannot be evaluated.

        Raises:
            UndecidedError: pyshacl must decide.
        """
        if not nodes:
            return NOTHING
        failing = self.broken(index, nodes)
        if self.parts:
            links = self.route(index)
            values = links.image(nodes)
            bad: Nodes = NOTHING
            for part in self.parts:
                bad |= part.failing(index, values)
            if bad:
                failing |= links.holders(nodes, bad)
        return failing


def undecided(node: Node) -> Program:
    """Return the program of a shape that pyshacl must decide on."""
    return Program(node, on_focus=(_raise,))


def _raise(_index: Index, nodes: Nodes, _links: Links) -> Nodes:
    if nodes:
        raise UndecidedError
    return NOTHING


def conforming(program: Program, index: Index, nodes: Nodes) -> set[Term]:
    """Return those of the nodes that conform to a compiled shape.

    Raises:
        UndecidedError: pyshacl must decide.
    """
    return set(nodes - program.failing(index, nodes))
