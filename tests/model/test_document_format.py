"""Documents as JSON objects."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Block, Document
from kg.model.document_format import (
    absolute_iri,
    document_from_record,
    document_iri,
    document_record,
    text_digest,
)

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
dates = st.sampled_from(("2018", "2018-05", "2018-05-23", "2018?", "../2017-05"))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(words.filter(str.strip))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    url = draw(st.none() | st.just("https://news.example/a%20b?c=d#e"))
    return Document(
        id=url or document_iri(text),
        source=draw(words),
        text=text,
        sha256=text_digest(text),
        title=draw(st.none() | words),
        author=draw(st.none() | words),
        publisher=draw(st.none() | words),
        published=draw(st.none() | dates),
        modified=draw(st.none() | dates),
        url=url,
        blocks=tuple(
            Block(draw(st.sampled_from(("title", "paragraph", "furniture"))), start, end)
            for start, end in pairwise(cuts)
        ),
    )


@given(documents())
def test_document_comes_back_from_its_record(document: Document) -> None:
    record = json.loads(json.dumps(document_record(document)))
    assert document_from_record(record, where="a:1", source="elsewhere") == document


def test_record_needs_only_its_text() -> None:
    assert document_from_record({"text": "Hi.", "rating": 5}, where="a:1", source="a") == Document(
        id=document_iri("Hi."), source="a", text="Hi.", sha256=text_digest("Hi.")
    )


def test_id_is_made_under_the_base() -> None:
    document = document_from_record({"text": "Hi."}, where="a:1", source="a", base="urn:x:")
    assert document.id == f"urn:x:document/{text_digest('Hi.')[:16]}"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": None}, "'text' is missing or empty"),
        ({"text": 5}, "'text' is not a string"),
        ({"title": ["a"]}, "'title' is not a string"),
        ({"published": "last week"}, "'published' is not a date: 'last week'"),
        ({"url": "news.example/a"}, "'news.example/a' is not an absolute IRI"),
        ({"blocks": "all"}, "'blocks' is not a list"),
        ({"blocks": [["poem", 0, 1]]}, "['poem', 0, 1] is not a block"),
        ({"blocks": [["title", False, 1]]}, "['title', False, 1] is not a block"),
        ({"blocks": [["title", 0, 99]]}, "block 0..99 is empty, out of order or beyond the text"),
    ],
)
def test_what_is_wrong_is_named(fields: dict[str, object], reason: str) -> None:
    with pytest.raises(InputError) as caught:
        document_from_record({"text": "Hi.", **fields}, where="a.jsonl:7", source="a")
    assert (caught.value.where, caught.value.reason) == ("a.jsonl:7", reason)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("given", "iri"),
    [
        ("https://news.example/a", "https://news.example/a"),
        ("https://news.example/é?q=“x” y", "https://news.example/é?q=“x”%20y"),
        (" urn:isbn:1<2> ", "urn:isbn:1%3C2%3E"),
    ],
)
def test_what_an_iri_may_not_hold_is_encoded(given: str, iri: str) -> None:
    assert absolute_iri(given) == iri


@pytest.mark.parametrize(
    "given", ["", "a/b", "/a", "https:", "https://", "https:a", "1a:b", "x:", "http://host:port/x"]
)
def test_relative_addresses_are_refused(given: str) -> None:
    with pytest.raises(InputError):
        absolute_iri(given)
