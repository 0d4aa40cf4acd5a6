from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ClaimError
from kg.model import Claim, Span, with_id
from kg.triples import Triple, iri
from kg.views import record_lines
from kg.views.records import EDGE_MARK, NODE_MARK, WORDS
from kg.vocab import terms
from tests import claim_strategies
from tests.views import samples
from tests.views.samples import BRILL_IRI, CORVID_IRI, NIGHTEYE_IRI


def lines_of(*claims: Claim) -> list[str]:
    (triples,) = samples.triples_by_document(map(with_id, claims), []).values()
    return sorted(record_lines(triples))


def test_a_document_tells_of_its_entities_and_of_its_links() -> None:
    sold = with_id(samples.SOLD)
    *entities, link = lines_of(sold)
    (corvid,) = [line for line in entities if f"\t{CORVID_IRI}\t" in line]
    assert corvid.split("\t") == [
        NODE_MARK, CORVID_IRI, sold.document, "1", "0", "https://w3id.org/claimkg/ontology#Company",
        "Corvid Systems",
    ]  # fmt: skip
    assert {line.split("\t")[1] for line in entities} == {CORVID_IRI, NIGHTEYE_IRI, BRILL_IRI}
    assert link.split("\t") == [
        EDGE_MARK, CORVID_IRI, NIGHTEYE_IRI, "makes", "asserted", sold.id, sold.document, "",
        sold.evidence[0].text,
    ]  # fmt: skip


def test_entities_stand_before_links() -> None:
    assert NODE_MARK < EDGE_MARK


def test_a_link_tells_its_circumstances_in_the_words_of_the_text() -> None:
    (found,) = [line for line in lines_of(samples.DEPLOYED) if "\tdeploys\t" in line]
    assert found.split("\t")[9:] == [
        "price=$6 to $12 a month", "since=since March 2019", "start=2019-03", "status=active",
    ]  # fmt: skip


def test_the_words_of_a_claim_come_in_text_order() -> None:
    early, late = (Span(9, 12, "one"), Span(100, 103, "two"))
    (found,) = [
        line
        for line in lines_of(replace(samples.SOLD, evidence=(late, early)))
        if line.startswith(EDGE_MARK)
    ]
    assert found.split("\t")[8] == "one … two"


def test_a_claim_that_is_not_asked_for_gives_its_entities_alone() -> None:
    assert {line[0] for line in lines_of(samples.DENIED)} == {NODE_MARK}


def test_the_order_of_the_triples_does_not_matter() -> None:
    triples = samples.triples_by_document()[samples.FIRST.id]
    assert sorted(record_lines(reversed(triples))) == sorted(record_lines(triples))


@pytest.mark.parametrize(
    "missing",
    [terms.SUBJECT, terms.WAS_DERIVED_FROM, terms.MODALITY, terms.PREDICATE, terms.REFERS_TO,
     terms.HAS_SELECTOR, terms.OA_EXACT],
)  # fmt: skip
def test_a_claim_that_lacks_what_every_claim_has_is_an_error(missing: str) -> None:
    triples: list[Triple] = samples.triples_by_document()[samples.FIRST.id]
    rest = [triple for triple in triples if triple.predicate != iri(missing)]
    with pytest.raises(ClaimError, match="has no"):
        list(record_lines(rest))


@given(st.lists(claim_strategies.claims, max_size=4, unique_by=lambda claim: claim.id))
def test_a_line_is_one_line_whatever_the_text_holds(claims: list[Claim]) -> None:
    for triples in samples.triples_by_document(claims, []).values():
        for line in record_lines(triples):
            assert "\n" not in line
            fields = line.split("\t")
            if fields[0] == EDGE_MARK:
                names = [field.partition("=")[0] for field in fields[9:]]
                assert set(names) <= {*WORDS, "start", "end"}


def test_what_is_said_counts_as_a_statement_of_its_speaker() -> None:
    nodes = [line.split("\t") for line in lines_of(samples.SAID) if line[0] == NODE_MARK]
    counts = {fields[1]: fields[3:5] for fields in nodes}
    assert counts[BRILL_IRI] == ["1", "1"]
    assert counts[NIGHTEYE_IRI] == ["0", "0"]
