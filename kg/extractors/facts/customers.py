"""Who uses what a firm sells, told as its customers: "Acme’s clients include A and B", "a customer of Acme"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.extractors.facts.arguments import subjects
from kg.extractors.facts.findings import Finding, Place, covering, fill, fill_subject, kind_of
from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.governing import possessors
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import verb_group
from kg.extractors.lexicon import words
from kg.extractors.mentions.shapes import singular
from kg.model import Entity

_MAKES = "makes"
_LISTING = frozenset({"include", "includes", "included", "including"})
_COPULAS = frozenset({"be", "become", "remain"})
_APART = frozenset({",", "–", "—", ":"})
_BACK = 4
_WEAK = 2


def find_customers(
    readings: Sequence[Reading], patterns: Patterns, findings: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield that a firm’s named customers use its product, where the document knows one product of it.

    `findings` are those of the document so far: they tell what the firm makes.
    """
    wares = _wares(findings)
    framed = next((each for each in patterns.frames("role") if "customer" in each[1].words), None)
    if framed is None or not wares:
        return
    for reading in readings:
        for token in reading.doc:
            if singular(token.text) in words("facts_customers"):
                yield from _customers(reading, patterns, framed, (token.i, wares))


def _wares(findings: Sequence[Finding]) -> Mapping[str, Entity]:
    """Return the one named product of each maker that has just one."""
    made: dict[str, dict[str, Entity]] = {}
    for finding in findings:
        if finding.pattern.type == _MAKES and finding.reading.named(finding.object):
            name = finding.object.name
            product = Entity(name, finding.object.type)
            made.setdefault(finding.subject.name, {}).setdefault(name, product)
    return {maker: next(iter(found.values())) for maker, found in made.items() if len(found) == 1}


def _customers(
    reading: Reading,
    patterns: Patterns,
    framed: tuple[Pattern, Frame],
    told: tuple[int, Mapping[str, Entity]],
) -> Iterator[Finding]:
    at, wares = told
    pattern, frame = framed
    seller, end = _seller(reading, patterns, at)
    product = None if seller is None else wares.get(seller.entity.name)
    if seller is None or product is None:
        return
    for heads in (_behind(reading, end), _before(reading, min(seller.start, at))):
        found = fill_subject(reading, patterns, pattern, frame.subject_classes, heads)
        users = [each for each in found if kind_of(reading, each.head) == "name"]
        for user in users:
            if user.entity.name != seller.entity.name:
                yield _finding(reading, framed, (user, seller), product, at)
        if users:
            return


def _seller(reading: Reading, patterns: Patterns, at: int) -> tuple[Place | None, int]:
    """Return whose customers they are, and the token behind the phrase that says so."""
    classes = frozenset({"Organization"})
    behind = reading.phrase_after(at + 2) if reading.word(at + 1) in {"of", "for"} else None
    if behind is not None:
        return next(fill(reading, patterns, classes, [behind.head]), None), behind.end
    owners = possessors(reading, at)
    name = reading.mention(at - 1)
    if not owners and name is not None and name.kind == "name":
        owners = [name.root]  # "Acme customers include"
    return next(fill(reading, patterns, classes, owners), None), at + 1


def _behind(reading: Reading, end: int) -> Sequence[int]:
    """Return the list behind "include", or between commas: "two customers of Acme, A and B, said"."""
    word = reading.word(end)
    if word not in _LISTING | _APART and reading.doc[min(end, len(reading.doc) - 1)].lemma_ != "be":
        return []
    start = end + 2 if word == "," and reading.word(end + 1) in _LISTING else end + 1
    phrase = reading.phrase_after(start)
    return [] if phrase is None else coordinated(reading, phrase.head, left=False)


def _before(reading: Reading, start: int) -> Sequence[int]:
    """Return who is told before: "A and B are customers of Acme", "A, a customer of Acme,"."""
    place = start
    while place > max(0, start - _BACK) and reading.doc[place - 1].pos_ in {
        "DET",
        "ADJ",
        "ADP",
        "NUM",
        "PRON",
    }:
        place -= 1
    if place < 2:
        return []
    if reading.doc[place - 1].lemma_ in _COPULAS:
        heads = subjects(reading, verb_group(reading, place - 1))[:1]
        return [each for head in heads for each in coordinated(reading, head)]
    phrase = reading.phrase_before(place - 1) if reading.word(place - 1) in _APART else None
    return [] if phrase is None else [phrase.head]


def _finding(
    reading: Reading,
    framed: tuple[Pattern, Frame],
    ends: tuple[Place, Place],
    product: Entity,
    at: int,
) -> Finding:
    user, seller = ends
    pattern, frame = framed
    return Finding(
        pattern=pattern,
        frame=frame,
        reading=reading,
        subject=user.entity,
        object=product,
        core=covering((at, at + 1), (user.start, user.end), (seller.start, seller.end)),
        words=(at, at + 1),
        anchor=at,
        subject_head=user.head,
        weakness=_WEAK,
    )
