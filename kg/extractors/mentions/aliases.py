"""Decide which names of a document name the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from kg.extractors.lexicon import groups, table, words
from kg.extractors.mentions.evidence import Weighed
from kg.extractors.mentions.joining import organisation_heads
from kg.extractors.mentions.misspellings import SURE, Misspellings
from kg.extractors.mentions.name_index import NameIndex, shortens, without_junior
from kg.extractors.mentions.name_parts import parts as parts
from kg.extractors.mentions.short_forms import short_form

_LABEL_ALONE = 2.0


def link_aliases(names: NameIndex, acronyms: Mapping[str, str]) -> Mapping[str, str]:
    """Return, for each folded name, the folded name that stands for all of its kind.

    Args:
        names: the names to link, with their types and how often each is used.
        acronyms: acronym to full name.

    A person's last name is left alone here when several persons bear it.
    """
    leader = {key: key for key in names.keys}

    def top(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    for candidates, rule in _rules(names, acronyms):
        for short in reversed(names.keys):
            for full in candidates(short):
                if short == full or top(short) == top(full) or not rule(short, full):
                    continue
                if _apart(top(short), full, names):
                    continue
                leader[top(short)] = top(full)
                break
    return {key: top(key) for key in names.counts}


def _rules(
    names: NameIndex, acronyms: Mapping[str, str]
) -> Iterator[tuple[Callable[[str], Sequence[str]], Callable[[str, str], bool]]]:
    """Yield each rule: where to look for a name's full form, the fullest first, and what it tests."""
    countries = _by_country(names)
    alike = Misspellings(names)

    def spelt_out(short: str) -> Sequence[str]:
        full = acronyms.get(short)
        return [full] if full is not None and full in names.counts else []

    yield spelt_out, lambda short, full: acronyms.get(short) == full
    yield lambda short: countries[_country(short)], lambda *_: True
    yield partial(_persons, names), partial(_same_person, names)
    yield partial(_around, names), partial(_same_organisation, names)
    yield names.beginning, partial(short_form, names)
    yield names.ending, partial(_same_product, names)
    yield alike.candidates, alike.tell


def _apart(key: str, full: str, names: NameIndex) -> bool:
    """Tell whether a name links to a person already: "Marlow" is not "Marlow Systems", too."""
    return names.kind(key) == "Person" and " " in key and names.kind(full) != "Person"


def may_be(key: str, kind: str, types: Mapping[str, Weighed]) -> bool:
    """Tell whether a name is of a type, or so weakly of another that its full name decides."""
    return key not in types or types[key][0] == kind or types[key][1] < SURE


def _country(key: str) -> str:
    return str(table("places_aliases").get(key, key))


def _by_country(names: NameIndex) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for key in names.keys:
        found.setdefault(_country(key), []).append(key)
    return found


def _persons(names: NameIndex, short: str) -> Sequence[str]:
    """Return the persons who bear a name's last word."""
    last = parts(short)[-1:]
    return names.ordered(names.bearing(last[0])) if last else ()


def _around(names: NameIndex, short: str) -> Sequence[str]:
    """Return the names that begin or end as a name does."""
    return names.ordered((*names.beginning(short), *names.ending(short)))


def _same_person(names: NameIndex, short: str, full: str) -> bool:
    """Tell whether a name is a person's last, first or shortened name ("Barr", "Donald Trump")."""
    if names.kind(full) != "Person" or not may_be(short, "Person", names.types):
        return False
    ours, theirs = parts(short), without_junior(parts(full))
    if len(ours) >= len(theirs):
        return False
    if len(ours) > 1:
        return names.kind(short) == "Person" and shortens(short, full)
    if ours[0] not in {theirs[0], theirs[-1]}:
        return False
    return len(names.namesakes(short)) == 1


def _same_organisation(names: NameIndex, short: str, full: str) -> bool:
    """Tell whether a name is an organisation's without its tail or its place."""
    if names.kind(full) != "Organization" or not may_be(short, "Organization", names.types):
        return False
    ours, theirs = parts(short), parts(full)
    if len(ours) >= len(theirs) or _surely_place(short, names):
        return False
    if short.title() in words("places_regions"):
        return False
    if theirs[: len(ours)] == ours:
        rest = theirs[len(ours) :]
        if theirs[-1] in words("organisations_suffixes") and len(rest) > 1:
            return not any(_place_like(word, names) or word == "of" for word in rest)
        return ours[0] not in organisation_heads() and all(
            word in words("organisations_tails") for word in rest
        )
    if theirs[-len(ours) :] != ours:
        return False
    before = " ".join(theirs[: -len(ours)])
    if ours[1:2] == ("of",) and ours[0] in organisation_heads():
        return _place_like(before, names) or names.kind(before) == "Organization"
    if ours[-1] not in organisation_heads():
        return False
    return (
        _place_like(before, names) or ours[-1] in groups("organisations_heads")["NewsOrganization"]
    )


def _surely_place(key: str, names: NameIndex) -> bool:
    """Tell whether more than the model's label says that a name is a place's."""
    return names.kind(key) == "Place" and names.types[key][1] > _LABEL_ALONE


def _place_like(key: str, names: NameIndex) -> bool:
    spelt = key.title()
    known = spelt in words("places_names") or spelt in words("places_demonyms")
    return known or key in {"us", "uk", "national"} or names.kind(key) == "Place"


def _same_product(names: NameIndex, short: str, full: str) -> bool:
    """Tell whether a name is a product's without its maker's ("Acme Lens": "Lens")."""
    ours, theirs = parts(short), parts(full)
    if len(ours) >= len(theirs) or theirs[-len(ours) :] != ours:
        return False
    maker = " ".join(theirs[: -len(ours)])
    kinds = {names.kind(short), names.kind(full)}
    if "Product" not in kinds and names.kind(maker) != "Organization":
        return False
    if names.kind(maker) == "Organization":
        return ours[-1] not in organisation_heads() and names.kind(short) != "Place"
    return kinds <= {"Product", None} and len(theirs) - len(ours) == 1
