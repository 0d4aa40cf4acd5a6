"""Change a store by SPARQL 1.1 Update, without a word to the outside.

Source: https://www.w3.org/TR/sparql11-update/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg.errors import QueryError
from kg.queries.guarding import every_token, position, query_tokens, readings, word_in
from kg.queries.sparql import syntax_error
from kg.queries.streaming import graph_name
from kg.vocab import PREFIXES

_SUSPECT = re.compile("LOAD|SERVICE", re.IGNORECASE)
_DATASET_WORDS = ("USING", "WITH")


def check_update(update: str) -> None:
    """Refuse an update that would read a file or a page, or ask another server.

    >>> check_update('INSERT DATA { <urn:a> <urn:p> "LOAD SERVICE" } # LOAD')

    Raises:
        QueryError: naming the word, where it stands, and what to do instead.
    """
    # An engine may decode \\uXXXX before it parses, as SPARQL 1.1 (section 19.2) has it.
    for text in readings(update):
        # Most texts hold neither word, and one of many megabytes takes its time to be looked at.
        for token in every_token(text) if _SUSPECT.search(text) else ():
            word = word_in(token)
            if word.startswith("LOAD"):
                reason = "LOAD, which reads a file or a page, is not allowed"
                raise _refusal(text, token, reason, "write what is to be added into the update")
            if "SERVICE" in word:
                reason = "SERVICE, which asks another server, is not allowed"
                raise _refusal(text, token, reason, "updates read the graphs at hand")


def run_update(
    store: ox.Store,
    update: str,
    *,
    base: str | None = None,
    using: Sequence[str] = (),
    using_named: Sequence[str] = (),
) -> None:
    """Carry out an update, whole or not at all; the prefixes of `PREFIXES` need no declaration.

    `using` and `using_named` are the graphs that its WHERE clauses look into, as USING and USING
    NAMED would say.

    >>> store = ox.Store()
    >>> run_update(store, "INSERT DATA { <urn:o> a kg:Organization }")
    >>> len(store)
    1

    Raises:
        QueryError: the update cannot be parsed, run or allowed; nothing is changed.
        OSError: the store cannot be written.
    """
    check_update(update)
    text = with_dataset(update, using, using_named) if using or using_named else update
    try:
        store.update(text, base_iri=base, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise syntax_error(text, str(error)) from error
    except RuntimeError as error:
        raise QueryError(f"the update cannot be carried out: {error}") from error


def with_dataset(update: str, using: Sequence[str], using_named: Sequence[str]) -> str:
    """Write the dataset of a request into each operation of an update that looks into graphs.

    >>> with_dataset("DELETE {?s ?p ?o} WHERE {?s ?p ?o}", ["urn:g"], [])
    'DELETE {?s ?p ?o} USING <urn:g> WHERE {?s ?p ?o}'

    Source: https://www.w3.org/TR/sparql11-protocol/#update-operation

    Raises:
        QueryError: the update names a dataset itself, or has a form that can take none.
    """
    clauses = "".join(
        [
            *(f"USING {graph_name(iri)} " for iri in using),
            *(f"USING NAMED {graph_name(iri)} " for iri in using_named),
        ]
    )
    parts, done = [], 0
    for before, token in _outside_braces(update):
        word = word_in(token) if token.lastgroup == "word" else ""
        if word in _DATASET_WORDS:
            reason = f"the request names a dataset, and {word} another one"
            raise _refusal(update, token, reason, "name it in one of the two")
        if word != "WHERE":
            continue
        if before is None or before[0] != "}":
            reason = "DELETE WHERE can take no dataset from the request"
            raise _refusal(update, token, reason, "write DELETE { … } WHERE { … }")
        parts += [update[done : token.start()], clauses]
        done = token.start()
    return "".join((*parts, update[done:]))


def _outside_braces(update: str) -> Iterator[tuple[re.Match[str] | None, re.Match[str]]]:
    """Yield the tokens outside braces, each with the one before it."""
    depth, before = 0, None
    for token in query_tokens(update):
        mark = token[0] if token.lastgroup == "other" else ""
        depth += (mark == "{") - (mark == "}")
        if depth == 0 and mark != "}":
            yield before, token
        before = token


def _refusal(update: str, token: re.Match[str], reason: str, remedy: str) -> QueryError:
    return QueryError(reason, where=position(update, token.start()), remedy=remedy)
