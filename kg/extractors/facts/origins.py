"""Match what a product's phrase says of its maker: "Birch, from Acme", "the Acme-built Birch"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.facts.findings import (
    Finding,
    Place,
    covering,
    fill,
    fill_subject,
    kind_of,
)
from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.goods import fill_objects
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Phrase, Reading
from kg.extractors.lexicon import words
from kg.extractors.mentions.shapes import lemmas, singular

Framed = tuple[Pattern, Frame]

_HYPHENS = frozenset({"-", "–"})
_ENDS = frozenset({",", ".", ";", ")", "—", "–", "?", "!", ":"})
_RENEWING = frozenset({"a", "an", "one"})
_REACH = 5


def find_origins(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what the origin frames find in a passage, in text order."""
    for framed in patterns.frames("origin"):
        for mention in reading.analysis.mentions_in(reading.passage.index):
            if mention.kind == "pronoun":
                continue
            if mention.kind == "name":
                yield from _joined(reading, patterns, framed, mention.root)
            yield from _from(reading, patterns, framed, mention.root)


def _from(reading: Reading, patterns: Patterns, framed: Framed, head: int) -> Iterator[Finding]:
    """Read "Birch, from Acme", "Birch, a chat app by the Dover firm Acme"."""
    pattern, frame = framed
    about = next(fill(reading, patterns, frame.object_classes, [head]), None)
    if about is None or reading.doc[head].lemma_.casefold() in pattern.never_object:
        return
    at = about.end
    while (
        at < len(reading.doc) and reading.doc[at].pos_ == "NOUN" and reading.doc[at].text.islower()
    ):
        at += 1
    apart = reading.word(at) == ","
    at += 1 if apart else 0
    told = reading.phrase_after(at) if apart and reading.word(at) in _RENEWING else None
    if told is not None and kind_of(reading, told.head) == "description":
        at = told.end  # "Birch, a grading aid | by Acme"
    link = reading.word(at)
    if link not in frame.prepositions:
        return
    if told is None and _moved(reading, frame, about, link):
        return
    phrase = reading.phrase_after(at + 1)
    if phrase is not None and reading.word(phrase.end) in {"called", "named"}:
        phrase = reading.phrase_after(phrase.end + 1)  # "from a Danish supplier called Acme"
    if phrase is None or (apart and reading.word(_past_seat(reading, phrase.end)) not in _ENDS):
        return
    maker = _maker(reading, patterns, framed, phrase)
    if maker is not None:
        yield made_by(reading, framed, maker, about)


def _past_seat(reading: Reading, place: int) -> int:
    """Return the token after where a firm sits: "from Acme | of the United States"."""
    seat = reading.phrase_after(place + 1) if reading.word(place) in {"of", "in"} else None
    entity = None if seat is None else reading.entity(seat.head)
    return seat.end if seat is not None and entity is not None and entity.type == "Place" else place


def _moved(reading: Reading, frame: Frame, about: Place, link: str) -> bool:
    """Tell whether the phrase is of an act ("moved Birch from Acme", "the use of Birch by Acme")."""
    before = about.start - 1
    while before >= 0 and (reading.leads(before) and reading.mention(before) is None):
        before -= 1
    if link == "by":
        return reading.word(before) in {"of", "to", "on", "against", "for"}
    first = reading.sentence(about.head)[0]
    return any(
        set(lemmas(reading.doc[at])) & frame.never_governors
        for at in range(max(first, before - _REACH), about.start)
    )


def _maker(reading: Reading, patterns: Patterns, framed: Framed, phrase: Phrase) -> Place | None:
    """Return who makes it: a name, or a name that a description leads to ("a rival, Baum")."""
    pattern, frame = framed
    heads = [phrase.head]
    after = reading.mention(phrase.end + 1)
    if kind_of(reading, phrase.head) == "description" and reading.word(phrase.end) == ",":
        heads = [after.root] if after is not None and after.kind == "name" else []
    found = fill_subject(reading, patterns, pattern, frame.subject_classes, heads)
    maker = next((each for each in found if kind_of(reading, each.head) == "name"), None)
    if maker is None or maker.entity.type in frame.never_classes or not is_private(reading, maker):
        return None
    return maker


def _joined(reading: Reading, patterns: Patterns, framed: Framed, head: int) -> Iterator[Finding]:
    """Read "the Acme-built Birch", "Acme-made cameras"."""
    pattern, frame = framed
    maker = next(fill_subject(reading, patterns, pattern, frame.subject_classes, [head]), None)
    if maker is None or reading.word(maker.end) not in _HYPHENS:
        return
    if reading.word(maker.end + 1) not in frame.words:
        return
    phrase = reading.phrase_after(maker.end + 2)
    if phrase is None:
        return
    for about in fill_objects(
        reading, patterns, framed, coordinated(reading, phrase.head, left=False)
    ):
        yield made_by(reading, framed, maker, about)


def is_private(reading: Reading, maker: Place) -> bool:
    """Tell whether a name is none of a public body, which uses what others sell."""
    tokens = reading.doc[maker.start : maker.end]
    public = any(singular(token.text) in words("facts_public_bodies") for token in tokens)
    return not public and tokens[-1].text not in words("places_demonyms")


def made_by(reading: Reading, framed: Framed, maker: Place, about: Place) -> Finding:
    """Return the finding that one makes the other, from the words that name both."""
    pattern, frame = framed
    core = covering((maker.start, maker.end), (about.start, about.end))
    return Finding(
        pattern=pattern,
        frame=frame,
        reading=reading,
        subject=maker.entity,
        object=about.entity,
        core=core,
        words=core,
        anchor=about.head,
        object_head=about.head,
        subject_head=maker.head,
        weakness=1,
    )
