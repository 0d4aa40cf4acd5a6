"""Take fields out of JSON that a model wrote, and say which one is not what it should be."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import ClaimError

Record = Mapping[str, object]


def record_of(value: object, name: str) -> Record:
    """Return a JSON object.

    Raises:
        ClaimError: it is something else.
    """
    if not isinstance(value, dict):
        raise ClaimError(f"{name!r} is not an object")
    return value


def list_of(record: Record, name: str) -> list[object]:
    """Return a list, () where the field is absent or null.

    Raises:
        ClaimError: it is something else.
    """
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise ClaimError(f"{name!r} is not a list")
    return value


def text_of(record: Record, name: str, of: str = "") -> str:
    """Return a text that is not blank; `of` names the object that it is a field of.

    Raises:
        ClaimError: there is none.
    """
    found = optional_text(record, name, of)
    if found is None:
        raise ClaimError(f"'{of}{name}' is missing")
    return found


def optional_text(record: Record, name: str, of: str = "") -> str | None:
    """Return a text, or None where the field is absent, null or blank.

    Raises:
        ClaimError: it is something else.
    """
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ClaimError(f"'{of}{name}' is not a text")
    return value if value.strip() else None


def texts_of(record: Record, name: str) -> list[str]:
    """Return a list of texts that are not blank, [] where the field is absent or null.

    Raises:
        ClaimError: it is something else.
    """
    values = list_of(record, name)
    texts = [value for value in values if isinstance(value, str) and value.strip()]
    if len(texts) != len(values):
        raise ClaimError(f"{name!r} holds something that is not a text")
    return texts


def number_of(record: Record, name: str) -> int | None:
    """Return a whole number, or None where there is none."""
    value = record.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
