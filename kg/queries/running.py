"""Run SPARQL 1.1 on the merged graph.

Source: https://www.w3.org/TR/sparql11-query/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.queries.safety import check_query
from kg.triples import Term, Triple

_PLACE = re.compile(r"at (\d+):(\d+)")


@dataclass(frozen=True, slots=True)
class Rows:
    """The solutions of a SELECT: variable names, and a row of terms each; None where unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def dicts(self) -> Iterator[dict[str, Term]]:
        """Yield each row as the terms of its bound variables."""
        for row in self.rows:
            yield {
                name: term for name, term in zip(self.variables, row, strict=True) if term
            }


Answer = Rows | bool | tuple[Triple, ...]


def run(store: ox.Store, query: str, parameters: Mapping[str, Term] | None = None) -> Answer:
    """Return the answer to a query: rows, a truth value, or triples, by the query's form.

    `parameters` binds variables to terms before the query runs; no text is put together.

    Raises:
        QueryError: the query cannot be parsed, is refused, or asks for what does not exist.
    """
    check_query(query)
    found = _evaluate(store, query, parameters or {})
    if isinstance(found, ox.QuerySolutions):
        return _rows(found)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    return tuple(sorted({_triple(triple) for triple in found}))


def select(store: ox.Store, query: str, parameters: Mapping[str, Term] | None = None) -> Rows:
    """Return the solutions of a SELECT query.

    Raises:
        QueryError: as of `run`, or the query is no SELECT.
    """
    answer = run(store, query, parameters)
    if not isinstance(answer, Rows):
        raise QueryError("the query is no SELECT", remedy="use kg.queries.run")
    return answer


def _evaluate(
    store: ox.Store, query: str, parameters: Mapping[str, Term]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    bound = {ox.Variable(name): parse_term(term) for name, term in parameters.items()}
    try:
        return store.query(query, substitutions=bound)
    except (SyntaxError, ValueError) as error:
        found = _PLACE.search(str(error))
        where = f"line {found[1]}, column {found[2]}" if found else None
        raise QueryError(f"the query cannot be read: {error}", where=where) from error
    except (RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be run: {error}") from error


def parse_term(term: Term) -> ox.NamedNode | ox.Literal:
    """Return a term as the engine's own."""
    line = f"<x:s> <x:p> {term} ."
    (quad,) = ox.parse(line.encode(), format=ox.RdfFormat.N_TRIPLES)
    if isinstance(quad.object, ox.NamedNode | ox.Literal):
        return quad.object
    raise QueryError(f"not an IRI or a literal: {term}")


def _rows(solutions: ox.QuerySolutions) -> Rows:
    names = tuple(variable.value for variable in solutions.variables)
    try:
        rows = tuple(
            tuple(None if term is None else Term(str(term)) for term in solution)
            for solution in solutions
        )
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryError(f"the query cannot be run: {error}") from error
    return Rows(names, rows)


def _triple(triple: ox.Triple) -> Triple:
    return Triple(
        Term(str(triple.subject)), Term(str(triple.predicate)), Term(str(triple.object))
    )
