"""Find where claims about one thing cannot all be right.

What counts is what a careful editor would ask about: a date that is less exact than another, a
price of another year or a pilot that has become a use is no contradiction. All functions here are
pure, and give the same for the same claims in whatever order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.model.conflict import Conflict
from kg.triples import Minter
from kg.triples.terms import iri_value
from kg.views.amounts import Amount, amount_of
from kg.views.dated import Dated, folded, order, role_of, same_sentence, status_of, told, voice_of
from kg.views.denials import Word, word_of
from kg.views.moments import Bounds, before
from kg.views.sides import find_sides
from kg.views.statuses import states_of
from kg.views.times import times_of
from kg.vocab import default_ontology
from kg.vocab.ontology import Ontology

Read = TypeVar("Read", Amount, Word, "_Exact")
# Roles of those who bring a product about; who sells what another makes contradicts nobody.
_MAKING = frozenset(
    (
        "", "maker", "developer", "manufacturer", "producer", "creator", "builder", "designer",
        "inventor", "author",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Exact:
    """Words or names that are the same or are not."""

    value: str

    @property
    def rank(self) -> tuple[str]:
        return (self.value,)

    def agrees(self, other: _Exact, /) -> bool:
        return self.value == other.value

    def contradicts(self, other: _Exact, /) -> bool:
        return self.value != other.value


@dataclass(frozen=True, slots=True)
class _Maker:
    """Who is said to make a product, and from when until when, where that is told."""

    iri: str
    since: Bounds | None
    until: Bounds | None
    allied: frozenset[str]

    @property
    def rank(self) -> tuple[str]:
        return (self.iri,)

    def agrees(self, other: _Maker, /) -> bool:
        return self.iri == other.iri or other.iri in self.allied or self.iri in other.allied

    def contradicts(self, other: _Maker, /) -> bool:
        return not self.agrees(other) and not (_follows(self, other) or _follows(other, self))


def find_conflicts(
    claims: Sequence[Dated], *, ontology: Ontology | None = None
) -> Iterator[Conflict]:
    """Yield the conflicts among claims of one type with the same subject and the same object.

    The claims may be of all documents and modalities. Which qualifiers have one value only, the
    ontology says of the claim type (kg:singleValued); where none is given, it is the one that
    ships. Dates contradict each other where they have no day in common, as `kg.views.moments`
    reads them. Amounts do where no sum is within both, for the same period, use and place, unless
    they are of different years. A use contradicts an end that is told to come before it, and an
    assertion a denial that is less than a year away. Claims that are planned or possible
    contradict nothing, nor do claims read from one sentence, nor statuses and denials that one
    text gives in one voice.

    Raises:
        NotFoundError: the ontology does not declare the type of the claims.

    >>> from kg.model import Claim, Entity, Qualifier, Span
    >>> city, tool = Entity("Elverton", "Organization"), Entity("Finder", "Product")
    >>> def since(document: str, year: str) -> Dated:
    ...     dates = {"since": Qualifier(Span(0, 4, year), year)}
    ...     evidence = (Span(0, 4, year),)
    ...     return Dated(Claim(document, "deploys", city, evidence, "manual", tool, qualifiers=dates))
    >>> found = find_conflicts([since("urn:b", "2021"), since("urn:a", "2019")])
    >>> [(each.kind, [len(side) for side in each.sides]) for each in found]
    [('since', [1, 1])]
    """
    known = _sorted(claims)
    if not known:
        return
    terms = ontology or default_ontology()
    for name in terms.claim_type(known[0].claim.type).single_valued:
        yield from _of_qualifier(name, known, terms)
    if any(dated.claim.modality == "denied" and not dated.claim.content for dated in known):
        denials = _readings(known, word_of)
        yield from find_sides("denied", denials, _one_voice)


def find_maker_conflicts(
    claims: Sequence[Dated], related: Callable[[str, str], bool], minter: Minter
) -> Iterator[Conflict]:
    """Yield the conflicts among claims of who makes one product.

    `related` tells of the IRIs of two makers, in the order given, whether the graph holds that one
    is the other, owns it or is part of it: they may both be said to make it. So may two that one
    sentence, or one text in one voice, both says to. Only claims that are asserted count, with the
    role of a maker or developer or with none; sellers contradict nobody.

    Raises:
        NotFoundError: the ontology does not declare the class of a maker.
    """
    making = [
        dated
        for dated in _sorted(claims)
        if dated.claim.modality == "asserted" and role_of(dated.claim) in _MAKING
    ]
    makers = {dated: iri_value(minter.entity(dated.claim.subject)) for dated in making}
    allied = _allied(makers, related)
    readings: dict[_Maker, list[Dated]] = {}
    for dated, iri in makers.items():
        since, until = told(dated.claim, "since"), told(dated.claim, "until")
        readings.setdefault(_Maker(iri, since, until, allied[iri]), []).append(dated)
    yield from find_sides("maker", readings)


def _of_qualifier(name: str, claims: Sequence[Dated], ontology: Ontology) -> Iterator[Conflict]:
    _, kind = ontology.qualifier(name)
    if kind == "date":
        yield from find_sides(name, times_of(name, claims))
    elif kind in ("money", "quantity"):
        amounts = _readings(claims, lambda dated: _amount(name, dated))
        yield from find_sides(name, amounts)
    elif kind == "concept" and name == "status":
        yield from find_sides(name, states_of(claims), _one_voice)
    else:
        yield from find_sides(name, _readings(claims, lambda dated: _exact(name, dated)))


def _amount(name: str, dated: Dated) -> Amount | None:
    qualifier = dated.claim.qualifiers.get(name)
    if qualifier is None or dated.claim.modality != "asserted":
        return None
    if status_of(dated.claim) in ("planned", "rejected"):
        return None  # what would be paid, or would have been
    return amount_of(dated, qualifier)


def _exact(name: str, dated: Dated) -> _Exact | None:
    qualifier = dated.claim.qualifiers.get(name)
    if qualifier is None or dated.claim.modality != "asserted":
        return None
    return _Exact(folded(qualifier.value or qualifier.span.text))


def _readings(
    claims: Sequence[Dated], read: Callable[[Dated], Read | None]
) -> dict[Read, list[Dated]]:
    found: dict[Read, list[Dated]] = {}
    for dated in claims:
        reading = read(dated)
        if reading is not None:
            found.setdefault(reading, []).append(dated)
    return found


def _one_voice(one: Dated, other: Dated) -> bool:
    return same_sentence(one, other) or voice_of(one) == voice_of(other)


def _sorted(claims: Sequence[Dated]) -> list[Dated]:
    """Return the claims in an order of their own, each once."""
    found: dict[tuple[str, ...], Dated] = {}
    for dated in claims:
        found.setdefault(order(dated), dated)
    return [found[key] for key in sorted(found)]


def _allied(
    makers: dict[Dated, str], related: Callable[[str, str], bool]
) -> dict[str, frozenset[str]]:
    """Return with whom each maker may share a product."""
    names = sorted(set(makers.values()))
    found = {
        one: {
            other
            for other in names
            if other != one and (related(one, other) or related(other, one))
        }
        for one in names
    }
    voices: dict[tuple[str, str], set[str]] = {}
    for dated, iri in makers.items():
        voices.setdefault(voice_of(dated), set()).add(iri)
    for joint in voices.values():
        for iri in joint:
            found[iri] |= joint - {iri}
    return {iri: frozenset(others) for iri, others in found.items()}


def _follows(one: _Maker, other: _Maker) -> bool:
    """Tell whether one had stopped before the other began, both told."""
    return bool(one.until and other.since and before(one.until, other.since))
