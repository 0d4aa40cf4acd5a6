"""Which entities became one, and which became several, between two sets of claims.

An entity of one document is followed from the old to the new claims by its root class and its
folded name; its IRI says which entity of the graph it was and is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, product
from operator import itemgetter
from typing import Literal

from kg.model import Claim, Entity
from kg.triples.minting import slug
from kg.vocab import DEFAULT_BASE, default_ontology

Fate = Literal["merged", "split"]
_FATES: dict[str, Fate] = {"m": "merged", "s": "split"}
_Named = tuple[str, str]
"""An entity's IRI, and a name of it."""
_References = dict[tuple[str, str], set[_Named]]


@dataclass(frozen=True, slots=True)
class EntityChange:
    """An entity that several became ("merged"), or that became several ("split").

    `iri` is the entity that is one. `parts` are the several, by IRI: each with the names that
    documents on both sides give it.
    """

    change: Fate
    iri: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


def link_lines(
    old: Iterable[Claim], new: Iterable[Claim], *, base: str = DEFAULT_BASE
) -> Iterator[str]:
    """Yield lines that say which entity each entity of one document was and is.

    `entity_changes` reads them, of all documents, sorted by code points. An entity without an IRI
    has that of its class and name under `base`, as in the graph.
    """
    before, after = _references(old, base), _references(new, base)
    for reference in before.keys() & after.keys():
        for (was, name), (is_now, new_name) in _links(before[reference], after[reference]):
            yield f"m\t{is_now}\t{was}\t{json.dumps(name)}"
            yield f"s\t{was}\t{is_now}\t{json.dumps(new_name)}"


def _links(old: set[_Named], new: set[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """Yield which of the entities that one name stands for became which; mostly one became one.

    An entity that is on both sides stayed what it is; the others are linked with each other.
    """
    kept = {iri for iri, _ in old} & {iri for iri, _ in new}
    gone = {named for named in old if named[0] not in kept}
    come = {named for named in new if named[0] not in kept}
    yield from ((one, other) for one in old - gone for other in new - come if one[0] == other[0])
    yield from product(gone, come or new)
    if not gone:
        yield from product(old, come)


def entity_changes(lines: Iterable[str]) -> Iterator[EntityChange]:
    """Yield the entities that were merged, then those that were split, by IRI.

    The names of one entity are in memory at a time.

    >>> lines = ['m\\turn:b\\turn:a\\t"A."', 'm\\turn:b\\turn:b\\t"Aa"']
    >>> list(entity_changes(lines))
    [EntityChange(change='merged', iri='urn:b', parts=(('urn:a', ('A.',)), ('urn:b', ('Aa',))))]
    """
    rows = (line.split("\t") for line in lines)
    for (fate, one), group in groupby(rows, key=itemgetter(0, 1)):
        names: dict[str, set[str]] = {}
        for _, _, other, name in group:
            names.setdefault(other, set()).add(json.loads(name))
        if len(names) > 1:
            parts = tuple((other, tuple(sorted(names[other]))) for other in sorted(names))
            yield EntityChange(_FATES[fate], one, parts)


def _references(claims: Iterable[Claim], base: str) -> _References:
    found: _References = {}
    for claim in claims:
        for entity in (claim.subject, claim.object, claim.attributed_to):
            if entity:
                root = _root(entity)
                own = f"{base}{root}/{slug(entity.name)}"
                key = (root, slug(entity.name))
                found.setdefault(key, set()).add((entity.iri or own, entity.name))
    return found


def _root(entity: Entity) -> str:
    """Return the root class as it stands in an IRI; a class of another ontology is its own."""
    return default_ontology().roots.get(entity.type, entity.type).lower()
