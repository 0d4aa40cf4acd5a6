"""Find what a text speaks of at a place in it: the organisation, the state or country in focus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.extractors.analysis import Analysis, EntityRecord, Mention
from kg.extractors.facts.frames import Frame, Patterns
from kg.extractors.facts.remembering import remembered
from kg.extractors.lexicon import words
from kg.model import Entity

_NEAR = 3
_OFTEN = 3
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})


@dataclass(frozen=True, slots=True)
class Office:
    """An office as it is told: where it stands (passage and token), and what it is an office for.

    `portfolio` are the words that name its field ("commerce" of the Commerce Secretary), `owner`
    those of a name before the title ("Leeds’s police chief"); it is `bound` to its field where the
    title tells it after "of" ("Commissioner of Food and Drugs").
    """

    passage: int
    token: int
    portfolio: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    bound: bool = False

    @property
    def at(self) -> tuple[int, int]:
        """Return the place in the text, for comparison with other places."""
        return self.passage, self.token


@remembered
def organisations(analysis: Analysis, patterns: Patterns) -> tuple[EntityRecord, ...]:
    """Return the organisations that a document names, in the order of their first mention."""
    known = frozenset({"Organization"})
    return tuple(
        record
        for record in analysis.entities
        if record.index in analysis.named and patterns.fits(Entity(record.name, record.type), known)
    )


def region_in_focus(analysis: Analysis, office: Office) -> EntityRecord | None:
    """Return the state or country that the sentence or the one before speaks of, if only one."""
    regions = words("places_regions") - words("places_continents")
    records = {
        record.index: record
        for record in analysis.entities
        if record.type == "Place" and regions.intersection((record.name, *record.names))
    }
    for start, end in _sentences_before(analysis, office, within=2):
        found = {
            mention.entity
            for mention in analysis.mentions
            if mention.entity in records and start <= (mention.passage, mention.start) < end
        }
        if found:
            return records[found.pop()] if len(found) == 1 else None
    return None


def _sentences_before(
    analysis: Analysis, office: Office, *, within: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield what comes before the office in its sentence, then the sentences before, latest first."""
    ranges = [
        ((passage.index, start), (passage.index, end))
        for passage, start, end in analysis.sentences()
        if (passage.index, start) < office.at
    ]
    for start, end in ranges[: -within - 1 : -1]:
        yield start, min(end, office.at)


def organisation_in_focus(
    analysis: Analysis, patterns: Patterns, frame: Frame, office: Office
) -> EntityRecord | None:
    """Return the organisation spoken of: the last subject, the text's topic, the only one near."""
    known = {
        record.index: record
        for record in organisations(analysis, patterns)
        if not frame.never_classes or record.type not in frame.never_classes
    }
    near = [
        [
            mention
            for mention in analysis.mentions
            if mention.entity in known and start <= (mention.passage, mention.start) < end
        ]
        for start, end in _sentences_before(analysis, office, within=_NEAR)
    ]
    for here in near:
        acting = [each for each in here if _subject(analysis, each)]
        if acting:
            return known[acting[0].entity]
    topic = _topic(analysis, known, office)
    if topic is not None:
        return topic
    only = {each.entity for here in near[1:2] for each in here}
    return known[only.pop()] if len(only) == 1 else None


def _subject(analysis: Analysis, mention: Mention) -> bool:
    token = analysis.passages[mention.passage].doc[mention.root]
    return token.dep_ in _SUBJECTS


def _topic(
    analysis: Analysis, known: Mapping[int, EntityRecord], office: Office
) -> EntityRecord | None:
    """Return the organisation that the text so far speaks of most, by a clear lead."""
    counts: dict[int, int] = {}
    for mention in analysis.mentions:
        if mention.entity in known and (mention.passage, mention.start) < office.at:
            counts[mention.entity] = counts.get(mention.entity, 0) + 1
    ranked = sorted(counts, key=lambda index: (-counts[index], index))
    if not ranked or counts[ranked[0]] < _OFTEN:
        return None
    lead = len(ranked) == 1 or counts[ranked[0]] > counts[ranked[1]] + 1
    return known[ranked[0]] if lead else None
