"""Choose the class of an organisation where its names leave no doubt."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.aliases import parts
from kg.extractors.mentions.shapes import folded

_ONTOLOGY = frozenset(
    {
        "Organization",
        "GovernmentOrganization",
        "Company",
        "NonprofitOrganization",
        "NewsOrganization",
    }
)


def organisation_class(names: Sequence[str], default: str) -> str:
    """Return the class that an organisation's names show, else `default`."""
    sure = groups("organisations_sure")
    for name in names:
        if name in words("organisations_news"):
            return "NewsOrganization"
        found = parts(folded(name))
        if not found:
            continue
        if len(found) > 1 and found[-1] in sure["Company"]:
            return "Company"
        heads = {found[-1], *_before_links(found)}
        for kind in ("GovernmentOrganization", "NonprofitOrganization", "NewsOrganization"):
            if heads & sure[kind]:
                return kind
    return default


def _before_links(found: Sequence[str]) -> list[str]:
    heads = [word for word, after in pairwise(found) if after in {"of", "for"}]
    return heads[:1]


def ontology_class(kind: str) -> str:
    """Return the ontology's class for a class of the lexicons."""
    if kind in _ONTOLOGY or not kind.endswith("Organization"):
        return kind
    return "Organization"


def compatible(first: str, second: str) -> bool:
    """Tell whether one entity may have both classes."""
    return family(first) == family(second)


def family(kind: str) -> str:
    """Return Organization for every class of organisations, other classes as they are."""
    return "Organization" if kind.endswith("Organization") or kind == "Company" else kind
