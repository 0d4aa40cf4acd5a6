"""What a role is a role in: the entity after it ("head of sales at B"), before it, or understood."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extractors.analysis import Analysis, EntityRecord
from kg.extractors.facts.findings import Place, fill_subject, kind_of
from kg.extractors.facts.frames import Frame, Patterns
from kg.extractors.facts.goods import fill_objects, goods_inside
from kg.extractors.facts.governing import possessors
from kg.extractors.facts.lexemes import Framed
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Phrase, Reading
from kg.extractors.facts.remembering import remembered
from kg.extractors.facts.role_phrases import Role
from kg.model import Entity

Fitting = Callable[[Sequence[int]], tuple[Place, ...]]

_RENEWING = frozenset({"a", "an", "the", "its", "one"})
_LOOSE = frozenset({"of", "in"})
_COMMON = frozenset({"NN", "NNS"})
_REACH = 16
_GROUPS = frozenset({"family", "group", "network", "portfolio", "stable", "empire", "umbrella"})


@dataclass(frozen=True, slots=True)
class Relation:
    """A role in something: all of it is tokens `start`..`end`, its own words end at `words_end`.

    `after` tells that the complement stands behind the role.
    """

    role: Role
    complements: tuple[Place, ...]
    start: int
    end: int
    words_end: int
    after: bool


def relations(
    reading: Reading, patterns: Patterns, framed: Framed, role: Role
) -> Iterator[Relation]:
    """Yield the ways to read what the role is a role in, the surest first."""
    pattern, frame = framed
    flipped = frame.subject[0] == "complement"
    slots = frame.subject if flipped else frame.object

    def fitting(heads: Sequence[int]) -> tuple[Place, ...]:
        if flipped:
            found = fill_subject(reading, patterns, pattern, frame.subject_classes, heads)
        else:
            found = fill_objects(reading, patterns, framed, heads)
        kinds = frame.kinds
        return tuple(each for each in found if not kinds or kind_of(reading, each.head) in kinds)

    if "complement" in slots:
        yield from _after(reading, frame, role, fitting)
        if not _complemented(reading, frame, role):
            yield from _before(reading, frame, role, fitting)
        yield from _of_place(reading, patterns, frame, role)
    if "inside" in slots and role.end - role.start > 1:
        made = goods_inside(reading, role.start, role.end - 1)
        if made is not None:
            yield Relation(role, (made,), role.start, role.end, role.end, after=False)
    if "previous" in slots:
        previous = _previous(reading, fitting, role)
        if previous is not None:
            yield Relation(role, (previous,), role.start, role.end, role.end, after=False)


def _after(reading: Reading, frame: Frame, role: Role, fitting: Fitting) -> Iterator[Relation]:
    """Follow prepositions behind the role to what fits; "of" gives way to a later "for", "at"."""
    links = frame.prepositions or _LOOSE
    place, best = role.end, None
    while place < min(len(reading.doc), role.end + _REACH):
        word = reading.word(place)
        step = reading.phrase_after(place + 1)
        if word not in links | {"of", "and", "&", ","} or step is None:
            break
        if word == "," and reading.word(place + 1) in _RENEWING:
            break  # a new apposition: "minister of France, a member of the council"
        if word in links and not (_of_body(frame) and _field(reading, step)):
            whole = fitting(_owners(reading, step)) or fitting(_grouped(reading, step))
            found = whole or fitting(coordinated(reading, step.head, left=False))
            if found:
                last = max(step.end if whole else place, *(each.end for each in found))
                words_end = last if whole else place
                start = _owner_start(reading, role)
                best = Relation(role, found, start, last, words_end, after=True)
                gives_way = word in _LOOSE and found[0].end - found[0].start == 1
                if not gives_way or reading.word(last) not in links - _LOOSE:
                    break
            elif reading.word(step.head) in _GROUPS and reading.doc[step.head].text.islower():
                break  # "part of the Acme family of companies": not of companies
        place = step.end
    if best is not None:
        yield best


def _of_body(frame: Frame) -> bool:
    """Tell whether a role is a person's in a body, not "maker of phones"."""
    return "Person" in frame.subject_classes and "Product" not in frame.object_classes


def _field(reading: Reading, step: Phrase) -> bool:
    """Tell whether a role is one in a field and no body: "head of trust", "director of security"."""
    noun = reading.doc[step.head]
    if reading.mention(step.head) is None and noun.text[:1].isupper():
        return False
    bare = step.head == step.start or reading.doc[step.start].tag_ not in {"DT", "PRP$"}
    owned = any(each.tag_ in {"POS", "PRP$"} for each in reading.doc[step.start : step.head])
    named = any(
        mention is not None and mention.kind != "description"
        for mention in (reading.mention(at) for at in range(step.start, step.end))
    )
    return bare and not owned and not named and noun.text.islower() and noun.tag_ in _COMMON


def _past_field(reading: Reading, end: int) -> int:
    """Return the token after the field of a role: "Acme’s head | of trust and safety"."""
    while reading.word(end) in {"of", "for", "and", "&"}:
        step = reading.phrase_after(end + 1)
        if step is None or not _field(reading, step):
            break
        end = step.end
    return end


