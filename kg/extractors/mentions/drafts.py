"""Candidate mentions: names, descriptions and pronouns before they are resolved."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extractors.analysis import MentionKind
from kg.extractors.mentions.shapes import possessive_mark
from kg.extractors.tokens import Token

_WEIGHTS = {"nsubj": 80, "nsubj:pass": 75, "obj": 50, "iobj": 45, "root": 65}


@dataclass(frozen=True, slots=True)
class Draft:
    """Tokens `start`..`end` of a passage that may stand for an entity.

    `type` is the class that the words show, or None; `key` is the folded name of a name, the
    singular head of a description, the folded pronoun. `determiner` and `modifiers` belong to
    descriptions; `plural` says whether several are meant; `generic` marks a capitalised
    description; `adjectives_only` says that no noun stands before the head.
    """

    passage: int
    start: int
    end: int
    root: int
    kind: MentionKind
    key: str
    text: str
    type: str | None = None
    plural: bool = False
    determiner: str = "none"
    modifiers: tuple[str, ...] = ()
    generic: bool = False
    adjectives_only: bool = False


def grammatical_weight(token: Token) -> int:
    """Return how much a mention's place in the clause raises its entity, 30..80.

    Subjects stand out most, then objects; what follows a preposition or owns something least.
    Source: Lappin and Leass 1994, https://aclanthology.org/J94-4002/ (salience weighting).
    """
    if token.dep_ == "ROOT":
        return _WEIGHTS["root"]
    if token.i + 1 < len(token.doc) and possessive_mark(token.nbor(1)):
        return 45
    return _WEIGHTS.get(token.dep_, 30)


def subject_like(token: Token) -> bool:
    """Tell whether a word is the subject of its clause."""
    return token.dep_ in {"nsubj", "nsubj:pass", "ROOT"}
