from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFoundError, QueryError
from kg.model import Block, Document, Span
from kg.model.document_format import text_digest
from kg.queries.explain import (
    ClaimEvidence,
    Explanation,
    Fact,
    explain,
    explain_triple,
    resolve_triple,
)
from kg.queries.explanation_text import claim_words, evidence_text, explanation_text
from kg.queries.passages import Passage, find_passages
from kg.queries.verification import unsupported_triples
from kg.triples import DEFAULT_GRAPH, Triple, iri, literal
from kg.vocab import DEFAULT_BASE
from kg.vocab.namespaces import KG
from tests.queries import graphs
from tests.views import samples

STORE = graphs.store_of()
ENGINE = STORE.engine
POLICE = iri(samples.POLICE_IRI)
DEPLOYED, ENDED, SAID, CHIEF, DENIED, SOLD, WORDLESS = samples.CLAIMS
USED = graphs.CLAIMS[11]


def _explain(name: str) -> Explanation:
    return explain(ENGINE, name, graphs.texts)


def _claims(found: tuple[ClaimEvidence, ...]) -> list[str]:
    return [item.claim.id for item in found]


def test_an_entity_is_explained_by_its_name_classes_facts_and_claims() -> None:
    found = _explain("elverton harbour police")
    assert (found.node, found.name) == (POLICE, samples.POLICE)
    assert found.kinds == ("GovernmentOrganization", "Organization")
    deploys = Triple(POLICE, iri(f"{KG}deploys"), iri(samples.NIGHTEYE_IRI))
    affiliated = Triple(iri(samples.BRILL_IRI), iri(f"{KG}affiliated"), POLICE)
    assert set(found.facts) == {
        Fact(deploys, f"{samples.POLICE} deploys NightEye", claims=3, documents=3, sources=3),
        Fact(
            affiliated, f"Ana Brill affiliated {samples.POLICE}", claims=1, documents=1, sources=1
        ),
    }
    assert set(_claims(found.claims)) == {DEPLOYED.id, ENDED.id, CHIEF.id, USED.id}


def test_claims_come_in_the_order_of_publication() -> None:
    published = [item.document.published for item in _explain("NightEye").claims if item.document]
    assert published == ["2020-02-03"] * 4 + ["2021-11"] * 4


def test_a_claim_that_is_explained_is_the_claim_that_was_stored() -> None:
    found = {item.claim.id: item.claim for item in _explain("NightEye").claims}
    assert [found[claim.id] for claim in (SAID, DENIED, SOLD)] == [SAID, DENIED, SOLD]


def test_other_spellings_of_a_name_are_told() -> None:
    spelt = replace(ENDED, subject=replace(ENDED.subject, name="ELVERTON HARBOUR POLICE"), id="cx")
    store = graphs.engine_of([*graphs.CLAIMS, spelt])
    found = explain(store, samples.POLICE_IRI, graphs.texts)
    assert (found.name, found.names) == (samples.POLICE, ("ELVERTON HARBOUR POLICE",))


@pytest.mark.parametrize(
    ("node", "claims"),
    [
        (f"{DEFAULT_BASE}claim/{SAID.id}", [SAID]),
        (samples.FIRST.id, [DEPLOYED, SAID, CHIEF, DENIED, SOLD]),
        (samples.ELVERTON_IRI, [DEPLOYED, graphs.CLAIMS[9]]),
    ],
)
def test_a_claim_a_document_and_a_value_are_explained_by_iri(
    node: str, claims: list[object]
) -> None:
    found = [item.claim for item in _explain(node).claims]
    assert len(found) == len(claims)
    assert all(claim in claims for claim in found)


@pytest.mark.parametrize("name", ["urn:x:y", "kg:Product", '"a literal"', "Nobody Known"])
def test_what_no_claim_names_is_not_explained(name: str) -> None:
    with pytest.raises(NotFoundError):
        _explain(name)


def test_a_triple_is_explained_by_the_claims_that_assert_it() -> None:
    triple = resolve_triple(ENGINE, samples.POLICE, "deploys", "NightEye")
    found = explain_triple(ENGINE, triple, graphs.texts)
    assert set(_claims(found)) == {DEPLOYED.id, ENDED.id, USED.id}


def test_a_triple_that_is_denied_is_not_asserted() -> None:
    triple = resolve_triple(ENGINE, "Elverton Fire Service", "deploys", "NightEye")
    with pytest.raises(
        NotFoundError, match="no claim asserts: Elverton Fire Service kg:deploys NightEye"
    ):
        explain_triple(ENGINE, triple, graphs.texts)


def test_every_triple_about_the_world_is_explained() -> None:
    assert list(unsupported_triples(ENGINE)) == []
    world = [
        Triple(*quad[:3])
        for quad in sorted(STORE.quads())
        if quad.graph == DEFAULT_GRAPH
        and quad.subject in {POLICE, iri(samples.NIGHTEYE_IRI), iri(samples.ELVERTON_IRI)}
    ]
    assert world
    for triple in world:
        assert explain_triple(ENGINE, triple, graphs.texts), triple


def test_a_literal_subject_has_no_claim() -> None:
    triple = Triple(literal("x"), iri(f"{KG}deploys"), POLICE)
    with pytest.raises(NotFoundError, match="no claim asserts"):
        explain_triple(ENGINE, triple, graphs.texts)


