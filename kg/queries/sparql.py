"""Run SPARQL 1.1 over the graph in a store: read-only, offline, with parameters bound by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import QueryError
from kg.queries.engine import Engine, EngineTerm, engine_term, term_of, triples_of
from kg.queries.guarding import check_query
from kg.queries.lookup import resolve_parameters
from kg.queries.questions import parse_question
from kg.queries.results import Answer, Result, Table, Triples
from kg.triples import Term, Triple
from kg.vocab import PREFIXES

NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})
NO_BINDINGS: Mapping[str, Term] = MappingProxyType({})

_SYNTAX = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)
_SENTENCE = re.compile(r"(?:The )?[A-Z]?[a-z]+(?: [A-Za-z]+){2,}|Prefix not found")
_NOT_PROJECTED = re.compile(r"variable (\?\w+) in its SELECT projection")
_LONGEST_EXPECTATION = 80


def run(
    store: Engine,
    query: str,
    *,
    parameters: Mapping[str, str] = NO_PARAMETERS,
    limit: int | None = None,
) -> Result:
    """Run a query of any form over the default graph, where each asserted triple stands once.

    `parameters` gives variables their values as a person writes them: a name that the graph holds
    ("FaceLedger"), an IRI, a prefixed name, or a literal in quotation marks. A query that says in
    its header what a parameter is (`# parameter: product (Product) …`) has names looked up among
    those. `limit` is the largest number of rows or triples that is returned. The prefixes of
    `kg.vocab.PREFIXES` need no declaration.

    >>> run(ox.Store(), "ASK { ?organization kg:deploys ?product }")
    Answer(value=False)

    Raises:
        QueryError: the query cannot be parsed, run or allowed, or has no such variable.
        NotFoundError: the graph does not hold a name; nearest names are suggested.
    """
    bindings = (
        resolve_parameters(store, parameters, parse_question("", query).kinds)
        if parameters
        else NO_BINDINGS
    )
    return run_bound(store, query, bindings=bindings, limit=limit)


def select(
    store: Engine,
    query: str,
    *,
    parameters: Mapping[str, str] = NO_PARAMETERS,
    limit: int | None = None,
) -> Table:
    """Run a SELECT; as `run`.

    Raises:
        QueryError: as `run`; the query is of another form.
        NotFoundError: as `run`.
    """
    result = run(store, query, parameters=parameters, limit=limit)
    if not isinstance(result, Table):
        raise _wrong_form("SELECT")
    return result


def ask(store: Engine, query: str, *, parameters: Mapping[str, str] = NO_PARAMETERS) -> bool:
    """Run an ASK; as `run`.

    Raises:
        QueryError: as `run`; the query is of another form.
        NotFoundError: as `run`.
    """
    result = run(store, query, parameters=parameters)
    if not isinstance(result, Answer):
        raise _wrong_form("ASK")
    return result.value


def construct(
    store: Engine,
    query: str,
    *,
    parameters: Mapping[str, str] = NO_PARAMETERS,
    limit: int | None = None,
) -> tuple[Triple, ...]:
    """Run a CONSTRUCT or DESCRIBE; as `run`.

    Raises:
        QueryError: as `run`; the query is of another form.
        NotFoundError: as `run`.
    """
    result = run(store, query, parameters=parameters, limit=limit)
    if not isinstance(result, Triples):
        raise _wrong_form("CONSTRUCT or DESCRIBE")
    return result.triples


def run_bound(
    store: Engine,
    query: str,
    *,
    bindings: Mapping[str, Term] = NO_BINDINGS,
    limit: int | None = None,
) -> Result:
    """Run a query with variables bound to terms in N-Triples form; as `run`.

    Terms are given to the engine beside the query, never written into it.

    Raises:
        QueryError: as `run`.
    """
    check_query(query, holds_graph=lambda graph: _holds_graph(store, graph))
    substitutions: dict[ox.Variable, EngineTerm] = {
        _variable(name): engine_term(term) for name, term in sorted(bindings.items())
    }
    with evaluating(query):
        result = store.query(query, prefixes=dict(PREFIXES), substitutions=substitutions)
        return _collect(result, limit)


@contextmanager
def evaluating(query: str) -> Iterator[None]:
    """Turn the engine's failures while it makes a result into errors that say what to do.

    Raises:
        QueryError: instead of what the engine raises.
    """
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(query, str(error)) from error
    except RuntimeError as error:
        raise _evaluation_error(str(error)) from error
    except OSError as error:
        raise QueryError(f"the store cannot be read: {error}") from error


def _collect(
    result: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple], limit: int | None
) -> Result:
    if isinstance(result, ox.QueryBoolean):
        return Answer(bool(result))
    if not isinstance(result, ox.QuerySolutions):
        return triples_of(islice(result, limit))
    rows = tuple(
        tuple([None if value is None else term_of(value) for value in solution])
        for solution in islice(result, limit)
    )
    return Table(tuple(variable.value for variable in result.variables), rows)


def _holds_graph(store: Engine, name: str) -> bool:
    try:
        graph = ox.NamedNode(name)
    except ValueError:
        return False  # a relative IRI
    return store.contains_named_graph(graph)


def _variable(name: str) -> ox.Variable:
    try:
        return ox.Variable(name)
    except ValueError:
        raise QueryError(
            f"{name!r} is not the name of a variable", remedy="write it without '?'"
        ) from None


def _wrong_form(wanted: str) -> QueryError:
    return QueryError(f"this is not a {wanted} query", remedy="call run() for a query of any form")


def syntax_error(query: str, message: str) -> QueryError:
    """Return what the engine says of a query or update that it cannot parse, as an error of ours."""
    found = _SYNTAX.match(message)
    if not found:
        return QueryError(f"this is not SPARQL: {message}")
    line, column, expected = int(found[1]), int(found[2]), found[3]
    said = _SENTENCE.search(expected)
    if said is None:
        short = " ".join(expected.split())
        clipped = short[:_LONGEST_EXPECTATION] + (" …" if len(short) > _LONGEST_EXPECTATION else "")
    rest = "\n".join(query.split("\n")[line - 1 :])[column - 1 :].split("\n")[0][:40]
    return QueryError(
        f"this is not SPARQL: {said[0][0].lower() + said[0][1:]}"
        if said
        else f"this is not SPARQL: expected {clipped}",
        where=f"line {line}, column {column}",
        remedy=f"look before {rest!r}" if rest else "look at the end of the query",
    )


def _evaluation_error(message: str) -> QueryError:
    """Return what the engine says of a query that it cannot run, as an error of ours."""
    missing = _NOT_PROJECTED.search(message)
    if missing:
        return QueryError(
            f"the query gives no {missing[1]} that a parameter could bind",
            remedy=f"name a variable that it has, or select {missing[1]}",
        )
    return QueryError(f"the query cannot be run: {message}")