def _complemented(reading: Reading, frame: Frame, role: Role) -> bool:
    """Tell whether a role between two names is one in the second: "House editor for the Bugle"."""
    if reading.word(role.end) not in (frame.prepositions & {"for", "at", "with"}):
        return False
    if role.start and reading.doc[role.start - 1].tag_ in {"POS", "PRP$"}:
        return False
    step = reading.phrase_after(role.end + 1)
    return step is not None and reading.doc[step.head].pos_ == "PROPN"


def _owners(reading: Reading, part: Phrase) -> Sequence[int]:
    """Return who owns what a role is in: "director of Acme’s Office of Audit" belongs to Acme."""
    mention = reading.mention(part.head)
    start = part.head if mention is None else mention.start
    return possessors(reading, start) if start > part.start else []


def _grouped(reading: Reading, part: Phrase) -> Sequence[int]:
    """Return who names a group of companies: "part of the Acme family of brands"."""
    before = reading.mention(part.head - 1)
    if reading.word(part.head) not in _GROUPS or before is None or before.kind != "name":
        return []
    if before.end > part.head:
        return []  # "Orbis Group" is one name
    return [before.root]


def _owner_start(reading: Reading, role: Role) -> int:
    """Return where a role starts with whose it is: "Acme’s chief engineer"."""
    place = role.start - 1
    if place > 0 and reading.doc[place].tag_ == "POS":
        owner = reading.phrase_before(place)
        return role.start if owner is None else owner.start
    return place if place >= 0 and reading.doc[place].tag_ == "PRP$" else role.start


def _before(reading: Reading, frame: Frame, role: Role, fitting: Fitting) -> Iterator[Relation]:
    """Take what stands before the role ("B’s chief", "its chief", "B chief"), or right after it."""
    place = role.start - 1
    if place >= 0:
        found = fitting(_heads_before(reading, role, place))
        if found:
            start = min(found[0].start, role.start)
            end = _past_field(reading, role.end) if _of_body(frame) else role.end
            yield Relation(role, found, start, end, end, after=False)
    after = reading.mention(role.end)
    if after is not None and after.kind == "name":
        found = fitting([after.root])
        if found:
            yield Relation(role, found, role.start, after.end, role.end, after=True)


def _heads_before(reading: Reading, role: Role, place: int) -> Sequence[int]:
    token, mention = reading.doc[place], reading.mention(place)
    if reading.word(role.start) == "-":
        return []  # "a Dover-based president"
    if token.tag_ == "PRP$":
        return [place]
    if token.tag_ == "POS":
        owner = reading.phrase_before(place)
        return [] if owner is None else [owner.head]
    if token.lower_ == "whose":  # "B, whose chief, Ana Ruiz, said"
        owner = reading.phrase_before(place - 1 if reading.word(place - 1) == "," else place)
        return [] if owner is None else [owner.head]
    named = mention is not None and mention.kind == "name" and mention.end == role.start
    return [mention.root] if mention is not None and named else []


def _of_place(reading: Reading, patterns: Patterns, frame: Frame, role: Role) -> Iterator[Relation]:
    """Read "Leeds Police Chief" as the chief of the body that the document calls "Leeds Police …"."""
    mention = reading.mention(role.start - 1) if role.start else None
    if mention is None or mention.end != role.start or mention.kind != "name":
        return
    place = reading.doc.span(mention.start, mention.end).text.casefold()
    for split in range(role.end - 1, role.start, -1):
        words = f"{place} {reading.doc.span(role.start, split).text.casefold()}"
        for record in _records_by_word(reading.analysis).get(words.partition(" ")[0], ()):
            named = any(f"{name} ".casefold().startswith(f"{words} ") for name in record.names)
            fits = patterns.fits(Entity(record.name, record.type), frame.object_classes)
            if fits and (named or f"{record.name} ".casefold().startswith(f"{words} ")):
                span = reading.passage.span(mention.start, split)
                entity = Entity(record.name, record.type, span)
                found = Place(entity, mention.root, mention.start, split)
                yield Relation(role, (found,), mention.start, role.end, role.end, after=False)
                return


@remembered
def _records_by_word(analysis: Analysis) -> Mapping[str, Sequence[EntityRecord]]:
    """Return the entities by the first words of their names, in small letters."""
    found: dict[str, list[EntityRecord]] = {}
    for record in analysis.entities:
        for first in {name.casefold().partition(" ")[0] for name in (record.name, *record.names)}:
            found.setdefault(first, []).append(record)
    return found


def _previous(reading: Reading, fitting: Fitting, role: Role) -> Place | None:
    """Return the one fitting entity of the sentence before, where there is only one."""
    first = reading.sentence(role.start)[0]
    if first == 0:
        return None
    start = reading.sentence(first - 1)[0]
    heads = [
        mention.root
        for mention in reading.analysis.mentions_in(reading.passage.index)
        if start <= mention.start < first
    ]
    found = fitting(heads)
    if len({each.entity.name for each in found}) != 1:
        return None
    return replace(found[0], entity=replace(found[0].entity, mention=None))
