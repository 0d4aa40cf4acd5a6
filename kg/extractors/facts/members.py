"""Find the body that unnamed people act for: "deputies in B", "B deputies", "At B, clerks …"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.analysis import Analysis, Mention
from kg.extractors.facts.governing import possessors
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.remembering import remembered
from kg.extractors.facts.slots import fronted
from kg.extractors.lexicon import groups

_FRONTED = frozenset({"at", "in"})
_WHERE = frozenset({"where"})


def bodies_of(
    reading: Reading, head: int, start: int, end: int, prepositions: frozenset[str]
) -> Iterator[int]:
    """Yield the heads of what people (a phrase from token `start` to `end`) may act for, best first.

    Their owner, a preposition's phrase behind them, a name before them, the place of the relative
    clause or the sentence they stand in.
    """
    yield from possessors(reading, head)
    phrase = reading.phrase_after(end + 1)
    if reading.word(end) in prepositions and phrase is not None:
        yield phrase.head
        yield from _within(reading, phrase.head)
    if reading.word(head + 1) in prepositions and head + 1 < end:
        inside = reading.phrase_after(head + 2)  # where the phrase holds it: "engineers at B"
        if inside is not None:
            yield inside.head
    for at in range(head - 1, start - 1, -1):
        mention = reading.mention(at)
        if mention is not None and mention.kind == "name":
            yield mention.root
    if reading.word(start - 1) in _WHERE:
        before = reading.phrase_before(start - 2 if reading.word(start - 2) == "," else start - 1)
        if before is not None:
            yield before.head
    yield from fronted(reading, start, _FRONTED)


def _within(reading: Reading, head: int) -> Iterator[int]:
    """Yield the body that a part belongs to: "nurses on the wards of B", "staff in B’s labs"."""
    yield from possessors(reading, head)
    if reading.word(head + 1) in {"of", "at"}:
        phrase = reading.phrase_after(head + 2)
        if phrase is not None:
            yield phrase.head


def employer_before(reading: Reading, head: int) -> Mention | None:
    """Return the nearest earlier mention of a body that employs such people: officers, the police.

    Only people whose trade tells the kind of body count, and only where the document names one.
    """
    noun = reading.doc[head].lemma_.casefold()
    for trade in groups("facts_trades").values():
        if noun in trade:
            return _last(reading, head, trade)
    return None


def _last(reading: Reading, head: int, trade: frozenset[str]) -> Mention | None:
    here = reading.passage.index
    found: Mention | None = None
    names: set[str] = set()
    for mention in _bodies_of(reading.analysis, trade):
        earlier = mention.passage < here or (mention.passage == here and mention.end <= head)
        names.add(reading.analysis.entities[mention.entity].name)
        found = mention if earlier else found
    return found if len(names) == 1 else None


@remembered
def _bodies_of(analysis: Analysis, trade: frozenset[str]) -> tuple[Mention, ...]:
    """Return where the document names bodies of a trade: with one of its words in their names."""
    return tuple(
        mention
        for mention in analysis.mentions
        if mention.kind == "name"
        and (record := analysis.entities[mention.entity]).type.endswith("Organization")
        and not trade.isdisjoint(record.name.casefold().replace("’", "'").split())
    )
