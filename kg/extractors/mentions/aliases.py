"""Decide which names of a document name the same thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rapidfuzz.fuzz import ratio

from kg.extractors.lexicon import groups, table, words
from kg.extractors.mentions.evidence import Weighed
from kg.extractors.mentions.joining import organisation_heads
from kg.extractors.mentions.name_parts import parts as parts
from kg.extractors.mentions.short_forms import short_form

_SURE = 4.0
_LABEL_ALONE = 2.0
_SPELT_ALIKE = 90.0
_LONG_ENOUGH = 9


def link_aliases(
    types: Mapping[str, Weighed], counts: Mapping[str, int], acronyms: Mapping[str, str]
) -> Mapping[str, str]:
    """Return, for each folded name, the folded name that stands for all of its kind.

    Args:
        types: each name's type and the weight of its evidence; untyped names are absent.
        counts: how often each name is used; the names to link, in order of first use.
        acronyms: acronym to full name.

    A person's last name is left alone here when several persons bear it.
    """
    leader = {key: key for key in counts}

    def top(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    rules: tuple[Callable[[str, str], bool], ...] = (
        lambda short, full: acronyms.get(short) == full,
        lambda short, full: _country(short, full),
        lambda short, full: _same_person(short, full, types, counts),
        lambda short, full: _same_organisation(short, full, types),
        lambda short, full: short_form(short, full, types, counts),
        lambda short, full: _same_product(short, full, types),
        lambda short, full: _misspelt(short, full, types, counts),
    )
    keys = sorted(counts, key=lambda key: (-len(parts(key)), key))
    for rule in rules:
        for short in reversed(keys):
            for full in keys:
                if short == full or top(short) == top(full) or not rule(short, full):
                    continue
                if _apart(top(short), full, types):
                    continue
                leader[top(short)] = top(full)
                break
    return {key: top(key) for key in counts}


def _apart(key: str, full: str, types: Mapping[str, Weighed]) -> bool:
    """Tell whether a name links to a person already: "Marlow" is not "Marlow Systems", too."""
    return _kind(key, types) == "Person" and " " in key and _kind(full, types) != "Person"


def _kind(key: str, types: Mapping[str, Weighed]) -> str | None:
    return types[key][0] if key in types else None


def may_be(key: str, kind: str, types: Mapping[str, Weighed]) -> bool:
    """Tell whether a name is of a type, or so weakly of another that its full name decides."""
    return key not in types or types[key][0] == kind or types[key][1] < _SURE


def _country(short: str, full: str) -> bool:
    aliases = table("places_aliases")
    return aliases.get(short, short) == aliases.get(full, full)


def _same_person(
    short: str, full: str, types: Mapping[str, Weighed], counts: Mapping[str, int]
) -> bool:
    """Tell whether a name is a person's last, first or shortened name ("Barr", "Donald Trump")."""
    if _kind(full, types) != "Person" or not may_be(short, "Person", types):
        return False
    ours, theirs = parts(short), _without_junior(parts(full))
    if len(ours) >= len(theirs):
        return False
    if len(ours) > 1:
        return _kind(short, types) == "Person" and _shortens(short, full)
    if ours[0] not in {theirs[0], theirs[-1]}:
        return False
    return len(namesakes(short, types, counts)) == 1


def namesakes(
    short: str, types: Mapping[str, Weighed], counts: Mapping[str, int]
) -> tuple[str, ...]:
    """Return the full names of the persons whose last or first name `short` is."""
    full = [key for key in counts if _kind(key, types) == "Person" and " " in key]
    last = tuple(key for key in full if _without_junior(parts(key))[-1:] == (short,))
    first = tuple(key for key in full if parts(key)[0] == short)
    kept = last or first
    return tuple(
        key for key in kept if not any(_shortens(key, other) for other in kept if other != key)
    )


