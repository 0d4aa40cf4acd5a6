"""Word lists and tables that the rules read: data files in `kg/extractors/lexicons`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.errors import ConfigurationError
from kg.resources import lexicon_entries, lexicon_text

TomlValue = str | int | float | bool | list["TomlValue"] | dict[str, "TomlValue"]


@cache
def words(name: str, *more: str) -> frozenset[str]:
    """Return the entries of the word list `name`.txt, and of more lists, as they are written there.

    One entry a line; `#` starts a comment. Entries keep their case and may hold spaces.

    Raises:
        ConfigurationError: there is no such list.

    >>> "inc" in words("organisations_suffixes")
    True
    """
    return lexicon_entries("extractors", name).union(*map(words, more))


@cache
def table(name: str) -> Mapping[str, TomlValue]:
    """Return the TOML table `name`.toml, read-only.

    Raises:
        ConfigurationError: there is no such table, or it is not TOML.

    >>> table("titles_expanded")["sen."]
    'senator'
    """
    try:
        return MappingProxyType(tomllib.loads(lexicon_text("extractors", f"{name}.toml")))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(
            f"lexicon is not TOML: {error}", where=f"{name}.toml", remedy="mend the file"
        ) from error


@cache
def united(name: str, *keys: str) -> frozenset[str]:
    """Return the words of several groups of `name`.toml together.

    >>> "she" in united("pronouns", "masculine", "feminine")
    True
    """
    return frozenset[str]().union(*(groups(name)[key] for key in keys))


@cache
def sayings(name: str, *keys: str) -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the phrases of some groups of `name`.toml by their first word: key, and all words.

    A rule that looks for them at every token finds the few that may start there. Those of one
    first word stand in the order of the keys, then of the alphabet.

    >>> sayings("facts_echoes", "same")["done"]
    (('same', ('done', 'likewise')), ('same', ('done', 'the', 'same')))
    """
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for key in keys:
        for phrase in sorted(groups(name)[key]):
            said = tuple(phrase.split())
            found.setdefault(said[0], []).append((key, said))
    return MappingProxyType({first: tuple(several) for first, several in found.items()})


@cache
def groups(name: str) -> Mapping[str, frozenset[str]]:
    """Return the table `name`.toml whose values are all lists of words, as sets by key.

    Raises:
        ConfigurationError: there is no such table, it is not TOML, or a value is no list of words.

    >>> "she" in groups("pronouns")["feminine"]
    True
    """
    found: dict[str, frozenset[str]] = {}
    for key, value in table(name).items():
        entries = (
            [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []
        )
        if not isinstance(value, list) or len(entries) != len(value):
            raise ConfigurationError(
                f"{key!r} is not a list of words", where=f"{name}.toml", remedy='write ["a", "b"]'
            )
        found[key] = frozenset(entries)
    return MappingProxyType(found)
