"""How a deployment came on in time, read out of a store, and as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from kg.model import Claim
from kg.queries.claim_graph import read_claims
from kg.queries.engine import objects, subjects
from kg.queries.explain import ClaimEvidence, Documents, evidence_of
from kg.stores import OxigraphStore
from kg.triples import Term, Triple
from kg.views.dated import Dated
from kg.views.histories import StatusChange, status_history
from kg.vocab import Ontology, default_ontology, terms

_HEADS = ("status", "event date", "published", "who says so")
_UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class History:
    """The steps in the life of a deployment, and all claims of it with their documents."""

    steps: tuple[StatusChange, ...] = ()
    claims: tuple[ClaimEvidence, ...] = ()


def history_of(
    store: OxigraphStore, node: Term, documents: Documents, *, ontology: Ontology | None = None
) -> History:
    """Return the history of a deployment; of any other node, none.

    `documents` returns a document by its IRI, or None.

    Raises:
        NotFoundError: the ontology does not declare a term that a claim uses.
    """
    known = ontology or default_ontology()
    nodes = subjects(store.engine, terms.DESCRIBES, node)
    found = evidence_of(read_claims(store.engine, nodes, known), documents)
    if any(known.claim_type(item.claim.type).describes != terms.DEPLOYMENT for item in found):
        return History()
    dated = (
        Dated(item.claim, item.document.published if item.document else None) for item in found
    )
    return History(status_history(tuple(dated)), found)


def deployments_of(store: OxigraphStore, triple: Triple) -> list[Term]:
    """Return the nodes that claims of a triple's subject, predicate and object describe, sorted."""
    claims = set(subjects(store.engine, terms.SUBJECT, triple.subject))
    claims &= set(subjects(store.engine, terms.OBJECT, triple.object))
    found = (
        objects(store.engine, claim, terms.DESCRIBES)
        for claim in claims
        if triple.predicate in objects(store.engine, claim, terms.PREDICATE)
    )
    return sorted(set(chain.from_iterable(found)))


def history_text(history: History) -> str:
    """Write a history: a line for each step, with when it happened and when it was told.

    "" of no steps. Where claims do not say when, there is a dash.
    """
    if not history.steps:
        return ""
    sources = {item.claim.id: _source(item) for item in history.claims}
    rows = [_HEADS, *(_row(step, sources) for step in history.steps)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(["History", *(_line(row, widths) for row in rows)])


def _row(step: StatusChange, sources: dict[str, str]) -> tuple[str, ...]:
    modality = "" if step.modality == "asserted" or step.modality == step.status else step.modality
    status = f"{step.status} ({modality})" if modality else step.status
    says = "; ".join(dict.fromkeys(sources[claim.id] for claim in step.claims))
    return status, step.when or _UNKNOWN, step.published or _UNKNOWN, says


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return f"  {'  '.join(cells)}".rstrip()


def _source(item: ClaimEvidence) -> str:
    return " ".join(_source_words(item, item.claim))


def _source_words(item: ClaimEvidence, claim: Claim) -> Iterator[str]:
    document = item.document
    names = (document.publisher, document.title) if document else ()
    yield next(filter(None, names), claim.document)
    if claim.attributed_to:
        yield f"(according to {claim.attributed_to.name})"
    yield f"[{claim.id}]"
