"""Set aside the claims that break a shape, and keep the rest of the document.

Every violation is traced to the claims whose own triples it is about: first a claim itself or a
part of it, then the triple that the result names, then whatever else speaks of the focus node. In
each round only the claims that are most surely at fault go; the rest is validated again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rdflib import SH, URIRef

from kg.errors import NotFoundError
from kg.model import Claim, Rejection, Report, ValidationResult
from kg.triples.terms import Term, Triple, iri
from kg.validation.shapes import Shapes
from kg.validation.validating import validate
from kg.vocab import terms

TriplesOf = Callable[[Sequence[Claim]], Iterable[Triple]]
_Blame = tuple[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Screening:
    """The claims of a document that conform, what was set aside, and the report on what is left.

    The report holds no violation; warnings and infos stay in it. `triples` are those of the
    document and of the claims that conform.
    """

    accepted: tuple[Claim, ...]
    rejections: tuple[Rejection, ...]
    report: Report
    triples: frozenset[Triple] = frozenset()


def accept_claims(
    claims: Sequence[Claim],
    triples_of: TriplesOf,
    shapes: Shapes,
    *,
    dump: Callable[[Claim], str] | None = None,
) -> Screening:
    """Validate the graph of one document and set aside the claims that break it.

    `triples_of` turns claims into triples; what it gives for no claim at all belongs to the
    document (title, checksum). `dump` writes a claim for `Rejection.item`. A violation that no
    claim is the cause of sets the whole document aside, and with it all its claims: the rejection
    of the document is then the only one.

    Raises:
        ConfigurationError: the shapes cannot be run.
    """
    document = frozenset(triples_of(()))
    described = {triple.subject for triple in document}
    left, rejections = _with_triples(claims, triples_of, document, dump)
    while True:
        triples = document.union(*left.values())
        report = validate(triples, shapes)
        broken = [result for result in report.results if result.severity == "violation"]
        if not broken:
            accepted = tuple(claims[index] for index in left)
            return Screening(accepted, tuple(rejections), report, triples)
        blameable = [result for result in broken if result.focus_node not in described]
        faults = _faults(blameable, left, shapes)
        if not faults:
            # No claim is at fault: what is left to blame is what the document says of itself.
            whole = _document_rejection(claims, broken)
            return Screening((), (whole,), Report())
        for index, reasons in faults.items():
            rejections.append(_rejection(claims[index], " ".join(reasons), dump))
            del left[index]


def _with_triples(
    claims: Sequence[Claim],
    triples_of: TriplesOf,
    document: frozenset[Triple],
    dump: Callable[[Claim], str] | None,
) -> tuple[dict[int, frozenset[Triple]], list[Rejection]]:
    """Return each claim's own triples, and the claims that the ontology in use cannot express."""
    own: dict[int, frozenset[Triple]] = {}
    rejections = []
    for index, claim in enumerate(claims):
        try:
            own[index] = frozenset(triples_of((claim,))) - document
        except NotFoundError as error:
            rejections.append(_rejection(claim, error.reason, dump, error.remedy))
    return own, rejections


def _faults(
    broken: Iterable[ValidationResult], own: dict[int, frozenset[Triple]], shapes: Shapes
) -> dict[int, list[str]]:
    """Return the claims that are most surely at fault, each with the messages, in order."""
    blames = [(result, *_blame(result, own, shapes)) for result in broken]
    surest = min((level for _, level, blamed in blames if blamed), default=None)
    faults: dict[int, list[str]] = {}
    for result, level, blamed in blames:
        if level == surest:
            for index in blamed:
                messages = faults.setdefault(index, [])
                if result.message not in messages:
                    messages.append(result.message)
    return dict(sorted(faults.items()))


def _blame(result: ValidationResult, own: dict[int, frozenset[Triple]], shapes: Shapes) -> _Blame:
    """Return the claims that a result is about, and how indirect that is (0 is the surest)."""
    focus, path, value = result.focus_node, result.path, result.value
    targets = _target_predicates(result.source_shape, shapes)
    tests: tuple[Callable[[Triple], bool], ...] = (
        lambda t: t.object == iri(terms.CLAIM) and _is_part(focus, t.subject),
        lambda t: (t.subject, t.predicate, t.object) == (focus, path, value),
        lambda t: t.predicate in targets and focus in (t.subject, t.object),
        lambda t: t.subject == focus,
        lambda t: t.object == focus,
    )
    for level, test in enumerate(tests):
        blamed = frozenset(index for index, triples in own.items() if any(map(test, triples)))
        if blamed:
            return level, blamed
    return len(tests), frozenset()


def _is_part(node: str, claim: Term) -> bool:
    """Tell whether a node is the claim or one of its parts, whose IRIs begin with the claim's."""
    return node == claim or node.startswith(f"{claim[:-1]}/")


def _target_predicates(shape: str, shapes: Shapes) -> frozenset[str]:
    node = URIRef(shape[1:-1])
    kinds = (SH.targetSubjectsOf, SH.targetObjectsOf)
    return frozenset(iri(str(p)) for kind in kinds for p in shapes.graph.objects(node, kind))


def _rejection(
    claim: Claim, reason: str, dump: Callable[[Claim], str] | None, remedy: str | None = None
) -> Rejection:
    span = claim.evidence[0] if claim.evidence else None
    place = f", characters {span.start}-{span.end}" if span else ""
    return Rejection(
        kind="claim",
        where=f"{claim.source or claim.document}{place}",
        reason=reason,
        remedy=remedy,
        document=claim.document,
        claim=claim.id or None,
        item=dump(claim) if dump else None,
    )


def _document_rejection(claims: Sequence[Claim], broken: Sequence[ValidationResult]) -> Rejection:
    reasons = dict.fromkeys(f"{result.message} ({result.focus_node})" for result in broken)
    document = claims[0].document if claims else broken[0].focus_node[1:-1]
    source = claims[0].source if claims else None
    return Rejection(
        kind="document", where=source or document, reason=" ".join(reasons), document=document
    )
