"""References: the entities that one document's claims name, with what tells who they are.

A reference is one entity of one document. What the document says of it (its class, its other
names, its part in claims with others, its roles) is evidence when references of several documents
are taken for one entity.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.model import Claim, Entity
from kg.resolution.comparing.persons import parse_person
from kg.resolution.names import organization_name, plain_name
from kg.triples.minting import slug
from kg.triples.values import place_names
from kg.vocab.ontology import Ontology

PLACE = "Place"
PLACED = "place"
ROLE = "role"
INVERSE = "of "
"""Before the relation of a link that is told from the object's side."""

_SMALL = frozenset({"of", "and", "the", "for", "in", "at", "on", "de", "la", "du", "&"})
_WORD = re.compile(r"[^\W_][\w.&'’-]*")
_LETTERS = re.compile(r"[^\W\d_]")

Name = tuple[str, str]
"""The root class and the folded name that make an entity's IRI, where nothing else does."""


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """That a reference takes part in a claim with another: the claim's type, and the other.

    `relation` has `INVERSE` in front where the reference is the claim's object.
    """

    relation: str
    other: Name


@dataclass(frozen=True, slots=True)
class Reference:
    """One entity as one document has it.

    `label` is the name that most of its claims give it, `type` its most telling class, `given` the
    IRI that the claims came with, if any. `aliases` are folded names by which the document also
    calls it; `roles` the words of its roles, folded.
    """

    name: Name
    label: str
    type: str
    given: str | None = None
    aliases: frozenset[str] = frozenset()
    links: frozenset[Link] = frozenset()
    roles: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Told:
    """What has been read of a reference."""

    labels: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    given: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    links: set[Link] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)


def name_of(entity: Entity, ontology: Ontology) -> Name:
    """Return the root class and folded name of an entity.

    Raises:
        NotFoundError: the ontology declares no such class.
    """
    return ontology.root(entity.type), slug(entity.name)


def references(claims: Iterable[Claim], ontology: Ontology) -> list[Reference]:
    """Return the references of one document's claims, by name.

    Claims whose classes the ontology does not declare give none.
    """
    told: dict[Name, _Told] = defaultdict(_Told)
    for claim in claims:
        _read(claim, told, ontology)
    return [_reference(name, told[name]) for name in sorted(told)]


def _read(claim: Claim, told: dict[Name, _Told], ontology: Ontology) -> None:
    subject = _note(claim.subject, told, ontology)
    about = _note(claim.object, told, ontology) if claim.object else None
    if claim.attributed_to:
        _note(claim.attributed_to, told, ontology)
    places = [_place(name, told) for name in _places(claim)]
    if subject is None:
        return
    if about is not None and about != subject:
        told[subject].links.add(Link(claim.type, about))
        told[about].links.add(Link(INVERSE + claim.type, subject))
    told[subject].links.update(Link(PLACED, place) for place in places if place != subject)
    role = claim.qualifiers.get(ROLE)
    if role is not None:
        told[subject].roles.add(" ".join((role.value or role.span.text).casefold().split()))


def _note(entity: Entity, told: dict[Name, _Told], ontology: Ontology) -> Name | None:
    if entity.type not in ontology.roots:
        return None
    name = name_of(entity, ontology)
    known = told[name]
    known.labels[entity.name] += 1
    known.types[entity.type] += 1
    if entity.iri:
        known.given.add(entity.iri)
    if entity.mention:
        known.words.add(entity.mention.text)
    return name


def _places(claim: Claim) -> Iterator[str]:
    place = claim.qualifiers.get(PLACED)
    if place is not None:
        yield from place_names(place)


def _place(label: str, told: dict[Name, _Told]) -> Name:
    name = PLACE, slug(label)
    told[name].labels[label] += 1
    told[name].types[PLACE] += 1
    return name


def _reference(name: Name, told: _Told) -> Reference:
    root, key = name
    # A class below the root tells more than the root itself.
    kinds = {kind: count for kind, count in told.types.items() if kind != root} or told.types
    return Reference(
        name=name,
        label=most_frequent(told.labels),
        type=most_frequent(kinds),
        given=min(told.given) if told.given else None,
        aliases=frozenset(_aliases(root, key, told.words)),
        links=frozenset(told.links),
        roles=frozenset(told.roles),
    )


def most_frequent(counts: dict[str, int] | Counter[str]) -> str:
    """Return the text with the highest count; of equals the last by code points.

    That puts "Elverton PD" before "ELVERTON PD".
    """
    return max(counts, key=lambda text: (counts[text], text))


def _aliases(root: str, key: str, words: Iterable[str]) -> Iterator[str]:
    """Yield the folded names among the words that stand for a reference.

    Pronouns, descriptions ("the company") and bare parts of names ("Ruiz") are none.
    """
    for text in words:
        if slug(plain_name(text)) == key:
            continue  # its own name, as most are
        folded = organization_name(text) if root == "Organization" else plain_name(text)
        alias = slug(folded)
        is_name = _is_initials(folded) or _is_full_name(folded)
        # "Mr. King" is many a King
        if alias != key and is_name and (root != "Person" or parse_person(folded).given):
            yield alias


def _is_initials(text: str) -> bool:
    letters = "".join(_LETTERS.findall(text))
    return " " not in text and len(letters) > 1 and letters.isupper()


def _is_full_name(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if word.casefold() not in _SMALL]
    return len(words) > 1 and all(word[0].isupper() or word[0].isdigit() for word in words)
