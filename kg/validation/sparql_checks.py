"""SPARQL constraints: their query is parsed once, and asked only where it can have an answer.

pyshacl parses the text of the query anew for each focus node, which takes most of its time. A focus
node is asked about only where every triple pattern that must match leads from it to something; the
answer itself is rdflib's, bound to the focus node as pyshacl binds it.

Source: https://www.w3.org/TR/shacl/#sparql-constraints
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyparsing import ParseException
from pyshacl import Shape
from pyshacl.constraints.sparql.sparql_based_constraints import SPARQLBasedConstraint
from rdflib import Graph, Literal, URIRef, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from kg.triples.terms import Term, Triple, iri
from kg.validation.focus_checks import FocusCheck
from kg.validation.graphs import node_term, term_node
from kg.validation.index import Index, Nodes
from kg.validation.judging import ERRORS
from kg.validation.routes import Links, UndecidedError
from kg.validation.view import index_graph

_THIS = Variable("this")
_RESULT = frozenset({"failure", "path", "value", "this"})
# What hands on the solutions of its part, or some of them, and makes none of its own.
_SIEVES = frozenset(
    {"SelectQuery", "Project", "Distinct", "Reduced", "OrderBy", "Slice", "Filter", "Extend"}
)
_ROUNDS = 4
_Ends = tuple[Node, Term, Node]


@dataclass(frozen=True, slots=True)
class _Question:
    """A query, what is bound in it besides the focus node, and the patterns that must match.

    `chain` is the patterns in an order in which each touches one before it, the first the focus
    node, where they are all that the query asks of the graph; else it is empty.
    """

    query: Query
    bindings: Mapping[str, Node]
    needs_focus: bool
    patterns: tuple[_Ends, ...]
    chain: tuple[_Ends, ...]


def sparql_check(shape: Shape) -> FocusCheck:
    """Compile sh:sparql.

    Raises:
        UndecidedError: the query is not well formed, or not allowed.
    """
    component = SPARQLBasedConstraint(shape)
    active = [helper for helper in component.sparql_constraints if not helper.deactivated]
    questions = [_question(helper) for helper in active]

    def check(index: Index, nodes: Nodes, _: Links) -> Nodes:
        failing: set[Term] = set()
        for question in questions:
            if likely := _likely(question, index, nodes):
                failing.update(n for n in likely if _has_result(question, index, n))
        return failing

    return check


def _question(helper: Any) -> _Question:
    focus = term_node(iri("urn:focus"))
    try:
        bindings, text = helper.pre_bind_variables(focus)
        prefixes = dict(Graph().namespaces())
        query = prepareQuery(helper.apply_prefixes(text), initNs=prefixes)
    except (ParseException, *ERRORS) as error:
        raise UndecidedError from error
    needs_focus = bindings.pop("this", None) is not None
    patterns = tuple(_needed(query.algebra)) if needs_focus else ()
    chain = _chain(patterns) if patterns and _asks_no_more(query.algebra) else ()
    return _Question(query, bindings, needs_focus, patterns, chain)


def _needed(part: CompValue) -> Iterator[_Ends]:
    """Yield the triple patterns that match in every solution; not those of longer paths."""
    if part.name == "BGP":
        for subject, predicate, value in part.triples:
            if isinstance(predicate, URIRef):
                yield subject, node_term(predicate), value
    elif part.name in _SIEVES or part.name == "LeftJoin":
        yield from _needed(part.p1 if part.name == "LeftJoin" else part.p)
    elif part.name == "Join":
        yield from _needed(part.p1)
        yield from _needed(part.p2)


def _asks_no_more(part: CompValue) -> bool:
    """Tell whether a query asks of the graph what `_needed` gives of it, and nothing else."""
    if part.name == "BGP":
        return all(isinstance(predicate, URIRef) for _, predicate, _ in part.triples)
    if part.name == "Join":
        return _asks_no_more(part.p1) and _asks_no_more(part.p2)
    if part.name not in _SIEVES:
        return False
    asked = (value for name, value in part.items() if name != "p")
    return not any(map(_looks_at_graph, asked)) and _asks_no_more(part.p)


def _looks_at_graph(expression: object) -> bool:
    """Tell whether an expression may hold EXISTS, which asks the graph again."""
    if isinstance(expression, CompValue):
        return "EXISTS" in expression.name or any(map(_looks_at_graph, expression.values()))
    return isinstance(expression, list | tuple) and any(map(_looks_at_graph, expression))


def _chain(patterns: Iterable[_Ends]) -> tuple[_Ends, ...]:
    """Return patterns in an order in which each touches one before it; empty if they do not."""
    left, known, chain = list(patterns), {_THIS}, list[_Ends]()
    while left:
        following = next((p for p in left if p[0] in known or p[2] in known), None)
        if following is None:
            return ()
        left.remove(following)
        chain.append(following)
        known.update(end for end in following[::2] if isinstance(end, Variable))
    return tuple(chain)


def _around(question: _Question, index: Index, node: Term) -> Index:
    """Return the triples that the patterns of a chain can match where the focus is one node."""
    reached: dict[object, Nodes] = {_THIS: {node}}
    found: list[Triple] = []
    for subject, predicate, value in question.chain:
        inverse = subject not in reached
        start, end = (value, subject) if inverse else (subject, value)
        relation = index.relation(predicate, inverse=inverse)
        allowed = {node_term(end)} if isinstance(end, URIRef | Literal) else reached.get(end)
        pairs = [
            (first, last)
            for first in reached[start]
            for last in relation.values(first)
            if allowed is None or last in allowed
        ]
        reached[end] = {last for _, last in pairs}
        found += (
            Triple(*((last, predicate, first) if inverse else (first, predicate, last)))
            for first, last in pairs
        )
    return Index(found)


def _likely(question: _Question, index: Index, nodes: Nodes) -> Nodes:
    """Return the nodes from which every pattern leads on, looking at one pattern at a time."""
    known: dict[Node, Nodes] = {_THIS: nodes}
    for _ in range(_ROUNDS):
        before = {node: len(found) for node, found in known.items()}
        for subject, predicate, value in question.patterns:
            _narrow(known, index, (subject, predicate, value))
        if before == {node: len(found) for node, found in known.items()}:
            break
    return known[_THIS]


def _narrow(known: dict[Node, Nodes], index: Index, pattern: _Ends) -> None:
    """Take from what the ends of a pattern can be, what the pattern does not lead to."""
    subject, predicate, value = pattern
    forwards = index.relation(predicate)
    subjects, values = _candidates(known, subject), _candidates(known, value)
    if subjects is None:
        if values is None:
            return
        subjects = index.relation(predicate, inverse=True).image(values)
    elif values is None:
        subjects = forwards.more(subjects, 0)
    else:
        subjects = forwards.holders(subjects, values)
    reached = forwards.image(subjects)
    _keep(known, subject, subjects)
    _keep(known, value, reached if values is None else reached & values)


def _candidates(known: Mapping[Node, Nodes], node: Node) -> Nodes | None:
    return {node_term(node)} if isinstance(node, URIRef | Literal) else known.get(node)


def _keep(known: dict[Node, Nodes], node: Node, found: Nodes) -> None:
    if not isinstance(node, URIRef | Literal):
        known[node] = found
    elif not found:
        known[_THIS] = frozenset()


def _has_result(question: _Question, index: Index, node: Term) -> bool:
    # In a large graph a join from its wrong end would look at all of it, for every node.
    graph = index_graph(_around(question, index, node) if question.chain else index)
    bindings: dict[str, Any] = dict(question.bindings)
    if question.needs_focus:
        bindings["this"] = term_node(node)
    try:
        rows: Iterable[Any] = graph.query(question.query, initBindings=bindings)
        return any(not _RESULT.isdisjoint(row.asdict()) for row in rows)
    except ERRORS as error:
        raise UndecidedError from error
