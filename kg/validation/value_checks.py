"""Constraints on single value nodes: which of a set of terms break one.

A check decides on common forms of terms from their N-Triples text, and leaves the rest to pyshacl.

Source: https://www.w3.org/TR/shacl/#core-components
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from pyshacl import Shape
from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.constraints.core import (
    other_constraints,
    string_based_constraints,
    value_constraints,
    value_range_constraints,
)
from rdflib import RDF, RDFS, SH, XSD, URIRef
from rdflib.term import Node

from kg.triples.terms import Term, literal_value
from kg.validation.graphs import node_term
from kg.validation.index import NOTHING, Index, Nodes
from kg.validation.judging import judged
from kg.validation.routes import UndecidedError

NodeCheck = Callable[[Index, Nodes], Nodes]
"""What returns those of the nodes that break a constraint."""

_FIRST_LETTERS = MappingProxyType(
    {
        SH.IRI: "<",
        SH.BlankNode: "_",
        SH.Literal: '"',
        SH.BlankNodeOrIRI: "_<",
        SH.BlankNodeOrLiteral: '_"',
        SH.IRIOrLiteral: '<"',
    }
)
_DAY = "[1-9][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
# Forms that are surely of a datatype; pyshacl is asked about all others.
_LEXICAL_FORMS = MappingProxyType(
    {
        XSD.integer: "[+-]?[0-9]{1,40}",
        XSD.decimal: r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?",
        XSD.boolean: "true|false",
        XSD.date: _DAY,
        XSD.dateTime: f"{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?",
        XSD.gYear: "[1-9][0-9]{3}",
        XSD.gYearMonth: "[1-9][0-9]{3}-(?:0[1-9]|1[0-2])",
    }
)
_NUMBER = re.compile(
    rf'"([+-]?[0-9]{{1,40}})"\^\^<{re.escape(XSD.integer)}>'
    rf'|"([+-]?[0-9]{{1,40}}(?:\.[0-9]{{1,40}})?)"\^\^<{re.escape(XSD.decimal)}>'
).fullmatch
_CACHED_NUMBERS = 65_536


@lru_cache(_CACHED_NUMBERS)
def number(term: Term) -> int | Decimal | None:
    """Return the value of an integer or a decimal; None for any other term.

    >>> number(Term('"12"^^<http://www.w3.org/2001/XMLSchema#integer>'))
    12
    """
    found = _NUMBER(term)
    if not found:
        return None
    return int(found[1]) if found[1] else Decimal(found[2])


def text(term: Term) -> str | None:
    """Return the text that string constraints look at; None for a blank node."""
    if term[0] == '"':
        return literal_value(term)[0] if "\\" in term else term[1 : term.rindex('"')]
    return term[1:-1] if term[0] == "<" else None


def _terms_that_fail(conforms: Callable[[Term], object]) -> NodeCheck:
    return lambda _, nodes: {node for node in nodes if not conforms(node)}


def class_check(shape: Shape) -> NodeCheck:
    """Compile sh:class: each value is an instance of every class."""
    rules = value_constraints.ClassConstraintComponent(shape).class_rules
    classes = [node_term(rule) for rule in rules]

    def check(index: Index, nodes: Nodes) -> Nodes:
        failing: set[Term] = set()
        for kind in classes:
            failing |= nodes - index.instances(kind)
        return failing

    return check


def node_kind_check(shape: Shape) -> NodeCheck:
    """Compile sh:nodeKind; no node is of a kind that does not exist."""
    rule = value_constraints.NodeKindConstraintComponent(shape).nodekind_rule
    letters = _FIRST_LETTERS.get(rule, "")
    return lambda _, nodes: {node for node in nodes if node[0] not in letters}


def datatype_check(shape: Shape) -> NodeCheck:
    """Compile sh:datatype."""
    component = value_constraints.DatatypeConstraintComponent(shape)
    rule = component.datatype_rule
    conforms = judged(component)
    if rule == XSD.string:
        return lambda _, nodes: {node for node in nodes if node[-1] != '"'}
    if rule in (RDF.langString, RDFS.Literal, RDFS.Datatype) or not isinstance(rule, URIRef):
        return _terms_that_fail(conforms)
    surely = _typed(rule)
    ending = f'"^^<{rule}>'

    def check(_: Index, nodes: Nodes) -> Nodes:
        left = [node for node in nodes if not surely(node)]
        return {node for node in left if not (node.endswith(ending) and conforms(node))}

    return check


def _typed(datatype: URIRef) -> Callable[[str], object]:
    """Return what matches literals that are surely of a datatype."""
    ending = re.escape(f"^^<{datatype}>")
    if datatype in _LEXICAL_FORMS:
        return re.compile(f'"(?:{_LEXICAL_FORMS[datatype]})"{ending}').fullmatch
    if str(datatype).startswith((str(XSD), str(RDF), str(RDFS))):
        return lambda _: None
    # Nothing is known of other datatypes, so that no literal of theirs is ill-typed.
    return re.compile(rf'".*"{ending}', re.DOTALL).fullmatch


def _range_check(
    component: ConstraintComponent, bounds: Sequence[Node], allows: Callable[[Any, Any], bool]
) -> NodeCheck:
    conforms = judged(component)
    numbers = [number(node_term(bound)) for bound in bounds]
    limits = [limit for limit in numbers if limit is not None]
    if len(limits) < len(numbers):
        return _terms_that_fail(conforms)
    first, *others = limits

    def within(term: Term) -> bool:
        value = number(term)
        if value is None:
            return term[0] == '"' and conforms(term)
        return allows(value, first) and all(allows(value, limit) for limit in others)

    return _terms_that_fail(within)


def min_exclusive_check(shape: Shape) -> NodeCheck:
    """Compile sh:minExclusive."""
    component = value_range_constraints.MinExclusiveConstraintComponent(shape)
    return _range_check(component, component.min_vals, lambda value, limit: value > limit)


def min_inclusive_check(shape: Shape) -> NodeCheck:
    """Compile sh:minInclusive."""
    component = value_range_constraints.MinInclusiveConstraintComponent(shape)
    return _range_check(component, component.min_vals, lambda value, limit: value >= limit)


def max_exclusive_check(shape: Shape) -> NodeCheck:
    """Compile sh:maxExclusive."""
    component = value_range_constraints.MaxExclusiveConstraintComponent(shape)
    return _range_check(component, component.max_vals, lambda value, limit: value < limit)


def max_inclusive_check(shape: Shape) -> NodeCheck:
    """Compile sh:maxInclusive."""
    component = value_range_constraints.MaxInclusiveConstraintComponent(shape)
    return _range_check(component, component.max_vals, lambda value, limit: value <= limit)


def _length(component: string_based_constraints.StringBasedConstraintBase) -> int:
    return int(str(component.string_rules[0]))


def min_length_check(shape: Shape) -> NodeCheck:
    """Compile sh:minLength; a blank node is too short, unless any length is allowed."""
    component = string_based_constraints.MinLengthConstraintComponent(shape)
    length = _length(component)

    def long_enough(term: Term) -> bool:
        words = text(term)
        return length == 0 or (words is not None and len(words) >= length)

    return _terms_that_fail(long_enough)


def max_length_check(shape: Shape) -> NodeCheck:
    """Compile sh:maxLength; a blank node is too long."""
    component = string_based_constraints.MaxLengthConstraintComponent(shape)
    length = _length(component)

    def too_long(term: Term) -> bool:
        words = text(term)
        return words is None or len(words) > length

    # A term is never shorter than its text, and the two marks around it.
    def check(_: Index, nodes: Nodes) -> Nodes:
        left = [node for node in nodes if len(node) > length + 2 or node[0] == "_"]
        return {node for node in left if too_long(node)}

    return check


def pattern_check(shape: Shape) -> NodeCheck:
    """Compile sh:pattern; a blank node matches nothing."""
    component = string_based_constraints.PatternConstraintComponent(shape)
    searches = [pattern.search for pattern in component.compiled_cache.values()]

    def matches(term: Term) -> bool:
        words = text(term)
        return words is not None and all(search(words) for search in searches)

    return _terms_that_fail(matches)


def language_check(shape: Shape) -> NodeCheck:
    """Compile sh:languageIn."""
    conforms = judged(string_based_constraints.LanguageInConstraintComponent(shape))
    return _terms_that_fail(lambda term: term[0] == '"' and term[-1] not in '">' and conforms(term))


def in_check(shape: Shape) -> NodeCheck:
    """Compile sh:in."""
    component = other_constraints.InConstraintComponent(shape)
    allowed = frozenset(node_term(value) for value in component.in_vals)
    return lambda _, nodes: nodes - allowed


def closed_check(shape: Shape) -> NodeCheck:
    """Compile sh:closed: no value has a property that is not listed."""
    component = other_constraints.ClosedConstraintComponent(shape)
    if not component.is_closed:
        return lambda _index, _nodes: NOTHING
    paths = [shape.sg.graph.value(part, SH.path) for part in component.property_shapes]
    if None in paths:
        raise UndecidedError
    allowed = {node_term(node) for node in [*component.ignored_props, *paths] if node}
    type_, resource = node_term(RDF.type), node_term(RDFS.Resource)

    def check(index: Index, nodes: Nodes) -> Nodes:
        failing: set[Term] = set()
        for predicate in index.groups:
            if predicate == type_ and type_ not in allowed:
                kinds = [members for kind, members in index.members().items() if kind != resource]
                failing.update(nodes & set().union(*kinds))
            elif predicate not in allowed:
                failing.update(index.relation(predicate).more(nodes, 0))
        return failing

    return check
