"""What stands around the names of a person: titles, offices, trades and ages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kg.resolution.comparing.given_names import is_known_given
from kg.resolution.comparing.lexicons import listed

_IN_TITLES = frozenset({"of", "the", "and", "for", "to"})
_HYPHENS = re.compile(r"[-‐‑–]")
_AGE = re.compile(r"(?:aged?)?\d{1,3}")
_ELECT = frozenset({"elect", "designate"})
_OFFICE = 8
# Long titles that are also family names
_FAMILIES = frozenset({"sergeant", "alderman", "constable", "cardinal", "archbishop", "spokesman"})
_TRADES = (
    *("ologist", "ician", "grapher", "trist", "nomist", "tivist", "alist", "entist", "chemist"),
    *("keeper", "maker", "worker", "officer", "leader", "adviser", "advisor", "dresser"),
    *("woman", "person", "kommissar", "minister", "secretary", "inspector", "attorney"),
)


class Part(NamedTuple):
    """A word of a person's name, folded, and as it was written."""

    text: str
    raw: str


def is_age(parts: Sequence[Part]) -> bool:
    """Tell whether the words after a comma are an age.

    >>> is_age([Part("54", "54")]), is_age([Part("jane", "Jane")])
    (True, False)
    """
    return _AGE.fullmatch("".join(part.text for part in parts)) is not None


def is_said_of(parts: Sequence[Part]) -> bool:
    """Tell whether the words after a comma tell what someone is: they are in small letters.

    >>> is_said_of([Part("baker", "baker")]), is_said_of([Part("jane", "Jane")])
    (True, False)
    """
    return bool(parts) and parts[0].raw.islower()


def without_titles(parts: Sequence[Part]) -> list[Part]:
    """Return the words of a name without titles, offices and trades before it.

    A trade in small letters before a name in capitals is in no list. The last word always stays.

    >>> words = "Home", "Secretary", "Jane", "Brant"
    >>> [part.raw for part in without_titles([Part(word.lower(), word) for word in words])]
    ['Jane', 'Brant']
    """
    start = max(
        (at + 1 for at, part in enumerate(parts[:-1]) if part.text in _offices()), default=0
    )
    both, particles = listed("person_titles_also_names"), listed("person_particles")
    written = max((at for at, part in enumerate(parts) if not part.raw.islower()), default=0)
    while start + 1 < len(parts):
        text, left = parts[start].text, len(parts) - start
        trade = start < written and parts[start].raw.islower() and text not in particles
        linked = start and text in _IN_TITLES
        if not (trade or _is_title(text) or (text in both and left > 2) or linked):
            break
        start += 1
    return list(parts[start:])


@cache
def _offices() -> frozenset[str]:
    titles = listed("person_titles") - listed("person_titles_also_names") - _FAMILIES
    return frozenset(title for title in titles if len(title) >= _OFFICE)


def _is_title(word: str) -> bool:
    titles = listed("person_titles")
    pieces = [piece for piece in _HYPHENS.split(word) if piece]
    return word in titles or (len(pieces) > 1 and titles.issuperset({*pieces} - _ELECT))


def is_title(words: Sequence[str]) -> bool:
    """Tell whether words before a name, folded, are a title or a trade by one of them.

    >>> is_title(("harbor", "commissioner")), is_title(("mary",))
    (True, False)
    """
    return any(_is_title(word) or word.endswith(_TRADES) for word in words)


def are_given(words: Sequence[str]) -> bool:
    """Tell whether all words before a name, folded, are given names themselves, or initials.

    >>> are_given(("mary",)), are_given(("harbor",))
    (True, False)
    """
    return all(len(word) == 1 or is_known_given(word) for word in words)
