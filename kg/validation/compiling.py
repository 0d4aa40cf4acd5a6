"""Compile the shapes of a shapes graph into programs over an index.

What is not known here, or not well formed, becomes a program that leaves every node to pyshacl; so
does a shape that leads back to itself, or deeper than pyshacl is sure to go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pyshacl import Shape, ShapesGraph
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS
from pyshacl.errors import ConstraintLoadWarning
from rdflib import SH
from rdflib.term import Node

from kg.validation import focus_checks, logic_checks, value_checks
from kg.validation.focus_checks import FocusCheck
from kg.validation.judging import ERRORS
from kg.validation.logic_checks import ProgramOf
from kg.validation.programs import Program, undecided
from kg.validation.routes import UndecidedError, route_of, stay
from kg.validation.sparql_checks import sparql_check
from kg.validation.value_checks import NodeCheck

_VALUE_CHECKS: Mapping[Node, Callable[[Shape], NodeCheck]] = MappingProxyType(
    {
        SH["class"]: value_checks.class_check,
        SH.datatype: value_checks.datatype_check,
        SH.nodeKind: value_checks.node_kind_check,
        SH.minExclusive: value_checks.min_exclusive_check,
        SH.minInclusive: value_checks.min_inclusive_check,
        SH.maxExclusive: value_checks.max_exclusive_check,
        SH.maxInclusive: value_checks.max_inclusive_check,
        SH.minLength: value_checks.min_length_check,
        SH.maxLength: value_checks.max_length_check,
        SH.pattern: value_checks.pattern_check,
        SH.languageIn: value_checks.language_check,
        SH["in"]: value_checks.in_check,
        SH.closed: value_checks.closed_check,
    }
)
_FOCUS_CHECKS: Mapping[Node, Callable[[Shape], FocusCheck]] = MappingProxyType(
    {
        SH.minCount: focus_checks.min_count_check,
        SH.maxCount: focus_checks.max_count_check,
        SH.hasValue: focus_checks.has_value_check,
        SH.uniqueLang: focus_checks.unique_language_check,
        SH.equals: focus_checks.equals_check,
        SH.disjoint: focus_checks.disjoint_check,
        SH.lessThan: focus_checks.less_than_check,
        SH.lessThanOrEquals: focus_checks.less_or_equal_check,
        SH.sparql: sparql_check,
    }
)
_LOGIC_CHECKS: Mapping[Node, Callable[[Shape, ProgramOf], NodeCheck]] = MappingProxyType(
    {
        SH["not"]: logic_checks.not_check,
        SH["and"]: logic_checks.and_check,
        SH["or"]: logic_checks.or_check,
        SH.xone: logic_checks.xone_check,
        SH.node: logic_checks.node_check,
    }
)
# Parameters that stand beside another, which is compiled.
_BESIDE: Mapping[Node, Node] = MappingProxyType(
    {
        SH.ignoredProperties: SH.closed,
        SH.qualifiedMinCount: SH.qualifiedValueShape,
        SH.qualifiedMaxCount: SH.qualifiedValueShape,
        SH.qualifiedValueShapesDisjoint: SH.qualifiedValueShape,
    }
)
_REFERENCES = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
_LISTS = (SH["and"], SH["or"], SH.xone)
# pyshacl stops with an error at 15 shapes within each other.
_DEEPEST = 12


class Compiler:
    """Compiles each shape of a shapes graph once."""

    def __init__(self, shapes: ShapesGraph) -> None:
        self._shapes = shapes
        self._programs: dict[Node, Program] = {}
        self._depths: dict[Node, int] = {}

    def targeted(self, shape: Shape) -> Program:
        """Compile a shape that is validated for its own targets."""
        if self._depth(shape.node, ()) > _DEEPEST:
            return undecided(shape.node)
        return self._program(shape.node)

    def _depth(self, node: Node, above: tuple[Node, ...]) -> int:
        """Return how many shapes stand within each other; more than allowed where in a ring."""
        if node in above or len(above) > _DEEPEST:
            return _DEEPEST + 1
        if node not in self._depths:
            below = [self._depth(other, (*above, node)) for other in self._references(node)]
            depth = 1 + max(below, default=0)
            if depth > _DEEPEST:
                return depth
            self._depths[node] = depth
        return self._depths[node]

    def _references(self, node: Node) -> list[Node]:
        graph = self._shapes.graph
        found = [other for predicate in _REFERENCES for other in graph.objects(node, predicate)]
        for predicate in _LISTS:
            for head in graph.objects(node, predicate):
                found.extend(graph.items(head))
        return found

    def _program(self, node: Node) -> Program:
        if node not in self._programs:
            self._programs[node] = self._compiled(node)
        return self._programs[node]

    def _compiled(self, node: Node) -> Program:
        """Compile a shape; any fault of it is left for pyshacl to find."""
        try:
            shape = self._shapes.lookup_shape_from_node(node)
            return Program(node) if shape.deactivated else self._active(shape)
        except (UndecidedError, ConstraintLoadWarning, *ERRORS):
            return undecided(node)

    def _active(self, shape: Shape) -> Program:
        graph, node = self._shapes.graph, shape.node
        used = {p for p in graph.predicates(node) if p in ALL_CONSTRAINT_PARAMETERS}
        on_values = [make(shape) for p, make in _VALUE_CHECKS.items() if p in used]
        on_values += [make(shape, self._program) for p, make in _LOGIC_CHECKS.items() if p in used]
        on_focus = [make(shape) for p, make in _FOCUS_CHECKS.items() if p in used]
        if SH.qualifiedValueShape in used:
            on_focus.append(logic_checks.qualified_check(shape, self._program))
        known = {
            *_VALUE_CHECKS,
            *_LOGIC_CHECKS,
            *_FOCUS_CHECKS,
            SH.qualifiedValueShape,
            SH.property,
        }
        known.update(beside for beside, compiled in _BESIDE.items() if compiled in used)
        if _has_custom(shape) or not used <= known:
            raise UndecidedError
        path = graph.value(node, SH.path) if shape.is_property_shape else None
        route = stay if path is None else route_of(graph, path)
        return Program(node, route, tuple(on_values), tuple(on_focus), self._parts(node))

    def _parts(self, node: Node) -> tuple[Program, ...]:
        graph = self._shapes.graph
        parts = sorted(graph.objects(node, SH.property), key=str)
        if not all((part, SH.path, None) in graph for part in parts):
            raise UndecidedError
        return tuple(self._program(part) for part in parts)


def _has_custom(shape: Any) -> bool:
    """Tell whether a constraint component of the shapes graph itself applies to a shape."""
    return bool(shape.find_custom_constraints())
