"""What validation said of all documents, read back from the journal one result at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.model import ValidationResult
from kg.stores.journal import Journal
from kg.validation import SEVERITIES


def dump_result(result: ValidationResult) -> str:
    """Write a result as one line of JSON; lines sort by severity, shape and message."""
    fields = (
        SEVERITIES.index(result.severity),
        result.source_shape,
        result.message,
        result.focus_node,
        result.path,
        result.constraint,
        result.value,
    )
    return json.dumps(fields, ensure_ascii=False)


class Results:
    """The results of all documents' graphs, each once, the most severe first; walk it at will."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def __iter__(self) -> Iterator[ValidationResult]:
        """Yield the results."""
        return map(_result, self._journal.results())


def _result(line: str) -> ValidationResult:
    rank, shape, message, focus, path, constraint, value = json.loads(line)
    return ValidationResult(
        focus_node=focus,
        path=path,
        constraint=constraint,
        source_shape=shape,
        value=value,
        severity=SEVERITIES[rank],
        message=message,
    )
