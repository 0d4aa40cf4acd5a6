"""Words that give a verb its subject: "the first to use", "wants the state to scrap"."""

from __future__ import annotations

from kg.extractors.lexicon import words
from kg.extractors.tokens import Token

_WISHES = frozenset(
    {
        "want",
        "expect",
        "need",
        "like",
        "prefer",
        "wish",
        "hope",
        "forbid",
        "prohibit",
        "allow",
        "permit",
    }
)


def is_ranked(token: Token) -> bool:
    """Tell whether somebody is the first, the only one or one of few to do something."""
    if token.pos_ == "VERB":
        return False
    return bool({token.lower_, *(child.lower_ for child in token.children)} & words("facts_ranks"))


def for_another(governor: Token, verb: int) -> bool:
    """Tell whether a wish is that somebody else does it: "wants the state to scrap"."""
    if governor.lemma_.casefold() not in _WISHES:
        return False
    return any(
        child.dep_ in {"obj", "iobj"} and governor.i < child.i < verb for child in governor.children
    )
