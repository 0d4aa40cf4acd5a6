"""One claim of the generated corpus, and the sentence that says it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from string import Formatter
from types import MappingProxyType
from typing import cast as typed

from benchmarks.values import circumstance, content
from benchmarks.words import Cast, Dice, Words, sentences
from kg.model import Claim, Entity, Modality, Mode, Qualifier, Span

EXTRACTOR = "sample/1.0"
# How many in a hundred claims are of each type.
_SHARES = (
    ("deploys", 25),
    ("states", 30),
    ("makes", 13),
    ("affiliated", 13),
    ("partners", 8),
    ("acquires", 4),
    ("opposes", 7),
)
_TYPES = tuple(name for name, share in _SHARES for _ in range(share))
# How often a sentence has a clause; few things in the news are said to end.
_CLAUSE_SHARE = 0.35
_UNTIL_SHARE = 0.04
_ATTRIBUTED = 0.05
_UNSURE = 0.12
_NAMED_MATTER = 0.4
_PRESS = 4  # the rank of the first of the news organisations
# What is wrong with a planted claim: its type, the clauses that its sentence must have, and since
# when it is so. A person makes a product; what began late ended before; somebody opposes a place;
# something has gone on since the Middle Ages.
_Fault = tuple[str, tuple[str, ...], int | None]
_BROKEN: tuple[_Fault, ...] = (("makes", (), None), ("deploys", ("since", "until"), 2044))
_DOUBTFUL: tuple[_Fault, ...] = (("opposes", (), None), ("deploys", ("since",), 1066))


class Draft:
    """A text in the making that knows where each piece of it stands."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0

    def write(self, text: str) -> Span:
        """Add words, and return them as a span."""
        start = self.length
        self._pieces.append(text)
        self.length += len(text)
        return Span(start, self.length, text)

    def text(self) -> str:
        """Return all that has been written."""
        return "".join(self._pieces)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a claim is to be: `broken` ones break a shape, `doubtful` ones earn a warning."""

    type: str
    modality: Modality
    forced: tuple[str, ...] = ()
    since: int | None = None
    broken: bool = False
    doubtful: bool = False

    @classmethod
    def of(cls, number: int, dice: Dice) -> Plan:
        """Plan the claim of a number: one in 1,000 is broken, one in 500 doubtful."""
        if number % 1000 == 11:
            kind, forced, since = _BROKEN[number // 1000 % 2]
            return cls(kind, "asserted", forced, since, broken=True)
        if number % 500 == 15:
            kind, forced, since = _DOUBTFUL[number // 500 % 2]
            return cls(kind, "asserted", forced, since, doubtful=True)
        kind = dice.pick(_TYPES)
        unsure = [name for name in sentences()[kind] if name != "asserted"]
        modality = dice.pick(unsure) if unsure and dice.chance(_UNSURE) else "asserted"
        return cls(kind, typed("Modality", modality))


@dataclass(frozen=True, slots=True)
class Stage:
    """Where claims are written: the text so far, the dice, and whom they may speak of."""

    draft: Draft
    dice: Dice
    cast: Cast


@dataclass(slots=True)
class _Parts:
    """Who takes part in a claim, and what its sentence has given so far."""

    entities: dict[str, Entity]
    content: list[Span] = field(default_factory=list)
    qualifiers: dict[str, Qualifier] = field(default_factory=dict)


def draft_claim(stage: Stage, document: str, plan: Plan) -> Claim:
    """Write the sentence of one claim, without its full stop, and return the claim."""
    parts = _Parts(_entities(plan, stage))
    evidence = _write(_template(plan, parts, stage.dice), plan, parts, stage)
    quoted: Mode = "direct" if "“" in evidence.text else "indirect"
    return Claim(
        document=document,
        type=plan.type,
        subject=parts.entities["subject"],
        object=parts.entities.get("object"),
        content=tuple(parts.content),
        mode=quoted if parts.content else None,
        qualifiers=MappingProxyType(parts.qualifiers),
        modality=plan.modality,
        attributed_to=parts.entities.get("attributed_to"),
        evidence=(evidence,),
        extractor=EXTRACTOR,
        confidence=(50 + stage.dice.below(50)) / 100,
        source=f"{document.rpartition('/')[2]}.txt",
    )


def _entities(plan: Plan, stage: Stage) -> dict[str, Entity]:
    dice, cast = stage.dice, stage.cast
    organization = dice.often_low(cast.organizations)
    other = (organization + 1 + dice.often_low(cast.organizations - 1)) % cast.organizations
    person, product = dice.often_low(cast.people), dice.often_low(cast.products)
    a_person = (plan.broken and not plan.forced) or plan.type == "affiliated"
    if plan.type in ("states", "opposes"):
        a_person = dice.chance(0.6)
    found = {"subject": cast.person(person) if a_person else cast.organization(organization)}
    if plan.doubtful and plan.type == "opposes":
        found["object"] = cast.place(dice.often_low(cast.places))
    elif plan.type in ("affiliated", "partners", "acquires"):
        found["object"] = cast.organization(other)
    elif plan.type != "states" or dice.chance(_NAMED_MATTER):
        found["object"] = cast.product(product)
    if plan.type != "states" and dice.chance(_ATTRIBUTED):
        found["attributed_to"] = cast.organization(_PRESS)
    return found


def _template(plan: Plan, parts: _Parts, dice: Dice) -> str:
    form: Words = sentences()[plan.type][plan.modality]
    clauses = [
        dice.pick(wordings)
        for name, wordings in form.get("clauses", {}).items()
        if name in plan.forced or (not plan.forced and dice.chance(_share(name)))
    ]
    if "attributed_to" in parts.entities:
        clauses.append(dice.pick(sentences()["attribution"]["clauses"]))
    return "".join((dice.pick(form["sentences"]), *clauses))


def _share(name: str) -> float:
    return _UNTIL_SHARE if name == "until" else _CLAUSE_SHARE


def _write(template: str, plan: Plan, parts: _Parts, stage: Stage) -> Span:
    """Write a sentence; what stands in its fields becomes parts of the claim."""
    draft, written = stage.draft, []
    start = draft.length
    for words, name, _, _ in Formatter().parse(template):
        written.append(draft.write(words).text)
        if name:
            written.append(_write_field(name, plan, parts, stage).text)
    return Span(start, draft.length, "".join(written))


def _write_field(name: str, plan: Plan, parts: _Parts, stage: Stage) -> Span:
    if name == "content":
        span = stage.draft.write(content(stage.dice))
        parts.content.append(span)
    elif name in parts.entities:
        entity = parts.entities[name]
        span = stage.draft.write(entity.name)
        parts.entities[name] = replace(entity, mention=span)
    else:
        found = circumstance(name, stage.dice, stage.cast, since=plan.since)
        span = stage.draft.write(found.words)
        parts.qualifiers[name] = found.qualifier(span)
    return span
