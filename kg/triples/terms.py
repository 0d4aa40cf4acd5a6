"""RDF terms as N-Triples strings, and statements made of them.

A term is kept in its N-Triples form ("<https://…>", '"2016"^^<…gYear>'): it hashes, sorts and
prints the same in every process, and needs no library to be written.

Source: https://www.w3.org/TR/n-triples/#canonical-ntriples
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, NewType

from kg.vocab.namespaces import IRI
from kg.vocab.terms import STRING

Term = NewType("Term", str)
DEFAULT_GRAPH = Term("")

_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
}
_ESCAPED = re.compile('[\\\\"\\x00-\\x1f\\x7f]')
_UNESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@([A-Za-z0-9-]+))?', re.DOTALL)
# https://www.w3.org/TR/n-triples/#grammar-production-IRIREF
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


class Triple(NamedTuple):
    """A subject, a predicate and an object."""

    subject: Term
    predicate: Term
    object: Term


class Quad(NamedTuple):
    """A triple in a graph; the default graph is the empty string."""

    subject: Term
    predicate: Term
    object: Term
    graph: Term

    def line(self) -> str:
        """Return the quad as one N-Quads line, without its end."""
        end = f" {self.graph} ." if self.graph else " ."
        return f"{self.subject} {self.predicate} {self.object}{end}"


def iri(value: str) -> Term:
    """Write an IRI as a term, percent-encoding what an IRI may not hold.

    >>> iri("https://example.org/a b")
    '<https://example.org/a%20b>'
    """
    return Term(f"<{_NOT_IN_IRI.sub(_percent, value)}>")


@lru_cache(4096)
def vocabulary_iri(value: IRI) -> Term:
    """Write an IRI of a vocabulary as a term; there are few, so each is written once.

    >>> vocabulary_iri(STRING)
    '<http://www.w3.org/2001/XMLSchema#string>'
    """
    return iri(value)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def literal(value: str, datatype: IRI = STRING) -> Term:
    r"""Write a literal as a term.

    >>> literal('say "hi"')
    '"say \\"hi\\""'
    """
    quoted = f'"{_ESCAPED.sub(_escape, value)}"'
    return Term(quoted if datatype == STRING else f"{quoted}^^<{datatype}>")


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def is_iri(term: Term) -> bool:
    """Tell an IRI from a literal."""
    return term.startswith("<")


def iri_value(term: Term) -> str:
    """Return the IRI that a term holds.

    >>> iri_value(iri("https://example.org/a"))
    'https://example.org/a'
    """
    return term[1:-1]


def literal_value(term: Term) -> tuple[str, str]:
    """Return a literal's lexical form and its datatype IRI.

    >>> literal_value(literal("a\\nb"))
    ('a\\nb', 'http://www.w3.org/2001/XMLSchema#string')

    Raises:
        ValueError: the term is not a literal.
    """
    found = _LITERAL.fullmatch(term)
    if not found:
        raise ValueError(f"not a literal: {term}")
    return _UNESCAPED.sub(_unescape, found[1]), found[2] or STRING


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _PLAIN[found[3]]
