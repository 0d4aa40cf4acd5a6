"""Match bodies that do something together: "A and B jointly run", "the two firms work together"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import combinations

from kg.extractors.facts.arguments import participants
from kg.extractors.facts.events import effects_of
from kg.extractors.facts.findings import Finding, Place, covering, fill, kind_of
from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import verb_group
from kg.extractors.mentions.shapes import lemmas

_SIDE = (("together",), ("side", "by", "side"), ("hand", "in", "hand"), ("in", "tandem"))
_PAIRS = frozenset({"two", "both"})
_REACH = 3


def find_joint(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what the joint frames find in a passage, in text order."""
    for framed in patterns.frames("joint"):
        for token in reading.doc:
            if token.pos_ == "VERB" and _together(reading, framed[1], token.i):
                yield from _pairs(reading, patterns, framed, token.i)


def _together(reading: Reading, frame: Frame, verb: int) -> bool:
    """Tell whether the words at a verb say that its subjects act as one."""
    near = range(verb - 1, verb + 1 + _REACH)
    if any(reading.word(at) in frame.before for at in near):
        return True
    if not set(lemmas(reading.doc[verb])) & frame.words:
        return False
    after = [reading.word(at) for at in range(verb + 1, verb + 2 * _REACH)]
    if any(after[: len(words)] == list(words) for words in _SIDE):
        return True
    mutual = bool(set(lemmas(reading.doc[verb])) & frame.governors)
    return mutual and _pair_head(reading, verb) is not None


def _pairs(
    reading: Reading, patterns: Patterns, framed: tuple[Pattern, Frame], verb: int
) -> Iterator[Finding]:
    pattern, frame = framed
    group = verb_group(reading, verb)
    heads = participants(reading, group, "subject")
    listed = coordinated(reading, heads[0]) if heads else []
    places = [
        each
        for each in fill(reading, patterns, frame.subject_classes, listed)
        if kind_of(reading, each.head) == "name"
    ]
    if len(places) < 2:
        places = _two_before(reading, patterns, frame, verb)
    for first, second in combinations(places, 2):
        if first.entity.name == second.entity.name:
            continue
        words = (verb, verb + 1)
        spans = [(each.start, each.end) for each in (first, second) if each.entity.mention]
        yield Finding(
            pattern=pattern,
            frame=frame,
            reading=reading,
            subject=first.entity,
            object=second.entity,
            core=covering(words, *spans),
            words=words,
            anchor=verb,
            effects=effects_of(reading, group),
            object_head=second.head,
            subject_head=first.head,
        )


def _pair_head(reading: Reading, verb: int) -> int | None:
    """Return the head of "the two companies", "the pair" as the subject of a verb."""
    heads = participants(reading, verb_group(reading, verb), "subject")
    if not heads:
        return None
    head = heads[0]
    if reading.word(head) == "they":
        return head if _paired_before(reading, head) else None
    counted = any(reading.word(at) in _PAIRS for at in range(max(0, head - 2), head))
    return head if counted or reading.word(head) in {"pair", "duo", "two", "both"} else None


def _paired_before(reading: Reading, head: int) -> bool:
    """Tell whether two names joined by "and" stand last before a pronoun: "A and B said | they"."""
    names = [
        each
        for each in reading.analysis.mentions_in(reading.passage.index)
        if each.kind == "name" and each.end <= head
    ]
    if not names or names[-1].start < reading.sentence(head)[0]:
        return False
    return len(coordinated(reading, max(names, key=lambda each: each.start).root)) == 2


def _two_before(reading: Reading, patterns: Patterns, frame: Frame, verb: int) -> list[Place]:
    """Return the two bodies that "the two companies" stands for: the last two named before it."""
    head = _pair_head(reading, verb)
    if head is None:
        return []
    found: dict[str, Place] = {}
    mentions, here = reading.analysis.mentions, (reading.passage.index, head)
    before = bisect_left(mentions, here, key=lambda each: (each.passage, each.start))
    for place in range(before - 1, -1, -1):
        mention = mentions[place]
        entity = reading.analysis.entity(mention)
        if mention.kind == "name" and patterns.fits(entity, frame.subject_classes):
            bare = type(entity)(entity.name, entity.type)
            found.setdefault(entity.name, Place(bare, head, head, head + 1))
        if len(found) == 2 or mention.passage < reading.passage.index - 1:
            break
    return [*found.values()][::-1] if len(found) == 2 else []
