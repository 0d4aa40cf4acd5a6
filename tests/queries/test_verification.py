from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Claim, Document, Entity, Qualifier, Span
from kg.model.document_format import text_digest
from kg.queries.verification import (
    Mismatch,
    named_spans,
    unsupported_triples,
    verify_claims,
    verify_graph,
)
from kg.triples import Term, Triple, iri, literal
from kg.vocab import PREFIXES
from kg.vocab.namespaces import KG
from tests.queries import graphs
from tests.views import samples

DEPLOYED, SAID = samples.CLAIMS[0], samples.CLAIMS[2]
WRONG = Span(0, 5, "Wrong")
MENTION = Entity("Ana Brill", "Person", WRONG)


def update(store: ox.Store, change: str) -> ox.Store:
    store.update(change, prefixes=dict(PREFIXES))
    return store


def changed(change: str) -> list[Mismatch]:
    return list(verify_graph(update(graphs.engine_of(), change), graphs.texts))


def texts_with(document: Document | None, wanted: str) -> Callable[[str], Document | None]:
    return lambda name: document if name == wanted else graphs.texts(name)


def test_claims_that_agree_with_their_documents_have_no_mismatch() -> None:
    assert list(verify_claims(graphs.CLAIMS, graphs.texts)) == []


def test_a_graph_that_agrees_with_its_documents_has_no_mismatch() -> None:
    assert list(verify_graph(graphs.engine_of(), graphs.texts)) == []


def test_an_empty_graph_has_no_mismatch() -> None:
    assert list(verify_graph(ox.Store(), graphs.texts)) == []


@pytest.mark.parametrize(
    ("part", "claim"),
    [
        ("evidence", replace(DEPLOYED, evidence=(*DEPLOYED.evidence, WRONG))),
        ("content", replace(SAID, content=(WRONG,))),
        ("subject mention", replace(SAID, subject=MENTION)),
        ("object mention", replace(DEPLOYED, object=MENTION)),
        ("source mention", replace(SAID, attributed_to=MENTION)),
        ("since", replace(DEPLOYED, qualifiers={"since": Qualifier(WRONG, value="2019")})),
    ],
)
def test_words_that_the_document_does_not_hold_are_found_wherever_they_stand(
    part: str, claim: Claim
) -> None:
    reason = "the document does not hold these words at 0–5"
    wanted = Mismatch(claim.id, part, reason, samples.FIRST.id, "Wrong", "The h")
    assert list(verify_claims([*graphs.CLAIMS, claim], graphs.texts)) == [wanted]


@pytest.mark.parametrize(
    "span", [Span(-5, 0, "thing"), Span(5, 5, ""), Span(9, 5, "x"), Span(10**6, 10**6 + 1, "x")]
)
def test_a_place_that_the_document_does_not_have_is_told_without_words(span: Span) -> None:
    (found,) = verify_claims([replace(SAID, evidence=(span,))], graphs.texts)
    assert (found.expected, found.found) == (span.text, None)


def test_a_claim_without_evidence_is_found() -> None:
    (found,) = verify_claims([replace(SAID, evidence=())], graphs.texts)
    assert found == Mismatch(SAID.id, "evidence", "the claim has none", samples.FIRST.id)


def test_a_claim_without_an_id_is_named_by_its_document() -> None:
    (found,) = verify_claims([replace(SAID, id="", evidence=())], graphs.texts)
    assert found.where == f"a claim of {samples.FIRST.id}"


def test_a_document_that_is_not_at_hand_is_told_once() -> None:
    found = list(verify_claims(samples.CLAIMS, texts_with(None, samples.FIRST.id)))
    assert found == [Mismatch(DEPLOYED.id, "document", "its text is not at hand", samples.FIRST.id)]


def test_a_text_that_is_not_that_of_its_checksum_is_found() -> None:
    spoilt = replace(samples.FIRST, text=f"{samples.FIRST_TEXT} ")
    found = list(verify_claims(samples.CLAIMS, texts_with(spoilt, samples.FIRST.id)))
    assert found == [
        Mismatch(
            DEPLOYED.id,
            "document",
            "its checksum is not that of its text",
            samples.FIRST.id,
            samples.FIRST.sha256,
            text_digest(spoilt.text),
        )
    ]


def test_every_span_of_a_claim_is_named() -> None:
    claim = replace(DEPLOYED, object=MENTION, attributed_to=MENTION, content=(WRONG,))
    named = list(named_spans(claim))
    assert sorted(span for _, span in named) == sorted(claim.spans())
    assert {name for name, _ in named} == {
        "evidence",
        "content",
        "subject mention",
        "object mention",
        "source mention",
        *claim.qualifiers,
    }


@given(st.sampled_from(graphs.CLAIMS), st.data())
def test_a_span_moved_by_any_distance_is_found_unless_its_words_stand_there(
    claim: Claim, data: st.DataObject
) -> None:
    text = graphs.texts(claim.document)
    assert text is not None
    old, *others = claim.evidence
    distance = data.draw(st.integers(-old.end, len(text.text)))
    moved = Span(old.start + distance, old.end + distance, old.text)
    found = list(verify_claims([replace(claim, evidence=(moved, *others))], graphs.texts))
    assert bool(found) != moved.fits(text.text)


def test_evidence_with_other_words_than_the_document_is_found_in_the_graph() -> None:
    (found,) = changed(
        """DELETE { ?selector oa:exact ?words } INSERT { ?selector oa:exact "other words" }
        WHERE { ?selector oa:exact ?words FILTER STRSTARTS(?words, "The fire") }"""
    )
    assert (found.part, found.document, found.expected) == (
        "evidence",
        samples.FIRST.id,
        "other words",
    )
    assert found.found is not None
    assert found.found.startswith("The fire service")


