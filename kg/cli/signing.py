"""Who decides something on the command line, and when."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime

from kg.errors import InputError


def user(deed: str) -> str:
    """Return the user's name on this computer; `deed` says what a message asks for: "decides".

    Raises:
        InputError: it has none.
    """
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise InputError("this computer names no user", remedy=f"say who {deed}: --by") from error


def now() -> str:
    """Return the time as an xsd:dateTime in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
