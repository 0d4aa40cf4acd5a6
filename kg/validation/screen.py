"""The screen: a program compiled from shapes that finds every node that may break one.

Most graphs break nothing, and the screen says so in a fraction of the time that pyshacl takes. What
it finds is confirmed by pyshacl (`kg.validation.confirming`), on the whole graph but for those nodes
and shapes alone, so that the report is the one of a validation in full.

Where pyshacl is not consistent with itself, the two may differ:
- It writes the text of a blank node into messages of its own making (shapes without sh:message). For
  blank nodes that lead back to themselves it cuts that text off where it happens to be, which
  depends on what it wrote before.
- It stops with an error for some data (a blank node under sh:lessThan). Where the screen comes upon
  such data it leaves the shape to pyshacl, which then stops; an error that arises only while pyshacl
  words a result that it then drops, within sh:or and the like, does not stop a screened validation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pyshacl import ShapesGraph
from rdflib.term import Node

from kg.errors import ConfigurationError
from kg.triples.terms import Term, Triple
from kg.validation.compiling import Compiler
from kg.validation.graphs import graph_triples
from kg.validation.index import Index, Nodes
from kg.validation.judging import ERRORS
from kg.validation.programs import Program
from kg.validation.routes import UndecidedError
from kg.validation.shapes import Shapes
from kg.validation.targets import Targets, targets_of

_KEPT = 8
Suspects = Mapping[Node, frozenset[Term]]
"""The focus nodes to confirm of each shape."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Compiled shapes, by their targets, and the shapes graph that pyshacl runs them from."""

    shapes: ShapesGraph = field(repr=False)
    programs: tuple[tuple[Targets, tuple[Program, ...]], ...] = field(repr=False)
    schema: tuple[Triple, ...] = field(repr=False)

    def index(self, triples: Iterable[Triple]) -> Index:
        """Index triples together with what the ontology adds to every graph."""
        return Index(triples, self.schema)

    def suspects(self, index: Index) -> Suspects:
        """Return every focus node that may break a shape; none where the graph conforms."""
        found: dict[Node, set[Term]] = {}
        for targets, programs in self.programs:
            nodes = targets.find(index)
            if nodes:
                for program in programs:
                    _screen(program, index, nodes, found)
        return {shape: frozenset(nodes) for shape, nodes in found.items()}


def _screen(program: Program, index: Index, nodes: Nodes, found: dict[Node, set[Term]]) -> None:
    """Add the nodes that break a shape, and the values that break its parts.

    What pyshacl reports for a part does not depend on the node that led to it, so each is confirmed
    by itself: of ten thousand claims of one type, only the one that is wrong.
    """
    try:
        broken = program.broken(index, nodes)
    except UndecidedError:
        found.setdefault(program.node, set()).update(nodes)
        return
    if broken:
        found.setdefault(program.node, set()).update(broken)
    if program.parts:
        values = program.route(index).image(nodes)
        if values:
            for part in program.parts:
                _screen(part, index, values, found)


@lru_cache(_KEPT)
def screen_of(shapes: Shapes) -> Screen:
    """Compile shapes, once.

    Raises:
        ConfigurationError: the shapes cannot be run.
    """
    graph = ShapesGraph(shapes.graph)
    try:
        all_shapes = list(graph.shapes)
    except ERRORS as error:
        raise ConfigurationError(f"the shapes cannot be run: {error}") from error
    compiler = Compiler(graph)
    programs: dict[Targets, list[Program]] = {}
    for shape in sorted(all_shapes, key=lambda shape: str(shape.node)):
        targets = targets_of(shape)
        if targets and not shape.deactivated:
            programs.setdefault(targets, []).append(compiler.targeted(shape))
    grouped = tuple((targets, tuple(some)) for targets, some in programs.items())
    return Screen(graph, grouped, tuple(sorted(graph_triples(shapes.schema))))
