"""Match titles of persons that leave their organisation to the reader ("Sheriff Ana Ruiz said")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extractors.analysis import Mention
from kg.extractors.facts.bodies import body_of
from kg.extractors.facts.findings import Finding, covering, place
from kg.extractors.facts.focus import Office
from kg.extractors.facts.frames import Patterns
from kg.extractors.facts.lexemes import Framed, frames_by_word
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Reading
from kg.extractors.lexicon import words
from kg.extractors.mentions.shapes import plural, singular
from kg.model import Entity

_LONGEST = 5
_HONORIFICS = frozenset({"dr", "dr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "sir", "dame"})
_ARTICLES = frozenset({"a", "an", "the", "another", "one"})
_ENDED = frozenset({"former", "ex", "retired", "then", "outgoing"})
_LINKS = frozenset({"of", "for"})
_ENDS = frozenset({",", ".", ")", "—", "–", "”", '"', ";"})
_NOT_ONES_OWN = frozenset({"shadow", "opposition"})
_OF_FIELDS = frozenset({"human", "public"})
_STEPS = 3


@dataclass(frozen=True, slots=True)
class Title:
    """A title beside a name: tokens `start`..`end` (half-open), the frames that its words open.

    `bound` tells that the title names its field after "of".
    """

    start: int
    end: int
    framed: tuple[Framed, ...]
    portfolio: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    bound: bool = False


def find_offices(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what titles tell of a person whose organisation stands elsewhere, in text order."""
    index = frames_by_word(patterns, "office")
    for mention in reading.analysis.mentions_in(reading.passage.index):
        if mention.kind != "name":
            continue
        if reading.analysis.entities[mention.entity].type != "Person":
            continue
        title = _before(reading, index, mention) or _after(reading, index, mention)
        if title is not None:
            yield from _held(reading, patterns, title, mention)


def _held(
    reading: Reading, patterns: Patterns, title: Title, mention: Mention
) -> Iterator[Finding]:
    first = min(title.start, mention.start)
    office = Office(mention.passage, first, title.portfolio, title.owner, title.bound)
    heads: Sequence[int] = [mention.root]
    if title.end <= mention.start and plural(reading.doc[title.end - 1]):
        heads = coordinated(reading, mention.root, left=False)
    for pattern, frame in title.framed:
        body = _place_after(reading, mention) if "region" in frame.object else None
        body = body or body_of(reading.analysis, patterns, frame, office)
        if body is None:
            continue
        for head in heads:
            bearer = place(reading, head)
            if bearer is None or bearer.entity.type != "Person":
                continue
            at = None if body.mention is None else (body.mention.start, body.mention.end)
            told_at = None if at is None else reading.passage.tokens_in(*at)
            core = covering((title.start, title.end), (bearer.start, bearer.end), told_at)
            told = (title.start, title.end)
            ended = _ENDED & {reading.word(at) for at in range(title.start, title.end)}
            yield Finding(
                pattern, frame, reading, bearer.entity, body, core, told, title.end - 1,
                ("ended",) if ended else (), None, None, head, 4,
            )  # fmt: skip
        return


def _place_after(reading: Reading, mention: Mention) -> Entity | None:
    """Return the place that a holder governs, told after the name: "Governor Ana Ruiz of Ohio"."""
    after = reading.mention(mention.end + 1)
    named = after is not None and after.kind == "name" and mention.end - mention.start > 1
    if reading.word(mention.end) != "of" or after is None or not named:
        return None
    record = reading.analysis.entities[after.entity]
    if record.type != "Place":
        return None
    span = reading.passage.span(after.start, after.end)
    return Entity(record.name, "GovernmentOrganization", span)


def _before(reading: Reading, index: Mapping[str, list[Framed]], mention: Mention) -> Title | None:
    """Return the title before a name, a comma between them only behind an article."""
    end = mention.start
    while end > 0 and reading.word(end - 1) in _HONORIFICS:
        end -= 1
    apart = reading.word(end - 1) == ","
    end -= apart
    found = _ending(reading, index, end) or _of_field(reading, index, end)
    if found is None or (apart and not _apposed(reading, found, mention)):
        return None
    start = found.start
    while start > 0 and reading.word(start - 1) in words("titles_modifiers") - {"of"}:
        inner = reading.mention(start - 1)
        if inner is not None and inner.kind == "name":
            break
        start -= 1
    if not _free(reading, found, start):
        return None
    field = found.portfolio or _field_before(reading, found.start)
    bound = bool(found.portfolio)
    return Title(start, found.end, found.framed, field, _owner(reading, start), bound)


def _owner(reading: Reading, start: int) -> tuple[str, ...]:
    """Return the words of the name before a title: "Marlow’s chief constable", "Leeds Fire Chief"."""
    end = start - 1 if start and reading.doc[start - 1].tag_ == "POS" else start
    before = reading.mention(end - 1) if end else None
    if before is not None and before.kind == "name":
        words_at = (reading.word(at) for at in range(before.start, min(before.end, end)))
        return tuple(word for word in words_at if word != ",")
    if end < start and reading.doc[end - 1].text[:1].isupper():
        return (reading.word(end - 1),)
    return ()


