"""Find who uses a thing where only the place is told: "In Leeds, the system is being used", its chief said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg.extractors.analysis import Mention
from kg.extractors.facts.arguments import after_preposition, participants
from kg.extractors.facts.events import effects_of
from kg.extractors.facts.findings import Finding, Place, covering, fill
from kg.extractors.facts.frames import Patterns
from kg.extractors.facts.lexemes import Framed, by_word, opened
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import VerbGroup, verb_group
from kg.extractors.lexicon import words
from kg.model import Entity


def find_hosts(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what passives without an agent tell of the speaker's own body, in text order.

    The speaker's organisation is the agent where its name begins with the place of the clause.
    """
    index = _undergone(patterns)
    for token in reading.doc:
        framed = list(opened(token, index)) if token.pos_ == "VERB" else []
        group = verb_group(reading, token.i) if framed else None
        if group is None or not group.passive or after_preposition(reading, group.verb, "by"):
            continue
        host = _host(reading, group)
        for pattern, frame in framed if host is not None else ():
            if host is None or not patterns.fits(host.entity, frame.subject_classes):
                continue
            heads = participants(reading, group, "object")
            for about in list(fill(reading, patterns, frame.object_classes, heads))[:1]:
                words_at = (group.verb, group.verb + 1)
                yield Finding(
                    pattern=pattern,
                    frame=frame,
                    reading=reading,
                    subject=host.entity,
                    object=about.entity,
                    core=covering(words_at, (host.start, host.end), (about.start, about.end)),
                    words=words_at,
                    anchor=group.verb,
                    effects=effects_of(reading, group),
                    object_head=about.head,
                    subject_head=host.head,
                )


@lru_cache(maxsize=32)
def _undergone(patterns: Patterns) -> Mapping[str, list[Framed]]:
    """Return the frames of plain verbs whose subject may be a place, by their words."""
    return by_word(
        (pattern, frame)
        for pattern, frame in patterns.frames("verb")
        if pattern.acting_place and (frame.subject, frame.object) == (("subject",), ("object",))
    )


def _host(reading: Reading, group: VerbGroup) -> Place | None:
    """Return the speaker's organisation at the place that the clause names, as that place stands there."""
    if reading.speaker_of is None:
        return None
    body = reading.speaker_of(reading.passage, reading.doc[group.verb])
    where = _place_of(reading, group)
    if body is None or where is None:
        return None
    name = reading.analysis.entities[where.entity].name
    if not body.name.startswith(f"{name.partition(',')[0]} "):
        return None
    span = reading.passage.span(where.start, where.end)
    return Place(Entity(body.name, body.type, span), where.root, where.start, where.end)


def _place_of(reading: Reading, group: VerbGroup) -> Mention | None:
    first = reading.sentence(group.verb)[0]
    for at in (*range(first, group.start), *range(group.verb, reading.clause_end(group.verb))):
        mention = reading.mention(at)
        if mention is None or mention.kind != "name" or mention.start != at:
            continue
        placed = reading.analysis.entities[mention.entity].type == "Place"
        if placed and reading.word(at - 1) in words("facts_places"):
            return mention
    return None
