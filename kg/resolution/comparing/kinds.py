"""What a comparison of two names says: in which way they are alike, and how sure that makes one.

Levels of agreement instead of one distance, after I. P. Fellegi and A. B. Sunter, "A Theory for
Record Linkage", JASA 64 (1969): each way to be alike has its own weight, and a person who judges a
pair can be told which it was.
"""

from __future__ import annotations

from dataclasses import dataclass

KINDS = (
    "equal",
    "legal form",
    "legal forms",
    "domain",
    "order",
    "spacing",
    "acronym",
    "contained",
    "prefixed",
    "related",
    "head",
    "headless",
    "short",
    "middle",
    "titled",
    "suffix",
    "initial",
    "nickname",
    "family",
    "surname",
    "region",
    "spelling",
    "similar",
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two names are alike: a kind of `KINDS`, and how sure, 0 to 1, by the names alone.

    `extra` has the folded words that one name has and the other lacks, in the order of that name.
    """

    kind: str
    score: float
    extra: tuple[str, ...] = ()