def _ending(reading: Reading, index: Mapping[str, list[Framed]], end: int) -> Title | None:
    """Return the longest title that ends at a token."""
    for length in range(min(_LONGEST, end), 0, -1):
        told = " ".join(reading.word(at) for at in range(end - length, end)).replace(" - ", "-")
        first, _, last = told.rpartition(" ")
        for key in (told, f"{first} {singular(last)}".strip()):
            if key in index:
                return Title(end - length, end, tuple(index[key]))
    return None


def _of_field(reading: Reading, index: Mapping[str, list[Framed]], end: int) -> Title | None:
    """Return a title with its field behind it: "Secretary of Commerce", "Minister for Health"."""
    at = end - 1
    while at > 0 and (reading.doc[at].text[:1].isupper() or reading.word(at) in {"and", "&"}):
        at -= 1
    if at <= 0 or at == end - 1 or reading.word(at) not in _LINKS:
        return None
    found = _ending(reading, index, at)
    if found is None or not any("portfolio" in frame.object for _, frame in found.framed):
        return None
    return Title(found.start, end, found.framed, _field(reading, at + 1, end))


def _field(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """Return the words of a field, "and" with them, what leads it apart ("Former | Commerce")."""
    told = [reading.word(at) for at in range(start, end)]
    if told == ["state"]:
        return ("state",)
    while told and told[0] in words("titles_modifiers") - _OF_FIELDS | {"and", "&", ","}:
        told = told[1:]
    return tuple(each for each in told if each != ",")


def _field_before(reading: Reading, end: int) -> tuple[str, ...]:
    """Return the words of the field before a title: "Commerce Secretary"."""
    start = end
    while start > 0 and (
        reading.doc[start - 1].text[:1].isupper() or reading.word(start - 1) in {"and", "&"}
    ):
        owner = reading.mention(start - 1)
        record = reading.analysis.entities[owner.entity] if owner is not None else None
        if record is not None and record.type in {"Place", "Person"}:
            break
        if reading.doc[start - 1].text in words("places_demonyms"):
            break
        start -= 1
    return _field(reading, start, end)


def _apposed(reading: Reading, title: Title, mention: Mention) -> bool:
    """Tell whether "a spokeswoman, Ana Ruiz," is one phrase, not the members of a list."""
    start = title.start
    while start > 0 and reading.doc[start - 1].pos_ in {"ADJ", "NOUN", "PROPN"}:
        start -= 1
    opened = reading.word(start - 1) in _ARTICLES or start == 0
    after = reading.doc[mention.end] if mention.end < len(reading.doc) else None
    return opened and (after is None or after.text in _ENDS or after.pos_ in {"VERB", "AUX"})


def _free(reading: Reading, title: Title, start: int) -> bool:
    """Tell whether nobody is named as the one whose title it is ("Acme’s", "its", "Italian")."""
    if start == 0:
        return True
    token, owner = reading.doc[start - 1], reading.mention(start - 1)
    if token.lower_ in _NOT_ONES_OWN or token.tag_ == "PRP$" or token.lower_ == "of":
        return False
    slots = {slot for _, frame in title.framed for slot in frame.object}
    if token.tag_ == "POS":
        owner = reading.mention(start - 2)
        kind = reading.analysis.entities[owner.entity].type if owner is not None else "Place"
        return kind == "Place" and "body" in slots
    if token.text in words("places_demonyms"):
        return not slots & {"focus", "region"}
    named = owner is not None and owner.kind == "name"
    described = token.pos_ in {"NOUN", "PROPN"} and not reading.doc[title.start].is_sent_start
    return not (named or described) or "focus" not in slots


def _after(reading: Reading, index: Mapping[str, list[Framed]], mention: Mention) -> Title | None:
    """Return the title after a name that stands between commas: "Ana Ruiz, a spokeswoman, said"."""
    if reading.word(mention.end) != ",":
        return None
    first = mention.end + 1
    first += reading.word(first) in {"a", "an", "the"}
    for start in range(first, first + _STEPS):
        for end in range(start + _LONGEST, start, -1):
            found = _ending(reading, index, end) if end < len(reading.doc) else None
            if found is None or found.start != start:
                continue
            follows = reading.mention(end + 1) if reading.word(end) == "," else None
            if follows is not None and follows.kind == "name":
                return None  # "Ana Ruiz, press officer, Acme"
            if reading.word(end) in _ENDS and any("focus" in f.object for _, f in found.framed):
                return Title(first, end, found.framed)
            return None
        if start >= len(reading.doc) or reading.word(start) not in words("titles_modifiers"):
            return None
    return None
