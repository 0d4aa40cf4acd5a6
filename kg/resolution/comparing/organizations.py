"""Names of organisations: the keys that bring two of them together.

Source: P. Christen, "Data Matching" (2012), chapter 4: records are compared only within blocks of
a common key, and each kind of difference needs a key that outlives it. No key is a generic word
alone, which would make a block of half of all names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from kg.resolution.comparing.acronyms import acronym_keys, initial_keys
from kg.resolution.comparing.heads import head_keys
from kg.resolution.comparing.lexicons import document, group
from kg.resolution.comparing.spelling import slip_keys
from kg.resolution.comparing.worded import WordedName, telling

_PAIRED, _LETTERS = 4, 4


def organization_keys(name: WordedName) -> frozenset[str]:
    """Return the blocking keys of an organisation's name.

    >>> from kg.resolution.comparing.worded import parse_worded
    >>> left, right = (parse_worded(name) for name in ("Brantley PD", "Police of Brantley"))
    >>> sorted(organization_keys(left) & organization_keys(right))
    ['%brantley police', '&brantley police', '=brantley police']
    """
    return frozenset(_keys(name)) | acronym_keys(name) | initial_keys(name)


def _keys(name: WordedName) -> Iterator[str]:
    core = without_leading(name.content)
    for words in {name.content, core, reduced(core)}:
        yield f"={' '.join(sorted(words))}"
        if len(letters := "".join(words)) >= _LETTERS:
            yield f"~{letters}"
    own = telling(core)[:_PAIRED]
    yield from (f"&{' '.join(sorted(pair))}" for pair in combinations(own, 2))
    yield from (f"&{word} {function}" for word in own for function in _functions(core))
    yield from head_keys(name)
    yield from _first(core, own)
    yield from slip_keys(name.content)


def _functions(words: Sequence[str]) -> frozenset[str]:
    # With a weak one, all bodies of a county would stand together.
    functions = group("organization_words", "functions") & frozenset(words)
    return functions - group("organization_words", "weak") or functions


def _first(words: Sequence[str], own: Sequence[str]) -> Iterator[str]:
    local = group("organization_words", "local")
    if not own or own[0] not in words[:2] or local & set(words):
        return
    if len(own[0]) >= _LETTERS - 1 and own[0] not in region_words():
        yield f"^{' '.join(words[: words.index(own[0]) + 1])}"


@cache
def region_words() -> frozenset[str]:
    """Return the single words that name a state, a province or a country.

    >>> "oregon" in region_words()
    True
    """
    regions = document("regions")
    rows = [*regions["countries"], *regions["united states"], *regions["canada"]]
    return frozenset(name for row in rows for name in row)


def without_leading(words: Sequence[str]) -> tuple[str, ...]:
    """Return a name without "united states" or "federal" before its other words.

    >>> without_leading(("united", "states", "department", "justice"))
    ('department', 'justice')
    """
    leading = group("organization_words", "leading")
    start = next((at for at, word in enumerate(words) if word not in leading), 0)
    return tuple(words[start:])


def reduced(words: Sequence[str]) -> tuple[str, ...]:
    """Return a name without the words that people leave out, unless no telling word would stay.

    >>> reduced(("brantley", "police", "department")), reduced(("police", "department"))
    (('brantley', 'police'), ('police', 'department'))
    """
    dropped = group("organization_words", "company", "bodies", "polity")
    left = tuple(word for word in words if word not in dropped)
    return left if telling(left) else tuple(words)
