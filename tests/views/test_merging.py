from __future__ import annotations

from kg.views import Edge, Node, merged_records
from kg.views.records import EDGE_MARK, NODE_MARK

COMPANY = "https://w3id.org/claimkg/ontology#Company"
ORGANIZATION = "https://w3id.org/claimkg/ontology#Organization"


def node_line(document: str, *labels: str, kinds: str = COMPANY) -> str:
    return "\t".join((NODE_MARK, "urn:a", document, "1", "0", kinds, *labels))


def edge_line(claim: str, document: str, *words: str, confidence: str = "") -> str:
    fields = (
        EDGE_MARK,
        "urn:a",
        "urn:b",
        "deploys",
        "asserted",
        claim,
        document,
        confidence,
        "Words",
    )
    return "\t".join((*fields, *words))


def node(*lines: str) -> Node:
    nodes, edges = merged_records(sorted(lines))
    (found,) = nodes
    assert not list(edges)
    return found


def edge(*lines: str) -> Edge:
    nodes, edges = merged_records(sorted(lines))
    assert not list(nodes)
    (found,) = edges
    return found


def test_an_entity_adds_up_what_its_documents_tell() -> None:
    found = node(node_line("urn:d", "A"), node_line("urn:e", "A", kinds=ORGANIZATION))
    assert found == Node("urn:a", "A", "Company", sources=2, claims=2, statements=0)
    assert found.attributes() == {
        "label": "A", "kind": "Company", "sources": 2, "claims": 2, "statements": 0
    }  # fmt: skip


def test_the_name_that_most_documents_give_is_the_label() -> None:
    lines = (
        node_line("urn:d", "Acme"),
        node_line("urn:e", "The Acme"),
        node_line("urn:f", "The Acme"),
    )
    assert node(*lines).label == "The Acme"


def test_of_names_that_as_many_documents_give_the_first_is_the_label() -> None:
    assert node(node_line("urn:d", "The Acme"), node_line("urn:e", "Acme")).label == "Acme"


def test_an_entity_without_a_name_is_labelled_by_its_iri() -> None:
    assert node(node_line("urn:d")).label == "urn:a"


def test_words_are_read_back_from_their_escapes() -> None:
    assert node(node_line("urn:d", r"A \"B\" \u0041\n")).label == 'A "B" A\n'


def test_a_line_that_comes_twice_counts_once() -> None:
    assert node(node_line("urn:d", "A"), node_line("urn:d", "A")).claims == 1
    assert edge(edge_line("c1", "urn:d"), edge_line("c1", "urn:d")).claims == 1


def test_a_link_lists_its_claims_documents_and_wordings() -> None:
    found = edge(
        edge_line("c1", "urn:e", "price=$2", "since=last year", "start=2019", confidence="0.5"),
        edge_line("c2", "urn:d", "price=$1", "end=2021", confidence="0.75"),
        edge_line("c3", "urn:d", "price=$1", "start=2018-05"),
    )
    assert found == Edge(
        "urn:a", "urn:b", "deploys", "asserted", weight=2, claims=3, claim_ids="c1; c2; c3",
        documents="urn:d; urn:e", evidence="Words", confidence=0.75,
        words={"price": "$1; $2", "since": "last year"}, start="2018-05", end="2021",
    )  # fmt: skip


def test_a_link_leaves_out_what_no_claim_tells() -> None:
    assert set(edge(edge_line("c1", "urn:d")).attributes()) == {
        "kind", "label", "modality", "weight", "claims", "claim_ids", "documents", "evidence"
    }  # fmt: skip


def test_links_come_after_the_entities_have_been_used_up() -> None:
    nodes, edges = merged_records([node_line("urn:d", "A"), edge_line("c1", "urn:d")])
    assert [found.iri for found in nodes] == ["urn:a"]
    assert [found.claim_ids for found in edges] == ["c1"]
