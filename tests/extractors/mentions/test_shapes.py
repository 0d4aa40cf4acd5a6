from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc as ParsedDoc

from kg.extractors.mentions.acronyms import initials
from kg.extractors.mentions.aliases import parts
from kg.extractors.mentions.phrases import undetermined
from kg.extractors.mentions.shapes import acronym, capital, folded, plural, singular
from kg.extractors.tokens import Doc


@pytest.mark.parametrize("text", ["Leeds", "NASA", "iPhone", "O’Neil", "3M", "IE6"])
def test_names_are_written_with_a_capital(text: str) -> None:
    assert capital(Doc(ParsedDoc(spacy.blank("en").vocab, words=[text]))[0])


@pytest.mark.parametrize("text", ["leeds", "6", "—", "Denver-based"])
def test_other_words_are_not_written_as_names(text: str) -> None:
    doc = Doc(ParsedDoc(spacy.blank("en").vocab, words=[text]))
    assert not capital(doc[0])


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("companies", "company"),
        ("Agencies", "agency"),
        ("buses", "bus"),
        ("cameras", "camera"),
        ("watches", "watch"),
        ("spokespeople", "spokesperson"),
        ("police", "police"),
        ("campus", "campus"),
    ],
)
def test_singular_of_a_noun(many: str, one: str) -> None:
    assert singular(many) == one


def test_police_and_software_are_not_counted_as_several() -> None:
    doc = Doc(ParsedDoc(spacy.blank("en").vocab, words=["police", "software"], tags=["NNS", "NN"]))
    assert [plural(token) for token in doc] == [False, False]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Harbour Council’s", "harbour council"),
        ("U.S. Navy", "us navy"),
        ("“Finder”", "finder"),
        ("Lake County Sheriff’s Office", "lake county sheriff's office"),
    ],
)
def test_folded_names_leave_out_what_does_not_name(name: str, key: str) -> None:
    assert folded(name) == key


@given(st.text(min_size=1, max_size=40))
def test_folding_twice_changes_no_more_than_folding_once_or_an_article(text: str) -> None:
    assert len(folded(folded(text))) <= len(folded(text))


def test_parts_of_a_name_are_its_words_without_possessives() -> None:
    assert parts("lake county sheriff's office") == ("lake", "county", "sheriff", "office")


def test_initials_skip_small_words_or_keep_them() -> None:
    assert initials("Office of Land Planning") == {"olp", "oolp"}


def test_initials_keep_a_version() -> None:
    assert "wr6" in initials("Web Reader 6")


@pytest.mark.parametrize(("text", "is_one"), [("NASA", True), ("A&E", True), ("Nasa", False)])
def test_acronyms_are_all_capitals(text: str, is_one: bool) -> None:
    assert acronym(text) is is_one


def test_undetermined_phrase_keeps_numbers_and_owners() -> None:
    assert undetermined("its three new trams") == "three new trams"
    assert undetermined("the city’s trams") == "city’s trams"
