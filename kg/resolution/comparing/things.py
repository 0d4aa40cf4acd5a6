"""The nouns after a product's own name that say what sort of thing it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.resolution.comparing.folding import words_of
from kg.resolution.comparing.lexicons import group
from kg.resolution.names import plain_name

_NAMED = re.compile(r"(.*[^\W_a-z]\S*)((?:\s+[a-z][a-z'’-]*)+)\s*")
_SHORT = 4


def written_small(name: str) -> int:
    """Return how many words in small letters stand after the last with a capital or a digit.

    None count where one of them is a small word, which goes on with the name.

    >>> written_small("CastVote ballot scanners"), written_small("CastVote Pro")
    (2, 0)
    """
    match = _NAMED.fullmatch(plain_name(name))
    if not match:
        return 0
    words = [word.text for word in words_of(match[2])]
    return 0 if group("organization_words", "small") & set(words) else len(words)


def singular(word: str) -> str:
    """Return an English noun without the ending of the plural.

    >>> [singular(word) for word in ("scanners", "batteries", "watches", "glass")]
    ['scanner', 'battery', 'watch', 'glass']
    """
    if len(word) < _SHORT or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > _SHORT:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word.removesuffix("s")


def are_other_things(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether two names' last nouns, which say what each is, are of two sorts of things.

    >>> are_other_things(("scanner",), ("printers",)), are_other_things(("scanner",), ("app",))
    (True, False)
    """
    soft = group("product_words", "soft")
    last = [[singular(word) for word in words if word not in soft][-1:] for words in (left, right)]
    return bool(last[0] and last[1] and last[0] != last[1])
