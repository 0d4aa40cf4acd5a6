"""Match relational nouns ("A, the maker of B", "B chief Ana Ruiz", "users of B include A")."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.extractors.facts.arguments import subjects
from kg.extractors.facts.events import possessors
from kg.extractors.facts.findings import Finding, Place, covering, fill, fill_subject, kind_of
from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.lexemes import Framed, by_word, lemma_candidates
from kg.extractors.facts.reading import Phrase, Reading
from kg.extractors.facts.verbs import verb_group

Fitting = Callable[[list[int]], tuple[Place, ...]]

_LONGEST = 4
_LOOSE = frozenset({"of", "in"})
_REACH = 16
_MODIFIERS = frozenset({"NOUN", "PROPN", "ADJ", "ADV", "NUM", "X"})
_COMMAS = frozenset({",", "–", "—", "("})
_NAMING = frozenset({"include", "includes", "included", "including", "are", "like"})


@dataclass(frozen=True, slots=True)
class Role:
    """A relational noun with modifiers: tokens `start`..`end` (half-open), its own words last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A role with what it is a role in, and where that stands: after it ("of B") or before it."""

    role: Role
    complements: tuple[Place, ...]
    start: int
    end: int
    after: bool


def find_roles(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what the role frames find in a passage, in text order."""
    index = by_word(patterns.frames("role"))
    place = 0
    while place < len(reading.doc):
        length, framed = _opened(reading, index, place)
        for pattern, frame in framed if _ends_phrase(reading, place + length) else []:
            role = Role(_left_end(reading, patterns, frame, place), place + length)
            yield from _related(reading, patterns, (pattern, frame), role)
        place += length


def _opened(
    reading: Reading, index: Mapping[str, list[Framed]], place: int
) -> tuple[int, list[Framed]]:
    """Return how many tokens from here make the longest role word, and the frames it opens."""
    token = reading.doc[place]
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return 1, []
    for length in range(_LONGEST, 1, -1):
        words = " ".join(each.lower_ for each in reading.doc[place : place + length])
        if words.replace(" - ", "-") in index:
            return length, index[words.replace(" - ", "-")]
    for lemma in lemma_candidates(token):
        if lemma in index:
            return 1, index[lemma]
    return 1, []


def _ends_phrase(reading: Reading, end: int) -> bool:
    """Tell whether the role is its phrase's last word: not "chief" in "chief engineer"."""
    if end >= len(reading.doc) or reading.doc[end].pos_ not in {"NOUN", "PROPN"}:
        return True
    mention = reading.mention(end)
    return mention is not None and mention.kind != "description"


def _left_end(reading: Reading, patterns: Patterns, frame: Frame, place: int) -> int:
    """Return where the modifiers of a role word start; an entity it may belong to is none."""
    start = place
    while start > 0:
        token, mention = reading.doc[start - 1], reading.mention(start - 1)
        if mention is not None and mention.kind != "description":
            if mention.kind == "pronoun" or mention.end != start:
                break
            entity = reading.analysis.entities[mention.entity]
            fitting = frame.object_classes | frame.subject_classes
            if entity.type in fitting or patterns.roots.get(entity.type) in fitting:
                break
            start = mention.start
        elif (
            token.pos_ in _MODIFIERS
            or token.tag_ in {"VBN", "VBG", "HYPH"}
            or _joins(reading, start)
        ):
            start -= 1
        else:
            break
    while start < place and reading.doc[start].lower_ in {"and", "&"}:
        start += 1
    return start


def _joins(reading: Reading, start: int) -> bool:
    """Tell whether "and" before `start` joins two titles ("president and chief executive")."""
    before = reading.doc[start - 2] if start > 1 else None
    return (
        reading.word(start - 1) in {"and", "&"}
        and before is not None
        and (before.pos_ in {"NOUN", "PROPN"} and reading.mention(start - 2) is None)
    )


def _related(reading: Reading, patterns: Patterns, framed: Framed, role: Role) -> Iterator[Finding]:
    for relation in _relations(reading, patterns, framed, role):
        bearers = _bearers(reading, patterns, framed, relation)
        for bearer in bearers:
            for complement in relation.complements:
                finding = _finding(reading, framed, relation, bearer, complement)
                if finding is not None:
                    yield finding
        if bearers:
            return


