"""The articles left alone, and what is known of them, agree with each other."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from kg.readers.text import text_document

HERE = Path(__file__).resolve().parent / "heldout"
ARTICLES = {path.name: path for path in (HERE / "articles").iterdir()}
ROOTS = {"Organization", "Person", "Product", "Place", "Publication"}
KINDS = {"price", "since", "until", "status", "maker", "denied"}


def rows(name: str) -> list[dict[str, Any]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


ENTITIES = rows("entities.jsonl")
COPIES = rows("copies.jsonl")
CONFLICTS = rows("conflicts.jsonl")


def text_of(article: str) -> str:
    return " ".join(ARTICLES[article].read_text(encoding="utf-8").split())


def clusters_named(name: str) -> set[str]:
    return {row["cluster"] for row in ENTITIES if name in row["names"]}


def documents_of(clusters: set[str]) -> set[str]:
    return {row["document"] for row in ENTITIES if row["cluster"] in clusters}


@pytest.mark.parametrize("article", sorted(ARTICLES))
def test_reader_finds_what_stands_above_and_below_an_article(article: str) -> None:
    document = text_document(ARTICLES[article].read_text(encoding="utf-8"), source=article)
    assert document.title
    assert document.publisher
    assert document.published
    assert "2018" <= document.published[:4] <= "2025"


@pytest.mark.parametrize("article", sorted(ARTICLES))
def test_articles_are_short(article: str) -> None:
    assert 150 <= len(text_of(article).split()) <= 350


def test_gold_names_all_articles_and_no_others() -> None:
    assert {row["document"] for row in ENTITIES} == set(ARTICLES)
    grouped = {document for row in COPIES + CONFLICTS for document in row["documents"]}
    assert grouped <= set(ARTICLES)


@pytest.mark.parametrize("article", sorted(ARTICLES))
def test_names_stand_in_the_text(article: str) -> None:
    text = text_of(article)
    names = [name for row in ENTITIES if row["document"] == article for name in row["names"]]
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize("article", sorted(ARTICLES))
def test_a_name_is_one_entity_in_an_article(article: str) -> None:
    here = [row for row in ENTITIES if row["document"] == article]
    names = Counter(name for row in here for name in {name.casefold() for name in row["names"]})
    assert [name for name, number in names.items() if number > 1] == []
    assert max(Counter(row["cluster"] for row in here).values()) == 1


def test_a_cluster_has_one_type() -> None:
    types: defaultdict[str, set[str]] = defaultdict(set)
    for row in ENTITIES:
        types[row["cluster"]].add(row["type"])
    assert {cluster for cluster, found in types.items() if len(found) > 1} == set()
    assert {row["type"] for row in ENTITIES} <= ROOTS


def test_copies_are_of_one_group_each() -> None:
    documents = [document for row in COPIES for document in row["documents"]]
    assert len(documents) == len(set(documents))
    assert all(len(row["documents"]) > 1 for row in COPIES)


@pytest.mark.parametrize("row", COPIES, ids=lambda row: row["documents"][0])
def test_copies_share_most_of_their_words(row: dict[str, Any]) -> None:
    first, *others = (_runs(text_of(document)) for document in row["documents"])
    assert all(len(first & other) > 0.6 * min(len(first), len(other)) for other in others)


def _runs(text: str, *, length: int = 5) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@pytest.mark.parametrize("row", CONFLICTS, ids=lambda row: row["kind"])
def test_conflicts_are_between_documents_that_name_both_ends(row: dict[str, Any]) -> None:
    assert row["kind"] in KINDS
    assert len(row["documents"]) > 1
    objects = clusters_named(row["object"])
    assert len(objects) == 1
    assert set(row["documents"]) <= documents_of(objects)
    subjects = clusters_named(row["subject"])
    assert len(subjects) == 1
    naming = documents_of(subjects) & set(row["documents"])
    # of a product with two makers, not every document names this one
    assert naming if row["kind"] == "maker" else naming == set(row["documents"])


def test_files_are_sorted() -> None:
    assert all(row["documents"] == sorted(set(row["documents"])) for row in COPIES + CONFLICTS)
    keys = [(row["document"], row["cluster"]) for row in ENTITIES]
    assert keys == sorted(set(keys))
    assert all(row["names"] == sorted(set(row["names"])) for row in ENTITIES)
    assert [row["documents"] for row in COPIES] == sorted(row["documents"] for row in COPIES)
    facts = [(row["kind"], row["subject"], row["object"]) for row in CONFLICTS]
    assert facts == sorted(set(facts))
