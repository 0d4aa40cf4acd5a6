"""Queries as they are sent: prefixes declared, parameters bound to terms, terms escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import QueryError
from kg.queries.engine import EngineTerm
from kg.queries.guarding import query_tokens
from kg.triples import Term

_ESCAPES = re.compile(r"\\(?:\\([uU])|.)", re.DOTALL)
_EMPTY = ox.Store()


def sparql_term(term: Term) -> str:
    r"""Write a term in N-Triples form so that every SPARQL engine reads the same of it.

    SPARQL lets an engine decode `\uXXXX` before it looks for the ends of strings (section 19.2), so
    that the words `\u0022` in a text, whose backslash is escaped, may end the string. The letter
    after an escaped backslash is therefore escaped too.

    >>> print(sparql_term(Term(r'"a path: \\u0022"')))
    "a path: \\\U000000750022"

    Source: https://www.w3.org/TR/sparql11-query/#codepointEscape
    """
    return _ESCAPES.sub(_escaped, term) if "\\" in term else term


def _escaped(found: re.Match[str]) -> str:
    return f"\\\\\\U{ord(found[1]):08X}" if found[1] else found[0]


def bound_query(
    query: str, prefixes: Mapping[str, str], bindings: Mapping[ox.Variable, EngineTerm]
) -> str:
    """Return a query with its prefixes declared, and each variable joined with its value.

    The values stand as a VALUES block at the beginning of the query's pattern, where filters of
    that pattern see them.

    >>> bound_query("ASK { ?s ?p ?o }", {}, {ox.Variable("s"): ox.NamedNode("urn:a")})
    'ASK { VALUES (?s) { (<urn:a>) } ?s ?p ?o }'

    Raises:
        QueryError: there is no pattern in which a variable could be bound.
    """
    own = _declared(query)
    declared = "".join(
        f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items() if prefix not in own
    )
    if not bindings:
        return declared + query
    place = _pattern_start(query)
    names = " ".join(f"?{variable.value}" for variable in bindings)
    values = " ".join(sparql_term(Term(str(value))) for value in bindings.values())
    return f"{declared}{query[:place]} VALUES ({names}) {{ ({values}) }}{query[place:]}"


def _declared(query: str) -> set[str]:
    """Return the prefixes that a query declares itself."""
    before, found = "", set()
    for token in query_tokens(query):
        if before == "PREFIX":
            found.add(token[0].removesuffix(":"))
        before = token[0].upper()
    return found


def _pattern_start(query: str) -> int:
    """Return the offset after the brace that opens the query's pattern."""
    form, depth = "", 0
    for token in query_tokens(query):
        word = token[0].upper()
        if not form and word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            form = word
        elif form and word == "{":
            if form != "CONSTRUCT":
                return token.end()
            depth += 1
        elif word == "}":
            depth -= 1
        elif form == "CONSTRUCT" and depth == 0 and word == "WHERE":
            form = "SELECT"
    raise QueryError(
        "the query has no pattern in which a parameter could be bound",
        remedy="write the value into the query",
    )


def limited(query: str, limit: int, prefixes: Mapping[str, str]) -> str:
    """Return a query that asks for no more rows, where it says nothing of that itself.

    >>> limited("SELECT * { ?s ?p ?o }", 5, {}).split()[-2:]
    ['LIMIT', '5']
    >>> limited("SELECT * { ?s ?p ?o } LIMIT 3", 5, {})
    'SELECT * { ?s ?p ?o } LIMIT 3'
    """
    more = f"{query}\nLIMIT {limit:d}"
    return more if _parses(more, prefixes) else query


def _parses(query: str, prefixes: Mapping[str, str]) -> bool:
    try:
        _EMPTY.query(query, prefixes=dict(prefixes))
    except SyntaxError:
        return False
    return True
