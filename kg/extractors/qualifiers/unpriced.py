"""Prices that are no amounts: "free of charge", "for an undisclosed sum", "a flat fee"."""

from __future__ import annotations

import functools
import re

from kg.extractors.lexicon import words


def find_unpriced(text: str) -> tuple[int, int] | None:
    """Return the characters (half-open) of the first words that stand in the place of an amount.

    >>> find_unpriced("It was sold for an undisclosed sum.")
    (16, 34)
    """
    found = _unnamed().search(text)
    return None if found is None else found.span()


@functools.cache
def _unnamed() -> re.Pattern[str]:
    known = sorted(words("prices_unnamed"), key=lambda phrase: (-len(phrase), phrase))
    either = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in known)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