def _finding(
    reading: Reading, framed: Framed, relation: Relation, bearer: Place, complement: Place
) -> Finding | None:
    pattern, frame = framed
    flipped = frame.subject[0] == "complement"
    subject, about = (complement, bearer) if flipped else (bearer, complement)
    if subject.entity.name == about.entity.name:
        return None
    near = [(place.start, place.end) for place in (subject, about) if place.entity.mention]
    core = covering((relation.role.start, relation.role.end), *near)
    between = {reading.word(at) for at in range(*core)}
    effects = [
        effect for word, effect in (("not", "denied"), ("former", "ended")) if word in between
    ]
    words = (relation.role.start, relation.role.end)
    if relation.after and relation.complements[0].start > relation.role.end:
        words = (relation.role.start, _before_link(reading, relation))
    return Finding(
        pattern, frame, reading, subject.entity, about.entity, core, words, relation.role.end - 1,
        tuple(effects), None, about.head, subject.head,
    )  # fmt: skip


def _before_link(reading: Reading, relation: Relation) -> int:
    """Return where the role's own words end: before the preposition that leads to its complement."""
    place = relation.complements[0].start
    while place > relation.role.end and reading.doc[place - 1].pos_ in {"DET", "ADJ"}:
        place -= 1
    return max(relation.role.end, place - 1)


def _relations(
    reading: Reading, patterns: Patterns, framed: Framed, role: Role
) -> Iterator[Relation]:
    """Yield the ways to read what the role is a role in, the surest first."""
    pattern, frame = framed
    slot = "object" if "complement" in frame.object or frame.object == ("previous",) else "subject"
    slots = frame.object if slot == "object" else frame.subject

    def fitting(heads: list[int]) -> tuple[Place, ...]:
        if slot == "object":
            found = fill(reading, patterns, frame.object_classes, heads)
        else:
            found = fill_subject(reading, patterns, pattern, frame.subject_classes, heads)
        return tuple(
            each for each in found if not frame.kinds or kind_of(reading, each.head) in frame.kinds
        )

    if "complement" in slots:
        yield from _after(reading, frame, role, fitting)
        yield from _before(reading, role, fitting)
    if "previous" in slots:
        previous = _previous(reading, patterns, pattern, frame.object_classes, role)
        if previous is not None:
            yield Relation(role, (previous,), role.start, role.end, after=False)


def _after(reading: Reading, frame: Frame, role: Role, fitting: Fitting) -> Iterator[Relation]:
    """Follow prepositions after the role to the first fitting entity ("head of sales at B")."""
    place, links = role.end, frame.prepositions or _LOOSE
    best: Relation | None = None
    while place < min(len(reading.doc), role.end + _REACH):
        word = reading.word(place)
        if word not in links | {"of", "and", "&", ","}:
            break
        step = reading.phrase_after(place + 1)
        if step is None:
            break
        if word in links:
            found = fitting(_whole(reading, step)) or fitting([step.head])
            if found:
                listed = fitting(reading.coordinated(step.head, left=False)) or found
                last = max(each.end for each in listed)
                best = Relation(role, listed, _owner_start(reading, role), last, after=True)
                if word not in _LOOSE or reading.word(last) not in links - _LOOSE:
                    break
        place = step.end
    if best is not None:
        yield best


def _whole(reading: Reading, part: Phrase) -> list[int]:
    """Return who owns what a role is in: "director of Acme’s Office of Audit" belongs to Acme."""
    mention = reading.mention(part.head)
    start = part.head if mention is None else mention.start
    return possessors(reading, start) if start > part.start else []


def _owner_start(reading: Reading, role: Role) -> int:
    """Return where a role starts with whose it is: "Acme’s chief engineer"."""
    place = role.start - 1
    if place > 0 and reading.doc[place].tag_ == "POS":
        owner = reading.phrase_before(place)
        return role.start if owner is None else owner.start
    return place if place >= 0 and reading.doc[place].tag_ == "PRP$" else role.start


