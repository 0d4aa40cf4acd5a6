from __future__ import annotations

import pytest
from spacy.language import Language

from kg.extractors.tokens import Doc

TEXT = (
    "“We will not buy it,” said Ana Ruiz, whose office in Leeds runs the town’s trams. "
    "The board of the Harbour Trust met on Monday; it chose nobody."
)


def test_tokens_say_what_the_parse_says(pipeline: Language) -> None:
    parsed = pipeline(TEXT)
    for token, known in zip(Doc(parsed), parsed, strict=True):
        told = (token.text, token.lower_, token.lemma_, token.pos_, token.tag_, token.dep_)
        assert told == (
            known.text, known.lower_, known.lemma_, known.pos_, known.tag_, known.dep_,
        )  # fmt: skip
        assert token.head.i == known.head.i
        assert [child.i for child in token.children] == [child.i for child in known.children]
        assert {each.i for each in token.subtree} == {each.i for each in known.subtree}
        assert (token.left_edge.i, token.right_edge.i) == (known.left_edge.i, known.right_edge.i)
        assert (token.sent.start, token.sent.end) == (known.sent.start, known.sent.end)
        assert (token.is_sent_start, token.is_stop) == (known.is_sent_start, known.is_stop)


def test_every_stretch_has_the_root_and_text_that_the_parse_gives_it(pipeline: Language) -> None:
    parsed = pipeline(TEXT)
    doc = Doc(parsed)
    for start in range(len(doc)):
        for end in range(start + 1, len(doc) + 1):
            assert doc.span(start, end).root.i == parsed[start:end].root.i
            assert doc.span(start, end).text == parsed[start:end].text


def test_sentences_are_those_of_the_parse(pipeline: Language) -> None:
    parsed = pipeline(TEXT)
    assert [span.text for span in Doc(parsed).sents] == [span.text for span in parsed.sents]


def test_ancestors_are_those_of_the_parse(pipeline: Language) -> None:
    parsed = pipeline(TEXT)
    doc = Doc(parsed)
    for token in doc:
        above = {each.i for each in parsed[token.i].ancestors}
        assert {each.i for each in doc if each.is_ancestor(token)} == above


def test_there_is_no_neighbour_beyond_the_ends(pipeline: Language) -> None:
    doc = Doc(pipeline("They met."))
    assert doc[0].nbor(1) is doc[1]
    for token, distance in ((doc[0], -1), (doc[-1], 1)):
        with pytest.raises(IndexError):
            token.nbor(distance)
