"""Match relational nouns ("A, the maker of B", "B chief Ana Ruiz", "users of B include A")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extractors.facts.arguments import subjects
from kg.extractors.facts.findings import Finding, Place, covering, fill, fill_subject, kind_of
from kg.extractors.facts.frames import Patterns
from kg.extractors.facts.lexemes import Framed
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.relations import Relation, relations
from kg.extractors.facts.role_phrases import Role, find_role_phrases
from kg.extractors.facts.verbs import verb_group
from kg.extractors.lexicon import words
from kg.extractors.mentions.shapes import plural

_COMMAS = frozenset({",", "–", "—", "("})
_COPULAS = frozenset({"be", "become", "remain"})
_NAMING = frozenset({"include", "includes", "included", "including", "are", "like"})
_BETWEEN = (
    ("not", "denied"), ("former", "ended"), ("formerly", "ended"), ("previously", "ended"),
    ("once", "ended"), ("ex", "ended"), ("ex-", "ended"), ("until", "ended"), ("till", "ended"),
)  # fmt: skip
_TITLES = 3
_NEAR = 4


def find_roles(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what the role frames find in a passage, in text order."""
    for framed, role in find_role_phrases(reading, patterns):
        yield from _related(reading, patterns, framed, role)


def _related(reading: Reading, patterns: Patterns, framed: Framed, role: Role) -> Iterator[Finding]:
    for relation in relations(reading, patterns, framed, role):
        bearers = _bearers(reading, patterns, framed, relation)
        for bearer in bearers:
            for complement in relation.complements:
                finding = _finding(reading, framed, relation, (bearer, complement))
                if finding is not None:
                    yield finding
        if bearers:
            return


def _finding(
    reading: Reading, framed: Framed, relation: Relation, ends: tuple[Place, Place]
) -> Finding | None:
    pattern, frame = framed
    subject, about = reversed(ends) if frame.subject[0] == "complement" else ends
    if subject.entity.name == about.entity.name:
        return None
    near = [(place.start, place.end) for place in (subject, about) if place.entity.mention]
    words = (relation.role.start, relation.words_end)
    core = covering(words, *near)
    nearby = range(max(core[0], words[0] - _NEAR), words[0] + 1)
    between = {reading.word(at) for at in (*nearby, *range(*words))}
    if reading.word(core[0] - 1) == "shadow" or "shadow" in between:
        return None  # a shadow minister speaks for the opposition
    return Finding(
        pattern=pattern,
        frame=frame,
        reading=reading,
        subject=subject.entity,
        object=about.entity,
        core=core,
        words=words,
        anchor=relation.role.end - 1,
        effects=(
            *_effects(reading, relation),
            *(each for word, each in _BETWEEN if word in between),
        ),
        object_head=about.head,
        subject_head=subject.head,
        weakness=0 if subject.entity.mention and about.entity.mention else 3,
    )


def _effects(reading: Reading, relation: Relation) -> tuple[str, ...]:
    """Return what the verb before a role does to it: "will become the head of"."""
    for place in range(relation.start - 1, max(0, relation.start - _NEAR), -1):
        token = reading.doc[place]
        if token.pos_ in {"AUX", "VERB"} and token.lemma_ in _COPULAS:
            return verb_group(reading, place).effects
    return ()


def _bearers(
    reading: Reading, patterns: Patterns, framed: Framed, relation: Relation
) -> list[Place]:
    """Return who bears the role: in a list that it announces, named after it, or before it."""
    pattern, frame = framed
    taken = {each.head for each in relation.complements}
    for heads in (
        _announced(reading, relation),
        _named_after(reading, relation),
        _named_before(reading, relation),
    ):
        free = [head for head in heads if head not in taken]
        if frame.subject[0] == "complement":
            found = list(fill(reading, patterns, frame.object_classes, free))
        else:
            found = list(fill_subject(reading, patterns, pattern, frame.subject_classes, free))
        if found:
            return found
    return []


def _announced(reading: Reading, relation: Relation) -> Sequence[int]:
    """Return the list after "customers include", "users of B include", "clients such as"."""
    place = relation.end
    such = reading.word(place) == "such" and reading.word(place + 1) == "as"
    if reading.word(place) not in _NAMING and not such:
        return []
    phrase = reading.phrase_after(place + (2 if such else 1))
    return [] if phrase is None else coordinated(reading, phrase.head, left=False)


def _named_after(reading: Reading, relation: Relation) -> Sequence[int]:
    """Return the name that follows a role, other titles between them allowed."""
    place, last = relation.end, len(reading.doc)
    while place < min(last, relation.end + _TITLES) and _skipped(reading, place):
        place += 1
    if relation.after and reading.word(place - 1) != ",":
        return []
    mention = reading.mention(place)
    if mention is None or mention.kind != "name":
        return []
    if relation.after and _named_before(reading, relation):
        return []
    if plural(reading.doc[relation.role.end - 1]):
        return coordinated(reading, mention.root, left=False)
    return [mention.root]


def _skipped(reading: Reading, place: int) -> bool:
    if reading.word(place) == ",":
        return True
    mention = reading.mention(place)
    free = mention is None or mention.kind == "description"
    described = reading.word(place) in words("titles_modifiers")  # "dissenter, retired | librarian"
    return free and (reading.doc[place].pos_ in {"NOUN", "PROPN"} or described)


def _named_before(reading: Reading, relation: Relation) -> Sequence[int]:
    """Return who stands before a role: "A, the …", "A is the …", "A serves as the …"."""
    place = min(relation.start, relation.role.start)
    while place > 0 and _leads(reading, place - 1):
        place -= 1
    before, token = reading.word(place - 1), reading.doc[place - 1] if place else None
    if before in _COMMAS:
        if place > 3 and _is_age(reading, place - 2):
            place -= 2
        phrase = reading.phrase_before(place - 1)
        if phrase is not None and _new_subject(reading, relation, place, phrase.start):
            return []
        named = phrase is not None and kind_of(reading, phrase.head) == "name"
        if phrase is None or not named:
            return []
        if not plural(reading.doc[relation.role.end - 1]):
            return [phrase.head]
        listed = coordinated(reading, phrase.head)
        return listed if len(listed) > 1 else []  # "According to B, A agents are": not B
    if token is not None and token.pos_ in {"AUX", "VERB"} and token.lemma_ in _COPULAS:
        return subjects(reading, verb_group(reading, place - 1))
    if before == "as" and place > 1 and reading.doc[place - 2].pos_ == "VERB":
        return subjects(reading, verb_group(reading, place - 2))
    return []


def _is_age(reading: Reading, place: int) -> bool:
    """Tell whether a number between commas is an age: "Ruiz, 52, a director"."""
    token = reading.doc[place]
    return token.is_digit and len(token.text) == 2 and reading.word(place - 1) in _COMMAS


def _new_subject(reading: Reading, relation: Relation, place: int, before: int) -> bool:
    """Tell whether the role is the sentence's subject after a phrase: "According to B, a guard at C was"."""
    if reading.word(place) not in {"a", "an"} or relation.end >= len(reading.doc):
        return False
    led = before > 0 and reading.doc[before - 1].pos_ in {"ADP", "SCONJ"}
    return led and reading.doc[relation.end].tag_ in {"VBD", "VBZ", "VBP", "MD"}


def _leads(reading: Reading, place: int) -> bool:
    word = reading.word(place)
    counted = word == "of" and place > 0 and reading.doc[place - 1].pos_ == "NUM"  # "one of many"
    opens = counted or word in {"not", "one"} or word in words("facts_role_openers")
    return opens or reading.doc[place].pos_ in {"DET", "ADV", "ADJ"}
