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
from kg.extractors.mentions.shapes import lemmas
from kg.model import Entity

_ALL_OVER = frozenset({"across", "throughout", "around"})
_WIDE = frozenset({"World", "Earth"})


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
        if pattern.acting_place and frame.subject == ("subject",) and frame.object[-1] == "object"
    )


def _host(reading: Reading, group: VerbGroup) -> Place | None:
    """Return the speaker's organisation at the place that the clause names, as that place stands there.

    Without one, the town or county where something has been put up acts for itself.
    """
    where = _place_of(reading, group)
    if where is None:
        return None
    verb = reading.passage, reading.doc[group.verb]
    body = reading.speaker_of(*verb) if reading.speaker_of is not None else None
    name = reading.analysis.entities[where.entity].name
    if body is None or not body.name.startswith(f"{name.partition(',')[0]} "):
        return _town(reading, group, where)
    span = reading.passage.span(where.start, where.end)
    return Place(Entity(body.name, body.type, span), where.root, where.start, where.end)


def _town(reading: Reading, group: VerbGroup, where: Mention) -> Place | None:
    """Return a town or county as the authority that has had something put up all over it."""
    record = reading.analysis.entities[where.entity]
    spread = reading.word(where.start - 1) in _ALL_OVER
    opens = where.start - 1 == reading.sentence(group.verb)[0] and reading.word(where.end) == ","
    put_up = set(lemmas(reading.doc[group.verb])) & words("facts_put_up")
    if not put_up or not (spread or opens) or record.name in _WIDE:
        return None
    if words("places_countries").union(words("places_continents")) & {record.name, *record.names}:
        return None
    span = reading.passage.span(where.start, where.end)
    body = Entity(record.name, "GovernmentOrganization", span)
    return Place(body, where.root, where.start, where.end, acting=True)


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
