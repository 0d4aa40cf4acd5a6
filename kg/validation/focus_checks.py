"""Constraints on all the values of a focus node together: which focus nodes break one.

Source: https://www.w3.org/TR/shacl/#core-components
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from operator import le, lt
from typing import Any

from pyshacl import Shape
from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.constraints.core import (
    cardinality_constraints,
    other_constraints,
    property_pair_constraints,
    string_based_constraints,
)
from rdflib import URIRef
from rdflib.term import Node

from kg.triples.terms import Term
from kg.validation.graphs import node_term
from kg.validation.index import NOTHING, Index, Nodes
from kg.validation.judging import judge_pair
from kg.validation.routes import Links, UndecidedError
from kg.validation.value_checks import number

FocusCheck = Callable[[Index, Nodes, Links], Nodes]
"""What returns those of the focus nodes whose values, along the links, break a constraint."""


def _nothing(_index: Index, _nodes: Nodes, _links: Links) -> Nodes:
    return NOTHING


def min_count_check(shape: Shape) -> FocusCheck:
    """Compile sh:minCount."""
    component = cardinality_constraints.MinCountConstraintComponent(shape)
    count = int(component.min_count.value)
    if count == 0:
        return _nothing
    return lambda _, nodes, links: links.fewer(nodes, count)


def max_count_check(shape: Shape) -> FocusCheck:
    """Compile sh:maxCount."""
    component = cardinality_constraints.MaxCountConstraintComponent(shape)
    count = int(component.max_count.value)
    return lambda _, nodes, links: links.more(nodes, count)


def has_value_check(shape: Shape) -> FocusCheck:
    """Compile sh:hasValue: every given term is among the values."""
    component = other_constraints.HasValueConstraintComponent(shape)
    wanted = [node_term(value) for value in component.has_value_set]

    def check(_: Index, nodes: Nodes, links: Links) -> Nodes:
        failing: set[Term] = set()
        for value in wanted:
            failing |= nodes - links.holders(nodes, {value})
        return failing

    return check


def unique_language_check(shape: Shape) -> FocusCheck:
    """Compile sh:uniqueLang: no two values are in one language."""
    component = string_based_constraints.UniqueLangConstraintComponent(shape)
    if not any(component.string_rules):
        return _nothing

    def check(_: Index, nodes: Nodes, links: Links) -> Nodes:
        several = links.more(nodes, 1)
        return {node for node in several if _repeats_language(links.values(node))}

    return check


def _repeats_language(values: Nodes) -> bool:
    ends = [value.rpartition('"')[2] for value in values if value[0] == '"']
    languages = [end.lower() for end in ends if end.startswith("@")]
    return len(set(languages)) < len(languages)


def equals_check(shape: Shape) -> FocusCheck:
    """Compile sh:equals: the values are those of another property too, and no others."""
    component = property_pair_constraints.EqualsConstraintComponent(shape)
    others = _predicates(component.property_compare_set)

    def check(index: Index, nodes: Nodes, links: Links) -> Nodes:
        relations = [index.relation(other) for other in others]
        return {
            node
            for node in nodes
            if any(links.values(node) != relation.values(node) for relation in relations)
        }

    return check


def disjoint_check(shape: Shape) -> FocusCheck:
    """Compile sh:disjoint: no value is one of another property."""
    component = property_pair_constraints.DisjointConstraintComponent(shape)
    others = _predicates(component.property_compare_set)

    def check(index: Index, nodes: Nodes, links: Links) -> Nodes:
        failing: set[Term] = set()
        for relation in (index.relation(other) for other in others):
            for node in relation.more(nodes, 0):
                if not relation.values(node).isdisjoint(links.values(node)):
                    failing.add(node)
        return failing

    return check


def less_than_check(shape: Shape) -> FocusCheck:
    """Compile sh:lessThan: every value is less than every one of another property."""
    component = property_pair_constraints.LessThanConstraintComponent(shape)
    return _order_check(component, component.property_compare_set, lt)


def less_or_equal_check(shape: Shape) -> FocusCheck:
    """Compile sh:lessThanOrEquals."""
    component = property_pair_constraints.LessThanOrEqualsConstraintComponent(shape)
    return _order_check(component, component.property_compare_set, le)


def _order_check(
    component: ConstraintComponent, others: AbstractSet[Node], in_order: Callable[[Any, Any], bool]
) -> FocusCheck:
    pairs = list(zip(sorted(others, key=str), _predicates(others), strict=True))

    def check(index: Index, nodes: Nodes, links: Links) -> Nodes:
        failing: set[Term] = set()
        for other, predicate in pairs:
            relation = index.relation(predicate)
            for node in nodes - links.fewer(nodes, 1):
                values, limits = links.values(node), relation.values(node)
                conforms = _ordered(values, limits, in_order)
                if conforms is None:
                    conforms = judge_pair(component, other, frozenset(values), frozenset(limits))
                if not conforms:
                    failing.add(node)
        return failing

    return check


def _ordered(values: Nodes, limits: Nodes, in_order: Callable[[Any, Any], bool]) -> bool | None:
    """Compare numbers; None where there is something else among the values."""
    numbers, most = [number(v) for v in values], [number(limit) for limit in limits]
    if None in numbers or None in most:
        return None
    if len(numbers) == len(most) == 1:
        return in_order(numbers[0], most[0])
    return all(in_order(value, limit) for value in numbers for limit in most)


def _predicates(nodes: AbstractSet[Node]) -> list[Term]:
    if not all(isinstance(node, URIRef) for node in nodes):
        raise UndecidedError
    return [node_term(node) for node in sorted(nodes, key=str)]
