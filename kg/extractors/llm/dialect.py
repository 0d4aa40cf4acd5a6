"""Which options of a request an endpoint takes; what it refuses is left out from then on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Form = Literal["json_schema", "json_object", "text"]
LengthOption = Literal["max_tokens", "max_completion_tokens"]
_ROOM_FOR_ANSWER = re.compile(r"max_(?:completion_)?tokens|completion")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an endpoint is spoken to; the first is the most exact."""

    form: Form = "json_schema"
    temperature: bool = True
    seed: bool = True
    length: LengthOption | None = "max_tokens"


def plainer(dialect: Dialect, complaint: str) -> Dialect | None:
    """Return how to ask an endpoint that refused a request with these words; None if that is all.

    An option that the complaint names is left out, or put the other way; a complaint that names
    none is taken to be about the form of the answer.

    >>> plainer(Dialect(), "Unsupported value: 'temperature' does not support 0").temperature
    False
    >>> plainer(Dialect(), "bad request").form
    'json_object'
    """
    named = next((after for word, after in _ways(dialect) if word in complaint), None)
    return named or _plainer_form(dialect)


def roomier(dialect: Dialect, complaint: str) -> Dialect | None:
    """Return how to ask where the question fits, but not with so much room for the answer.

    Without a length, servers give an answer what room is left. None if that is not the complaint.

    >>> roomier(Dialect(), "maximum context length is 4096: max_tokens is too large").length
    >>> roomier(Dialect(), "maximum context length is 4096") is None
    True
    """
    if dialect.length is None or not _ROOM_FOR_ANSWER.search(complaint):
        return None
    return replace(dialect, length=None)


def _ways(dialect: Dialect) -> Iterator[tuple[str, Dialect]]:
    """Pair the name of each option that may be refused with how to do without it."""
    if dialect.length == "max_tokens":
        yield "max_tokens", replace(dialect, length="max_completion_tokens")
    if dialect.temperature:
        yield "temperature", replace(dialect, temperature=False)
    if dialect.seed:
        yield "seed", replace(dialect, seed=False)


def _plainer_form(dialect: Dialect) -> Dialect | None:
    if dialect.form == "json_schema":
        return replace(dialect, form="json_object")
    return replace(dialect, form="text") if dialect.form == "json_object" else None
