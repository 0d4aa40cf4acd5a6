"""Find relational nouns with their modifiers ("senior vice president", "software maker")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from kg.extractors.facts.frames import Frame, Patterns
from kg.extractors.facts.lexemes import (
    Framed,
    beginnings_of,
    frames_by_word,
    noun_candidates,
)
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.remembering import remembered
from kg.extractors.lexicon import words
from kg.extractors.mentions.shapes import singular

_LONGEST = 4
_MODIFIERS = frozenset({"NOUN", "PROPN", "ADJ", "ADV", "NUM", "X"})


@dataclass(frozen=True, slots=True)
class Role:
    """A relational noun with modifiers: tokens `start`..`end` (half-open), its own words last."""

    start: int
    end: int


@remembered
def find_role_phrases(reading: Reading, patterns: Patterns) -> tuple[tuple[Framed, Role], ...]:
    """Return each relational noun of a passage with each frame that it opens, in text order."""
    return tuple(_all(reading, patterns))


def _all(reading: Reading, patterns: Patterns) -> Iterator[tuple[Framed, Role]]:
    index, beginnings = frames_by_word(patterns, "role"), beginnings_of(patterns, "role")
    place = 0
    while place < len(reading.doc):
        length, framed = _opened(reading, index, beginnings, place)
        if _ends_phrase(reading, place + length):
            for pattern, frame in framed:
                start = _inside(reading, place, place + length)
                start = start or _left_end(reading, patterns, frame, place)
                yield (pattern, frame), Role(start, place + length)
        place += length


def _opened(
    reading: Reading, index: Mapping[str, list[Framed]], beginnings: Set[str], place: int
) -> tuple[int, list[Framed]]:
    """Return how many tokens from here make the longest role word, and the frames it opens.

    `beginnings` are what role words of several tokens begin with.
    """
    token = reading.doc[place]
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"} and reading.word(place + 1) != "-":
        return 1, []
    longest = min(_LONGEST, len(reading.doc) - place) if token.lower_ in beginnings else 1
    for length in range(longest, 1, -1):
        words = " ".join(each.lower_ for each in reading.doc[place : place + length])
        words = words.replace(" - ", "-")
        last = reading.doc[place + length - 1].lower_
        one = f"{words.removesuffix(last)}{singular(last)}"  # "co-founders"
        for told in (words, one):
            if told in index:
                return length, index[told]
    for lemma in noun_candidates(token):
        if lemma in index:
            return 1, index[lemma]
    return 1, []


def _ends_phrase(reading: Reading, end: int) -> bool:
    """Tell whether the role is its phrase's last word: not "chief" in "chief engineer"."""
    if end >= len(reading.doc) or reading.doc[end].pos_ not in {"NOUN", "PROPN"}:
        return True
    mention = reading.mention(end)
    titled = reading.doc[end].text[0].isupper() and reading.doc[end - 1].text.islower()
    return titled or (mention is not None and mention.kind != "description")


def _inside(reading: Reading, place: int, end: int) -> int | None:
    """Return where a name ends that holds the first of a role's words: "Leeds Police | Chief"."""
    mention = reading.mention(place)
    if mention is None or mention.kind != "name" or not mention.start < place < mention.end < end:
        return None
    return mention.end


def _left_end(reading: Reading, patterns: Patterns, frame: Frame, place: int) -> int:
    """Return where the modifiers of a role word start; an entity it may belong to is none."""
    start = place
    while start > 0:
        token, mention = reading.doc[start - 1], reading.mention(start - 1)
        if mention is not None and mention.kind != "description":
            if mention.kind == "pronoun" or mention.end != start:
                break
            kind = reading.analysis.entities[mention.entity].type
            fitting = frame.object_classes | frame.subject_classes | {"Place"}
            if kind in fitting or patterns.roots.get(kind) in fitting:
                break
            start = mention.start
        elif token.lower_ in words("facts_role_openers"):
            break  # "named | chief executive", "previously | head of sales"
        elif (
            token.pos_ in _MODIFIERS
            or token.tag_ in {"VBN", "VBG", "HYPH"}
            or token.lower_.endswith("-based")
            or _joins(reading, frame, start)
        ):
            start -= 1
        else:
            break
    while start < place and reading.doc[start].lower_ in {"and", "&"}:
        start += 1
    return start


def _joins(reading: Reading, frame: Frame, start: int) -> bool:
    """Tell whether "and" joins two titles ("president and chief executive"), or parts of one.

    ("Web Content and Social Media Manager": a capital on both sides, and no article between.)
    """
    if reading.word(start - 1) not in {"and", "&"} or start < 2:
        return False
    before, mention = reading.doc[start - 2], reading.mention(start - 2)
    if mention is not None and mention.kind != "description":
        return False
    if set(noun_candidates(before)) & frame.words:
        return True
    return before.text[0].isupper() and reading.doc[start].text[0].isupper()
