"""Slots that lie outside of a verb's own phrases: partners, owners of a channel, what opens a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.extractors.facts.arguments import after_preposition, participants
from kg.extractors.facts.demands import compelled, should_end, unwanted
from kg.extractors.facts.governing import possessors
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.stranded import stranded, whose_goods
from kg.extractors.facts.verbs import VerbGroup, verb_group
from kg.extractors.lexicon import words

_DEEP = 3
_BEFORE = 4
_CLAUSE = 16


def outer_candidates(reading: Reading, group: VerbGroup, slot: str) -> Sequence[int] | None:
    """Return the candidates for a slot that reaches out of the clause; None where it is no such slot.

    "partner": with whom the subject has joined to do it ("teamed up with B to test");
    "own X": the phrase after X that hangs on the verb or its object, not on another noun;
    "X owner": whose the phrase after the preposition X is ("through B’s portal");
    "fronted X": the phrase after X that opens the sentence ("At B, clerks file");
    "who X": the phrase after X in what is told of a person in passing ("Ruiz, who studies at B");
    "relative X": what the clause is relative to ("B, to which A belongs"), without X its object;
    "stranded X": what it is relative to, where X stands bare ("B, which A relies on");
    "whose": what is told behind "whose" ("C, whose tracker A uses");
    "where": the place of a clause with "where" ("in Leeds, where buses have been fitted with B");
    "second": what is given, behind who it is given to ("hands inmates | a tablet");
    "unwanted": what a demand would put an end to ("urged the council to scrap B");
    "compelled": who is to be made or kept by a third ("asked the court to bar B from");
    "should end": what is said to have to stop ("said B should be banned");
    "overridden": what is done all the same ("over objections from A, the city bought B").
    """
    whole = _WHOLE.get(slot)
    if whole is not None:
        return whole(reading, group)
    kind, _, rest = slot.partition(" ")
    if kind == "fronted":
        return fronted(reading, group.verb, frozenset({rest}))
    if kind == "who":
        return after_preposition(reading, group.verb, rest) if _told_of(reading, group) else []
    if kind == "stranded":
        return stranded(reading, group, rest)
    if kind == "relative":
        return _relative(reading, group, rest)
    if kind == "own":
        return _own(reading, group, rest)
    if slot.endswith(" owner") and slot != "object owner":
        heads = after_preposition(reading, group.verb, slot.removesuffix(" owner"))
        return [owner for head in heads for owner in possessors(reading, _first(reading, head))]
    return None


def fronted(reading: Reading, index: int, prepositions: frozenset[str]) -> Sequence[int]:
    """Return the head of the phrase that opens a token's sentence after one of the prepositions."""
    first = reading.sentence(index)[0]
    while first < index and reading.doc[first].is_punct:
        first += 1
    if reading.word(first) not in prepositions or first >= index:
        return []
    phrase = reading.phrase_after(first + 1)
    return [] if phrase is None or phrase.end > index else [phrase.head]


def _where(reading: Reading, group: VerbGroup) -> Sequence[int]:
    """Return what stands before the "where" that opens a verb’s clause."""
    first = max(reading.sentence(group.verb)[0], group.start - _CLAUSE)
    for at in range(group.start - 1, first, -1):
        if reading.doc[at].tag_ in {"VBD", "VBZ", "VBP", "MD"} and reading.mention(at) is None:
            return []
        if reading.word(at) == "where":
            phrase = reading.phrase_before(at - 1 if reading.word(at - 1) == "," else at)
            return [] if phrase is None else [phrase.head]
    return []


def _second(reading: Reading, group: VerbGroup) -> Sequence[int]:
    """Return the second of two phrases that follow a verb without a preposition between them."""
    told = reading.phrase_after(group.verb + 1)
    given = None if told is None else reading.phrase_after(told.end)
    return [] if given is None else [given.head]


def _told_of(reading: Reading, group: VerbGroup) -> bool:
    """Tell whether a verb in the present stands behind "who"."""
    return reading.word(group.start - 1) == "who" and reading.doc[group.verb].tag_ in {"VBZ", "VBP"}


def _relative(reading: Reading, group: VerbGroup, preposition: str) -> Sequence[int]:
    """Return what stands before "which" with a preposition, or with a subject of its own behind it."""
    first = max(reading.sentence(group.verb)[0], group.start - _CLAUSE)
    for at in range(group.start - 2, first, -1):
        if reading.doc[at].tag_ in {"VBD", "VBZ", "VBP", "MD"} and reading.mention(at) is None:
            return []
        if reading.word(at) not in {"which", "whom"}:
            continue
        before = at - 1
        if preposition and reading.word(before) != preposition:
            return []
        before -= bool(preposition)
        if not preposition and reading.doc[before].pos_ == "ADP":
            return []
        phrase = reading.phrase_before(before if reading.word(before) == "," else before + 1)
        return [] if phrase is None else [phrase.head]
    return []


def _own(reading: Reading, group: VerbGroup, preposition: str) -> Sequence[int]:
    """Return the phrases after a preposition, without those of other nouns ("objections from A")."""
    objects = set(participants(reading, group, "object"))
    heads = after_preposition(reading, group.verb, preposition)
    return [
        head for head in heads if not _of_another(reading, (group.verb, preposition), head, objects)
    ]


def _of_another(reading: Reading, link: tuple[int, str], head: int, objects: set[int]) -> bool:
    verb, preposition = link
    place = head
    while place > verb and reading.word(place) != preposition:
        place -= 1
    if any(token.pos_ == "VERB" for token in reading.doc[verb + 1 : place]):
        return True  # "bought B, overriding objections | from A"
    noun = reading.doc[head].head
    return noun.pos_ in {"NOUN", "PROPN"} and verb < noun.i < place and noun.i not in objects


def _first(reading: Reading, head: int) -> int:
    """Return the first token behind a phrase's owner: "the board’s | LeaseDesk portal"."""
    first = head
    while first > 0 and reading.doc[first - 1].pos_ in {"PROPN", "NOUN", "ADJ"}:
        first -= 1
    return first


def _partners(reading: Reading, group: VerbGroup) -> Sequence[int]:
    """Return with whom the verb that governs this one ("teamed up with") is done."""
    token = reading.doc[group.verb]
    for _ in range(_DEEP):
        if token.lemma_.casefold() in words("facts_joining_verbs"):
            return after_preposition(reading, token.i, "with")
        if token.head.i == token.i:
            break
        token = token.head
    return []


def _overridden(reading: Reading, group: VerbGroup) -> Sequence[int]:
    """Return what a sentence tells to be done over the protests that a noun names."""
    first, end = reading.sentence(group.verb)
    led = {reading.word(at) for at in range(max(first, group.verb - _BEFORE), group.verb)}
    if not led & words("facts_overriding"):
        return []
    return [
        head
        for token in reading.doc[first:end]
        if token.pos_ == "VERB" and token.lower_ not in words("facts_overriding")
        for head in participants(reading, verb_group(reading, token.i), "object")
        if head != group.verb
    ]


_WHOLE: Mapping[str, Callable[[Reading, VerbGroup], Sequence[int] | None]] = {
    "partner": _partners,
    "overridden": _overridden,
    "whose": whose_goods,
    "second": _second,
    "where": _where,
    "unwanted": lambda reading, group: unwanted(reading, group.verb),
    "compelled": lambda reading, group: compelled(reading, group.verb),
    "should end": lambda reading, group: should_end(reading, group.verb),
}
