"""Who does what to whom: candidates for the slots of a verb, best first."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import VerbGroup, verb_group

_RELATIVE = frozenset({"that", "which", "who", "whom"})
_COMMAS = frozenset({",", "–", "—", "-"})
# "sued in every court": what a parser takes for a particle here opens a place or a date
_NO_PARTICLES = frozenset({"at", "for", "with", "against", "by", "from", "to"})
_REACH = 30
_DEEPEST = 2


def subjects(reading: Reading, group: VerbGroup, *, depth: int = 0) -> list[int]:
    """Return the heads that may be the grammatical subject of a verb group, best first."""
    found: list[int] = []
    for governor in reversed(group.governors):
        token = reading.doc[governor]
        found.extend(_parsed_subjects(reading, token, group))
    found.extend(_by_position(reading, group, depth))
    return _unique(found)


def _parsed_subjects(reading: Reading, token: Token, group: VerbGroup) -> Iterator[int]:
    for child in token.children:
        if child.dep_ in {"nsubj", "nsubj:pass", "nsubj:outer"} and child.i < group.start:
            if child.lower_ in _RELATIVE or child.tag_ in {"WDT", "WP"}:
                yield from _antecedent(reading, token, child.i)
            elif child.i >= reading.sentence(group.verb)[0]:
                yield child.i


def _antecedent(reading: Reading, token: Token, relative: int) -> Iterator[int]:
    if token.dep_ in {"acl:relcl", "acl"} and token.head.i < relative:
        yield token.head.i
        return
    place = relative - 1 if reading.word(relative - 1) in _COMMAS else relative
    before = reading.phrase_before(place)
    if before is not None:
        yield before.head


def _by_position(reading: Reading, group: VerbGroup, depth: int) -> Iterator[int]:
    """Find the subject from the words before the group, where the parse shows none."""
    token, before = reading.doc[group.verb], reading.word(group.start - 1)
    start = reading.sentence(group.verb)[0]
    if group.start <= start:
        return
    if before in _RELATIVE:
        yield from _antecedent(reading, token, group.start - 1)
    elif before in {"and", "or", "but", "then"} and depth < _DEEPEST:
        yield from _shared(reading, group, depth)
    elif before in _COMMAS:
        if group.finite:
            yield from _before_insertion(reading, group.start - 1, start)
    elif (
        group.finite
        or "presupposed" in group.effects
        or token.dep_ in {"acl", "acl:relcl"}
        or token.tag_ in {"VBN", "VBG"}
    ):
        phrase = reading.phrase_before(group.start)
        if phrase is not None and phrase.start >= start:
            yield _climb(reading, phrase.start, phrase.head, start)
            yield phrase.head


def _climb(reading: Reading, first: int, head: int, start: int) -> int:
    """Go from "the police of Leeds" to its first noun: "police"."""
    while first - 2 >= start and reading.doc[first - 1].pos_ == "ADP":
        if reading.doc[first - 1].lower_ not in {"of", "in", "at", "for", "from", "with"}:
            return head
        before = reading.phrase_before(first - 1)
        if before is None or before.start < start:
            return head
        first, head = before.start, before.head
    return head


def _before_insertion(reading: Reading, comma: int, start: int) -> Iterator[int]:
    """Skip what stands between two commas ("Acme, a maker of drones, plans …")."""
    for place in range(comma - 1, max(start, comma - _REACH), -1):
        if reading.word(place) in _COMMAS:
            phrase = reading.phrase_before(place)
            if phrase is not None and phrase.start <= start + 1:
                yield phrase.head
                return


def _shared(reading: Reading, group: VerbGroup, depth: int) -> Iterator[int]:
    """Take the subject of the verb that this one is joined to."""
    head = reading.doc[group.governors[-1]].head
    if reading.doc[group.governors[-1]].dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        yield from subjects(reading, verb_group(reading, head.i), depth=depth + 1)
        return
    start = reading.sentence(group.verb)[0]
    for place in range(group.start - 2, start, -1):
        if reading.doc[place].pos_ == "VERB":
            other = verb_group(reading, place)
            if other.finite == group.finite:
                yield from subjects(reading, other, depth=depth + 1)
                return


def participants(reading: Reading, group: VerbGroup, slot: str) -> list[int]:
    """Return the candidates for a slot of a verb: "subject", "object", or a preposition."""
    if slot == "subject":
        return _agents(reading, group)
    if slot == "object":
        return _patients(reading, group)
    return after_preposition(reading, group.verb, slot)


def _agents(reading: Reading, group: VerbGroup) -> list[int]:
    if group.passive:
        return after_preposition(reading, group.verb, "by")
    found = subjects(reading, group)
    token = reading.doc[group.verb]
    if not found and token.dep_ == "acl" and token.tag_ == "VBG" and token.head.i < group.start:
        found = [token.head.i]
    if not found and token.dep_ in {"advcl", "xcomp"} and token.tag_ == "VBG":
        head = token.head
        if head.pos_ in {"VERB", "AUX"} and head.i not in group.governors:
            found = subjects(reading, verb_group(reading, head.i), depth=_DEEPEST)
    return found


def _patients(reading: Reading, group: VerbGroup) -> list[int]:
    token = reading.doc[group.verb]
    if group.passive:
        found = subjects(reading, group)
        if not found and token.dep_ == "acl" and token.head.i < group.start:
            found = [token.head.i]
        return found
    after = _particle_end(reading, group.verb)
    particle = reading.word(after - 1) if after - 1 > group.verb else ""
    if particle in _NO_PARTICLES or (particle == "in" and token.lemma_ != "put"):
        return []
    phrase = reading.phrase_after(after)
    if phrase is not None:
        return [phrase.head]
    parsed = [child.i for child in token.children if child.dep_ == "obj" and child.i > token.i]
    if parsed:
        return parsed
    joined = reading.word(after) in {"and", "or"} and after + 1 < len(reading.doc)
    if joined and reading.doc[after + 1].pos_ == "VERB":
        return _patients(reading, verb_group(reading, after + 1))
    return _gap(token, group)


def _gap(token: Token, group: VerbGroup) -> list[int]:
    """Return the noun that a relative clause without an object of its own hangs on."""
    has_object = any(child.dep_ == "obj" and child.i > token.i for child in token.children)
    if token.dep_ == "acl:relcl" and token.head.i < group.start and not has_object:
        subject = [child for child in token.children if child.dep_ == "nsubj"]
        if subject and subject[0].lower_ not in _RELATIVE and subject[0].i != token.head.i:
            return [token.head.i]
    return []


def _particle_end(reading: Reading, verb: int) -> int:
    place = verb + 1
    while place < len(reading.doc) and (
        reading.doc[place].dep_ == "compound:prt" or reading.doc[place].tag_ == "RP"
    ):
        place += 1
    return place


def after_preposition(reading: Reading, head: int, preposition: str) -> list[int]:
    """Return the heads of the phrases after a preposition in the rest of the clause, in text order."""
    words = preposition.split()
    end = reading.clause_end(head)
    found: list[int] = []
    for place in range(head + 1, end):
        if all(reading.word(place + step) == word for step, word in enumerate(words)):
            phrase = reading.phrase_after(place + len(words))
            if phrase is not None:
                found.append(phrase.head)
    return found


def _unique(found: list[int]) -> list[int]:
    return list(dict.fromkeys(found))
