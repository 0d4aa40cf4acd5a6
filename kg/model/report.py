"""What a stage has to say beside its output: what was set aside, and what SHACL found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["violation", "warning", "info"]
Kind = Literal["source", "document", "claim", "correction", "judgement"]


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that could not be used, kept with its reason.

    `kind` says what it is; `where` names the file and the line or position; `item` is the thing
    itself as JSON text where it can be kept (a claim, a line), else None; `claim` is the id of the
    claim where the thing is one.
    """

    kind: Kind
    where: str
    reason: str
    remedy: str | None = None
    document: str | None = None
    claim: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class ValidationResult:
    """One result of SHACL validation (https://www.w3.org/TR/shacl/#results-validation-result).

    Terms are written as in N-Triples; `path`, `value` and `message` are "" where there is none.
    """

    focus_node: str
    path: str
    constraint: str
    source_shape: str
    value: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """A SHACL validation report: results in a fixed order, and whether the data conforms.

    A graph conforms when it has no result at all, as SHACL says; whether a warning fails a build
    is the caller's decision.
    """

    results: tuple[ValidationResult, ...] = ()

    @property
    def conforms(self) -> bool:
        """Tell whether there is no result (https://www.w3.org/TR/shacl/#conforms)."""
        return not self.results
