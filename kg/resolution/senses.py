"""One name, several entities: which uses of a name mean the same.

Two documents that use one name mean one entity, unless what they say of it keeps them apart: a
description ("the county council") means another body in every text; a body of a town or county is
another one in another region; a person is another one where the body they belong to is; a product
is another one where another company makes it and no one who is told of links the two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.resolution.comparing.lexicons import listed

_WORD = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\b")
# Words of bodies that a country, or the world, has one of.
_NATIONAL = frozenset(
    {"u", "us", "usa", "uk", "eu", "united", "national", "federal", "european", "international"}
)
# Of the words of public bodies those that a town, a county or a district has one of.
_TOWNLY = frozenset(
    {
        *("police", "sheriff", "sheriffs", "fire", "constabulary", "county", "city", "town"),
        *("township", "village", "borough", "parish", "municipal", "municipality", "mayor"),
        *("school", "schools", "library", "council", "councillors", "aldermen", "transit", "bus"),
        *("jail", "court", "courts", "courthouse", "district", "ward", "hospital", "college"),
        *("metro", "metropolitan", "parks", "probate", "coroner", "clerk", "prosecutor"),
        *("ambulance", "housing", "utility", "utilities", "water", "port", "airport"),
    }
)
# Written like what any state has, and known to be one.
_KNOWN = frozenset({frozenset({"state", "department"})})
_SMALL = frozenset({"of", "and", "the", "for", "in", "at", "on", "s", "a", "an", "to"})


@dataclass(frozen=True, slots=True)
class Setting:
    """In what surroundings a document uses a name.

    `scope` is the document, or the one whose text it repeats. `tied` are the entities that tell
    who is meant (the bodies a person belongs to, the makers of a product), `company` others that
    hardly stand in two unrelated stories; both as numbers. `regions` are the states or countries
    that the document speaks of.
    """

    scope: str
    tied: frozenset[int] = frozenset()
    company: frozenset[int] = frozenset()
    regions: frozenset[str] = frozenset()
    publisher: str = ""


def local_words() -> frozenset[str]:
    """Return the words of bodies that many places have one of ("county", "police")."""
    return listed("local_words")


def words_of(label: str) -> list[str]:
    """Return the words of a name, folded, without possessives and small words.

    >>> words_of("Office of the County’s Sheriff")
    ['office', 'county', 'sheriff']
    """
    found = _WORD.findall(_POSSESSIVE.sub("", label.casefold()))
    return [word for word in found if word not in _SMALL]


def is_description(root: str, label: str) -> bool:
    """Tell whether a name names no one outside its text ("county", "Sheriff's Office", "records").

    What a kind of thing is called ("body cameras") is the same kind elsewhere, and so is a place.

    >>> is_description("Organization", "Sheriff’s Office"), is_description("Organization", "ACLU")
    (True, False)
    >>> is_description("Person", "Police officials"), is_description("Product", "body cameras")
    (True, False)
    """
    if root in ("Place", "Product"):
        return False
    if label == label.lower() and any(character.isalpha() for character in label):
        return label != label.upper()  # scripts without case are all names
    words = words_of(label)
    if not words:
        return False
    if root == "Organization":
        return frozenset(words) not in _KNOWN and all(word in local_words() for word in words)
    if root == "Person":
        last = label.split()[-1]
        return last == last.lower() != last.upper()  # "Police officials", "GOP nominee"
    return label[1:] == label[1:].lower()


def is_local(kind: str, label: str) -> bool:
    """Tell whether a body is of a kind that many towns have one of, maybe under one name.

    >>> is_local("Organization", "Washington County Sheriff's Office")
    True
    >>> is_local("Organization", "Department of Agriculture")
    False
    """
    return is_public(kind, label) and any(word in _TOWNLY for word in words_of(label))


def is_public(kind: str, label: str) -> bool:
    """Tell whether a body is a public one, and not that of a whole country.

    >>> is_public("Organization", "Department of Agriculture")
    True
    >>> is_public("Company", "Northlight Systems")
    False
    """
    words = words_of(label)
    if kind in ("Company", "NewsOrganization") or any(word in _NATIONAL for word in words):
        return False
    return any(word in local_words() for word in words)


def split(settings: Sequence[Setting], *, local: bool = False) -> list[int]:
    """Return for each use of a name the number of the entity that it means, from 0.

    `local`: the name is that of a local body, which is told apart by its region; else uses are told
    apart by what they are tied to. Uses that share text, ties, company or (local bodies) a region
    or a publisher are one entity. Uses that are told apart by nothing are one entity, too; where
    there are several that are, those that nothing connects to any stand for themselves.
    """
    groups = _connected(settings, local=local)
    marks: dict[int, set[Hashable]] = defaultdict(set)
    for number, setting in zip(groups, settings, strict=True):
        marks[number].update(setting.regions if local else setting.tied)
    marked = [number for number, found in marks.items() if found]
    if len(marked) <= 1:
        return [0] * len(settings)
    return _numbered(groups)


def are_several(marks: Iterable[frozenset[Hashable]]) -> bool:
    """Tell whether marks make two groups or more, where those that share something are one group.

    >>> are_several([frozenset("ab"), frozenset(), frozenset("bc")])
    False
    """
    groups: list[frozenset[Hashable]] = []
    for mark in marks:
        if mark and not any(mark <= group for group in groups):
            apart = [group for group in groups if group.isdisjoint(mark)]
            groups = [*apart, mark.union(*(group for group in groups if group not in apart))]
    return len(groups) > 1


def split_description(settings: Sequence[Setting], label: str) -> list[int]:
    """Return for each use of a description the number of the entity that it means, from 0.

    It means one in each text. What is written like a name ("Office of Public Safety") means one in
    texts that tell of the same people or bodies beside it.
    """
    if label == label.lower():
        return _numbered([setting.scope for setting in settings])
    return _numbered(_connected(settings, local=False))


def _connected(settings: Sequence[Setting], *, local: bool) -> list[int]:
    """Number the groups of uses that something connects."""
    parent = list(range(len(settings)))

    def find(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    first: dict[Hashable, int] = {}
    for place, setting in enumerate(settings):
        for bond in _bonds(setting, local=local):
            other = find(first.setdefault(bond, place))
            own = find(place)
            parent[max(own, other)] = min(own, other)
    return [find(place) for place in range(len(settings))]


def _bonds(setting: Setting, *, local: bool) -> Iterator[Hashable]:
    yield "scope", setting.scope
    yield from (("tied", each) for each in sorted(setting.tied))
    yield from (("company", each) for each in sorted(setting.company))
    if local:
        yield from (("region", each) for each in sorted(setting.regions))
        if setting.publisher:
            yield "publisher", setting.publisher


def _numbered(groups: Iterable[Hashable]) -> list[int]:
    """Number groups in the order of their first members."""
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(group, len(numbers)) for group in groups]
