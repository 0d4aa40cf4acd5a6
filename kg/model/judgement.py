"""What a person decided about who is who: that two references are the same, or are not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, get_args

from kg.errors import InputError

Verdict = Literal["same", "different", "unsure"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True, order=True)
class Selector:
    """Which references a judgement is about: those of a name and a root class.

    `name` is kept as a person wrote it. With `document` (an IRI) it selects the reference of that
    document alone; with "" those of every document.
    """

    type: str
    name: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision: the verdict on two selectors, by whom, when, and why.

    `by`, `at` and `why` are "" where they are not known; `at` is an xsd:dateTime in UTC, to the
    second (see `utc_time`), so that later is greater. `extra` holds the columns that a person added
    to the table, by name. `where` is the file and line that it was read from, and no part of it.
    """

    verdict: Verdict
    left: Selector
    right: Selector
    by: str = ""
    at: str = ""
    why: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    where: str | None = field(default=None, compare=False)


def utc_time(text: str) -> str:
    """Return a date and time as an xsd:dateTime in UTC, to the second.

    A time without a zone is one of UTC; a date alone is its first second.

    Raises:
        InputError: it is no date of ISO 8601.

    Source: https://www.w3.org/TR/xmlschema11-2/#dateTime

    >>> utc_time("2024-05-14T09:30:12.5+02:00"), utc_time("2024-05-14")
    ('2024-05-14T07:30:12Z', '2024-05-14T00:00:00Z')
    """
    try:
        read = datetime.fromisoformat(text.strip())
        moment = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InputError(
            f"{text!r} is not a date and time", remedy="write it as 2024-05-14T09:30:00Z"
        ) from None
    return f"{moment.replace(tzinfo=None, microsecond=0).isoformat()}Z"
