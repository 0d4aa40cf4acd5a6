"""Match names joined by punctuation alone: contact lines ("Ana Ruiz, Acme Media"), "Acme-owned Birch"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.analysis import Mention
from kg.extractors.facts.findings import Finding, Place, covering, place
from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.reading import Reading
from kg.extractors.lexicon import words
from kg.extractors.mentions.shapes import singular

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST_POST = 6
_LONGEST_LINE = 30
_ENDS = frozenset({"", ",", ";", ".", "(", "|", "·", "–", "—", "at", ":", "/"})


def find_compounds(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what the compound frames find in a passage, in text order."""
    for mention in reading.analysis.mentions_in(reading.passage.index):
        if mention.kind != "name":
            continue
        for pattern, frame in patterns.frames("compound"):
            if frame.words:
                yield from _owned(reading, patterns, pattern, frame, mention)
            elif _line(reading):
                yield from _listed(reading, patterns, pattern, frame, mention)


def _line(reading: Reading) -> bool:
    """Tell whether a passage is a line of names and no sentence."""
    if len(reading.doc) > _LONGEST_LINE:
        return False
    return not any(token.tag_ in _FINITE for token in reading.doc)


def _listed(
    reading: Reading, patterns: Patterns, pattern: Pattern, frame: Frame, mention: Mention
) -> Iterator[Finding]:
    """Join a person to the organisation behind the next comma, a post between them or not."""
    person = place(reading, mention.root)
    if person is None or not patterns.fits(person.entity, frame.subject_classes):
        return
    if mention.end - mention.start < 2 or reading.word(mention.end) != ",":
        return
    at = _past_post(reading, mention.end + 1)
    other = reading.mention(at)
    if other is None or other.kind != "name" or other.start != at:
        return
    body = place(reading, other.root)
    if body is None or not patterns.fits(body.entity, frame.object_classes):
        return
    if reading.word(other.end) in _ENDS:
        yield _finding(reading, (pattern, frame), person, body)


def _past_post(reading: Reading, at: int) -> int:
    """Return the token after "press officer," where the words from `at` end as a post does."""
    for end in range(at + 1, min(at + _LONGEST_POST, len(reading.doc))):
        if reading.word(end) == ",":
            post = singular(reading.doc[end - 1].text) in words("persons_nouns")
            return end + 1 if post or reading.word(end - 1) in words("facts_roles") else at
    return at


def _owned(
    reading: Reading, patterns: Patterns, pattern: Pattern, frame: Frame, mention: Mention
) -> Iterator[Finding]:
    """Read "Acme-owned Birch": a name, a hyphen, a participle of the frame, a name."""
    joined = reading.word(mention.end) in {"-", "–"}
    if not joined or reading.word(mention.end + 1) not in frame.words:
        return
    at = mention.end + 2
    while at < len(reading.doc) and reading.mention(at) is None and reading.leads(at):
        at += 1
    other = reading.mention(at)
    if other is None or other.kind != "name":
        return
    owner, owned = place(reading, mention.root), place(reading, other.root)
    if owner is None or owned is None:
        return
    fits = patterns.fits(owned.entity, frame.subject_classes)
    if fits and patterns.fits(owner.entity, frame.object_classes):
        yield _finding(reading, (pattern, frame), owned, owner)


def _finding(
    reading: Reading, framed: tuple[Pattern, Frame], subject: Place, about: Place
) -> Finding:
    pattern, frame = framed
    core = covering((subject.start, subject.end), (about.start, about.end))
    told = core
    if frame.words:  # the participle stands behind the hyphen
        told = (about.end + 1, about.end + 2)
    return Finding(
        pattern, frame, reading, subject.entity, about.entity, core, told, about.head,
        (), None, about.head, subject.head,
    )  # fmt: skip
