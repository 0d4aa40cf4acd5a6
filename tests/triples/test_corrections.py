"""Corrections in the graph: who said what of which claim, and no fact of it."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kg.model import Claim, Document, Entity, Span, with_id
from kg.model.claim_changes import changed_claim
from kg.model.correction import Correction, correction_of
from kg.queries.verification import unsupported_triples, verify_graph
from kg.resources import shapes_path
from kg.stores import OxigraphStore
from kg.triples import Minter, Term, Triple, claims_of, claims_triples, iri, literal
from kg.triples.corrections import correction_iri, correction_triples
from kg.validation import Shapes, load_shapes, validate
from kg.vocab import default_ontology, terms
from tests.claim_strategies import claims
from tests.correction_strategies import changes, texts
from tests.views import samples

MINTER = Minter(default_ontology(), "https://id.example/")
SOLD = samples.CLAIMS[5]
DENIED = samples.CLAIMS[4]
AT = "2026-01-31T12:00:00Z"
REJECTED = correction_of(SOLD, by="Ida Voss", why='it "sells" nothing', at=AT)
RENAMED = correction_of(
    SOLD, by="Ida Voss", why="the other one", changes={"object": {"name": "TernSight"}}
)


def facts(correction: Correction, before: Claim, after: Claim | None) -> dict[str, set[Term]]:
    """Return what is said of a correction's own node, by the predicate's IRI."""
    node = correction_iri(correction, MINTER.base)
    found: dict[str, set[Term]] = {}
    for subject, predicate, value in correction_triples(correction, before, after, MINTER):
        if subject == node:
            found.setdefault(predicate[1:-1], set()).add(value)
    return found


def test_a_rejection_says_who_rejected_what_and_why() -> None:
    evidence = MINTER.evidence(SOLD.document, SOLD.evidence[0])
    assert facts(REJECTED, SOLD, None) == {
        terms.TYPE: {iri(terms.CORRECTION)},
        terms.CORRECTS: {MINTER.claim(SOLD.id)},
        terms.WAS_DERIVED_FROM: {iri(SOLD.document)},
        terms.ACTION: {literal("reject")},
        terms.CREATOR: {literal("Ida Voss")},
        terms.COMMENT: {literal('it "sells" nothing')},
        terms.LABEL: {literal("Corvid Systems makes NightEye")},
        terms.GENERATED_AT_TIME: {literal(AT, terms.DATE_TIME)},
        terms.FORMER_SUBJECT: {iri("https://id.example/organization/corvid-systems")},
        terms.FORMER_PREDICATE: {iri(default_ontology().claim_type("makes").predicate)},
        terms.FORMER_OBJECT: {iri("https://id.example/product/nighteye")},
        terms.HAS_EVIDENCE: {evidence},
    }


def test_an_amendment_leads_from_the_new_claim_to_the_old_one() -> None:
    after = changed_claim(SOLD, RENAMED.changes, where="x")
    node = correction_iri(RENAMED, MINTER.base)
    told = set(correction_triples(RENAMED, SOLD, after, MINTER))
    new = MINTER.claim(after.id)
    assert {triple for triple in told if triple.subject == new} == {
        Triple(new, iri(terms.CORRECTED_BY), node),
        Triple(new, iri(terms.WAS_REVISION_OF), MINTER.claim(SOLD.id)),
    }
    assert facts(RENAMED, SOLD, after)[terms.CHANGED_FIELD] == {literal("object.name")}


def test_a_claim_that_keeps_its_id_is_no_revision_of_itself() -> None:
    denied = correction_of(SOLD, by="Ida Voss", why="no", changes={"modality": "denied"})
    after = changed_claim(SOLD, denied.changes, where="x")
    told = list(correction_triples(denied, SOLD, after, MINTER))
    assert Triple(MINTER.claim(SOLD.id), iri(terms.CORRECTED_BY), told[0].subject) in told
    assert iri(terms.WAS_REVISION_OF) not in {triple.predicate for triple in told}


def test_of_a_claim_that_could_not_be_used_only_its_words_are_told() -> None:
    broken = replace(SOLD, type="sells", evidence=(Span(0, 5, "Wrong"),))
    correction = correction_of(broken, by="Ida Voss", why="no")
    told = list(correction_triples(correction, broken, None, MINTER, sound=False))
    assert {triple.subject for triple in told} == {correction_iri(correction, MINTER.base)}
    assert literal("Corvid Systems sells NightEye") in {triple.object for triple in told}


def test_a_statement_is_told_by_what_was_said() -> None:
    said = samples.CLAIMS[2]
    correction = correction_of(said, by="Ida Voss", why="no")
    label = literal("Ana Brill states It finds every boat,")
    assert facts(correction, said, None)[terms.LABEL] == {label}


@pytest.mark.parametrize(
    "other", [{"why": "another"}, {"by": "Omar Lind"}, {"at": None}, {"action": "amend"}]
)
def test_corrections_that_differ_have_different_iris(other: dict[str, str | None]) -> None:
    changed = replace(REJECTED, **other)  # type: ignore[arg-type]
    assert correction_iri(changed, MINTER.base) != correction_iri(REJECTED, MINTER.base)


def test_the_iri_is_made_of_content_under_the_base() -> None:
    node = correction_iri(REJECTED, MINTER.base)
    assert node.startswith("<https://id.example/correction/")
    assert correction_iri(replace(REJECTED), MINTER.base) == node


@given(claims, texts, texts, st.none() | changes)
def test_a_correction_asserts_nothing_and_has_no_blank_nodes(
    claim: Claim, by: str, why: str, changed: dict[str, object] | None
) -> None:
    correction = correction_of(claim, by=by, why=why, changes=changed)
    told = list(correction_triples(correction, claim, None, MINTER))
    node = correction_iri(correction, MINTER.base)
    quoted = {
        MINTER.evidence(claim.document, span, part)
        for span in claim.evidence
        for part in ("", "selector")
    }
    assert {triple.subject for triple in told} == {node, *quoted}
    assert not any("_:" in (triple.subject, triple.object[:2]) for triple in told)
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in told)
    assert len(list(ox.parse(lines.encode(), ox.RdfFormat.N_TRIPLES))) == len(told)


def test_a_graph_with_corrections_is_verified() -> None:
    minter = Minter(default_ontology())
    after = changed_claim(DENIED, {"object": {"name": "TernSight"}}, where="x")
    amended = correction_of(
        DENIED, by="Ida Voss", why="no", changes={"object": {"name": "TernSight"}}
    )
    told = [
        *correction_triples(REJECTED, SOLD, None, minter),
        *correction_triples(amended, DENIED, after, minter),
    ]
    kept = [claim for claim in samples.CLAIMS if claim not in (SOLD, DENIED)]
    store = OxigraphStore()
    for document, triples in samples.triples_by_document([*kept, after]).items():
        more = told if document == SOLD.document else []
        store.replace_document(iri(document), [*triples, *more])
    assert list(unsupported_triples(store.engine)) == []
    assert list(verify_graph(store.engine, samples_document)) == []


def samples_document(name: str) -> Document | None:
    return {document.id: document for document in samples.DOCUMENTS}.get(name)


def test_a_rejected_fact_is_not_in_the_graph() -> None:
    told = correction_triples(REJECTED, SOLD, None, MINTER)
    makes = iri(default_ontology().claim_type("makes").predicate)
    assert makes not in {triple.predicate for triple in told}


def test_claims_are_read_back_as_if_there_were_no_correction() -> None:
    after = changed_claim(SOLD, RENAMED.changes, where="x")
    told = [
        *correction_triples(REJECTED, DENIED, None, MINTER),
        *correction_triples(RENAMED, SOLD, after, MINTER),
    ]
    held = claims_triples([after], MINTER)
    assert list(claims_of([*held, *told], MINTER.ontology)) == [after]


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return load_shapes([shapes_path()])


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(claims, texts, texts, st.none() | changes)
def test_whatever_a_person_writes_the_graph_conforms(
    shapes: Shapes, claim: Claim, by: str, why: str, changed: dict[str, object] | None
) -> None:
    assume(all(span.text.strip() for span in claim.evidence))
    correction = correction_of(claim, by=by, why=why, changes=changed)
    report = validate(correction_triples(correction, claim, None, MINTER), shapes)
    assert [result for result in report.results if result.severity == "violation"] == []


def test_an_entity_that_was_resolved_is_named_by_what_it_was_resolved_to() -> None:
    known = Entity("Corvid Systems", "Company", iri="https://id.example/organization/corvid")
    resolved = with_id(replace(SOLD, subject=known, id=""))
    found = facts(correction_of(resolved, by="Ida Voss", why="no"), resolved, None)
    assert found[terms.FORMER_SUBJECT] == {iri("https://id.example/organization/corvid")}