def _shortens(key: str, other: str) -> bool:
    ours, theirs = parts(key), parts(other)
    if len(ours) >= len(theirs) or ours[-1] != theirs[-1]:
        return False
    return ours[0] == theirs[0] or (len(ours) > 1 and theirs[-len(ours) :] == ours)


def _without_junior(name: tuple[str, ...]) -> tuple[str, ...]:
    return name[:-1] if len(name) > 1 and name[-1] in {"jr", "sr", "ii", "iii"} else name


def _same_organisation(short: str, full: str, types: Mapping[str, Weighed]) -> bool:
    """Tell whether a name is an organisation's without its tail or its place."""
    if _kind(full, types) != "Organization" or not may_be(short, "Organization", types):
        return False
    ours, theirs = parts(short), parts(full)
    if len(ours) >= len(theirs) or _surely_place(short, types):
        return False
    if short.title() in words("places_regions"):
        return False
    if theirs[: len(ours)] == ours:
        rest = theirs[len(ours) :]
        if theirs[-1] in words("organisations_suffixes") and len(rest) > 1:
            return not any(_place_like(word, types) or word == "of" for word in rest)
        return ours[0] not in organisation_heads() and all(
            word in words("organisations_tails") for word in rest
        )
    if theirs[-len(ours) :] != ours:
        return False
    before = " ".join(theirs[: -len(ours)])
    if ours[1:2] == ("of",) and ours[0] in organisation_heads():
        return _place_like(before, types) or _kind(before, types) == "Organization"
    if ours[-1] not in organisation_heads():
        return False
    return (
        _place_like(before, types) or ours[-1] in groups("organisations_heads")["NewsOrganization"]
    )


def _surely_place(key: str, types: Mapping[str, Weighed]) -> bool:
    """Tell whether more than the model's label says that a name is a place's."""
    return _kind(key, types) == "Place" and types[key][1] > _LABEL_ALONE


def _place_like(key: str, types: Mapping[str, Weighed]) -> bool:
    spelt = key.title()
    known = spelt in words("places_names") or spelt in words("places_demonyms")
    return known or key in {"us", "uk", "national"} or _kind(key, types) == "Place"


def _same_product(short: str, full: str, types: Mapping[str, Weighed]) -> bool:
    """Tell whether a name is a product's without its maker's ("Acme Lens": "Lens")."""
    ours, theirs = parts(short), parts(full)
    if len(ours) >= len(theirs) or theirs[-len(ours) :] != ours:
        return False
    maker = " ".join(theirs[: -len(ours)])
    kinds = {_kind(short, types), _kind(full, types)}
    if "Product" not in kinds and _kind(maker, types) != "Organization":
        return False
    if _kind(maker, types) == "Organization":
        return ours[-1] not in organisation_heads() and _kind(short, types) != "Place"
    return kinds <= {"Product", None} and len(theirs) - len(ours) == 1


def _misspelt(
    short: str, full: str, types: Mapping[str, Weighed], counts: Mapping[str, int]
) -> bool:
    """Tell whether the rarer of two long names is the other with a letter wrong."""
    ours, theirs = _without_maker(short, types), _without_maker(full, types)
    if min(len(ours), len(theirs)) < _LONG_ENOUGH or ours[0] != theirs[0] or ours == theirs:
        return False
    if re.sub(r"\D", "", ours) != re.sub(r"\D", "", theirs) or counts[short] == counts[full] > 1:
        return False
    kinds = {_kind(short, types), _kind(full, types)} - {None}
    if kinds & {"Person", "Place"}:
        return False
    weak = any(types[key][1] < _SURE for key in (short, full) if key in types)
    return (len(kinds) <= 1 or weak) and ratio(ours, theirs) >= _SPELT_ALIKE


def _without_maker(key: str, types: Mapping[str, Weighed]) -> str:
    name = key.split(" ")
    for length in range(len(name) - 1, 0, -1):
        if _kind(" ".join(name[:length]), types) == "Organization":
            return " ".join(name[length:])
    return key
