"""Documents in which many entities are named in several ways, and who is who in them.

Three documents tell each story, which brings in nine entities; each names some of them, and others
that were in the news before. Every document has the region and the publisher of its story.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from benchmarks.actors import CROWD, Actor, actor, parts, town_of
from benchmarks.drafting import Draft
from benchmarks.words import Dice
from kg.model import Claim, Document, Entity, Qualifier, Span, with_id
from kg.model.document_format import text_digest

_SEED = 20_261_130
_TELLINGS = 3
_NAMED = 0.67  # of a story's entities stand in each of its documents
_RECURRING = 1.5  # others that a document names
_EXTRACTOR = "sample/1.0"
_BODIES = frozenset({"Company", "GovernmentOrganization", "NonprofitOrganization"})


@dataclass(frozen=True, slots=True)
class Telling:
    """A document of a story: its claims, its region, and the numbers of the entities by name.

    `meant` has the class and the name by which the document calls each.
    """

    document: Document
    claims: tuple[Claim, ...]
    region: str
    meant: tuple[tuple[str, str, int], ...]

    def traits(self) -> str:
        """Return what the journal keeps of the document's surroundings."""
        found = {"regions": [self.region], "publisher": self.document.publisher}
        return json.dumps(found)


def tellings(count: int) -> Iterator[Telling]:
    """Yield the documents that tell of so many entities, three for each nine.

    >>> [len(telling.claims) for telling in tellings(9)]
    [5, 7, 7]
    """
    for story in range((count + CROWD - 1) // CROWD):
        own = [actor(n, count) for n in range(story * CROWD, min((story + 1) * CROWD, count))]
        for version in range(_TELLINGS):
            yield _telling(story, version, own, count)


def _telling(story: int, version: int, own: Sequence[Actor], count: int) -> Telling:
    dice, town = Dice(_SEED + story * _TELLINGS + version), town_of(story)
    named = [each for each in own if dice.chance(_NAMED)] or list(own[:1])
    others = 2 if dice.chance(_RECURRING - 1) else 1
    for _ in range(others):
        # Who is known most is named most: as the cube of an even chance has it.
        known = actor(int(count * (dice.below(10_000) / 10_000) ** 3), count)
        # Bodies of one town are news in its state only.
        if known.type != "GovernmentOrganization" and known not in named:
            named.append(known)
    spare = [each for each in (*own, actor(0, count), actor(1, count)) if each not in named]
    if not any(each.type in _BODIES for each in named):
        named.append(next(each for each in spare if each.type in _BODIES))
    elif len(named) == 1:
        named.append(spare[0])
    bodies = [place for place, each in enumerate(named) if each.type in _BODIES]
    iri = f"https://stories.example/{story}/{version}"
    cast = _Cast(named, [each.called(dice) for each in named], bodies)
    claims, text = _written(iri, cast, f"{town.name}, {town.state}")
    document = Document(
        id=iri,
        source=f"story-{story}-{version}.txt",
        text=text,
        sha256=text_digest(text),
        title=f"Story {story} from {town.name}",
        publisher=f"{town.name} {('Gazette', 'Herald', 'Courier')[version]}",
        published=f"{2015 + story % 10}-{1 + story % 12:02}-{1 + version:02}",
        url=iri,
    )
    meant = tuple(
        (each.type, name, each.number) for each, name in zip(named, cast.names, strict=True)
    )
    return Telling(document, tuple(claims), town.state.lower(), meant)


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who a document names, by which names, and which of them are bodies, by their places here."""

    actors: Sequence[Actor]
    names: Sequence[str]
    bodies: Sequence[int]

    def entity(self, place: int, span: Span) -> Entity:
        return Entity(self.names[place], self.actors[place].type, span)


def _plot(cast: _Cast) -> Iterator[tuple[str, int, int]]:
    """Yield claims as a type and two of the cast: everyone takes part in one, but for places."""
    bodies, actors = cast.bodies, cast.actors
    for place, each in enumerate(actors):
        # The body that stands before someone is the one that he belongs to, in every document.
        before = [body for body in bodies if actors[body].number < each.number]
        own = before[-1] if before else bodies[0]
        if each.type == "Person":
            yield "affiliated", place, own
        elif each.type == "Product":
            yield "makes" if actors[own].type == "Company" else "deploys", own, place
        elif place in bodies and len(bodies) > 1:
            yield "partners", place, next((body for body in bodies if body > place), bodies[0])


def _written(iri: str, cast: _Cast, head: str) -> tuple[list[Claim], str]:
    """Write a sentence for each claim, some with a place; return the claims, and the text."""
    draft, claims = Draft(), []
    draft.write(f"{head}\n\n")
    towns = [place for place, each in enumerate(cast.actors) if each.type == "Place"]
    plot = list(_plot(cast)) or [("opposes", cast.bodies[0], towns[0])]
    for number, (kind, one, other) in enumerate(plot):
        at = towns[number] if number < len(towns) and kind != "opposes" else None
        claims.append(_claim(iri, draft, cast, (kind, one, other), at))
    return claims, draft.text()


def _claim(
    iri: str, draft: Draft, cast: _Cast, told: tuple[str, int, int], at: int | None
) -> Claim:
    kind, one, other = told
    start = draft.length
    subject = cast.entity(one, draft.write(cast.names[one]))
    words = [draft.write(parts()["sentences"][kind])]
    about = cast.entity(other, draft.write(cast.names[other]))
    qualifiers = {}
    if at is not None:
        words.append(draft.write(" in "))
        span = draft.write(cast.names[at])
        qualifiers["place"] = Qualifier(span, value=span.text)
    said = [subject.mention, words[0], about.mention, *words[1:], *map(_span, qualifiers.values())]
    text = "".join(span.text for span in said if span)
    evidence = Span(start, draft.length, text)
    draft.write(".\n\n")
    return with_id(
        Claim(
            document=iri,
            type=kind,
            subject=subject,
            object=about,
            evidence=(evidence,),
            extractor=_EXTRACTOR,
            qualifiers=MappingProxyType(qualifiers),
        )
    )


def _span(qualifier: Qualifier) -> Span:
    return qualifier.span
