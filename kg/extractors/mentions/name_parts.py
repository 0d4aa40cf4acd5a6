"""The words of a folded name."""

from __future__ import annotations

import re
from functools import lru_cache

_SPLIT = re.compile(r"[^\w&']+")


@lru_cache(maxsize=1 << 14)  # names are compared with one another, all with all
def parts(key: str) -> tuple[str, ...]:
    """Return a folded name's words."""
    found = (part.removesuffix("'s").strip("'") for part in _SPLIT.split(key))
    return tuple(part for part in found if part and part != "s")
