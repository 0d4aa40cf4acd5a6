"""Find the body that an office belongs to where only the office is told: "Sheriff Ana Ruiz"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from kg.extractors.analysis import Analysis, EntityRecord, Mention
from kg.extractors.facts.focus import (
    Office,
    organisation_in_focus,
    organisations,
    region_in_focus,
)
from kg.extractors.facts.frames import Frame, Patterns
from kg.extractors.facts.polities import polity_spoken_of
from kg.extractors.facts.remembering import remembered
from kg.extractors.lexicon import words
from kg.extractors.mentions.aliases import parts
from kg.extractors.mentions.shapes import folded
from kg.model import Entity

_MINISTRIES = frozenset(
    {"department", "ministry", "office", "agency", "secretariat", "bureau", "administration"}
)
_JOINING = frozenset({"and", "&"})
_SPELT = MappingProxyType({"defence": "defense", "labour": "labor", "programme": "program"})


def body_of(analysis: Analysis, patterns: Patterns, frame: Frame, office: Office) -> Entity | None:
    """Return the organisation that an office of the frame belongs to, by the frame's slots, or None.

    "body" is an organisation whose name holds one of the frame's heads, "portfolio" the ministry
    of the office's field, "department" the one that the title itself names, "county", "city", "region" the government of the place that is spoken
    of, "focus" the organisation that is.
    """
    slots: Mapping[str, Callable[[], EntityRecord | Entity | None]] = {
        "body": lambda: _nearest(analysis, office, _bodies(analysis, patterns, frame, office)),
        "portfolio": lambda: _ministry(analysis, patterns, office),
        "department": lambda: _department(office),
        "county": lambda: polity_spoken_of(analysis, "county", office.at),
        "city": lambda: polity_spoken_of(analysis, "city", office.at),
        "region": lambda: region_in_focus(analysis, office),
        "focus": lambda: organisation_in_focus(analysis, patterns, frame, office),
    }
    for slot in frame.object:
        if office.bound and slot not in {"portfolio", "department"}:
            continue
        record = slots[slot]() if slot in slots else None
        if record is not None:
            kind = "GovernmentOrganization" if record.type == "Place" else record.type
            return Entity(record.name, kind)
    return None


@lru_cache(maxsize=1 << 14)  # an office is looked for in every name of the document
def _words(name: str) -> tuple[str, ...]:
    return tuple(_SPELT.get(part, part) for part in parts(folded(name)))


def _bodies(
    analysis: Analysis, patterns: Patterns, frame: Frame, office: Office
) -> list[EntityRecord]:
    """Return the organisations that the office may be one of; those of its owner, if it has one."""
    return [
        record
        for record in _headed(analysis, patterns, frame.heads)
        if not frame.without & set(_words(record.name))
        and _words(record.name)[: len(office.owner)] == office.owner
    ]


@remembered
def _headed(
    analysis: Analysis, patterns: Patterns, heads: frozenset[str]
) -> Sequence[EntityRecord]:
    """Return the organisations with one of the words in a name or at the head of a description."""
    described = {
        mention.entity
        for mention in analysis.mentions
        if mention.kind == "description"
        and analysis.passages[mention.passage].doc[mention.root].lower_ in heads
    }
    return [
        record
        for record in organisations(analysis, patterns)
        if record.index in described
        or any(heads & _head_words(name) for name in (record.name, *record.names))
    ]


def _head_words(name: str) -> set[str]:
    """Return the words of a name that may head it: not what it is "for" or "against"."""
    found = _words(name)
    for link in ("for", "on", "against"):
        if link in found:
            found = found[: found.index(link)]
    return set(found)


def _nearest(
    analysis: Analysis, office: Office, records: Sequence[EntityRecord]
) -> EntityRecord | None:
    """Return the one of the organisations that was mentioned last before the office.

    None mentioned before: the only one that the document names.
    """
    if not records:
        return None
    mentions = analysis.mentions
    before = bisect_left(mentions, office.at, key=lambda each: (each.passage, each.start))
    for place in range(before - 1, -1, -1):
        for record in reversed(records):
            if mentions[place].entity == record.index or _begins(analysis, mentions[place], record):
                return record
    return records[0] if len(records) == 1 else None


def _begins(analysis: Analysis, mention: Mention, record: EntityRecord) -> bool:
    """Tell whether a name is the start of an organisation's: "Marlow" of "Marlow Regional Police"."""
    if mention.kind != "name":
        return False
    name = _words(analysis.entities[mention.entity].name.partition(",")[0])
    return 0 < len(name) < len(whole := _words(record.name)) and whole[: len(name)] == name


def _ministry(analysis: Analysis, patterns: Patterns, office: Office) -> EntityRecord | None:
    if not office.portfolio:
        return None
    field = {_SPELT.get(word, word) for word in office.portfolio} - _JOINING
    found = [
        record
        for record in _headed(analysis, patterns, _MINISTRIES)
        if any(field <= set(_words(name)) for name in (record.name, *record.names))
    ]
    return _nearest(analysis, office, found)


def _department(office: Office) -> Entity | None:
    """Return the department that a secretary’s title names: "Transportation Secretary"."""
    known = words("names_subjects") - {"state"} | _JOINING
    if not set(office.portfolio) - _JOINING or not set(office.portfolio) <= known:
        return None
    told = " ".join(word if word in _JOINING else word.capitalize() for word in office.portfolio)
    return Entity(f"Department of {told}", "GovernmentOrganization")
