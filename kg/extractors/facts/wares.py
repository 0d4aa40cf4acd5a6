"""Match a body with its wares: "its main product, the Birch", "Birch is the brainchild of Acme"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.facts.appositions import names_after
from kg.extractors.facts.findings import Place, fill, fill_subject, kind_of, place
from kg.extractors.facts.frames import Patterns
from kg.extractors.facts.governing import possessors
from kg.extractors.facts.lexemes import Framed
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.origins import is_private
from kg.extractors.facts.reading import Reading

_APART = frozenset({",", "–", "—", ":"})
_FAR = 2


def main_product(
    reading: Reading, patterns: Patterns, framed: Framed, noun: int
) -> Iterator[tuple[Place, Place]]:
    """Read "its main product, the roll Nimi, verifies", "Acme’s biggest product is the Birch"."""
    pattern, frame = framed
    if reading.word(noun + 1) == "of":  # "Among the products of Acme is the Birch"
        for maker in [*names_after(reading, patterns, framed, noun + 2)][:1]:
            if is_private(reading, maker) and is_form(reading, maker.end):
                for each in _told_next(reading, patterns, frame.object_classes, maker.end):
                    yield maker, each
        return
    for owner in possessors(reading, noun):
        makers = list(fill_subject(reading, patterns, pattern, frame.subject_classes, [owner]))
        pronoun = reading.doc[owner].tag_ == "PRP$"
        if not makers and pronoun and reading.word(owner) in {"its", "their"}:
            makers = _body_before(reading, patterns, framed, owner)
        about = _told_next(reading, patterns, frame.object_classes, noun + 1) if makers else []
        for each in about:
            if is_private(reading, makers[0]):
                yield makers[0], each


def titled(
    reading: Reading, patterns: Patterns, framed: Framed, noun: int
) -> Iterator[tuple[Place, Place]]:
    """Read "Acme’s mathematics title, Birch", "Acme’s newest model, the Birch"."""
    pattern, frame = framed
    if reading.doc[noun].pos_ != "NOUN" or reading.word(noun + 1) != ",":
        return
    name = reading.mention(noun + 3 if reading.word(noun + 2) == "the" else noun + 2)
    about = None if name is None or name.kind != "name" else place(reading, name.root)
    owners = [at for at in possessors(reading, noun) if reading.doc[at].pos_ == "PROPN"]
    if about is None or not owners or not patterns.fits(about.entity, frame.object_classes):
        return
    for maker in fill_subject(reading, patterns, pattern, frame.subject_classes, owners):
        if maker.entity.type not in frame.never_classes and is_private(reading, maker):
            yield maker, about


def _body_before(reading: Reading, patterns: Patterns, framed: Framed, at: int) -> list[Place]:
    """Return the body that opens the clause or sentence before a pronoun."""
    _, frame = framed
    first = reading.sentence(at)[0]
    start = reading.sentence(first - 1)[0] if first > 0 and at - first < _FAR else first
    for mention in reading.analysis.mentions_in(reading.passage.index):
        if not start <= mention.start < at or mention.kind != "name":
            continue
        found = place(reading, mention.root)
        if found is not None and patterns.fits(found.entity, frame.subject_classes):
            return [found]
    return []


def _told_next(
    reading: Reading, patterns: Patterns, classes: frozenset[str], at: int
) -> list[Place]:
    """Return the named products told from a token on, a comma or a copula before them."""
    start = at
    while at < start + _FAR and (
        reading.word(at) in _APART
        or (at < len(reading.doc) and reading.doc[at].lemma_ in {"be", "include", "remain"})
    ):
        at += 1
    if at == start and kind_of(reading, at) != "name":
        return []
    phrase = reading.phrase_after(at)
    if phrase is None:
        return []
    heads = coordinated(reading, phrase.head, left=False)
    inner = [
        mention.root
        for at in range(phrase.start, phrase.end)
        if (mention := reading.mention(at)) is not None and mention.kind == "name"
    ]
    found = fill(reading, patterns, classes, [*heads, *inner[-1:]])
    return [each for each in found if reading.named(each.entity)][: max(1, len(heads))]


def work_of(
    reading: Reading, patterns: Patterns, framed: Framed, noun: int
) -> Iterator[tuple[Place, Place]]:
    """Read "Birch is the brainchild of the Dover start-up Acme", "Birch, the work of Acme"."""
    _, frame = framed
    if reading.word(noun + 1) != "of":
        return
    start = noun
    while start > 0 and reading.leads(start - 1):
        start -= 1
    before = reading.doc[start - 1] if start > 0 else None
    if before is None or not (before.lemma_ == "be" or before.text in _APART):
        return
    told = (
        _before_verb(reading, before.i)
        if before.lemma_ == "be"
        else [mention.root]
        if (mention := reading.mention(before.i - 1)) is not None
        else []
    )
    about = next(fill(reading, patterns, frame.object_classes, told), None)
    maker = next(names_after(reading, patterns, framed, noun + 2), None)
    if about is not None and maker is not None:
        yield maker, about


def _before_verb(reading: Reading, verb: int) -> list[int]:
    """Return what stands before a form of "be": "Birch | is"."""
    before = reading.phrase_before(verb)
    return [] if before is None else [before.head]


def is_form(reading: Reading, at: int) -> bool:
    """Tell whether a token is a form of "be"."""
    return at < len(reading.doc) and reading.doc[at].lemma_ == "be"
