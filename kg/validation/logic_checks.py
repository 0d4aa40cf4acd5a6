"""Constraints that ask whether value nodes conform to other shapes.

Source: https://www.w3.org/TR/shacl/#core-components-logical
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from pyshacl import Shape
from pyshacl.constraints.core import logical_constraints, shape_based_constraints
from rdflib import SH
from rdflib.term import Node

from kg.triples.terms import Term
from kg.validation.focus_checks import FocusCheck
from kg.validation.index import NOTHING, Index, Nodes
from kg.validation.programs import Program, conforming
from kg.validation.routes import Links, UndecidedError
from kg.validation.value_checks import NodeCheck

ProgramOf = Callable[[Node], Program]


def not_check(shape: Shape, program_of: ProgramOf) -> NodeCheck:
    """Compile sh:not: no value conforms to any of the shapes."""
    component = logical_constraints.NotConstraintComponent(shape)
    programs = [program_of(node) for node in component.not_list]
    return lambda index, nodes: _union(conforming(program, index, nodes) for program in programs)


def and_check(shape: Shape, program_of: ProgramOf) -> NodeCheck:
    """Compile sh:and: each value conforms to every shape of the list."""
    component = logical_constraints.AndConstraintComponent(shape)
    programs = [
        program for one in component.and_list for program in _listed(shape, one, program_of)
    ]
    return lambda index, nodes: _union(program.failing(index, nodes) for program in programs)


def or_check(shape: Shape, program_of: ProgramOf) -> NodeCheck:
    """Compile sh:or: each value conforms to a shape of the list, of each list where several."""
    component = logical_constraints.OrConstraintComponent(shape)
    lists = [_listed(shape, one, program_of) for one in component.or_list]

    def check(index: Index, nodes: Nodes) -> Nodes:
        return _union(
            nodes - _union(conforming(program, index, nodes) for program in programs)
            for programs in lists
        )

    return check


def xone_check(shape: Shape, program_of: ProgramOf) -> NodeCheck:
    """Compile sh:xone: each value conforms to exactly one shape of the list."""
    component = logical_constraints.XoneConstraintComponent(shape)
    lists = [_listed(shape, one, program_of) for one in component.xone_nodes]

    def check(index: Index, nodes: Nodes) -> Nodes:
        return _union(_not_once(programs, index, nodes) for programs in lists)

    return check


def _not_once(programs: list[Program], index: Index, nodes: Nodes) -> Nodes:
    times = Counter(node for program in programs for node in conforming(program, index, nodes))
    return {node for node in nodes if times[node] != 1}


def node_check(shape: Shape, program_of: ProgramOf) -> NodeCheck:
    """Compile sh:node: each value conforms to every one of the shapes, which are node shapes."""
    component = shape_based_constraints.NodeConstraintComponent(shape)
    if any((node, SH.path, None) in shape.sg.graph for node in component.node_shapes):
        raise UndecidedError
    programs = [program_of(node) for node in component.node_shapes]
    return lambda index, nodes: _union(program.failing(index, nodes) for program in programs)


def qualified_check(shape: Shape, program_of: ProgramOf) -> FocusCheck:
    """Compile sh:qualifiedValueShape: as many values as are asked for conform to a shape.

    Where the shapes are said to be disjoint, values that conform to one of the qualified shapes of
    the siblings do not count.
    """
    component = shape_based_constraints.QualifiedValueShapeConstraintComponent(shape)
    least, most = component.min_count, component.max_count
    counted = []
    for node in component.value_shapes:
        siblings = _siblings(shape, node) if component.is_disjoint else set()
        programs = [program_of(sibling) for sibling in sorted(siblings, key=str)]
        counted.append((program_of(node), programs))

    def check(index: Index, nodes: Nodes, links: Links) -> Nodes:
        values = links.image(nodes)
        failing: set[Term] = set()
        for program, siblings in counted:
            among = conforming(program, index, values)
            among -= _union(conforming(sibling, index, among) for sibling in siblings)
            for node in nodes:
                count = len(among & links.values(node))
                if (least is not None and count < least) or (most is not None and count > most):
                    failing.add(node)
        return failing

    return check


def _siblings(shape: Shape, own: Node) -> set[Node]:
    """Return the qualified shapes of the properties that stand beside a property shape."""
    graph = shape.sg.graph
    parents = set(graph.subjects(SH.property, shape.node))
    beside = {part for parent in parents for part in graph.objects(parent, SH.property)}
    found = {node for part in beside for node in graph.objects(part, SH.qualifiedValueShape)}
    return found - {own}


def _listed(shape: Shape, head: Node, program_of: ProgramOf) -> list[Program]:
    try:
        members = list(shape.sg.graph.items(head))
    except ValueError as error:
        raise UndecidedError from error
    if not members:
        raise UndecidedError
    return [program_of(member) for member in members]


def _union(sets: Iterable[Nodes]) -> Nodes:
    found: Nodes = NOTHING
    for some in sets:
        if some:
            found |= some
    return found
