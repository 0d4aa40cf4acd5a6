"""What a query gives: a table, an answer or triples, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.triples import Term, Triple


@dataclass(frozen=True, slots=True)
class Table:
    """The solutions of a SELECT: a row has one term a variable, None where it is not bound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def records(self) -> Iterator[Mapping[str, Term]]:
        """Yield each row by variable, without what is not bound."""
        for row in self.rows:
            cells = zip(self.variables, row, strict=True)
            yield {name: term for name, term in cells if term is not None}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to an ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """What a CONSTRUCT or a DESCRIBE makes, each triple once, sorted."""

    triples: tuple[Triple, ...]


Result = Table | Answer | Triples
