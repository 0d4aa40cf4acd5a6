"""A document's names by the words they begin and end with, so that few need be compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extractors.mentions.evidence import Weighed
from kg.extractors.mentions.name_parts import parts

_DIGITS = re.compile(r"\D")
_JUNIORS = frozenset({"jr", "sr", "ii", "iii"})
Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The folded names of a document with their types and how often each is used.

    `types` holds each name's type and the weight of its evidence, and lacks those without;
    `counts` has the names in order of first use. `keys` are the same names, those of most words
    first: who is looked up comes in that order, except `namesakes` and `bearing`.
    """

    types: Mapping[str, Weighed]
    counts: Mapping[str, int]
    keys: Sequence[str] = field(init=False)
    _order: Mapping[str, int] = field(init=False, repr=False)
    _use: Mapping[str, int] = field(init=False, repr=False)
    _first: Words = field(init=False, repr=False)
    _last: Words = field(init=False, repr=False)
    _persons: Words = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the names."""
        keys = sorted(self.counts, key=lambda key: (-len(parts(key)), key))
        people = [key for key in self.counts if self.kind(key) == "Person"]
        made: dict[str, object] = {
            "keys": keys,
            "_order": {key: place for place, key in enumerate(keys)},
            "_use": {key: place for place, key in enumerate(self.counts)},
            "_first": _by_words((key, parts(key)[:1]) for key in keys),
            "_last": _by_words((key, parts(key)[-1:]) for key in keys),
            "_persons": _by_words((key, parts(key)) for key in people),
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)

    def kind(self, key: str) -> str | None:
        """Return the type of a name, or None for one without evidence."""
        found = self.types.get(key)
        return None if found is None else found[0]

    def ordered(self, keys: Iterable[str]) -> list[str]:
        """Return names in the order of `keys`, each once."""
        return sorted(set(keys), key=lambda key: self._order[key])

    def beginning(self, key: str) -> Sequence[str]:
        """Return the names with the same first word."""
        return _of(self._first, parts(key)[:1])

    def ending(self, key: str) -> Sequence[str]:
        """Return the names with the same last word."""
        return _of(self._last, parts(key)[-1:])

    def used_before(self, key: str, other: str) -> bool:
        """Tell whether a name is first used before another."""
        return self._use[key] < self._use[other]

    def bearing(self, word: str) -> Sequence[str]:
        """Return the persons' names with a word anywhere, in order of first use."""
        return self._persons.get(word, ())

    def namesakes(self, short: str) -> tuple[str, ...]:
        """Return the full names of the persons whose last or first name `short` is."""
        full = [key for key in self.bearing(short) if " " in key]
        last = tuple(key for key in full if without_junior(parts(key))[-1:] == (short,))
        first = tuple(key for key in full if parts(key)[0] == short)
        kept = last or first
        return tuple(
            key for key in kept if not any(shortens(key, other) for other in kept if other != key)
        )


def _by_words(names: Iterable[tuple[str, Iterable[str]]]) -> Words:
    found: dict[str, list[str]] = defaultdict(list)
    for key, words in names:
        for word in dict.fromkeys(words):
            found[word].append(key)
    return dict(found)


def _of(index: Words, word: Sequence[str]) -> Sequence[str]:
    return index.get(word[0], ()) if word else ()


def shortens(key: str, other: str) -> bool:
    """Tell whether a person's name is another's with fewer words ("Ana Ruiz", "Ana Maria Ruiz")."""
    ours, theirs = parts(key), parts(other)
    if len(ours) >= len(theirs) or ours[-1] != theirs[-1]:
        return False
    return ours[0] == theirs[0] or (len(ours) > 1 and theirs[-len(ours) :] == ours)


def without_junior(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a person's name without "Jr." or a number at the end."""
    return name[:-1] if len(name) > 1 and name[-1] in _JUNIORS else name


def digits(name: str) -> str:
    """Return the digits of a name."""
    return _DIGITS.sub("", name)
