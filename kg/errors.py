"""Everything that `kg` raises on purpose, as one tree.

::

    KgError
    ├── InputError         a source, document or claim that cannot be used
    │   └── ClaimError     a line that is not a claim
    ├── NotFoundError      a name that the graph or a table does not hold
    ├── QueryError         SPARQL that cannot be parsed, run or allowed
    ├── StoreError         a store that cannot be opened, read or written
    └── ConfigurationError an option, plug-in, ontology or shapes graph that cannot be used
"""

from __future__ import annotations

from collections.abc import Sequence


class KgError(Exception):
    """Say what is wrong, where, and what would mend it.

    Args:
        reason: what is wrong, one clause.
        where: the file, and the line or position in it, where that is known.
        remedy: what the user can do.
    """

    def __init__(self, reason: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.reason = reason
        self.where = where
        self.remedy = remedy
        super().__init__(reason, where, remedy)

    def __str__(self) -> str:
        """Return one line: where, reason, remedy."""
        text = f"{self.where}: {self.reason}" if self.where else self.reason
        return f"{text} ({self.remedy})" if self.remedy else text


class InputError(KgError):
    """A source, document or claim that cannot be used; the rest of the batch goes on."""


class ClaimError(InputError):
    """A record that is not a claim in the claim format."""


class NotFoundError(KgError):
    """A name that is not there; `suggestions` holds the nearest ones, best first."""

    def __init__(
        self,
        reason: str,
        *,
        suggestions: Sequence[str] = (),
        where: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.suggestions = tuple(suggestions)
        if self.suggestions and remedy is None:
            remedy = f"did you mean {', '.join(self.suggestions)}?"
        super().__init__(reason, where=where, remedy=remedy)


class QueryError(KgError):
    """SPARQL that cannot be parsed or run, or that asks for what is not allowed."""


class StoreError(KgError):
    """A store that cannot be opened, read or written."""


class ConfigurationError(KgError):
    """An option, plug-in, ontology or shapes graph that cannot be used."""
