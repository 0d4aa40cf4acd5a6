"""A server's answer as the results that the engine at hand would give.

Source: https://www.w3.org/TR/sparql11-results-json/
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from kg.queries.engine import EngineTerm

# Virtuoso 7 answers ASK with a table: one row of 1 for true, no row for false.
_VIRTUOSO_ANSWER = "__ASK_RETVAL"
_NOTHING: Mapping[ox.Variable, EngineTerm] = {}


def read_answer(content: bytes) -> ox.QueryBoolean:
    """Read the answer to an ASK.

    >>> bool(read_answer(b'{"head": {}, "boolean": true}'))
    True

    Raises:
        SyntaxError, ValueError: it is none.
    """
    found = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return found
    if [variable.value for variable in found.variables] != [_VIRTUOSO_ANSWER]:
        raise ValueError("a table, where true or false is wanted")
    return _boolean(any(True for _ in found))


def read_table(
    content: bytes, names: Sequence[str], bound: Mapping[ox.Variable, EngineTerm] = _NOTHING
) -> ox.QuerySolutions:
    """Read the answer to a SELECT; `names` are its columns in the order that the query has.

    The columns of `bound` variables hold the terms that were given: a server may write the same
    number in another way.

    Raises:
        SyntaxError, ValueError: it is none.
    """
    found = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        raise ValueError("true or false, where a table is wanted")
    given = {variable.value: _json_term(term) for variable, term in bound.items()}
    shown = {name: term for name, term in given.items() if name in names}
    if not shown and [variable.value for variable in found.variables] == list(names):
        return found
    rows = json.loads(content)["results"]["bindings"]
    return _table(names, [{**row, **shown} for row in rows])


def _json_term(term: EngineTerm) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, ox.Literal):
        raise TypeError("neither an IRI nor a literal")
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def _table(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> ox.QuerySolutions:
    text = json.dumps({"head": {"vars": list(names)}, "results": {"bindings": rows}})
    parsed = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    if not isinstance(parsed, ox.QuerySolutions):
        raise TypeError("not a table")
    return parsed


def _boolean(value: bool) -> ox.QueryBoolean:
    text = json.dumps({"head": {}, "boolean": value})
    parsed = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    if not isinstance(parsed, ox.QueryBoolean):
        raise TypeError("not true or false")
    return parsed
