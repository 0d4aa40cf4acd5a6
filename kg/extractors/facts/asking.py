"""Who is asked to do something, and what: "urged the council to scrap the contract"."""

from __future__ import annotations

from kg.extractors.facts.arguments import participants
from kg.extractors.facts.findings import Place, Range
from kg.extractors.facts.frames import Frame
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import VerbGroup, verb_group
from kg.extractors.mentions.shapes import lemmas

_ASKED = frozenset({"on", "for", "upon", "that"})
_TO_ACT = frozenset({"to", "not", "immediately", "should", "must", "and", "permanently"})


def find_asked(reading: Reading, frame: Frame, verb: int) -> tuple[list[int], Range] | None:
    """Return who is asked to do one of the frame's complements, and the tokens of what is asked."""
    place = verb + 1
    while reading.word(place) in _ASKED:
        place += 1
    who = reading.phrase_after(place)
    if who is None:
        return None
    act, first = who.end, who.end
    while reading.word(act) in _TO_ACT:
        act += 1
    if act >= len(reading.doc):
        return None
    unwanted = "addressee" in frame.object
    refrain = unwanted and "not" in {reading.word(place) for place in range(first, act)}
    if not refrain and not set(lemmas(reading.doc[act])) & frame.complement:
        return None
    start = first if refrain else act
    objects = participants(reading, verb_group(reading, act), "object")
    return [who.head, *objects], (start, reading.clause_end(act, reach=40))


def shown_by_demand(reading: Reading, frame: Frame, group: VerbGroup, patient: Place) -> bool:
    """Tell whether a demand to end it shows a fact: "ordered the district to switch off Birch"."""
    ends = frame.qualifiers.get("status") == "ended" and frame.modality is None
    return ends and "presupposed" in group.effects[:1] and reading.named(patient.entity)
