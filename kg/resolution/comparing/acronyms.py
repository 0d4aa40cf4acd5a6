"""Initials that stand for a name, or for the part of it before or after other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from kg.resolution.comparing.kinds import Likeness
from kg.resolution.comparing.lexicons import document, group, mapping
from kg.resolution.comparing.worded import WordedName, telling

_REST = 3
_SCORES = {2: 0.5, 3: 0.8}
_LONG_SCORE = 0.9
_LOOSE, _LOOSE_SCORE = 4, 0.3
_PIECE = 4
_OF_REGION = 0.85
MARK = "@"


def acronym_keys(name: WordedName) -> frozenset[str]:
    """Return keys for each word that may be initials, with the other words of the name.

    Long ones have more keys, each with a letter less: writers forget a word.

    >>> from kg.resolution.comparing.worded import parse_worded
    >>> sorted(acronym_keys(parse_worded("NHBL of Brantley")))
    ['@nhbl|brantley', '@nhb|brantley']
    """
    return frozenset(_short(name))


def _short(name: WordedName) -> Iterator[str]:
    for place in name.acronyms:
        acronym = name.content[place]
        before = name.content[:place]
        if set(before) <= group("organization_words", "leading"):
            before = ()
        rest = (*before, *name.content[place + 1 :])
        if len(rest) <= _REST:
            yield _key(acronym, rest)
            yield from (_key(letters, rest) for letters in _fewer(acronym))


def _fewer(acronym: str) -> Iterator[str]:
    """Yield initials with one letter less: the last, or one of two that are the same."""
    if len(acronym) < _LOOSE:
        return
    yield acronym[:-1]
    for at, pair in enumerate(pairwise(acronym)):
        if pair[0] == pair[1] and at + 2 < len(acronym):
            yield acronym[:at] + acronym[at + 1 :]


def initial_keys(name: WordedName) -> frozenset[str]:
    """Return the keys that the acronyms of a name would have.

    >>> from kg.resolution.comparing.worded import parse_worded
    >>> "@nhbl|brantley" in initial_keys(parse_worded("Northern Harbor Boat League of Brantley"))
    True
    """
    return frozenset(_long(name))


def _long(name: WordedName) -> Iterator[str]:
    words = tuple(piece for word in name.words for piece in _pieces(word))
    yield from _of_words(words)
    if region := own_region(name.words):
        yield from _of_words(words[len(region) :])
    yield from _turned(words)
    if implied := mapping("organization_words", "implied").get(name.words[-1]):
        yield from _of_words((*name.words, implied))


def own_region(words: Sequence[str]) -> tuple[str, ...]:
    """Return the state, province or country that a name begins with, () for none.

    >>> own_region(("north", "dakota", "department", "tides"))
    ('north', 'dakota')
    """
    for length in (3, 2, 1):
        if len(words) > length + 1 and tuple(words[:length]) in _regions():
            return tuple(words[:length])
    return ()


@cache
def _regions() -> frozenset[tuple[str, ...]]:
    regions = document("regions")
    countries = ("united states", "canada", "united kingdom", "australia", "countries")
    return frozenset(tuple(row[0].split()) for country in countries for row in regions[country])


def _pieces(word: str) -> tuple[str, ...]:
    """Split the first part from a long German word, for its second initial."""
    for front in group("organization_words", "compounds"):
        if word.startswith(front) and len(word) >= len(front) + _PIECE:
            return (front, word[len(front) :])
    return (word,)


def _turned(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the initials of "Orlo Police Department" for "Police Department of Orlo", and back."""
    own = telling(words)
    small = group("organization_words", "small")
    content = [word for word in words if word not in small]
    if len(own) != 1 or len(content) <= 2 or own[0] not in (content[0], content[-1]):
        return
    others = [word for word in content if word != own[0]]
    turned = [own[0], *others] if content[-1] == own[0] else [*others, own[0]]
    yield _key("".join(word[0] for word in turned), ())


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
    exact = {key for key in shared if _exact(left, key) or _exact(right, key)}
    if not exact:
        return _LOOSE_SCORE
    length = max(len(key.partition("|")[0]) - len(MARK) for key in exact)
    return _SCORES.get(length, _LONG_SCORE)


def _shared(short: WordedName, long: WordedName) -> frozenset[str]:
    if not short.acronyms:
        return frozenset()
    return acronym_keys(short) & initial_keys(long)


def _exact(short: WordedName, key: str) -> bool:
    letters = key.removeprefix(MARK).partition("|")[0]
    return any(short.content[place] == letters for place in short.acronyms)


def acronym_likeness(left: WordedName, right: WordedName) -> Likeness | None:
    """Return the likeness of initials and the name that they stand for, None where they do not.

    Where the longer name begins with a state or country of which the initials say nothing, those
    are what it has more.

    >>> from kg.resolution.comparing.worded import parse_worded
    >>> acronym_likeness(*map(parse_worded, ("DHB", "Ohio Department of Harbor Boats")))
    Likeness(kind='acronym', score=0.68, extra=('ohio',))
    """
    score = acronym_score(left, right)
    if score is None:
        return None
    for short, long in ((left, right), (right, left)):
        region = own_region(long.words)
        if region and _shared(short, long) and not _shared(short, long) & _whole(long):
            return Likeness("acronym", round(score * _OF_REGION, 2), region)
    return Likeness("acronym", score)


def _whole(name: WordedName) -> frozenset[str]:
    return frozenset(_of_words(tuple(piece for word in name.words for piece in _pieces(word))))
