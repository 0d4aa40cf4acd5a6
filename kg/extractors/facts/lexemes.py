"""Which frames a word may open, also where its lemma is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kg.extractors.facts.frames import Frame, FrameKind, Pattern, Patterns
from kg.extractors.mentions.shapes import lemmas
from kg.extractors.tokens import Token

Framed = tuple[Pattern, Frame]
_PARTICLES = frozenset(
    {
        "out",
        "up",
        "over",
        "off",
        "down",
        "in",
        "on",
        "with",
        "into",
        "away",
        "back",
        "live",
        "private",
    }
)


@lru_cache(maxsize=32)
def frames_by_word(patterns: Patterns, kind: FrameKind) -> Mapping[str, list[Framed]]:
    """Return the frames of one kind by each of their words; made once for a set of patterns."""
    return by_word(patterns.frames(kind))


@lru_cache(maxsize=32)
def beginnings_of(patterns: Patterns, kind: FrameKind) -> frozenset[str]:
    """Return what the frames' words of several parts begin with: "vice" of "vice president"."""
    return frozenset(
        word[:at]
        for word in frames_by_word(patterns, kind)
        for at, mark in enumerate(word)
        if mark in " -"
    )


def by_word(frames: Iterable[Framed]) -> Mapping[str, list[Framed]]:
    """Index frames by each of their words."""
    found: dict[str, list[Framed]] = defaultdict(list)
    for pattern, frame in frames:
        for word in sorted(frame.words):
            found[word].append((pattern, frame))
    return found


def opened(token: Token, index: Mapping[str, list[Framed]]) -> Iterator[Framed]:
    """Yield the frames whose words a token is a form of, with its particle where it has one."""
    forms = lemmas(token)
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if after not in _PARTICLES:  # "switched it off"
        apart = (
            each for each in token.children if each.dep_ == "compound:prt" or each.lower_ == "away"
        )
        after = next((child.lower_ for child in apart if child.i > token.i), after)
    pairs = [f"{lemma} {after}" for lemma in forms] if after in _PARTICLES else []
    known = [pair for pair in pairs if pair in index]
    seen: set[int] = set()
    for lemma in (*(known or forms), "*"):
        for framed in index.get(lemma, []):
            if id(framed[1]) not in seen:
                seen.add(id(framed[1]))
                yield framed


def noun_candidates(token: Token) -> list[str]:
    """Return the lemma of a noun, the word itself, and what a plural's ending suggests."""
    word = token.lower_
    found = [token.lemma_.casefold(), word]
    if word.endswith("s") and len(word) > 3:
        found.append(word[:-1])
    if word.endswith("ies"):
        found.append(f"{word[:-3]}y")
    return [each for each in dict.fromkeys(found) if each[:3] == word[:3]]
