"""Initials that stand for a name, or for the part of it before or after other words."""

from __future__ import annotations

from collections.abc import Iterator

from kg.resolution.comparing.lexicons import group, mapping
from kg.resolution.comparing.worded import WordedName, telling

_REST = 3
_SCORES = {2: 0.5, 3: 0.8}
_LONG_SCORE = 0.9
MARK = "@"


def acronym_keys(name: WordedName) -> frozenset[str]:
    """Return a key for each word that may be initials, with the other words of the name.

    >>> from kg.resolution.comparing.worded import parse_worded
    >>> acronym_keys(parse_worded("NHBL of Brantley"))
    frozenset({'@nhbl|brantley'})
    """
    return frozenset(_short(name))


def _short(name: WordedName) -> Iterator[str]:
    for place in name.acronyms:
        before = name.content[:place]
        if set(before) <= group("organization_words", "leading"):
            before = ()
        rest = (*before, *name.content[place + 1 :])
        if len(rest) <= _REST:
            yield _key(name.content[place], rest)


def initial_keys(name: WordedName) -> frozenset[str]:
    """Return the keys that the acronyms of a name would have.

    >>> from kg.resolution.comparing.worded import parse_worded
    >>> "@nhbl|brantley" in initial_keys(parse_worded("Northern Harbor Boat League of Brantley"))
    True
    """
    return frozenset(_long(name))


def _long(name: WordedName) -> Iterator[str]:
    yield from _of_words(name.words)
    if implied := mapping("organization_words", "implied").get(name.words[-1]):
        yield from _of_words((*name.words, implied))


def _of_words(words: tuple[str, ...]) -> Iterator[str]:
    small = group("organization_words", "small")
    leading = group("organization_words", "leading")
    starts = sorted({0, *(at for at in (1, 2) if set(words[:at]) <= leading)})
    ends = range(max(len(words) - _REST, 0), len(words) + 1)
    runs = {(start, end) for start in starts for end in ends}
    runs |= {(start, len(words)) for start in range(min(_REST, len(words) - 2) + 1)}
    runs = {(start, end) for start, end in runs if end - start > 1}
    for start, end in sorted(runs):
        run = words[start:end]
        content = [word for word in run if word not in small]
        left = words[:start] if start and not set(words[:start]) <= leading else ()
        rest = [word for word in (*left, *words[end:]) if word not in small]
        if len(content) > 1 and run[0] not in small and _telling(content, rest):
            yield _key("".join(word[0] for word in content), rest)
            yield _key("".join(word[0] for word in run), rest)


def _telling(content: list[str], rest: list[str]) -> bool:
    # The initials of any two words would bring too many names together.
    if len(content) > 2 or telling(rest):
        return True
    if rest:
        return False
    bodies = group("organization_words", "bodies", "functions", "others")
    return any(word in bodies for word in content)


def _key(acronym: str, rest: tuple[str, ...] | list[str]) -> str:
    return f"{MARK}{acronym}|{' '.join(sorted(rest))}"


def acronym_score(left: WordedName, right: WordedName) -> float | None:
    """Return how sure it is that one name has the initials of the other, None if it has not.

    The more letters, the fewer the names that they could stand for.

    >>> from kg.resolution.comparing.worded import parse_worded
    >>> acronym_score(parse_worded("NHBL"), parse_worded("Northern Harbor Boat League"))
    0.9
    """
    shared = _shared(left, right) | _shared(right, left)
    if not shared:
        return None
    length = max(len(key.partition("|")[0]) - len(MARK) for key in shared)
    return _SCORES.get(length, _LONG_SCORE)


def _shared(short: WordedName, long: WordedName) -> frozenset[str]:
    if not short.acronyms:
        return frozenset()
    return acronym_keys(short) & initial_keys(long)
