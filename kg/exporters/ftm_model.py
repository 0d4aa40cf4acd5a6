"""Which schemata of FollowTheMoney tell the graph's classes and claims; `data/ftm.toml` says so.

Source: https://followthemoney.tech/explorer/
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict

UNKNOWN_LINK = "UnknownLink"
_ANY_ROLE = "*"


class _LinkTable(TypedDict, total=False):
    claim: str
    schema: str
    subject: list[str]
    object: list[str]
    roles: list[str]


@dataclass(frozen=True, slots=True)
class LinkSchema:
    """A schema that links two entities, and the properties that hold its ends."""

    name: str
    subject: str
    object: str


@dataclass(frozen=True, slots=True)
class Model:
    """The tables of `data/ftm.toml`."""

    fallback: str
    classes: Mapping[str, str]
    ranges: Mapping[str, Sequence[str]]
    links: Sequence[_LinkTable]

    def schema(self, kind: str) -> str:
        """Return the schema of a class, by the class's local name."""
        return self.classes.get(kind, self.fallback)

    def link(self, claim: str, role: str, ends: tuple[str, str]) -> LinkSchema:
        """Return the schema of a claim by its type, its role and the schemata of its two ends.

        >>> default_model().link("affiliated", "deputy sheriff", ("Person", "PublicBody")).name
        'Employment'
        """
        for entry in self.links:
            if entry["claim"] == claim and self._fits(entry, role, ends):
                return LinkSchema(entry["schema"], entry["subject"][0], entry["object"][0])
        return LinkSchema(UNKNOWN_LINK, "subject", "object")

    def _fits(self, entry: _LinkTable, role: str, ends: tuple[str, str]) -> bool:
        wanted = (entry["subject"][1], entry["object"][1])
        in_range = all(kind in self.ranges[end] for kind, end in zip(wanted, ends, strict=True))
        return in_range and _has_role(role, entry.get("roles", ()))


def _has_role(role: str, words: Sequence[str]) -> bool:
    if _ANY_ROLE in words:
        return bool(role)
    found = role.casefold()
    return not words or any(re.search(rf"\b{re.escape(word)}\b", found) for word in words)


@cache
def default_model() -> Model:
    """Return the tables that ship with the program."""
    text = files("kg").joinpath("exporters", "data", "ftm.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return Model(tables["fallback"], tables["classes"], tables["ranges"], tables["links"])
