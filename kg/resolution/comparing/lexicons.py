"""Word lists and tables for names: data files in `kg/resolution/lexicons`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from kg.resources import lexicon_entries, lexicon_text


@cache
def listed(name: str) -> frozenset[str]:
    """Return the entries of the word list `name`.txt, one a line; `#` starts a comment.

    Raises:
        ConfigurationError: there is no such list.

    >>> "co.uk" in listed("domains")
    True
    """
    return lexicon_entries("resolution", name)


@cache
def document(name: str) -> Mapping[str, Any]:
    """Return the TOML file `name`.toml.

    Raises:
        ConfigurationError: there is no such file.

    >>> "oregon" in document("regions")["united states"][37]
    True
    """
    return MappingProxyType(tomllib.loads(lexicon_text("resolution", f"{name}.toml")))


@cache
def group(name: str, *keys: str) -> frozenset[str]:
    """Return the words of several lists of `name`.toml together.

    >>> "police" in group("organization_words", "functions", "bodies")
    True
    """
    return frozenset[str]().union(*(document(name)[key] for key in keys))


@cache
def mapping(name: str, key: str) -> Mapping[str, str]:
    """Return a table of `name`.toml that gives one string for another.

    >>> mapping("abbreviations", "anywhere")["dept"]
    'department'
    """
    return MappingProxyType({str(old): str(new) for old, new in document(name)[key].items()})
