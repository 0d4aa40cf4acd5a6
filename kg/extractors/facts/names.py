"""Match owners ("A’s B", "its B", "A B") and links between names ("the C office at B")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.analysis import Mention
from kg.extractors.facts.events import possessors
from kg.extractors.facts.findings import (
    Finding,
    Place,
    covering,
    fill,
    fill_subject,
    kind_of,
    place,
)
from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.reading import Reading

_REACH = 4


def find_names(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what the owner and link frames find in a passage, in text order."""
    mentions = [
        mention
        for mention in reading.analysis.mentions
        if mention.passage == reading.passage.index and mention.kind != "pronoun"
    ]
    for mention in mentions:
        for pattern, frame in patterns.frames("owner"):
            yield from _owned(reading, patterns, pattern, frame, mention)
        for pattern, frame in patterns.frames("link"):
            yield from _linked(reading, patterns, pattern, frame, mention)


def _owned(
    reading: Reading, patterns: Patterns, pattern: Pattern, frame: Frame, mention: Mention
) -> Iterator[Finding]:
    flipped = frame.subject[0] == "owned"
    classes = frame.subject_classes if flipped else frame.object_classes
    owned = _first(fill(reading, patterns, classes, [mention.root]))
    if owned is None or (frame.kinds and mention.kind not in frame.kinds):
        return
    if frame.heads and reading.doc[mention.root].lemma_.casefold() not in frame.heads:
        return
    owner = _owner(reading, patterns, pattern, frame, mention)
    if owner is None or owner.entity.name == owned.entity.name:
        return
    if not flipped and not _shown(reading, mention, owner.entity.name):
        return
    subject, about = (owned, owner) if flipped else (owner, owned)
    weakness = 2 if owner.head == owned.head or _pronoun(reading, owner) else 1
    yield replace(_finding(reading, pattern, frame, subject, about), weakness=weakness)


def _shown(reading: Reading, mention: Mention, owner: str) -> bool:
    """Tell whether the document shows what a name is: by its owner's name in it, by a description
    of it, by a number in it, by a noun behind it.

    A name's class alone may be a guess ("Acme’s Ana Ruiz" is no product).
    """
    record = reading.analysis.entities[mention.entity]
    if record.name.casefold().startswith(owner.split()[0].casefold().rstrip(",")):
        return True
    if any(letter.isdigit() for name in (record.name, *record.names) for letter in name):
        return True
    after = reading.doc[mention.end : mention.end + 1]
    if after.text and after[0].pos_ == "NOUN":
        return True
    return any(
        other.entity == mention.entity and other.kind == "description"
        for other in reading.analysis.mentions
    )


def _owner(
    reading: Reading, patterns: Patterns, pattern: Pattern, frame: Frame, mention: Mention
) -> Place | None:
    """Return who owns a thing by possessive, or by a name that the thing's name begins with."""
    heads = possessors(reading, mention.start)
    if frame.subject[0] == "owned":
        return _first(fill(reading, patterns, frame.object_classes, heads))
    found = _first(fill_subject(reading, patterns, pattern, frame.subject_classes, heads))
    if found is not None or mention.kind != "name" or "prefix" not in frame.subject:
        return found
    return _named_within(reading, patterns, frame, mention)


def _named_within(
    reading: Reading, patterns: Patterns, frame: Frame, mention: Mention
) -> Place | None:
    words = [token.lower_ for token in reading.doc[mention.start : mention.end]]
    for record in reading.analysis.entities:
        if not (
            record.type in frame.subject_classes
            or patterns.roots.get(record.type) in frame.subject_classes
        ):
            continue
        for name in sorted({record.name, *record.names}):
            parts = name.casefold().split()
            if len(parts) < len(words) and words[: len(parts)] == parts:
                head = place(reading, mention.root)
                if head is None or head.entity.mention is None:
                    return None
                span = reading.passage.span(mention.start, mention.start + len(parts))
                entity = type(head.entity)(record.name, record.type, span)
                return Place(entity, mention.root, mention.start, mention.start + len(parts))
    return None


def _linked(
    reading: Reading, patterns: Patterns, pattern: Pattern, frame: Frame, mention: Mention
) -> Iterator[Finding]:
    """Join two names with nothing but a preposition (and a bracket) between them."""
    if mention.kind != "name":
        return
    left = _first(fill_subject(reading, patterns, pattern, frame.subject_classes, [mention.root]))
    at = _after_bracket(reading, mention.end)
    if left is None or reading.word(at) not in frame.prepositions:
        return
    if frame.heads and not _headed(reading, mention, frame):
        return
    at += 1
    while reading.word(at) == "the":
        at += 1
    other = reading.mention(at)
    if other is None or other.start != at or kind_of(reading, other.root) != "name":
        return
    if reading.word(at - 1) == "for" and other.end == at + 1:
        return  # one name cut in two: "Centre of Research | for | Development"
    right = _first(fill(reading, patterns, frame.object_classes, [other.root]))
    if right is not None and right.entity.name != left.entity.name:
        yield _finding(reading, pattern, frame, left, right)


def _headed(reading: Reading, mention: Mention, frame: Frame) -> bool:
    """Tell whether a name is that of a part: "Office of Audit", "Azure team"."""
    return any(token.lower_ in frame.heads for token in reading.doc[mention.start : mention.end])


def _after_bracket(reading: Reading, at: int) -> int:
    if reading.word(at) == "(" and ")" in {reading.word(at + step) for step in range(1, _REACH)}:
        while reading.word(at) != ")":
            at += 1
        at += 1
    return at


def _finding(
    reading: Reading, pattern: Pattern, frame: Frame, subject: Place, about: Place
) -> Finding:
    core = covering((subject.start, subject.end), (about.start, about.end))
    return Finding(
        pattern, frame, reading, subject.entity, about.entity, core, core, about.head,
        (), None, about.head, subject.head,
    )  # fmt: skip


def _first(places: Iterator[Place]) -> Place | None:
    return next(places, None)


def _pronoun(reading: Reading, owner: Place) -> bool:
    return reading.doc[owner.head].pos_ == "PRON"
