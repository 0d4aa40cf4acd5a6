"""What can be plugged in: readers, extractors and exporters by name.

One literal table a kind; other packages add to it through entry points of the groups
`kg.readers`, `kg.extractors` and `kg.exporters`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Literal

from kg.errors import NotFoundError

Kind = Literal["readers", "extractors", "exporters"]

TABLE: Mapping[Kind, Mapping[str, str]] = MappingProxyType(
    {
        "readers": {
            "text/plain": "kg.readers.text:read_text",
            "text/html": "kg.readers.html:read_html",
            "application/jsonl": "kg.readers.json_lines:read_json_lines",
        },
        "extractors": {
            "rules": "kg.extractors.rules:rules_extractor",
            "llm": "kg.extractors.llm:llm_extractor",
        },
        "exporters": {
            "turtle": "kg.exporters.turtle:write",
            "trig": "kg.exporters.trig:write",
            "nquads": "kg.exporters.nquads:write",
            "gexf": "kg.exporters.gexf:write",
            "graphml": "kg.exporters.graphml:write",
            "jsonld": "kg.exporters.jsonld:write",
            "csv": "kg.exporters.csv:write",
            "ftm": "kg.exporters.ftm:write",
        },
    }
)


def names(kind: Kind) -> tuple[str, ...]:
    """Return the names of a kind, sorted.

    >>> "turtle" in names("exporters")
    True
    """
    installed = (point.name for point in entry_points(group=f"kg.{kind}"))
    return tuple(sorted({*TABLE[kind], *installed}))


def load(kind: Kind, name: str) -> object:
    """Import and return what a name stands for.

    Raises:
        NotFoundError: no plug-in of this kind has that name.
    """
    for point in entry_points(group=f"kg.{kind}", name=name):
        return point.load()
    if name not in TABLE[kind]:
        known = ", ".join(names(kind))
        raise NotFoundError(f"no {kind.rstrip('s')} named {name!r}", remedy=f"known: {known}")
    module, _, attribute = TABLE[kind][name].partition(":")
    return getattr(import_module(module), attribute)
