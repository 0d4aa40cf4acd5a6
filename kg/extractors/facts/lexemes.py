"""Which frames a word may open, also where its lemma is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Token

from kg.extractors.facts.frames import Frame, Pattern

Framed = tuple[Pattern, Frame]
_PARTICLES = frozenset(
    {"out", "up", "over", "off", "down", "in", "on", "with", "into", "away", "back"}
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
    lemmas = lemma_candidates(token)
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    pairs = [f"{lemma} {after}" for lemma in lemmas] if after in _PARTICLES else []
    known = [pair for pair in pairs if pair in index]
    seen: set[int] = set()
    for lemma in known or lemmas:
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


def lemma_candidates(token: Token) -> list[str]:
    """Return the lemma, and what the word's own ending suggests, without doubles.

    A trained lemmatiser makes lemmas up ("pitche"); the regular endings give the others.
    """
    word = token.lower_
    found = [token.lemma_.casefold(), word]
    for ending in ("s", "es", "ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            found += [stem, f"{stem}e"]
            if stem[-1] == stem[-2]:
                found.append(stem[:-1])
            if stem.endswith("i"):
                found.append(f"{stem[:-1]}y")
    return list(dict.fromkeys(found))
