from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Claim
from kg.triples import Minter, claims_triples, iri
from kg.triples.terms import iri_value
from kg.views import linked_claims
from kg.vocab import default_ontology
from tests import claim_strategies
from tests.views import samples


def test_a_linked_claim_names_the_nodes_of_its_entities() -> None:
    sold, triples = samples.CLAIMS[5], samples.triples_by_document([samples.CLAIMS[5]], [])
    (linked,) = linked_claims(triples[sold.document])
    assert linked.claim == sold
    assert list(linked.entities()) == [samples.CORVID_IRI, samples.NIGHTEYE_IRI, samples.BRILL_IRI]


def test_a_linked_claim_joins_its_spans() -> None:
    said, triples = samples.CLAIMS[2], samples.triples_by_document([samples.CLAIMS[2]], [])
    (linked,) = linked_claims(triples[said.document])
    assert linked.content == "It finds every boat,"
    assert linked.evidence == "“It finds every boat,” said Ana Brill"
    assert (linked.start, linked.end) == (said.evidence[0].start, said.evidence[0].end)


@given(st.lists(claim_strategies.claims, max_size=3, unique_by=lambda claim: claim.id))
def test_every_claim_of_a_graph_is_found_with_its_subject(claims: list[Claim]) -> None:
    minter = Minter(default_ontology())
    linked = list(linked_claims(claims_triples(claims, minter)))
    assert [found.claim.id for found in linked] == sorted(claim.id for claim in claims)
    subjects = {claim.id: iri_value(minter.entity(claim.subject)) for claim in claims}
    assert {found.claim.id: found.subject for found in linked} == subjects
    assert all(iri(found.subject) for found in linked)
