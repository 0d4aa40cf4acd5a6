"""Candidates for the slots of an event, whatever frame asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.extractors.facts.arguments import after_preposition, participants, subjects
from kg.extractors.facts.governing import possessors
from kg.extractors.facts.included import included
from kg.extractors.facts.lists import apposed
from kg.extractors.facts.predicates import theme_of
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.remembering import remembered
from kg.extractors.facts.slots import outer_candidates
from kg.extractors.facts.verbs import VerbGroup, verb_group

# slots whose second word must stand in the passage: "fronted at", "relative through"
_LED = frozenset({"fronted", "next", "own", "relative", "who"})


def heads_of(reading: Reading, group: VerbGroup, slot: str) -> Sequence[int]:
    """Return the candidates for a slot that is the same for every frame."""
    lead = _lead(slot)
    if lead and lead not in _vocabulary(reading):
        return ()
    return _heads(reading, group, slot)


@cache
def _lead(slot: str) -> str:
    """Return the word that leads to what fills a slot, "" where there is none."""
    kind, _, rest = slot.partition(" ")
    if slot.endswith(" owner") and slot != "object owner":
        return kind
    return rest.partition(" ")[0] if kind in _LED else ""


@remembered
def _vocabulary(reading: Reading) -> frozenset[str]:
    return frozenset(reading.lowered)


@remembered
def _heads(reading: Reading, group: VerbGroup, slot: str) -> Sequence[int]:
    token = reading.doc[group.verb]
    outer = outer_candidates(reading, group, slot)
    if outer is not None:
        return outer
    related = _related(reading, group, slot)
    if related is not None:
        return related
    if slot == "subject" and token.pos_ == "VERB":
        heads = [*included(reading, group), *participants(reading, group, slot)]
        return [each for head in heads for each in (*apposed(reading, head), head)]
    if slot == "object" and token.pos_ == "VERB":
        return participants(reading, group, slot)
    return after_preposition(reading, group.verb, slot)


def _related(reading: Reading, group: VerbGroup, slot: str) -> Sequence[int] | None:
    """Return the candidates for a slot that is neither subject, object nor preposition, else None."""
    if slot == "possessor":
        return possessors(reading, group.verb)
    if slot == "theme":
        return theme_of(reading, group)
    if slot == "clause":
        return _clause_subjects(reading, group)
    if slot == "object owner":
        heads = participants(reading, group, "object")
        owners = [owner for head in heads for owner in possessors(reading, head)]
        return [owner for owner in owners if reading.mention(owner) is not None]
    if slot == "self":
        return [group.verb]
    if slot == "compound":
        before = reading.mention(group.verb - 1)
        named = before is not None and before.kind == "name" and before.end == group.verb
        return [before.root] if before is not None and named else []
    if slot.startswith("next "):
        return _straight_after(reading, group.verb, slot.removeprefix("next "))
    return None


def _clause_subjects(reading: Reading, group: VerbGroup) -> Sequence[int]:
    """Return the subjects of the clause that a phrase such as "in partnership with" belongs to."""
    for place in range(group.verb - 1, reading.sentence(group.verb)[0], -1):
        if reading.doc[place].pos_ == "VERB":
            outer = verb_group(reading, place)
            return [*participants(reading, outer, "subject"), *subjects(reading, outer)]
    return theme_of(reading, group)


def _straight_after(reading: Reading, head: int, preposition: str) -> Sequence[int]:
    """Return the head of the phrase that a preposition right behind a noun opens: "an app from Acme"."""
    if reading.word(head + 1) != preposition:
        return []
    phrase = reading.phrase_after(head + 2)
    return [] if phrase is None else [phrase.head]
