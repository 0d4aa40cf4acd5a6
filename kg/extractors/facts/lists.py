"""Lists of noun phrases: "A, B and C", also with brackets and places behind their members."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extractors.facts.reading import Phrase, Reading
from kg.extractors.facts.remembering import remembered

_JOINING = frozenset({"and", "or", "&"})
_SUBJECTS = frozenset({"i", "we", "he", "she", "it", "they", "there"})
_EXAMPLES = (
    ("including",),
    ("such", "as"),
    ("among", "them"),
    ("like",),
    ("notably",),
    ("namely",),
)


@remembered
def coordinated(reading: Reading, head: int, *, left: bool = True) -> Sequence[int]:
    """Return the heads of the list that a phrase belongs to, in text order ("A, B and C").

    What follows a comma belongs to it only where the list is closed by "and" or "or". With `left`
    false, the list starts at the phrase.
    """
    backward = list(_left_of(reading, head)) if left else []
    return [*reversed(backward), head, *_right_of(reading, head)]


@remembered
def examples(reading: Reading, head: int) -> Sequence[int]:
    """Return the heads of the list that names some of a group: "900 agencies, including A and B"."""
    place = _around(reading, head).end
    if reading.word(place) == ",":
        place += 1
    for words in _EXAMPLES:
        if [reading.word(place + step) for step in range(len(words))] == list(words):
            phrase = reading.phrase_after(place + len(words))
            if phrase is not None and reading.word(phrase.end - 1) == "those":
                phrase = reading.phrase_after(phrase.end + 1)  # "including those of A and B"
            return [] if phrase is None else coordinated(reading, phrase.head, left=False)
    return []


@remembered
def apposed(reading: Reading, head: int) -> Sequence[int]:
    """Return the heads of the names told behind a description: "the founders, Ana Ruiz and Ben Lee,"."""
    own = reading.mention(head)
    if own is not None and own.kind == "name":
        return []
    place = _after_details(reading, _around(reading, head).end)
    named = reading.mention(place + 1) if reading.word(place) == "," else None
    if named is None or named.kind != "name" or named.start != place + 1:
        return []
    found = coordinated(reading, named.root, left=False)
    last = reading.mention(found[-1])
    closed = last is not None and reading.word(last.end) in {",", "–", "—"}
    kinds = {
        reading.analysis.entities[each.entity].type
        for at in found
        if (each := reading.mention(at)) is not None
    }
    return found if closed and kinds == {"Person"} else []


def _right_of(reading: Reading, head: int) -> list[int]:
    found: list[int] = []
    phrase: Phrase | None = _around(reading, head)
    while phrase is not None:
        place, closing = _link(reading, _after_details(reading, phrase.end))
        if place is None:
            return []
        phrase = reading.phrase_after(place)
        if phrase is not None and reading.word(phrase.head) in _SUBJECTS:
            return found if closing else []  # "Acme sells drones, and | it uses"
        if phrase is not None and not found and _new_clause(reading, place, phrase):
            return []
        if phrase is not None:
            found.append(phrase.head)
        if closing:
            return found
    return []


def _new_clause(reading: Reading, place: int, phrase: Phrase) -> bool:
    """Tell whether a second phrase opens a clause: "banned the app in June, and | Latvia followed"."""
    joined = reading.word(place - 1) in _JOINING and reading.word(place - 2) == ","
    after = phrase.end
    return joined and after < len(reading.doc) and reading.doc[after].tag_ in {"VBD", "VBZ", "MD"}


def _link(reading: Reading, place: int) -> tuple[int | None, bool]:
    """Return the token after what joins the next member, and whether that one is the last."""
    if reading.word(place) == "," and reading.word(place + 1) in _JOINING:
        return place + 2, True
    if reading.word(place) in _JOINING:
        return place + 1, True
    if [reading.word(place + step) for step in range(3)] == ["as", "well", "as"]:
        return place + 3, True
    return (place + 1, False) if reading.word(place) == "," else (None, False)


def _left_of(reading: Reading, head: int) -> Iterator[int]:
    phrase = _around(reading, head)
    if reading.word(phrase.start - 1) not in _JOINING:
        return
    place = phrase.start - 1
    while place > 0:
        place = place - 1 if reading.word(place - 1) == "," else place
        before = reading.phrase_before(place)
        if before is None:
            return
        yield before.head
        start = before.start - (reading.doc[before.start - 1].pos_ == "DET")
        if reading.word(start - 1) != ",":
            return
        place = start - 1


def _around(reading: Reading, head: int) -> Phrase:
    mention = reading.mention(head)
    start = mention.start if mention is not None else head
    while start > 0 and mention is None and reading.leads(start - 1):
        start -= 1
    described = start
    while mention is not None and described > 0 and _describes(reading, described - 1):
        described -= 1  # "Acme and | mapping shop Birch"
    if reading.word(described - 1) in _JOINING or reading.doc[described - 1].pos_ == "DET":
        start = described
    while start > 0 and reading.doc[start - 1].pos_ == "DET":
        start -= 1
    return Phrase(start, mention.end if mention is not None else head + 1, head)


def _describes(reading: Reading, place: int) -> bool:
    """Tell whether a word in small letters stands before a name that it describes."""
    token, mention = reading.doc[place], reading.mention(place)
    free = mention is None or mention.kind == "description"
    return free and token.pos_ in {"NOUN", "ADJ"} and token.text.islower()


def _after_details(reading: Reading, place: int) -> int:
    """Skip a bracket and a phrase of place ("in Oregon") behind a name."""
    if reading.word(place) == "(":
        while place < len(reading.doc) and reading.word(place) != ")":
            place += 1
        place += 1
    if reading.word(place) in {"in", "of", "at", "from"}:
        phrase = reading.phrase_after(place + 1)
        return place if phrase is None else phrase.end
    return place
