"""The larger model as a spaCy pipeline: what it sets, and that company changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ConfigurationError
from kg.extractors.neural import EncoderPipe
from kg.extractors.parsing import load_pipeline

TEXT = (
    "The Elm County Sheriff’s Office has used FaceLedger since 2021, said Ana Ruiz of Norvane"
    " Systems in Portland. It pays $400 a month."
)


@pytest.fixture(scope="module")
def base() -> Language:
    return load_pipeline("base")


def _layers(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.head.i, t.dep_, t.ent_iob_, t.ent_type_)
        for t in doc
    ]


def test_a_sentence_is_tagged_parsed_and_its_names_found(base: Language) -> None:
    doc = base(TEXT)
    used = next(token for token in doc if token.text == "used")
    assert (used.tag_, used.pos_, used.lemma_) == ("VBN", "VERB", "use")
    assert {child.dep_ for child in used.children} >= {"nsubj", "aux", "obj"}
    assert [sentence.text.split()[0] for sentence in doc.sents] == ["The", "It"]
    names = {(entity.text, entity.label_) for entity in doc.ents}
    assert {("Ana Ruiz", "PERSON"), ("Norvane Systems", "ORG"), ("Portland", "LOC")} <= names


def test_each_sentence_has_one_root(base: Language) -> None:
    for sentence in base(TEXT).sents:
        assert [token.dep_ for token in sentence if token.head == token] == ["ROOT"]


def test_a_token_that_may_not_start_a_sentence_starts_none(base: Language) -> None:
    doc = base.make_doc(TEXT)
    for token in doc[1:]:
        token.is_sent_start = False
    assert len(list(base(doc).sents)) == 1


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_a_text_is_read_alike_alone_and_beside_others(base: Language, texts: list[str]) -> None:
    together = [_layers(doc) for doc in base.pipe([*texts, TEXT])]
    assert together == [_layers(base(text)) for text in [*texts, TEXT]]


def test_a_text_longer_than_the_encoder_reads_is_read_whole(base: Language) -> None:
    doc = base(" ".join([TEXT] * 40))
    assert sum(entity.text == "Ana Ruiz" for entity in doc.ents) == 40


def test_a_sentence_longer_than_the_encoder_reads_is_read_too(base: Language) -> None:
    doc = base("buses and " * 700)
    assert len(doc) == 1400
    assert all(token.pos_ for token in doc)


def test_an_empty_text_stays_empty(base: Language) -> None:
    assert len(base("")) == 0


def test_a_folder_that_lacks_the_network_is_named(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_encoder")
    nlp.to_disk(tmp_path)
    with pytest.raises(ConfigurationError, match=str(tmp_path)):
        load_pipeline(str(tmp_path))


def test_a_component_without_a_network_says_so() -> None:
    nlp = spacy.blank("en")
    with pytest.raises(ValueError, match="no network"):
        EncoderPipe(nlp, "kg_encoder")(nlp.make_doc("One bus."))


def test_one_thread_reads_what_several_read(base: Language) -> None:
    alone = load_pipeline("base", threads=1)
    component = alone.get_pipe("kg_encoder")
    assert isinstance(component, EncoderPipe)
    assert component.threads == 1
    texts = [TEXT, "They left.", TEXT]
    assert [_layers(doc) for doc in alone.pipe(texts)] == [_layers(doc) for doc in base.pipe(texts)]
