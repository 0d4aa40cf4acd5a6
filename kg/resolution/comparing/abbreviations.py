"""Abbreviations in names written out, each only where it cannot be another word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.resolution.comparing.folding import Word
from kg.resolution.comparing.lexicons import document, group, mapping


def expand(words: Sequence[Word]) -> tuple[str, ...]:
    """Return the words of a name with its abbreviations written out.

    >>> from kg.resolution.comparing.folding import words_of
    >>> expand(words_of("Marion Co. Sheriff's Dept."))
    ('marion', 'county', 'sheriffs', 'department')
    >>> expand(words_of("Acme Co."))
    ('acme', 'company')
    """
    local = any(_anywhere(word) in group("organization_words", "local") for word in words)
    expanded: list[str] = []
    for place, word in enumerate(words):
        followed = place + 1 < len(words)
        expanded.extend(_expanded(word, place, followed=followed, local=local).split())
    return _without_of_america(tuple(expanded))


def _anywhere(word: Word) -> str:
    return mapping("abbreviations", "anywhere").get(word.text, word.text)


def _expanded(word: Word, place: int, *, followed: bool, local: bool) -> str:
    for key, fits in (
        ("before_word", followed),
        ("at_end", not followed and place > 0),
        ("capitals_at_end", word.capitals and not followed and place > 0),
        ("capitals", word.capitals),
        ("letters", local and followed and word.text.isalpha()),
        ("dotted", word.dotted),
    ):
        if fits and (found := mapping("abbreviations", key).get(word.text)):
            return found
    if word.text == "co" and followed:
        return "county" if local or place == 0 else "company"
    if word.dotted and (region := _regions().get(word.text)):
        return region
    return _anywhere(word)


@cache
def _regions() -> dict[str, str]:
    return {
        short: names[0]
        for country in ("united states", "canada")
        for names in document("regions")[country]
        for short in names[1:]
        if len(short) > 2
    }


def _without_of_america(words: tuple[str, ...]) -> tuple[str, ...]:
    for start in range(len(words) - 3):
        if words[start : start + 4] == ("united", "states", "of", "america"):
            return words[: start + 2] + words[start + 4 :]
    return words
