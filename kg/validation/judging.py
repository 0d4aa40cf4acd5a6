"""What pyshacl itself says of a single node: the last word on what the screen cannot tell.

The screen knows the common forms of terms and decides on them by itself. For any other it asks
pyshacl's own constraint component, so that an ill-typed literal or an odd pair of numbers is judged
as the whole validation would judge it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import DecimalException
from functools import lru_cache

from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.errors import (
    ConstraintLoadError,
    ReportableRuntimeError,
    ShapeLoadError,
    ValidationFailure,
)
from pyshacl.pytypes import SHACLExecutor
from rdflib import Graph
from rdflib.term import Node

from kg.triples.terms import Term
from kg.validation.graphs import quiet_literals, term_node
from kg.validation.routes import UndecidedError

_CACHED_TERMS = 16_384
ERRORS = (
    AssertionError,
    AttributeError,
    ConstraintLoadError,
    DecimalException,
    LookupError,
    OverflowError,
    ReportableRuntimeError,
    RuntimeError,
    ShapeLoadError,
    TypeError,
    ValidationFailure,
    ValueError,
    re.error,
)
"""What pyshacl raises for shapes that are not well formed, and for data it does not expect."""


def judged(component: ConstraintComponent) -> Callable[[Term], bool]:
    """Return what tells whether a term conforms to a constraint on single value nodes.

    Raises:
        UndecidedError: the constraint is not well formed.
    """
    _evaluate(component, Graph(), {})

    @lru_cache(_CACHED_TERMS)
    def conforms(term: Term) -> bool:
        with quiet_literals():
            node = term_node(term)
        return _evaluate(component, Graph(), {node: {node}})

    return conforms


def judge_pair(
    component: ConstraintComponent,
    predicate: Node,
    values: frozenset[Term],
    others: frozenset[Term],
) -> bool:
    """Tell whether values conform to a comparison with the values of another property.

    Raises:
        UndecidedError: the values cannot be compared.
    """
    with quiet_literals():
        nodes = {term_node(value) for value in values}
        focus = term_node(Term("<urn:focus>"))
        graph = Graph()
        for other in others:
            graph.add((focus, predicate, term_node(other)))
    return _evaluate(component, graph, {focus: nodes})


def _evaluate(
    component: ConstraintComponent, graph: Graph, values: Mapping[Node, set[Node]]
) -> bool:
    try:
        conforms, _ = component.evaluate(SHACLExecutor(), graph, dict(values), [])
    except ERRORS as error:
        raise UndecidedError from error
    return bool(conforms)