def test_a_name_of_two_entities_is_not_guessed() -> None:
    twice = replace(SOLD, subject=replace(SOLD.subject, name="NightEye"), id="cx")
    with pytest.raises(QueryError, match="2 entities are named 'NightEye'"):
        explain(graphs.engine_of([twice]), "NightEye", graphs.texts)


def test_without_its_document_a_claim_shows_its_own_words() -> None:
    (item,) = explain(ENGINE, f"{DEFAULT_BASE}claim/{SAID.id}", lambda _: None).claims
    words = "“It finds every boat,” said Ana Brill"
    assert item.document is None
    assert item.passages == (Passage(words, SAID.evidence[0].start, ((0, len(words)),)),)


def test_an_explanation_reads_as_text() -> None:
    lines = explanation_text(_explain("Ana Brill"), marks=("[", "]")).splitlines()
    assert lines[:7] == [
        "Ana Brill",
        samples.BRILL_IRI,
        "Person",
        "",
        "Facts",
        f"  Ana Brill affiliated {samples.POLICE} (1 claim, 1 document)",
        "",
    ]
    assert lines[7] == "Claims"
    assert "    [“It finds every boat,” said Ana Brill], its chief." in lines
    assert f"[1] {claim_words(_explain('Ana Brill').claims[0].claim)}" in lines


def test_the_words_of_a_claim_say_who_vouches_and_how_sure_it_is() -> None:
    assert claim_words(SOLD) == (
        "Corvid Systems makes NightEye (according to Ana Brill; asserted; rules/0.1)"
    )
    assert claim_words(SAID) == (
        "Ana Brill states: It finds every boat, (asserted; 0.95; rules/0.1)"
    )
    assert claim_words(ENDED) == (
        f"{samples.POLICE} deploys NightEye; until: until 2021 (2021) (asserted; 0.7; rules/0.1)"
    )


def test_evidence_names_its_document_and_place() -> None:
    text = evidence_text([ClaimEvidence(DENIED, samples.FIRST, ()), ClaimEvidence(ENDED, None, ())])
    start, end = DENIED.evidence[0].start, DENIED.evidence[0].end
    assert text.splitlines() == [
        f"[1] {claim_words(DENIED)}",
        '    “Boats & "eyes" a”, Elverton Gazette, 2020-02-03, https://gazette.example/a, '
        f"characters {start}–{end}",
        "",
        f"[2] {claim_words(ENDED)}",
        "    https://gazette.example/b (its text is not at hand)",
    ]


TEXT = (
    "A headline\n\nThe council met Lt. Osei on Feb. 6. It bought twelve drones! “Too many,” said "
    "the mayor. He left.\n\nA second paragraph."
)


def _document(text: str = TEXT, blocks: tuple[Block, ...] = ()) -> Document:
    return Document("urn:d", "d.txt", text, text_digest(text), blocks=blocks)


def _span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("headline", "A headline"),
        ("Osei", "The council met Lt. Osei on Feb. 6. "),
        ("twelve", "It bought twelve drones! "),
        ("mayor", "“Too many,” said the mayor. "),
        ("left", "He left."),
        ("second", "A second paragraph."),
        ("drones! “Too", "It bought twelve drones! “Too many,” said the mayor. "),
    ],
)
def test_evidence_is_shown_in_its_sentence(words: str, sentence: str) -> None:
    (found,) = find_passages(_document(), [_span(words)])
    at = sentence.index(words)
    assert found == Passage(sentence, TEXT.index(sentence), ((at, at + len(words)),))


def test_a_sentence_does_not_cross_a_block() -> None:
    text = "Title without a stop\nThe first words follow."
    blocks = (Block("title", 0, 20), Block("paragraph", 21, len(text)))
    (found,) = find_passages(_document(text, blocks), [_span("first", text)])
    assert found.text == "The first words follow."


def test_stretches_of_one_sentence_share_a_passage_and_those_that_meet_a_mark() -> None:
    spans = [_span("drones"), _span("It bought"), _span("bought twelve"), _span("He left")]
    first, second = find_passages(_document(), spans)
    assert first.marked() == ">>It bought twelve<< >>drones<<!"
    assert second.marked("[", "]") == "[He left]."


def test_a_very_long_sentence_is_cut_at_words() -> None:
    text = "word " * 200 + "here " + "word " * 200
    (found,) = find_passages(_document(text), [_span("here", text)])
    assert len(found.text) < 700
    assert set(found.text.split()) == {"word", "here"}


@given(st.text("aB. \n“”!é", max_size=80), st.data())
def test_a_passage_is_a_stretch_of_its_document_with_the_evidence_marked(
    text: str, data: st.DataObject
) -> None:
    cuts = data.draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4)
    )
    spans = [Span.of(text, low, high) for low, high in cuts if low < high]
    passages = find_passages(_document(text), spans)
    for passage in passages:
        assert text[passage.start : passage.start + len(passage.text)] == passage.text
        ends = [offset for mark in passage.marks for offset in mark]
        assert ends == sorted(ends)
    marked = {
        offset + passage.start
        for passage in passages
        for start, end in passage.marks
        for offset in range(start, end)
    }
    assert marked == {offset for span in spans for offset in range(span.start, span.end)}
