"""Find the facts of a document: every frame of every pattern over every passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extractors.analysis import Analysis
from kg.extractors.facts.brands import find_brands
from kg.extractors.facts.claims import claim_of, merged
from kg.extractors.facts.compounds import find_compounds
from kg.extractors.facts.customers import find_customers
from kg.extractors.facts.echoes import with_echoes
from kg.extractors.facts.events import find_events
from kg.extractors.facts.findings import Finding
from kg.extractors.facts.frames import Patterns
from kg.extractors.facts.hosts import find_hosts
from kg.extractors.facts.houses import house_of, with_house
from kg.extractors.facts.joint import find_joint
from kg.extractors.facts.makers import find_makers
from kg.extractors.facts.manner import weighed
from kg.extractors.facts.names import find_names
from kg.extractors.facts.offices import find_offices
from kg.extractors.facts.origins import find_origins
from kg.extractors.facts.reading import Reading, SpeakerOf
from kg.extractors.facts.roles import find_roles
from kg.extractors.facts.sequels import with_sequels
from kg.extractors.facts.speakers import Attributions, employers, speaker_of, spokespeople
from kg.extractors.facts.ventures import find_ventures
from kg.extractors.facts.whose import find_whose
from kg.extractors.lexicon import words
from kg.extractors.mentions.shapes import singular
from kg.model import Claim, Entity


def find_facts(
    analysis: Analysis,
    patterns: Patterns,
    *,
    extractor: str,
    attributions: Sequence[Claim] = (),
    speaker: SpeakerOf | None = None,
) -> Iterator[Claim]:
    """Yield the claims that the patterns find in a document, in text order.

    Args:
        analysis: the document, parsed, with its entities.
        patterns: the claim types and their frames, from `load_patterns`.
        extractor: name and version that stand in the claims.
        attributions: the document's statements; a fact inside the content of one is attributed to
            its speaker, and "we" in it is the speaker's organisation.
        speaker: says who "we" is at a token, in place of what the attributions show.
    """
    told = Attributions.of(attributions)
    untold = [Reading(analysis, passage) for passage in analysis.passages]
    roles = [finding for reading in untold for finding in find_roles(reading, patterns)]
    stated = employers(_made(roles, told, extractor, qualified=False), patterns.roots)
    known = {**spokespeople(analysis, patterns.roots), **stated}
    who = speaker or with_house(
        speaker_of(told, known, patterns.roots),
        told,
        house_of(analysis, patterns.roots),
    )
    readings = [reading.told(who, known) for reading in untold]
    findings = [weighed(finding) for reading in readings for finding in _all(reading, patterns)]
    findings.extend(find_customers(readings, patterns, findings))
    made: list[Claim] = []
    for weakness in range(5):
        found = [finding for finding in findings if finding.weakness == weakness]
        for claim in _made(found, told, extractor):
            if weakness == 0 or not any(_states(other, claim, weakness) for other in made):
                made.append(claim)
    claims = sorted(_allowed(made, patterns), key=_order)
    claims = sorted((*claims, *with_echoes(claims, readings, patterns)), key=_order)
    yield from sorted(with_sequels(claims, analysis, patterns), key=_order)


def _all(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    yield from find_events(reading, patterns)
    yield from find_hosts(reading, patterns)
    yield from find_roles(reading, patterns)
    yield from find_names(reading, patterns)
    yield from find_offices(reading, patterns)
    yield from find_compounds(reading, patterns)
    yield from find_origins(reading, patterns)
    yield from find_brands(reading, patterns)
    yield from find_whose(reading, patterns)
    yield from find_makers(reading, patterns)
    yield from find_ventures(reading, patterns)
    yield from find_joint(reading, patterns)


def _made(
    findings: Iterable[Finding],
    attributions: Attributions,
    extractor: str,
    *,
    qualified: bool = True,
) -> list[Claim]:
    made: list[tuple[tuple[int, int, int], Claim]] = []
    text = ""
    for finding in findings:
        claim = claim_of(finding, attributions, extractor, qualified=qualified)
        if claim is not None:
            text = finding.reading.analysis.document.text
            start, end = finding.reading.sentence(finding.anchor)
            made.append(((finding.reading.passage.index, start, end), claim))
    return merged(made, text)


def _allowed(claims: list[Claim], patterns: Patterns) -> Iterator[Claim]:
    """Leave out what another type of claim rules out: who makes a product is not its user."""
    ruled: dict[str, frozenset[str]] = {
        pattern.type: pattern.unless for pattern in patterns.patterns if pattern.unless
    }
    stated = {(claim.type, *_ends(claim)) for claim in claims}
    for claim in claims:
        public = _public(claim.subject)  # uses what it had made
        others = () if public else ruled.get(claim.type, ())
        if not any((other, *_ends(claim)) in stated for other in others):
            yield claim


def _public(body: Entity) -> bool:
    """Tell whether a body is one of government, by its class or by a word of its name."""
    parts = {singular(part) for part in body.name.casefold().replace("’", "'").split()}
    return body.type == "GovernmentOrganization" or bool(parts & words("facts_public_bodies"))


def _states(other: Claim, claim: Claim, weakness: int) -> bool:
    """Tell whether a claim makes a weaker one needless: the same fact, or one in its place."""
    if other.type != claim.type or other.subject.name != claim.subject.name:
        return False
    if weakness == 4:
        return True  # a bare title says nothing new of whom the document has told more of
    if weakness < 3:
        return _ends(other) == _ends(claim)
    ours, theirs = claim.evidence[0], other.evidence[0]
    return ours.start < theirs.end and theirs.start < ours.end


def _ends(claim: Claim) -> tuple[str, str]:
    return claim.subject.name, claim.object.name if claim.object else ""


def _order(claim: Claim) -> tuple[int, int, str, str, str]:
    return (claim.evidence[0].start, claim.evidence[0].end, claim.type, *_ends(claim))
