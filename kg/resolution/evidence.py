"""How likely two names are of one entity, by all that is known of both.

The likeness of the names gives the odds to begin with; each piece of evidence multiplies them, as
in Fellegi and Sunter, "A theory for record linkage" (JASA 64, 1969): shared ties and surroundings
speak for one entity, and for two: that one text tells both apart, that their classes differ, that
they are tied to different bodies, and that the shorter name fits several others as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

# Factors of the odds, as natural logarithms.
_TIE = 1.7  # a shared link of one kind: both make, use or belong to the same
_MOST_TIES = 3.4
_COMPANY = 1.5  # the same people or bodies are told of in both stories
_KIN = 1.0  # both belong to bodies, or come from makers, whose names may be of one
_PLACE = 0.6
_DEFINED = 3.0  # a text uses the one name for the other
_TOGETHER = -1.6  # a text tells of both, and its reader did not take them for one
_CLASS = -1.4  # a company and a government body
_APART = -2.4  # tied to different bodies, or in different regions
_RIVALS = -3.2
# Forms of one name that a text may well use side by side.
_SIDE_BY_SIDE = frozenset(
    {"acronym", "legal form", "spacing", "order", "domain", "equal", "titled", "surname"}
)
# Names of one length that a text uses for two bodies
_TOLD_APART = frozenset({"head"})
# Where the shorter name may stand for several longer ones.
SHORTENING = frozenset(
    {
        "acronym",
        "contained",
        "prefixed",
        "surname",
        "initial",
        "region",
        "family",
        "suffix",
        "domain",
        "headless",
        "short",
    }
)
MERGED = 0.85
"""From this probability on, two names are taken for one entity."""
OFFERED = 0.15
"""From this probability on, a pair is offered to a person."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a pair of names.

    `score` is the likeness of the names by themselves (0 to 1), `kind` how they are alike. `ties`
    counts the links that both have, `company` tells of other entities in both stories, `kin` of
    bodies or makers with names that may be of one, `places` of shared places or regions. `defined`: a text uses one name for the other. `together`: a text has both.
    `classes`: both have classes, which differ. `apart`: what each is tied to differs. `rivals`: how
    many other entities the shorter name fits as well.
    """

    kind: str
    score: float
    ties: int = 0
    company: bool = False
    kin: bool = False
    places: bool = False
    defined: bool = False
    together: bool = False
    classes: bool = False
    apart: bool = False
    rivals: int = 0


def probability(evidence: Evidence) -> float:
    """Return how likely a pair is one entity, from 0 to 1.

    >>> bare = Evidence("contained", 0.8)
    >>> round(probability(bare), 2), round(probability(Evidence("contained", 0.8, ties=1)), 2)
    (0.8, 0.96)
    """
    score = min(max(evidence.score, 0.001), 0.999)
    odds = math.log(score / (1 - score)) + sum(weight for weight, _ in _factors(evidence))
    return 1 / (1 + math.exp(-odds))


def reasons(evidence: Evidence) -> tuple[str, ...]:
    """Return in words what speaks for and against a pair, the likeness of the names first."""
    return (evidence.kind, *(words for _, words in _factors(evidence)))


def _factors(evidence: Evidence) -> Iterator[tuple[float, str]]:
    """Yield the evidence beside the names themselves: its weight, and its words."""
    if evidence.ties:
        links = "link" if evidence.ties == 1 else "links"
        yield min(evidence.ties * _TIE, _MOST_TIES), f"{evidence.ties} shared {links}"
    if evidence.company:
        yield _COMPANY, "same people or bodies beside it"
    if evidence.kin and not evidence.ties:
        yield _KIN, "tied to what may be one"
    if evidence.places:
        yield _PLACE, "same place or region"
    if evidence.defined:
        yield _DEFINED, "one text uses both names for it"
    if evidence.together:
        # What is often written in two ways in one text is not two things for that.
        share = 0.3 if evidence.kind in _SIDE_BY_SIDE or evidence.defined else 1.0
        if evidence.kind in _TOLD_APART:
            share = 3.0
        yield share * _TOGETHER, "one text tells of both"
    if evidence.classes:
        yield _CLASS, "of different classes"
    if evidence.apart:
        yield _APART, "tied to different bodies or regions"
    if evidence.rivals:
        others = "entity" if evidence.rivals == 1 else "entities"
        yield _RIVALS, f"fits {evidence.rivals} other {others}"
