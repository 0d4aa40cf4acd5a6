"""What is true of an article, as a person wrote it down: claims, and who is mentioned where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kg.evaluation.overlap import Range

# What is said in the article and is none of the claim types; never asked for, and never wrong.
OTHER = "other"
STATES = "states"


def _nothing() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim that an article makes.

    `where` names the line that it was read from. `evidence` and `content` are ranges of the
    article's text. `modalities` are those that count as right. `qualifiers` holds for each name the
    values that count as right. An `optional` claim is right when found, and not missed when it is
    not; `same_as` is the id of a claim that states the same fact elsewhere.
    """

    id: str
    where: str
    type: str
    subject: str
    evidence: tuple[Range, ...]
    modalities: frozenset[str]
    object: str | None = None
    content: tuple[Range, ...] = ()
    mode: str | None = None
    qualifiers: Mapping[str, tuple[str, ...]] = field(default_factory=_nothing)
    optional: bool = False
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """Something that is mentioned: its folded names (no pronouns), and where it is mentioned."""

    names: frozenset[str]
    mentions: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold of one article.

    `slug` is the article's file name without its ending; `document` is its IRI, where the gold
    names it. `claims` are in the order of their lines.
    """

    slug: str
    text: str
    claims: tuple[GoldClaim, ...]
    entities: Mapping[str, GoldEntity]
    document: str | None = None

    def facts(self) -> tuple[tuple[GoldClaim, ...], ...]:
        """Return the claims grouped by the fact they state, the one that others refer to first."""
        by_id = {claim.id: claim for claim in self.claims}
        groups: dict[str, list[GoldClaim]] = {}
        for claim in self.claims:
            head = claim
            while head.same_as is not None:
                head = by_id[head.same_as]
            groups.setdefault(head.id, []).append(claim)
        return tuple(
            (by_id[head], *(claim for claim in group if claim.id != head))
            for head, group in groups.items()
        )