@pytest.mark.parametrize("name", ["subjectMention", "objectMention", "qualification"])
def test_words_of_a_mention_or_qualification_that_moved_are_found(name: str) -> None:
    found = changed(
        f"""DELETE {{ ?node kg:start ?start }} INSERT {{ ?node kg:start ?moved }}
        WHERE {{ ?claim kg:{name} ?node . ?node kg:start ?start BIND (?start + 1 AS ?moved) }}"""
    )
    assert found
    assert {mismatch.part for mismatch in found} == {"words"}


def test_content_that_the_document_does_not_hold_is_found() -> None:
    (found,) = changed(
        """DELETE { ?selector oa:exact ?words } INSERT { ?selector oa:exact "It sinks boats" }
        WHERE { ?claim kg:contentSpan/oa:hasSelector ?selector . ?selector oa:exact ?words
          FILTER STRSTARTS(?words, "It finds") }"""
    )
    assert found.expected == "It sinks boats"


@pytest.mark.parametrize(
    ("term", "missing"),
    [
        ("oa:exact", "exact"),
        ("oa:start", "start"),
        ("oa:end", "end"),
        ("oa:hasSelector", "exact, start, end"),
        ("oa:hasSource", "document"),
    ],
)
def test_evidence_that_lacks_a_part_is_found(term: str, missing: str) -> None:
    found = changed(f"DELETE WHERE {{ ?node {term} ?value }}")
    assert found
    assert {mismatch.reason for mismatch in found} == {f"the graph does not give: {missing}"}


@pytest.mark.parametrize("start", ['"x"', "-3", "1.5", "<urn:one>", '"¹"'])
def test_an_offset_that_is_no_number_of_characters_is_found(start: str) -> None:
    found = changed(
        f"DELETE {{ ?node oa:start ?was }} INSERT {{ ?node oa:start {start} }} "
        "WHERE { ?node oa:start ?was }"
    )
    assert {mismatch.reason for mismatch in found} == {"the graph does not give: start"}


def test_evidence_of_which_nothing_is_held_is_found() -> None:
    claim = f"<{PREFIXES['kg']}x>"
    found = changed(f"INSERT DATA {{ {claim} a kg:Claim ; kg:evidence <urn:gone> }}")
    reason = "the graph does not give: document, exact, start, end"
    assert found == [Mismatch("urn:gone", "evidence", reason)]


def test_a_claim_of_the_graph_without_evidence_is_found() -> None:
    found = changed("DELETE WHERE { ?claim kg:evidence ?evidence }")
    assert {mismatch.reason for mismatch in found} == {"the claim has none"}
    assert len(found) == len(graphs.CLAIMS)


def test_a_document_of_the_graph_that_is_not_at_hand_is_told_once() -> None:
    texts = texts_with(None, samples.SECOND.id)
    found = list(verify_graph(graphs.engine_of(), texts))
    assert found == [
        Mismatch(samples.SECOND.id, "document", "its text is not at hand", samples.SECOND.id)
    ]


@pytest.mark.parametrize("checksum", ["", 'INSERT { ?d kg:sha256 "0" }'])
def test_a_checksum_of_the_graph_that_is_not_the_documents_is_found(checksum: str) -> None:
    (found,) = changed(
        f"DELETE {{ ?d kg:sha256 ?was }} {checksum} "
        f"WHERE {{ ?d kg:sha256 ?was FILTER (?d = <{samples.FIRST.id}>) }}"
    )
    assert found.reason == "the graph has another checksum than the document"
    assert (found.expected, found.found) == ("0" if checksum else None, samples.FIRST.sha256)


def test_a_spoilt_text_is_found_from_the_graph() -> None:
    spoilt = replace(samples.FIRST, text=f"X{samples.FIRST_TEXT}")
    found = list(verify_graph(graphs.engine_of(), texts_with(spoilt, samples.FIRST.id)))
    assert found[0].reason == "its checksum is not that of its text"
    assert {mismatch.part for mismatch in found[1:]} == {"evidence", "words"}


def test_a_mismatch_is_one_line() -> None:
    whole = Mismatch("c1", "since", "not there", "urn:d", "a\nb", None)
    assert str(whole) == "c1, since of urn:d: not there: 'a\\nb', found None"
    assert str(Mismatch("c1", "evidence", "none")) == "c1, evidence: none"


def test_every_triple_of_a_graph_of_claims_is_supported() -> None:
    assert list(unsupported_triples(graphs.engine_of())) == []


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (f"{KG}deploys", iri(samples.CORVID_IRI)),
        (f"{PREFIXES['rdfs']}label", literal("Another Name")),
        (f"{PREFIXES['rdf']}type", iri(f"{KG}Person")),
    ],
)
def test_a_triple_that_no_claim_asserts_is_found(predicate: str, value: Term) -> None:
    node = iri(samples.POLICE_IRI)
    store = update(graphs.engine_of(), f"INSERT DATA {{ {node} <{predicate}> {value} }}")
    assert list(unsupported_triples(store)) == [Triple(node, iri(predicate), value)]


def test_a_triple_whose_claim_is_gone_is_found() -> None:
    store = update(
        graphs.engine_of(),
        "DELETE { ?claim rdf:predicate ?type } WHERE { ?claim rdf:predicate ?type "
        "FILTER (?type = kg:acquires) }",
    )
    assert {triple.predicate for triple in unsupported_triples(store)} == {iri(f"{KG}acquires")}
