"""Judgements as decisions on pairs: which names they fold to, which of several holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.errors import InputError, NotFoundError
from kg.model.judgement import Judgement, Selector
from kg.resolution.names import organization_name, plain_name
from kg.triples.minting import slug
from kg.vocab.ontology import Ontology

# Of judgements of one time the more careful holds: a wrong union is worse than one left out.
_CARE = {"same": 0, "unsure": 1, "different": 2}


class Selected(NamedTuple):
    """What a selector selects: a document's IRI ("" for all), a root class and a folded name."""

    document: str
    root: str
    key: str


Pair = tuple[Selected, Selected]


def selected(selector: Selector) -> Selected:
    """Fold a selector's name as resolution folds the names of entities.

    >>> selected(Selector("Organization", "The Northlight Systems, Inc."))
    Selected(document='', root='Organization', key='northlight-systems')
    """
    organization = selector.type == "Organization"
    name = organization_name(selector.name) if organization else plain_name(selector.name)
    return Selected(selector.document, selector.type, slug(name))


def pair_of(left: Selector, right: Selector) -> Pair:
    """Return what two selectors select, the same whichever stands on the left."""
    first, second = sorted((selected(left), selected(right)))
    return first, second


def check(judgement: Judgement, ontology: Ontology) -> None:
    """Make sure that a judgement can be meant.

    Raises:
        InputError: it is about two root classes, about no class of entities, about one reference
            alone, or it parts a name from itself.
    """
    left, right = judgement.left, judgement.right
    _check_classes(left.type, right.type, ontology)
    first, second = pair_of(left, right)
    if first[1:] != second[1:]:
        return
    if first == second and first.document:
        raise InputError(
            f"{left.name!r} and {right.name!r} are one reference of one document",
            remedy="a document's two entities need two names: amend a claim with a correction",
        )
    if judgement.verdict == "different" and not (first.document and second.document):
        raise InputError(
            f"{left.name!r} and {right.name!r} fold to one name, which differs from itself",
            remedy="say of which documents, in left_document and right_document",
        )


def _check_classes(left: str, right: str, ontology: Ontology) -> None:
    try:
        roots = ontology.root(left), ontology.root(right)
    except NotFoundError as error:
        raise InputError(error.reason, remedy=error.remedy) from None
    if roots[0] != roots[1]:
        raise InputError(
            f"a {roots[0]} and a {roots[1]} are two entities, whatever their names",
            remedy="if one has the wrong class, amend the claim's type with a correction",
        )


def merge(existing: Iterable[Judgement], new: Iterable[Judgement] = ()) -> list[Judgement]:
    """Return one judgement for each pair, sorted: the newest.

    The sides of a pair may be exchanged. Of several with one time "different" goes before "unsure"
    and that before "same". The order of the arguments and of what they hold makes no difference.
    """
    newest: dict[Pair, Judgement] = {}
    for judgement in (*existing, *new):
        pair = pair_of(judgement.left, judgement.right)
        known = newest.get(pair)
        newest[pair] = max(known, judgement, key=_age) if known else judgement
    return sorted(newest.values(), key=_place)


def without(existing: Iterable[Judgement], pair: tuple[Selector, Selector]) -> list[Judgement]:
    """Return the judgements but those on one pair, which is then open again."""
    undone = pair_of(*pair)
    return [other for other in existing if pair_of(other.left, other.right) != undone]


def _age(judgement: Judgement) -> tuple[object, ...]:
    last = judgement.left, judgement.right, judgement.extra
    return judgement.at, _CARE[judgement.verdict], judgement.by, judgement.why, *last


def _place(judgement: Judgement) -> tuple[object, ...]:
    """Sort by names as they are written: a person looks for them."""
    first, second = sorted((judgement.left, judgement.right))
    return first.type, first.name, second.name, first.document, second.document