def _before(reading: Reading, role: Role, fitting: Fitting) -> Iterator[Relation]:
    """Take what stands before the role ("B’s chief", "its chief", "B chief"), or right after it."""
    place = role.start - 1
    if place >= 0:
        token = reading.doc[place]
        head: int | None = place if token.tag_ == "PRP$" else None
        if token.tag_ == "POS":
            owner = reading.phrase_before(place)
            head = None if owner is None else owner.head
        mention = reading.mention(place)
        if mention is not None and mention.kind == "name" and mention.end == role.start:
            head = mention.root
        found = fitting([head]) if head is not None else ()
        if found:
            yield Relation(role, found, min(found[0].start, role.start), role.end, after=False)
    after = reading.mention(role.end)
    if after is not None and after.kind == "name":
        found = fitting([after.root])
        if found:
            yield Relation(role, found, role.start, after.end, after=True)


def _previous(
    reading: Reading, patterns: Patterns, pattern: Pattern, classes: frozenset[str], role: Role
) -> Place | None:
    """Return the one fitting entity of the sentence before, where there is only one."""
    first = reading.sentence(role.start)[0]
    if first == 0:
        return None
    start = reading.sentence(first - 1)[0]
    heads = [
        mention.root
        for mention in reading.analysis.mentions
        if mention.passage == reading.passage.index and start <= mention.start < first
    ]
    found = list(fill(reading, patterns, classes, heads))
    if len({each.entity.name for each in found}) != 1:
        return None
    return replace(found[0], entity=replace(found[0].entity, mention=None))


def _bearers(
    reading: Reading, patterns: Patterns, framed: Framed, relation: Relation
) -> list[Place]:
    """Return who bears the role: named after it, before it, or in a list that it announces."""
    pattern, frame = framed
    flipped = frame.subject[0] == "complement"

    def fitting(heads: list[int]) -> list[Place]:
        if flipped:
            return list(fill(reading, patterns, frame.object_classes, heads))
        return list(fill_subject(reading, patterns, pattern, frame.subject_classes, heads))

    for heads in (
        _announced(reading, relation),
        _named_after(reading, relation),
        _named_before(reading, relation),
    ):
        taken = {each.head for each in relation.complements}
        found = fitting([head for head in heads if head not in taken])
        if found:
            return found
    return []


def _announced(reading: Reading, relation: Relation) -> list[int]:
    """Return the list after "customers include", "users of B include", "clients such as"."""
    place = relation.end
    such = reading.word(place) == "such" and reading.word(place + 1) == "as"
    if reading.word(place) not in _NAMING and not such:
        return []
    phrase = reading.phrase_after(place + (2 if such else 1))
    return [] if phrase is None else reading.coordinated(phrase.head, left=False)


def _named_after(reading: Reading, relation: Relation) -> list[int]:
    place = relation.end
    while reading.word(place) in {","} or (
        reading.doc[place : place + 1].text
        and reading.mention(place) is None
        and reading.doc[place].pos_ in {"NOUN", "PROPN"}
        and place < relation.end + 3
    ):
        place += 1
    if relation.after and reading.word(place - 1) != ",":
        return []
    mention = reading.mention(place)
    if mention is None or mention.kind != "name":
        return []
    if relation.after and _named_before(reading, relation):
        return []
    return [mention.root]


def _named_before(reading: Reading, relation: Relation) -> list[int]:
    place = min(relation.start, relation.role.start)
    while place > 0 and (
        reading.doc[place - 1].pos_ in {"DET", "ADV", "ADJ"}
        or reading.word(place - 1) in {"not", "one"}
    ):
        place -= 1
    before = reading.word(place - 1)
    if before in _COMMAS:
        phrase = reading.phrase_before(place - 1)
        named = phrase is not None and kind_of(reading, phrase.head) == "name"
        return [phrase.head] if phrase is not None and named else []
    token = reading.doc[place - 1] if place else None
    if (
        token is not None
        and token.pos_ in {"AUX", "VERB"}
        and token.lemma_ in {"be", "become", "remain"}
    ):
        return subjects(reading, verb_group(reading, place - 1))
    if before == "as" and place > 1 and reading.doc[place - 2].pos_ == "VERB":
        return subjects(reading, verb_group(reading, place - 2))
    return []
