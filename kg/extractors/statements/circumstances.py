"""Read to whom, where and when something was said, and what it is about."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extractors.analysis import Analysis, Mention, Passage
from kg.extractors.mentions import describe
from kg.extractors.qualifiers.dates import find_dates, normalise_date
from kg.extractors.statements.drafts import Draft
from kg.extractors.statements.phrases import head_after
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.model import Entity, Qualifier, Span

_PLACING = frozenset({"in", "on", "at", "during", "via", "through", "by"})
_ABOUT = ("Product", "Organization", "Company", "GovernmentOrganization")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The qualifiers of a saying, and the entity that was spoken to."""

    qualifiers: dict[str, Qualifier]
    audience: Entity | None


def circumstances_of(analysis: Analysis, draft: Draft) -> Circumstances:
    """Return the cue, audience, outlet and date of a report as qualifiers."""
    qualifiers: dict[str, Qualifier] = {}
    if draft.cue is not None:
        qualifiers["cue"] = Qualifier(draft.cue, value=draft.lemma)
    audience, told = _audience(analysis, draft)
    if told is not None:
        press = audience is not None and audience.type != "Person"
        qualifiers["outlet" if press else "audience"] = told
    paper = _paper(draft)
    if paper is not None:
        qualifiers.setdefault("outlet", paper)
    for start, end in draft.reach:
        for name, found in _placed(draft.passage, start, end):
            qualifiers.setdefault(name, found)
        date = _date(analysis, draft.passage, start, end)
        if date is not None:
            qualifiers.setdefault("date", date)
    return Circumstances(qualifiers, audience)


def _audience(analysis: Analysis, draft: Draft) -> tuple[Entity | None, Qualifier | None]:
    """Return who was told: the object of "tell", or the noun after "to"."""
    cue = draft.verb
    if cue is None:
        return None, None
    doc, place = cue.unit.doc, cue.end
    if place >= cue.unit.end or cue.unit.quote_at(place) is not None:
        return None, None
    if doc[place].lower_ == "to":
        place += 1
    elif not cue.entry.kind("audience"):
        return None, None
    head = head_after(doc, place, cue.unit.end)
    if head is None or _inside(draft, draft.passage.start_of(head.i)):
        return None, None
    span = draft.passage.span(place, head.i + 1)
    entity = describe(analysis, draft.passage, head.i)
    if entity is not None and entity.name == draft.speaker.name:
        return None, None
    return entity, Qualifier(span, value=entity.name if entity else _plain(span.text))


def _paper(draft: Draft) -> Qualifier | None:
    """Return the paper that speaks for its author: "the letter concludes"."""
    mention = draft.speaker.mention
    if mention is None or draft.speaker.type == "Publication":
        return None
    noun = mention.text.rpartition(" ")[2].lower()
    written = noun in load_vocabulary().documents and noun not in load_vocabulary().speakers
    return Qualifier(mention, value=_plain(mention.text)) if written else None


def _inside(draft: Draft, place: int) -> bool:
    return any(piece.start <= place < piece.end for piece in draft.pieces)


def _placed(passage: Passage, start: int, end: int) -> Iterator[tuple[str, Qualifier]]:
    """Yield the outlet that a preposition names: "in a letter", "on its website"."""
    for token in passage.doc[start:end]:
        if token.lower_ not in _PLACING or token.i + 1 >= end:
            continue
        if passage.doc[token.i + 1].text in {'"', "“"}:
            yield from _titled(passage, token.i + 1, end)
            continue
        head = head_after(passage.doc, token.i + 1, end)
        if head is not None and _is_outlet(head):
            span = passage.span(token.i + 1, head.i + 1)
            yield "outlet", Qualifier(span, value=_plain(span.text))


def _titled(passage: Passage, start: int, end: int) -> Iterator[tuple[str, Qualifier]]:
    for token in passage.doc[start + 1 : end]:
        if token.text in {'"', "”"} and token.i > start + 1:
            span = passage.span(start + 1, token.i)
            yield "outlet", Qualifier(span, value=span.text)
            return


def _is_outlet(head: Token) -> bool:
    vocabulary = load_vocabulary()
    return head.lower_ in vocabulary.documents or head.lower_ in vocabulary.occasions


def _plain(words: str) -> str:
    """Return words without the article or pronoun at their head."""
    first, _, rest = words.partition(" ")
    plain = (
        rest
        if first.lower() in {"a", "an", "the", "its", "their", "his", "her"} and rest
        else words
    )
    return " ".join(plain.split())


def _date(analysis: Analysis, passage: Passage, start: int, end: int) -> Qualifier | None:
    if end <= start:
        return None
    stretch = passage.span(start, end)
    for first, last in find_dates(stretch.text):
        span = Span.of(analysis.document.text, stretch.start + first, stretch.start + last)
        return Qualifier(span, value=normalise_date(span.text, analysis.document.published))
    return None


@dataclass(frozen=True, slots=True)
class Topics:
    """Where a document's mentions start, to look up what a stretch of it is about."""

    analysis: Analysis
    starts: tuple[int, ...]
    counts: Counter[int]

    def about(self, pieces: Sequence[Span], speaker: Entity) -> Entity | None:
        """Return the product, else the organisation, that the document mentions most of those in `pieces`."""
        found: dict[int, Mention] = {}
        for piece in pieces:
            first = bisect_left(self.starts, piece.start)
            for mention in self.analysis.mentions[first : bisect_left(self.starts, piece.end)]:
                found.setdefault(mention.entity, mention)
        records = self.analysis.entities
        ranked = [
            (records[index].type != "Product", -self.counts[index], index)
            for index in found
            if records[index].type in _ABOUT and records[index].name != speaker.name
        ]
        return self.analysis.entity(found[min(ranked)[2]]) if ranked else None


def topics_of(analysis: Analysis) -> Topics:
    """Index a document's mentions."""
    starts = tuple(
        analysis.passages[mention.passage].start_of(mention.start) for mention in analysis.mentions
    )
    return Topics(analysis, starts, Counter(mention.entity for mention in analysis.mentions))
