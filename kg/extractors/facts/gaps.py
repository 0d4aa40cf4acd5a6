"""What a relative clause leaves out, by the words alone: "an aid that Acme’s design centre | offers"."""

from __future__ import annotations

from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import VerbGroup

_RELATIVE = frozenset({"that", "which", "whom"})
_TOLD = frozenset(
    {
        "tell",
        "inform",
        "assure",
        "warn",
        "remind",
        "notify",
        "convince",
        "persuade",
        "advise",
        "promise",
        "show",
        "ask",
    }
)
_REACH = 12


def gap_before(reading: Reading, group: VerbGroup) -> int | None:
    """Return the head of what stands before "that" or "which" and a verb’s subject, or None.

    "auditors that the agency licensed": what is told to somebody is no relative clause.
    """
    start = reading.sentence(group.verb)[0]
    for at in range(group.start - 1, max(start, group.start - _REACH), -1):
        if reading.doc[at].pos_ in {"VERB", "AUX"} or reading.doc[at].text in {",", ";"}:
            return None
        if reading.word(at) in _RELATIVE:
            return _antecedent(reading, at) if at < group.start - 1 else None
    return None


def _antecedent(reading: Reading, relative: int) -> int | None:
    place = relative - 1 if reading.word(relative - 1) == "," else relative
    before = reading.phrase_before(place)
    if before is None or reading.doc[before.head].pos_ not in {"NOUN", "PROPN"}:
        return None
    governor = reading.doc[before.head].head
    told = governor.lemma_.casefold() in _TOLD and governor.i < before.head
    return None if told else before.head
