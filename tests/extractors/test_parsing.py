from __future__ import annotations

import hashlib

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ConfigurationError
from kg.extractors.casing import lower_title_case, title_cased, words_seen_lower
from kg.extractors.parsing import load_pipeline, parse
from kg.extractors.sentences import forbid_sentence_starts, join_broken_sentences
from kg.model import Block, Document


def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def document(text: str) -> Document:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        "https://a.example/", "a", text, digest, blocks=(Block("paragraph", 0, len(text)),)
    )


@given(st.text(alphabet="Ab c,.\n\t\u00a0“”'é1", max_size=60))
def test_every_token_stands_where_its_passage_says(text: str) -> None:
    for passage in parse(document(text), blank()):
        assert passage.text == text[passage.offset : passage.offset + len(passage.text)]
        for token in passage.doc:
            assert not token.is_space
            assert text[passage.start_of(token.i) : passage.end_of(token.i)] == token.text
            assert passage.span(token.i, token.i + 1).fits(text)


def test_hard_wrapped_lines_are_one_passage() -> None:
    text = "The city bought\n   two trams.  It paid late."
    (passage,) = parse(document(text), blank())
    assert [sentence.text for sentence in passage.doc.sents] == [
        "The city bought two trams.",
        "It paid late.",
    ]
    assert passage.span(2, 5).text == "bought\n   two trams"


def test_tokens_in_a_stretch_of_characters() -> None:
    (passage,) = parse(document("The city  bought trams."), blank())
    assert passage.tokens_in(4, 16) == (1, 3)
    assert passage.tokens_in(8, 10) == (2, 2)


def test_furniture_and_empty_blocks_are_not_parsed() -> None:
    blocks = (Block("furniture", 0, 4), Block("paragraph", 4, 6), Block("paragraph", 6, 12))
    made = Document("https://a.example/", "a", "Menu\n\nTrams.", "0", blocks=blocks)
    assert [passage.block for passage in parse(made, blank())] == [blocks[2]]


def starts(text: str) -> list[str]:
    """Return the words at which no sentence may start."""
    doc = spacy.blank("en")(text)
    forbid_sentence_starts(doc)
    return [token.text for token in doc if token.is_sent_start is False]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("“We won,” Ana Ruiz said.", "Ana"),
        ("“Why now?” Ana Ruiz asked.", "Ana"),
        ("He met Sen. Ruiz.", "Ruiz"),
        ("“Never.” she said.", "she"),
        ("It rained ) .", ")"),
    ],
)
def test_no_sentence_starts_here(text: str, word: str) -> None:
    assert word in starts(text)


@pytest.mark.parametrize(
    ("text", "word"), [("It rained. They left.", "They"), ("“Go!” The crowd left.", "The")]
)
def test_a_sentence_may_start_here(text: str, word: str) -> None:
    assert word not in starts(text)


def test_speaker_cut_off_after_a_quotation_is_joined_to_it() -> None:
    words = ["“", "We", "won", ",", "”", "Ruiz", "said", "."]
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        heads=[2, 2, 2, 2, 2, 6, 6, 6],
        deps=["punct", "nsubj", "ROOT", "punct", "punct", "nsubj", "ROOT", "punct"],
        pos=["PUNCT", "PRON", "VERB", "PUNCT", "PUNCT", "PROPN", "VERB", "PUNCT"],
    )
    joined = join_broken_sentences(doc)
    assert [sentence.root.text for sentence in joined.sents] == ["said"]
    assert joined[2].dep_ == "ccomp"


def test_title_case_is_undone_where_the_text_writes_small() -> None:
    nlp = spacy.blank("en")
    title = nlp("City Buys Plate Readers From Lumen")
    body = nlp("The city buys plate readers from Lumen.")
    small = words_seen_lower([title, body])
    assert title_cased(title)
    assert not title_cased(body)
    assert lower_title_case(title, small).text == "City buys plate readers from Lumen"


def test_unknown_pipeline_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match="no language pipeline named 'absent'"):
        load_pipeline("absent")
