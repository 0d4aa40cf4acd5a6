"""From the lines about an article, and its text, to its gold; what cannot be used is set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from kg.errors import InputError
from kg.evaluation.annotations import annotated_claim, annotated_entity
from kg.evaluation.corrected import corrected_claim, mentioned_entities
from kg.evaluation.files import GoldFile, is_claim_format
from kg.evaluation.gold import Gold, GoldClaim, GoldEntity
from kg.evaluation.records import Line, set_aside
from kg.model import Claim, Rejection

_SAME_ENTITY = "join the two lines"


def read_gold(file: GoldFile, text: str) -> tuple[Gold, tuple[Rejection, ...]]:
    """Return the gold of an article, and the lines of it that cannot be used.

    A line is set aside when a field is missing or of the wrong kind, when the article's text does
    not hold its words at its offsets, when its id is another's, or when it refers to no claim.

    Raises:
        InputError: annotations stand without a file of entities, so that none can be used.
    """
    rejections: list[Rejection] = []
    entities = dict(_entities(file, text, rejections))
    if is_claim_format(file.lines):
        pairs = list(_corrected(file.lines, text, rejections))
        known = mentioned_entities(claim for _, _, claim in pairs)
        entities = _merged(entities, known)
        read = [(line, gold) for line, gold, _ in pairs]
    else:
        _check_entities(file)
        read = list(_annotated(file.lines, text, entities, rejections))
    claims = _referring(_unique(read, rejections), rejections)
    gold = Gold(file.slug, text, claims, MappingProxyType(entities), file.document)
    return gold, tuple(rejections)


def _check_entities(file: GoldFile) -> None:
    if file.lines and file.entities is None:
        raise InputError(
            f"there is no {file.slug}.entities.jsonl beside it",
            where=str(file.path),
            remedy="list there who and what the article mentions, one a line, as"
            ' {"name": …, "type": …, "mentions": [{"text": …, "start": …, "end": …}]}',
        )


def _entities(
    file: GoldFile, text: str, rejections: list[Rejection]
) -> Iterator[tuple[str, GoldEntity]]:
    seen: set[str] = set()
    for line in file.entities or ():
        try:
            name, entity = annotated_entity(line, text)
            if name in seen:
                raise InputError(f"'name' {name!r} is there twice", remedy=_SAME_ENTITY)
        except InputError as error:
            rejections.append(set_aside(line, error))
        else:
            seen.add(name)
            yield name, entity


def _annotated(
    lines: Iterable[Line],
    text: str,
    entities: Mapping[str, GoldEntity],
    rejections: list[Rejection],
) -> Iterator[tuple[Line, GoldClaim]]:
    for line in lines:
        try:
            claim = annotated_claim(line, text, entities)
        except InputError as error:
            rejections.append(set_aside(line, error))
        else:
            yield line, claim


def _corrected(
    lines: Iterable[Line], text: str, rejections: list[Rejection]
) -> Iterator[tuple[Line, GoldClaim, Claim]]:
    for line in lines:
        try:
            gold, claim = corrected_claim(line, text)
        except InputError as error:
            rejections.append(set_aside(line, error))
        else:
            yield line, gold, claim


def _merged(
    one: Mapping[str, GoldEntity], other: Mapping[str, GoldEntity]
) -> dict[str, GoldEntity]:
    """Join the mentions of entities that have the same name."""
    nobody = GoldEntity(frozenset(), ())
    return {
        name: GoldEntity(
            one.get(name, nobody).names | other.get(name, nobody).names,
            (*one.get(name, nobody).mentions, *other.get(name, nobody).mentions),
        )
        for name in (*one, *(name for name in other if name not in one))
    }


def _unique(
    read: Iterable[tuple[Line, GoldClaim]], rejections: list[Rejection]
) -> list[tuple[Line, GoldClaim]]:
    first: dict[str, tuple[Line, GoldClaim]] = {}
    for line, claim in read:
        if claim.id not in first:
            first[claim.id] = (line, claim)
            continue
        reason = f"'id' {claim.id!r} is that of {first[claim.id][1].where} too"
        remedy = "give each claim an id of its own; in the claim format it may be left out"
        rejections.append(set_aside(line, InputError(reason, remedy=remedy)))
    return list(first.values())


def _referring(
    read: list[tuple[Line, GoldClaim]], rejections: list[Rejection]
) -> tuple[GoldClaim, ...]:
    """Keep the claims whose `same_as` leads to a claim; a claim set aside takes along its kin."""
    by_id = {claim.id: claim for _, claim in read}
    kept: list[GoldClaim] = []
    for line, claim in read:
        if _leads_to_a_claim(claim, by_id):
            kept.append(claim)
            continue
        reason = f"'same_as' {claim.same_as!r} leads to no usable claim of this article"
        remedy = "name the id of the first claim that states the fact, which itself has no same_as"
        rejections.append(set_aside(line, InputError(reason, remedy=remedy)))
    return tuple(kept)


def _leads_to_a_claim(claim: GoldClaim, by_id: Mapping[str, GoldClaim]) -> bool:
    passed: set[str] = set()
    at: GoldClaim | None = claim
    while at is not None and at.same_as is not None and at.id not in passed:
        passed.add(at.id)
        at = by_id.get(at.same_as)
    return at is not None and at.same_as is None
