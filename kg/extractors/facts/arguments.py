"""Who does what to whom: candidates for the slots of a verb, best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extractors.facts.gaps import gap_before
from kg.extractors.facts.interposed import before_time
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.portions import portion, shared_out
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.remembering import remembered
from kg.extractors.facts.verbs import VerbGroup, governing_verb, shares_subject, verb_group
from kg.extractors.lexicon import words
from kg.extractors.tokens import Token

_RELATIVE = frozenset({"that", "which", "who", "whom"})
_COMMAS = frozenset({",", "–", "—", "-"})
# "sued in every court": what a parser takes for a particle here opens a place or a date
_NO_PARTICLES = frozenset({"at", "for", "with", "against", "by", "from", "to"})
# what may stand before the last word of a subject: "The image detection and recognition | technology"
_LISTED = frozenset({"DET", "NOUN", "ADJ", "CCONJ", "PROPN", "NUM"})
_REACH = 30
_DEEPEST = 2
# how a parser marks "last year" behind a verb
_WHEN = frozenset({"obl:unmarked", "obl:tmod", "obl:npmod", "npadvmod"})
_INSERTION = 14
_KEEPING = frozenset({"from", "against"})


@remembered
def subjects(reading: Reading, group: VerbGroup, *, depth: int = 0) -> Sequence[int]:
    """Return the heads that may be the grammatical subject of a verb group, best first."""
    found: list[int] = []
    for governor in reversed(group.governors):
        token = reading.doc[governor]
        owners = _owners(reading, token) if token.pos_ == "NOUN" else []
        found.extend(owners)  # "its decision to buy", "a decision by Acme to buy"
        light = governing_verb(reading, governor) if token.pos_ == "NOUN" and not owners else None
        if light is not None and not shares_subject(reading, light):
            light = None  # "hailed a decision to buy": somebody else's
        if light is not None and depth < _DEEPEST:  # "won a contract to supply"
            found.extend(subjects(reading, verb_group(reading, light), depth=depth + 1))
        found.extend(_parsed_subjects(reading, token, group))
        found.extend(_ranked_subjects(reading, token, group, depth))
    found.extend(_by_position(reading, group, depth))
    return _unique(found)


def _owners(reading: Reading, noun: Token) -> Sequence[int]:
    """Return whose plan or decision a noun names, by possessive or by "by"."""
    found = [child.i for child in noun.children if child.dep_ == "nmod:poss"]
    by = [child.i for child in noun.children if child.dep_.startswith("nmod") and child.i > noun.i]
    return [*found, *(at for at in by if reading.word(reading.doc[at].left_edge.i) == "by")]


def _ranked_subjects(reading: Reading, token: Token, group: VerbGroup, depth: int) -> Iterator[int]:
    """Yield who is said to be "the first to": the subject of "became", or what it is said of."""
    if token.i == group.verb or token.pos_ == "VERB" or depth >= _DEEPEST:
        return
    if token.dep_ == "appos":
        yield token.head.i
    elif token.dep_ in {"xcomp", "obj", "obl"} and token.head.lemma_ in {"become", "remain"}:
        yield from subjects(reading, verb_group(reading, token.head.i), depth=depth + 1)


def _parsed_subjects(reading: Reading, token: Token, group: VerbGroup) -> Iterator[int]:
    # of two subjects the nearer one: "told the council the department uses"
    for child in reversed(token.children):
        if child.dep_ in {"nsubj", "nsubj:pass", "nsubj:outer"} and child.i < group.start:
            if child.lower_ in _RELATIVE or child.tag_ in {"WDT", "WP"}:
                yield from _antecedent(reading, token, child.i)
            elif child.i >= reading.sentence(group.verb)[0]:
                yield child.i


def _antecedent(reading: Reading, token: Token, relative: int) -> Iterator[int]:
    while token.dep_ in {"xcomp", "conj"} and token.head.pos_ == "VERB" and token.head.i > relative:
        token = token.head  # "which began running": what the first verb hangs on
    if token.dep_ in {"acl:relcl", "acl"} and token.head.i < relative:
        near = reading.mention(relative - 2) if reading.word(relative - 1) == "," else None
        several = token.head.tag_ == "NNS" and token.tag_ == "VBZ"
        if several and near is not None and near.kind == "name":
            yield near.root  # "three firms: A, which makes lenses; B, which …"
        yield token.head.i
        return
    place = relative - 1 if reading.word(relative - 1) in _COMMAS else relative
    before = reading.phrase_before(place)
    if before is not None:
        yield before.head


def _by_position(reading: Reading, group: VerbGroup, depth: int) -> Iterator[int]:
    """Find the subject from the words before the group, where the parse shows none."""
    start = reading.sentence(group.verb)[0]
    group = replace(group, start=before_time(reading, group.start, start))
    token, before = reading.doc[group.verb], reading.word(group.start - 1)
    if group.start <= start:
        return
    if before in _RELATIVE:
        yield from _antecedent(reading, token, group.start - 1)
    elif before in {"and", "or", "but", "then"} and depth < _DEEPEST:
        yield from _shared(reading, group, depth)
    elif before in _COMMAS:
        if group.finite:
            yield from _before_insertion(reading, group.start - 1, start)
            yield from _apposed(reading, group.start - 1)
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


def _apposed(reading: Reading, comma: int) -> Iterator[int]:
    """Yield the names between two commas that say who is meant: "the other two, A and B, sell"."""
    last = reading.phrase_before(comma)
    if last is None:
        return
    first = reading.mention(coordinated(reading, last.head)[0])
    if first is not None and first.kind == "name" and reading.word(first.start - 1) == ",":
        yield last.head


def _before_insertion(reading: Reading, comma: int, start: int) -> Iterator[int]:
    """Skip what stands between two commas ("Acme, a maker of drones, plans …")."""
    for place in range(comma - 1, max(start, comma - _REACH), -1):
        if reading.word(place) in _COMMAS:
            phrase = reading.phrase_before(place)
            if phrase is None:
                continue
            listed = all(token.pos_ in _LISTED for token in reading.doc[start : phrase.start])
            if phrase.start <= start + 1 or listed:
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


@remembered
def participants(reading: Reading, group: VerbGroup, slot: str) -> Sequence[int]:
    """Return the candidates for a slot of a verb: "subject", "object", or a preposition."""
    if slot == "subject":
        return _agents(reading, group)
    if slot == "object":
        return _patients(reading, group)
    return after_preposition(reading, group.verb, slot)


def _agents(reading: Reading, group: VerbGroup) -> Sequence[int]:
    if group.passive:
        return after_preposition(reading, group.verb, "by")
    found = subjects(reading, group)
    token = reading.doc[group.verb]
    if not found and token.dep_ == "acl" and token.tag_ == "VBG" and token.head.i < group.start:
        found = [token.head.i]
    # "banned the agency from buying"
    others = any(
        child.dep_ == "obj" and child.i < token.i and child.pos_ in {"NOUN", "PROPN", "PRON"}
        for child in token.head.children
    )
    kept = others and reading.word(group.start - 1) in _KEEPING
    if not kept and token.dep_ == "acl" and token.tag_ == "VBG" and token.head.dep_ == "obj":
        over = token.head.head  # "detected fraud using"
        found = [*found, *subjects(reading, verb_group(reading, over.i), depth=_DEEPEST)]
    if not (found or kept) and token.dep_ in {"advcl", "xcomp"} and token.tag_ == "VBG":
        head = token.head
        if head.pos_ in {"VERB", "AUX"} and head.i not in group.governors:
            found = subjects(reading, verb_group(reading, head.i), depth=_DEEPEST)
    return found


def _patients(reading: Reading, group: VerbGroup) -> Sequence[int]:
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
    if phrase is not None and reading.doc[phrase.head].dep_ not in _WHEN:
        return [*shared_out(reading, phrase), phrase.head]
    part = portion(reading, after)
    if part is not None:
        return [part]
    parsed = [child.i for child in token.children if _is_object(child)]
    if parsed:
        return parsed
    joined = reading.word(after) in {"and", "or"} and after + 1 < len(reading.doc)
    if joined and reading.doc[after + 1].pos_ == "VERB":
        return _patients(reading, verb_group(reading, after + 1))
    return _gap(reading, token, group)


def _is_object(child: Token) -> bool:
    """Tell whether a word is an object behind its verb; "free" of "offer free of charge" is none."""
    if child.dep_ != "obj" or child.i < child.head.i:
        return False
    return child.pos_ != "ADJ" or child.lower_ in words("facts_shares")


def _gap(reading: Reading, token: Token, group: VerbGroup) -> Sequence[int]:
    """Return the noun that a relative clause without an object of its own hangs on."""
    has_object = any(_is_object(child) for child in token.children)
    if token.dep_ == "acl:relcl" and token.head.i < group.start and not has_object:
        subject = [child for child in token.children if child.dep_ == "nsubj"]
        if subject and subject[0].lower_ not in _RELATIVE and subject[0].i != token.head.i:
            return [token.head.i]
        told = None if subject else reading.phrase_before(group.start)
        if told is not None and reading.word(told.start - 1) in _RELATIVE:
            return [token.head.i]  # "a tool that Acme Inc. | offers"
    found = None if has_object else gap_before(reading, group)
    return [] if found is None else [found]


def _switched(reading: Reading, verb: int) -> bool:
    """Tell whether "on" or "off" behind a verb is its particle where a parser takes it for more."""
    turns = reading.doc[verb].lemma_ in {"switch", "turn"}
    return turns and reading.word(verb + 1) in {"on", "off"}


def _particle_end(reading: Reading, verb: int) -> int:
    place = verb + 1
    while place < len(reading.doc) and (
        reading.doc[place].dep_ == "compound:prt"
        or reading.doc[place].tag_ == "RP"
        or (place == verb + 1 and _switched(reading, verb))
    ):
        place += 1
    return place


@remembered
def after_preposition(reading: Reading, head: int, preposition: str) -> Sequence[int]:
    """Return the heads of the phrases after a preposition in the rest of the clause, in text order."""
    words = preposition.split()
    end = reading.clause_end(head)
    found: list[int] = []
    for place in (*range(head + 1, end), *_past_insertion(reading, end)):
        if all(reading.word(place + step) == word for step, word in enumerate(words)):
            phrase = reading.phrase_after(place + len(words))
            if phrase is not None:
                found.append(phrase.head)
    return found


def _past_insertion(reading: Reading, end: int) -> range:
    """Return the tokens of the clause behind a relative clause between commas that broke it off."""
    if reading.word(end - 1) != "," or end >= len(reading.doc):
        return range(0)
    if reading.doc[end].tag_ not in {"WDT", "WP"}:
        return range(0)
    last = reading.sentence(end)[1]
    for place in range(end + 1, min(end + _INSERTION, last)):
        if reading.word(place) == ",":
            return range(place + 1, reading.clause_end(place))
    return range(0)


def _unique(found: Sequence[int]) -> Sequence[int]:
    return list(dict.fromkeys(found))
