"""Graphs that are found out of several documents: kept as text, made of triples, read back.

They hold what no single document says: why an entity is one, which claims conflict, how many
independent sources tell of one thing. The store takes them for graphs as it does documents'.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.triples import Term, Triple

IDENTITY = "identity"
AGREEMENT = "agreement"


def dump_triples(triples: Iterable[Triple]) -> str:
    r"""Return triples as text, a line each, sorted; "" of none.

    >>> dump_triples([Triple(Term("<urn:a>"), Term("<urn:p>"), Term('"x"'))])
    '<urn:a>\t<urn:p>\t"x"'
    """
    return "\n".join(sorted({"\t".join(triple) for triple in triples}))


def load_triples(text: str) -> list[Triple]:
    """Return the triples of a text that `dump_triples` made, sorted."""
    return [Triple(*map(Term, line.split("\t"))) for line in text.split("\n") if line]
