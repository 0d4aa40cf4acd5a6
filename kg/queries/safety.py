"""Refuse SPARQL that would change the store or reach out of it.

A query may come from anyone, and must not read a file, ask another server or write: updates,
`LOAD`, `SERVICE`, and `FROM` of anything but the store's own graphs are refused. The query is read
token by token, so that a word inside a string, a comment or an IRI is no keyword.

Source: https://www.w3.org/TR/sparql11-query/#sparqlGrammar (terminals)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import QueryError

_TOKEN = re.compile(
    r"""
      (?P<skip>   \s+ | \#[^\n\r]* )
    | (?P<iri>    <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<string> \"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
                | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<name>   [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)* | [\w.-]*:[\w.:%\\-]* )
    | (?P<word>   [A-Za-z_]\w* )
    | (?P<other>  . )
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = frozenset({"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"})
_REFUSED = {
    "SERVICE": "SERVICE asks another server",
    "LOAD": "LOAD fetches from elsewhere",
    "FROM": "FROM could name a file or an address",
}


def check_query(query: str) -> None:
    """Refuse a query that is more than a question to the store.

    >>> check_query("SELECT * WHERE { ?s ?p 'LOAD' }")

    Raises:
        QueryError: naming what is refused, and where.
    """
    for word, position in _keywords(query):
        if word in _UPDATES:
            reason = f"{word} would change the graph"
            remedy = "queries only read; build the graph with kg build"
        elif word in _REFUSED:
            reason = _REFUSED[word]
            remedy = "queries run on the merged graph; use GRAPH ?g for a document's own"
        else:
            continue
        raise QueryError(reason, where=place(query, position), remedy=remedy)


def place(query: str, position: int) -> str:
    """Return a position in a query as "line L, column C", both from 1.

    >>> place("ASK\\n{", 4)
    'line 2, column 1'
    """
    before = query[:position]
    return f"line {before.count(chr(10)) + 1}, column {position - before.rfind(chr(10))}"


def _keywords(query: str) -> Iterator[tuple[str, int]]:
    for token in _TOKEN.finditer(query):
        if token.lastgroup == "word":
            yield token[0].upper(), token.start()
