"""Read to whom, where and when something was said, and what it is about."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from kg.extractors.analysis import Analysis, Mention, Passage
from kg.extractors.lexicon import groups, words
from kg.extractors.mentions import describe
from kg.extractors.qualifiers.dates import find_dates, normalise_date
from kg.extractors.statements.drafts import Draft
from kg.extractors.statements.outlets import extended_outlet, placed_outlets, plain
from kg.extractors.statements.phrases import head_after
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token
from kg.model import Claim, Entity, Qualifier, Span

Named = tuple[str, Qualifier]

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
        qualifiers[told[0]] = told[1]
    paper = _paper(analysis, draft)
    if paper is not None:
        qualifiers.setdefault("outlet", paper)
    for start, end in draft.reach:
        for name, found in placed_outlets(analysis, draft.passage, start, end):
            if all(found.span.start != known.span.start for known in qualifiers.values()):
                qualifiers.setdefault(name, found)
        date = _date(analysis, draft.passage, start, end)
        if date is not None:
            qualifiers.setdefault("date", date)
    return Circumstances(qualifiers, audience)


def _audience(analysis: Analysis, draft: Draft) -> tuple[Entity | None, Named | None]:
    """Return who was told: the object of "tell", the noun after "to", who is to do what is demanded."""
    cue = draft.verb
    if cue is None or cue.end >= cue.unit.end:
        return None, None
    doc, place = cue.unit.doc, cue.end
    demanding = bool(cue.entry.kind("subjunctive"))
    if doc[place].lower_ in ({"that", "to"} if demanding else {"to"}):
        place += 1
    elif not (cue.entry.kind("audience") or cue.entry.kind("request") == "speech"):
        return None, None
    head = head_after(doc, place, cue.unit.end)
    if head is None or (not demanding and cue.unit.quote_at(place) is not None):
        return None, None
    to = _asked_from(draft, head)
    asked = to is not None or _is_asked(head, demanding=demanding)
    if not asked and (demanding or _inside(draft, draft.passage.start_of(head.i))):
        return None, None
    span = draft.passage.span(place, to or head.i + 1)
    entity = describe(analysis, draft.passage, head.i)
    if entity is not None and entity.name == draft.speaker.name:
        return None, None
    press = entity is not None and not asked and _is_press(analysis, draft.passage, head, entity)
    value = entity.name if entity else plain(span.text)
    return entity, ("outlet" if press else "audience", Qualifier(span, value=value))


def _asked_from(draft: Draft, head: Token) -> int | None:
    """Return where the act begins that somebody is asked for: "legislatures in six states | to act"."""
    first, _ = draft.passage.tokens_in(draft.pieces[0].start, draft.pieces[0].end)
    opening = draft.passage.doc.span(first, first + 2).text.lower()
    asked = opening.startswith("to ") or opening == "not to"
    plain = draft.passage.doc[head.i + 1 : first]
    return first if asked and first > head.i and not any(word.is_punct for word in plain) else None


def _is_asked(head: Token, *, demanding: bool) -> bool:
    """Tell whether an act that is asked for follows: "to act", or "(that Acme) act", "(…) must act"."""
    if head.i + 2 >= len(head.doc):
        return False
    following = head.nbor(1)
    while following.lower_ in {"not", "immediately"} and following.i + 2 < len(head.doc):
        following = following.nbor(1)
    if demanding:
        return (
            following.tag_ in {"VB", "VBP"} or following.lower_ in groups("outlets_links")["modals"]
        )
    return following.lower_ == "to" and following.nbor(1).tag_ in {"VB", "VBP", "RB"}


def _is_press(analysis: Analysis, passage: Passage, head: Token, entity: Entity) -> bool:
    """Tell whether whoever is told publishes it: a news organisation, or a body named without a class."""
    if entity.type == "NewsOrganization":
        return True
    mention = analysis.mention_at(passage.index, head.i)
    if head.text in words("organisations_news") | words("outlets_papers"):
        return True
    named = mention is not None and mention.kind == "name"
    return named and entity.type in {"Organization", "Company", "Product"}


def _paper(analysis: Analysis, draft: Draft) -> Qualifier | None:
    """Return the paper that speaks for its author: "the letter concludes"."""
    if draft.paper is not None:
        found = dict(extended_outlet(analysis, draft.passage, draft.paper, draft.paper[1]))
        return found["outlet"]
    mention = draft.speaker.mention
    if mention is None or draft.speaker.type == "Publication":
        return None
    noun = mention.text.rpartition(" ")[2].lower()
    written = noun in load_vocabulary().documents and noun not in load_vocabulary().speakers
    if not written:
        return None
    first, last = draft.passage.tokens_in(mention.start, mention.end)
    found = dict(extended_outlet(analysis, draft.passage, (first, last), len(draft.passage.doc)))
    return found["outlet"]


def _inside(draft: Draft, place: int) -> bool:
    return any(piece.start <= place < piece.end for piece in draft.pieces)


def _date(analysis: Analysis, passage: Passage, start: int, end: int) -> Qualifier | None:
    if end <= start:
        return None
    stretch = passage.span(start, end)
    for first, last in find_dates(stretch.text):
        span = Span.of(analysis.document.text, stretch.start + first, stretch.start + last)
        return Qualifier(span, value=normalise_date(span.text, analysis.document.published))
    return None


def carried(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Give statements the outlet and audience that they share with what was said before.

    A speaker who goes on ("They continued: …") does so in the same letter and to the same people;
    whom a letter is to, holds wherever the same speaker quotes from it.
    """
    before: Claim | None = None
    readers: dict[tuple[str, str | None], Qualifier] = {}
    for claim in claims:
        told, cue = dict(claim.qualifiers), claim.qualifiers.get("cue")
        goes_on = cue is not None and cue.value in words("outlets_continuing")
        if goes_on and before is not None and before.subject.name == claim.subject.name:
            for name in ("outlet", "audience"):
                if name in before.qualifiers:
                    told.setdefault(name, before.qualifiers[name])
        outlet = told.get("outlet")
        if outlet is not None:
            letter = (claim.subject.name, outlet.value)
            if "audience" in told:
                readers.setdefault(letter, told["audience"])
            elif letter in readers:
                told["audience"] = readers[letter]
        before = (
            claim if told == claim.qualifiers else replace(claim, qualifiers=MappingProxyType(told))
        )
        yield before


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
