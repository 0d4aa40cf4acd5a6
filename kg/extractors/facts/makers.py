"""Match who is told to be behind a product: "its maker, Acme", "best known for the Birch"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kg.extractors.facts.appositions import names_after
from kg.extractors.facts.findings import Finding, Place, fill, fill_subject, place
from kg.extractors.facts.frames import Patterns
from kg.extractors.facts.goods import fill_objects
from kg.extractors.facts.governing import possessors
from kg.extractors.facts.lexemes import Framed
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.origins import is_private, made_by
from kg.extractors.facts.predicates import theme_of
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import verb_group
from kg.extractors.facts.wares import is_form, main_product, titled, work_of
from kg.extractors.lexicon import groups
from kg.extractors.mentions.shapes import singular

_Way = Callable[[Reading, Patterns, Framed, int], Iterator[tuple[Place, Place]]]

_FROM = frozenset({"from"})


def _ways() -> Mapping[str, _Way]:
    """Return how to read the words of each group of the lexicon."""
    return {
        "makers": _maker_of,
        "sellers": _maker_of,
        "offerings": main_product,
        "works": work_of,
        "known": _known_for,
        "loans": _on_loan,
        "backing": _behind,
    }


def find_makers(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what the origin frames find by words for makers and their wares, in text order."""
    words, ways = groups("facts_makers"), _ways()
    known = frozenset().union(*(words[name] for name in ways))
    for framed in patterns.frames("origin"):
        for token in reading.doc:
            for maker, about in titled(reading, patterns, framed, token.i):
                yield made_by(reading, framed, maker, about)
            noun = singular(token.text)
            if noun not in known and token.lower_ not in known:
                continue
            for name, way in ways.items():
                if noun not in words[name] and token.lower_ not in words[name]:
                    continue
                for maker, about in way(reading, patterns, framed, token.i):
                    if maker.entity.name != about.entity.name:
                        yield made_by(reading, framed, maker, about)


def _maker_of(
    reading: Reading, patterns: Patterns, framed: Framed, noun: int
) -> Iterator[tuple[Place, Place]]:
    """Read "its maker, Acme", "the tool’s developer is Acme", "whose maker, Acme"."""
    about = _thing_owning(reading, patterns, framed, noun)
    if about is None:
        return
    for maker in [*names_after(reading, patterns, framed, noun + 1)][:1]:
        yield maker, about


def _thing_owning(reading: Reading, patterns: Patterns, framed: Framed, noun: int) -> Place | None:
    """Return the product that a maker’s noun belongs to: "the tool’s | maker", "its | maker"."""
    _, frame = framed
    for owner in possessors(reading, noun):
        found = next(fill_objects(reading, patterns, framed, [owner]), None)
        if found is not None:
            return found
        if reading.doc[owner].tag_ == "PRP$" and reading.word(owner) in {"its", "their"}:
            strict = singular(reading.doc[noun].text) in groups("facts_makers")["sellers"]
            return _thing_before(reading, patterns, frame.object_classes, owner, strict=strict)
    return None


def _thing_before(
    reading: Reading, patterns: Patterns, classes: frozenset[str], at: int, *, strict: bool
) -> Place | None:
    """Return the product last told before a pronoun, in its sentence or the one before.

    With `strict`, only in its own sentence, and where nothing else is told between.
    """
    first = reading.sentence(at)[0]
    first = reading.sentence(first - 1)[0] if first > 0 and not strict else first
    mentions = [
        each
        for each in reading.analysis.mentions_in(reading.passage.index)
        if first <= each.start < at and each.kind != "pronoun"
    ]
    for mention in sorted(mentions, key=lambda each: -each.root):
        found = place(reading, mention.root)
        if found is not None and patterns.fits(found.entity, classes):
            return found
        if strict:
            return None
    return None


def _known_for(
    reading: Reading, patterns: Patterns, framed: Framed, place_of: int
) -> Iterator[tuple[Place, Place]]:
    """Read "Acme is best known for the Birch, a scanner", "Acme, famous for its Birch shoes"."""
    pattern, frame = framed
    if reading.word(place_of + 1) != "for":
        return
    phrase = reading.phrase_after(place_of + 2)
    if phrase is None:
        return
    heads = coordinated(reading, phrase.head, left=False)
    about = [
        each
        for each in fill_objects(reading, patterns, framed, heads)
        if reading.named(each.entity) or reading.word(phrase.start) in {"its", "their"}
    ]
    before = place_of - 1
    while before > 0 and reading.doc[before].pos_ in {"ADV", "AUX"}:
        before -= 1
    apart = reading.word(before) in {",", "–", "—"}
    told = reading.phrase_before(before if apart else before + 1)
    subject = [] if told is None else [told.head]
    maker = next(fill_subject(reading, patterns, pattern, frame.subject_classes, subject), None)
    if maker is not None and is_private(reading, maker):
        for each in about:
            yield maker, each


def _on_loan(
    reading: Reading, patterns: Patterns, framed: Framed, noun: int
) -> Iterator[tuple[Place, Place]]:
    """Read "the robots are on loan from Acme", "CurbBot, on lease from the Dover firm Acme"."""
    if reading.word(noun - 1) != "on" or reading.word(noun + 1) not in _FROM:
        return
    maker = next(names_after(reading, patterns, framed, noun + 2), None)
    if maker is None or not is_private(reading, maker):
        return
    told = theme_of(reading, verb_group(reading, noun))
    if reading.word(noun - 2) == ",":
        before = reading.phrase_before(noun - 2)
        told = [] if before is None else [before.head]
    for about in fill_objects(reading, patterns, framed, told[:1]):
        yield maker, about


def _behind(
    reading: Reading, patterns: Patterns, framed: Framed, at: int
) -> Iterator[tuple[Place, Place]]:
    """Read "Acme is behind the Birch app", "Acme, which is behind the Birch"."""
    pattern, frame = framed
    verb = at - 1
    while verb > 0 and reading.doc[verb].pos_ == "ADV":
        verb -= 1
    phrase = reading.phrase_after(at + 1)
    if phrase is None or not is_form(reading, verb):
        return
    end = verb
    if reading.word(verb - 1) in {"which", "that"}:
        end = verb - 2 if reading.word(verb - 2) == "," else verb - 1
    before = reading.phrase_before(end)
    heads = [] if before is None else [before.head]
    makers = fill_subject(reading, patterns, pattern, frame.subject_classes, heads)
    maker = next((each for each in makers if is_private(reading, each)), None)
    about = fill(reading, patterns, frame.object_classes, [phrase.head])
    for each in about if maker is not None else ():
        if maker is not None and reading.named(each.entity):
            yield maker, each
