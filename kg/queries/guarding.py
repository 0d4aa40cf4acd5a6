"""What a query may not ask for: another server, a file or page, a change of the graph.

Oxigraph asks the network for SERVICE, and other engines read files and pages for FROM. A query is
looked at token by token, so that these words in a string, a comment, a name or an IRI are no
offence, and a spelling with other case or in code point escapes is one.

Oxigraph's parser knows no tokens: it takes `SERVICEx:y` for SERVICE and x:y where that parses, and
what looks like an IRI for a comparison. So every reading of a query is looked at, and a word that
begins with, ends with or holds SERVICE or FROM counts as one, in a prefix too.

Source: https://www.w3.org/TR/sparql11-query/#sparqlGrammar
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal, cast

from kg.errors import QueryError

QueryForm = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
)
_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d][\w.-]*)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*)
  | (?P<word>[^\W\d]\w*)
  | (?P<space>\s+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LARGEST_CODE_POINT = 0x10FFFF


def check_query(query: str, *, holds_graph: Callable[[str], bool]) -> QueryForm:
    """Refuse a query that would leave the graph or change it; return what kind of query it is.

    `holds_graph` tells whether the store has a named graph of an IRI: FROM and FROM NAMED may name
    such a graph, written as a whole IRI, and nothing else.

    >>> check_query('ASK { ?x ?y "SERVICE" } # LOAD', holds_graph=lambda _: False)
    'ASK'

    Raises:
        QueryError: naming the word, where it stands, and what to do instead.
    """
    form, asks_from = _form_and_from(query)
    if asks_from:
        for text in readings(query):
            for token in sorted(every_token(text), key=lambda found: found.start()):
                if "FROM" in word_in(token):
                    _check_from(text, token, holds_graph)
    return form


def readings(query: str) -> tuple[str, ...]:
    """Return a query as it is, and as an engine reads it that decodes \\uXXXX before it parses.

    Source: https://www.w3.org/TR/sparql11-query/#codepointEscape
    """
    decoded = _CODE_POINT.sub(_character, query)
    return (query,) if decoded == query else (query, decoded)


@lru_cache(maxsize=256)
def _form_and_from(query: str) -> tuple[QueryForm, bool]:
    """Return the form of a query, and whether FROM is in it; what no graph makes good is refused."""
    form, *_ = [_form(text) for text in readings(query)]
    asks_from = False
    for text in readings(query):
        for token in sorted(every_token(text), key=lambda found: found.start()):
            word = word_in(token)
            if "SERVICE" in word:
                raise _refusal(text, token, "SERVICE, which asks another server, is not allowed")
            asks_from = asks_from or "FROM" in word
    return form, asks_from


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= _LARGEST_CODE_POINT else found[0]


def _form(query: str) -> QueryForm:
    for token in query_tokens(query):
        word = word_in(token) if token.lastgroup == "word" else ""
        if word in _UPDATES:
            raise _refusal(query, token, f"{word}, which changes the graph, is not allowed")
        if word in _FORMS:
            return cast("QueryForm", word)
    raise QueryError(
        "this is not a SPARQL query",
        remedy="begin it with SELECT, ASK, CONSTRUCT or DESCRIBE, or name a question",
    )


def names_dataset(query: str) -> bool:
    """Tell whether a query says with FROM which graphs it is about.

    >>> names_dataset('ASK FROM <urn:a> { ?s ?p "FROM" }'), names_dataset('ASK { ?s ?p "FROM" }')
    (True, False)
    """
    return any("FROM" in word_in(token) for token in every_token(query))


def query_tokens(query: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Yield the tokens of a query from an offset on, but for comments and white space."""
    for token in _TOKEN.finditer(query, start):
        if token.lastgroup not in ("comment", "space"):
            yield token


def every_token(query: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of every reading of a query, each once."""
    pending, seen = [0], set[int]()
    while pending:
        start = pending.pop()
        token = None if start in seen else _TOKEN.match(query, start)
        seen.add(start)
        if token:
            yield token
            pending += [token.end(), *_second_reading(token)]


def _second_reading(token: re.Match[str]) -> Iterator[int]:
    """Yield where a parser goes on that does not take a token for what it looks like.

    In `1<2&&'a'='>'` there is no IRI; and a long string with a wrong escape is an empty string and
    the beginning of another. An IRI with "://" can be nothing else.
    """
    text = token[0]
    if token.lastgroup == "iri" and "://" not in text and ("#" in text or "'" in text):
        yield token.start() + 1
    if token.lastgroup == "string" and text.startswith(('"""', "'''")) and "\\" in text:
        yield token.start() + 2


def word_in(token: re.Match[str]) -> str:
    """Return what may be a keyword in a token, in upper case: a word, or a name's prefix."""
    return token[0].partition(":")[0].upper() if token.lastgroup in ("word", "name") else ""


def _check_from(query: str, word: re.Match[str], holds_graph: Callable[[str], bool]) -> None:
    following = (token for token in query_tokens(query, word.end()) if word_in(token) != "NAMED")
    token = next(following, word)
    held = token.lastgroup == "iri" and holds_graph(token[0][1:-1])
    if word[0].upper() != "FROM" or not held:
        raise _refusal(
            query,
            token,
            f"FROM {token[0]} is not allowed: the graph holds no such document",
        )


def _refusal(query: str, token: re.Match[str], reason: str) -> QueryError:
    return QueryError(
        reason,
        where=position(query, token.start()),
        remedy="queries read the graph at hand, and nothing else",
    )


def position(query: str, offset: int) -> str:
    """Return the line and column of an offset, both from 1.

    >>> position("ASK {\\n ?s", 7)
    'line 2, column 2'
    """
    line = query.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - query.rfind(chr(10), 0, offset)}"
