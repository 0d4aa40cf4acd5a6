"""Match owners ("A’s B", "its B", "A B") and links between names ("the C office at B")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.analysis import Mention
from kg.extractors.facts.findings import (
    Finding,
    Place,
    covering,
    fill,
    fill_subject,
    is_named,
    kind_of,
    place,
)
from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.governing import possessors
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.whose import uses_what_precedes
from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.shapes import singular

_OTHERS = frozenset({"rival", "competitor", "counterpart", "supplier", "customer", "client"})
_REACH = 4
_DESCRIBING = 6
_ADVERBS = frozenset({"formerly", "previously", "now", "then", "also", "both", "late"})
_CLOSING = frozenset({",", ".", ";", ":", "–", "—", ")", "”", '"'})


def find_names(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what the owner and link frames find in a passage, in text order."""
    mentions = [
        mention
        for mention in reading.analysis.mentions_in(reading.passage.index)
        if mention.kind != "pronoun"
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
    if owned is None or (frame.kinds and not frame.kinds & _kinds(mention)):
        return
    if frame.heads and not frame.heads & {
        reading.doc[mention.root].lemma_.casefold(),
        reading.word(mention.end),
    }:
        return
    if uses_what_precedes(reading, mention):
        return
    owner = _owner(reading, patterns, pattern, frame, mention)
    if owner is None or owner.entity.name == owned.entity.name:
        return
    if not flipped and not _shown(reading, mention, owner.entity.name):
        return
    if flipped and (not is_named(reading, owner) or _run_together(reading, mention, owner)):
        return
    subject, about = (owned, owner) if flipped else (owner, owned)
    named = set(subject.entity.name.casefold().split())
    if frame.subject_words and not named & frame.subject_words:
        return
    if frame.subject_kinds and kind_of(reading, subject.head) not in frame.subject_kinds:
        return
    weakness = 2 if owner.head == owned.head or _pronoun(reading, owner) else 1
    yield replace(_finding(reading, pattern, frame, subject, about), weakness=weakness)


def _kinds(mention: Mention) -> frozenset[str]:
    """Return how an entity is mentioned; a name of several words is a full one."""
    full = mention.kind == "name" and mention.end - mention.start > 1
    return frozenset({mention.kind, "full name"} if full else {mention.kind})


def _run_together(reading: Reading, mention: Mention, owner: Place) -> bool:
    """Tell whether captions without stops run on: "Ana Ruiz of Acme | Birch’s Ben Lee In the north"."""
    if reading.analysis.entities[mention.entity].type != "Person":
        return False
    after = reading.doc[mention.end] if mention.end < len(reading.doc) else None
    cut = after is not None and after.text[:1].isupper() and after.pos_ != "PROPN"
    linked = reading.word(owner.start - 1) in {"of", "from"} and owner.start > 1
    before = reading.mention(owner.start - 2) if linked else None
    person = before is not None and reading.analysis.entities[before.entity].type == "Person"
    return cut or person or reading.doc[mention.root].tag_ == "POS"


def _shown(reading: Reading, mention: Mention, owner: str) -> bool:
    """Tell whether the document shows what a name is: by its owner's name in it, by a description
    of it, by a number in it, by a noun behind it.

    A name's class alone may be a guess ("Acme’s Ana Ruiz" is no product).
    """
    record = reading.analysis.entities[mention.entity]
    if record.name.casefold().startswith(owner.split()[0].casefold().rstrip(",")):
        return True
    known = (record.name, *record.names)
    numbered = any(letter.isdigit() for name in known for letter in name)
    parts = {part for name in known for part in name.casefold().split()}
    if numbered:
        return not parts & words("facts_numbered_parts")  # "its Region 7"
    after = reading.doc[mention.end : mention.end + 1]
    if after and after[0].pos_ == "NOUN":
        return True
    return any(
        other.entity == mention.entity and other.kind == "description"
        for other in reading.analysis.mentions
    )


def _owner(
    reading: Reading, patterns: Patterns, pattern: Pattern, frame: Frame, mention: Mention
) -> Place | None:
    """Return who owns a thing by possessive, or by a name that the thing's name begins with."""
    if reading.word(mention.start - 1) in _OTHERS:
        return None  # "its rival Birch"
    heads = possessors(reading, _set_before(reading, mention.start))
    if frame.subject[0] == "owned":
        return _first(fill(reading, patterns, frame.object_classes, heads))
    found = _first(fill_subject(reading, patterns, pattern, frame.subject_classes, heads))
    if found is not None or mention.kind != "name" or "prefix" not in frame.subject:
        return found
    return _named_within(reading, patterns, frame, mention)


def _set_before(reading: Reading, start: int) -> int:
    """Return where a thing starts with the set of it: "the Navy’s | fleet of Birch drones"."""
    of = reading.word(start - 1) == "of" and start > 2
    sets = words("facts_portions")
    return start - 2 if of and reading.doc[start - 2].lemma_.casefold() in sets else start


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
    bracket = "(" in frame.prepositions and reading.word(mention.end) == "("
    at = mention.end if bracket else _after_bracket(reading, mention.end)
    apart = reading.word(at) == "," and "," in frame.prepositions
    if apart:
        at += 2 if reading.word(at + 1) in _ADVERBS else 1
    if left is None or reading.word(at) not in frame.prepositions - {","}:
        return
    if frame.heads and not _headed(reading, mention, frame):
        return
    at += 1
    at = _past_description(reading, at)
    other = reading.mention(at)
    if other is None or other.start != at or kind_of(reading, other.root) != "name":
        return
    if bracket and reading.word(other.end) not in {")", ","}:
        return
    if apart and reading.word(other.end) not in _CLOSING:
        return
    if reading.word(other.start - 1) == "for" and other.end == at + 1:
        return  # one name cut in two: "Centre of Research | for | Development"
    right = _first(fill(reading, patterns, frame.object_classes, [other.root]))
    if left.entity.type == "Person" and (_owns_person(reading, other) or _leads(reading, other)):
        return
    if right is not None and right.entity.name != left.entity.name:
        yield _finding(reading, pattern, frame, left, right)


def _leads(reading: Reading, other: Mention) -> bool:
    """Tell whether a name only says which seat or case is meant: "of the Birch constituency"."""
    noun = reading.doc[other.end] if other.end < len(reading.doc) else None
    if noun is None or noun.pos_ != "NOUN" or not noun.text.islower():
        return False
    bodies = groups("organisations_nouns")
    return not any(singular(noun.text) in bodies[kind] for kind in bodies if kind != "Document")


def _owns_person(reading: Reading, other: Mention) -> bool:
    """Tell whether a name owns a person’s behind it: "of Acme | Birch’s Ben Lee"."""
    marked = other.end < len(reading.doc) and reading.doc[other.end].tag_ == "POS"
    after = reading.mention(other.end + 1) if marked else None
    if after is None or after.kind != "name":
        return False
    return reading.analysis.entities[after.entity].type == "Person"


def _past_description(reading: Reading, at: int) -> int:
    """Return where a name starts after words that describe it: "of | the advocacy group Birchline"."""
    first = at
    while at < min(first + _DESCRIBING, len(reading.doc)):
        token, other = reading.doc[at], reading.mention(at)
        if other is not None and other.kind == "name":
            return at
        plain = token.pos_ in {"ADJ", "NOUN", "DET"} or token.tag_ in {"HYPH", "VBN"}
        if not plain or (token.pos_ == "DET" and at > first):
            return first
        at += 1
    return first


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
