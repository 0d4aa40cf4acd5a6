"""Names and values compared by their words, not by how they are spelt."""

from __future__ import annotations

import re
from functools import cache

from kg.resources import lexicon_entries

_POSSESSIVE = re.compile(r"'s\b")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")
_NO_WORD = re.compile(r"\W+")
_IN_BRACKETS = re.compile(r"\(.*?\)")
_ENOUGH = 0.5


def fold(name: str) -> str:
    """Return a name without case, leading article, possessive endings and punctuation.

    >>> fold("The Lakeview Sheriff’s  Office")
    'lakeview sheriff office'
    """
    text = _POSSESSIVE.sub("", name.casefold().replace("’", "'")).strip()
    return _NO_WORD.sub(" ", _ARTICLE.sub("", text)).strip()


@cache
def pronouns() -> frozenset[str]:
    """Return the words that are mentions of something, but no names of it."""
    return lexicon_entries("evaluation", "pronouns")


def names_something(mention: str) -> bool:
    """Tell whether the words of a mention can be looked for as a name.

    >>> names_something("the department"), names_something("Its")
    (True, False)
    """
    return fold(mention) not in pronouns()


def alike(predicted: str, truth: str) -> bool:
    """Tell whether a value says what the gold's value says.

    It does when the F1 of their words is 0.5 or more, or all of the gold's words are in it. What
    the gold's annotator added in brackets is not asked for.

    >>> alike("in March 2022", "March 2022 (the contract)"), alike("in April 2021", "March 2022")
    (True, False)
    """
    asked = _IN_BRACKETS.sub(" ", truth).strip() or truth
    one, other = set(fold(predicted).split()), set(fold(asked).split())
    both = len(one & other)
    return bool(both) and (2 * both / (len(one) + len(other)) >= _ENOUGH or both == len(other))
