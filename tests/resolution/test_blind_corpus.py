"""The blind articles and what is known of them agree; no test shows a name or a text of them."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from kg.readers.text import text_document

HERE = Path(__file__).resolve().parent / "blind"
TEXTS = {
    path.name: path.read_text(encoding="utf-8") for path in sorted((HERE / "articles").iterdir())
}
WORDS = {article: " ".join(text.split()) for article, text in TEXTS.items()}
ROOTS = {"Organization", "Person", "Product", "Place", "Publication"}
KINDS = {"price", "since", "until", "status", "maker", "denied"}


def rows(name: str) -> list[dict[str, Any]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


ENTITIES = rows("entities.jsonl")
COPIES = rows("copies.jsonl")
CONFLICTS = rows("conflicts.jsonl")


def lines_of(gold: list[dict[str, Any]]) -> range:
    return range(1, len(gold) + 1)


def clusters_named(name: str, documents: list[str]) -> set[str]:
    """Return the clusters that some of the documents call by a name."""
    found = (row for row in ENTITIES if row["document"] in documents and name in row["names"])
    return {row["cluster"] for row in found}


def documents_of(clusters: set[str]) -> set[str]:
    return {row["document"] for row in ENTITIES if row["cluster"] in clusters}


def runs(article: str, *, length: int = 5) -> set[tuple[str, ...]]:
    words = WORDS[article].split()
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def holds(condition: bool) -> bool:
    """Return the condition; a failing comparison would print its two sides."""
    return condition


@pytest.mark.parametrize("number", range(1, len(TEXTS) + 1))
def test_reader_finds_what_stands_above_and_below_an_article(number: int) -> None:
    document = text_document(list(TEXTS.values())[number - 1], source="article")
    assert holds(bool(document.title and document.publisher))
    assert holds("2017" <= (document.published or "")[:4] <= "2025")


@pytest.mark.parametrize("number", range(1, len(TEXTS) + 1))
def test_articles_are_short(number: int) -> None:
    words = list(WORDS.values())[number - 1].split()
    assert holds(150 <= len(words) <= 350)


def test_gold_names_all_articles_and_no_others() -> None:
    assert holds({row["document"] for row in ENTITIES} == set(TEXTS))
    grouped = {document for row in COPIES + CONFLICTS for document in row["documents"]}
    assert holds(grouped <= set(TEXTS))


@pytest.mark.parametrize("line", lines_of(ENTITIES))
def test_an_entity_has_names_that_stand_in_its_article(line: int) -> None:
    row = ENTITIES[line - 1]
    assert set(row) == {"document", "cluster", "type", "names"}
    assert row["type"] in ROOTS
    assert holds(bool(row["names"]) and all(any(map(str.isupper, name)) for name in row["names"]))
    assert holds(all(name in WORDS[row["document"]] for name in row["names"]))


@pytest.mark.parametrize("line", lines_of(ENTITIES))
def test_a_name_is_one_entity_in_an_article(line: int) -> None:
    row = ENTITIES[line - 1]
    others = [
        other for other in ENTITIES if other["document"] == row["document"] and other is not row
    ]
    taken = {name.casefold() for other in others for name in other["names"]}
    assert holds(taken.isdisjoint(name.casefold() for name in row["names"]))
    assert holds(row["cluster"] not in {other["cluster"] for other in others})


def test_a_cluster_has_one_type() -> None:
    types: defaultdict[str, set[str]] = defaultdict(set)
    for row in ENTITIES:
        types[row["cluster"]].add(row["type"])
    assert holds(all(len(found) == 1 for found in types.values()))


def test_an_article_is_in_one_group_of_copies() -> None:
    documents = [document for row in COPIES for document in row["documents"]]
    assert holds(len(documents) == len(set(documents)))


@pytest.mark.parametrize("line", lines_of(COPIES))
def test_copies_share_most_of_their_words_but_not_all(line: int) -> None:
    first, *others = map(runs, COPIES[line - 1]["documents"])
    assert others
    shares = [len(first & other) / min(len(first), len(other)) for other in others]
    assert all(0.6 < share < 1 for share in shares)


def test_articles_that_are_no_copies_share_few_of_their_words() -> None:
    groups = [set(row["documents"]) for row in COPIES]
    found = {article: runs(article) for article in TEXTS}
    alike = [
        {first, second}
        for first in TEXTS
        for second in TEXTS
        if first < second
        and len(found[first] & found[second]) > 0.2 * min(len(found[first]), len(found[second]))
    ]
    assert holds(all(any(pair <= group for group in groups) for pair in alike))


@pytest.mark.parametrize("line", lines_of(CONFLICTS))
def test_a_conflict_is_between_documents_that_name_both_ends(line: int) -> None:
    row = CONFLICTS[line - 1]
    assert row["kind"] in KINDS
    documents = set(row["documents"])
    assert len(documents) > 1
    subjects = clusters_named(row["subject"], row["documents"])
    objects = clusters_named(row["object"], row["documents"])
    assert (len(subjects), len(objects)) == (1, 1)
    assert holds(documents <= documents_of(objects))
    # of a product with two makers, not every document names this one
    naming = documents & documents_of(subjects)
    assert holds(bool(naming) if row["kind"] == "maker" else naming == documents)


@pytest.mark.parametrize("line", lines_of(CONFLICTS))
def test_copies_take_the_side_of_their_article(line: int) -> None:
    documents = set(CONFLICTS[line - 1]["documents"])
    touched = [set(row["documents"]) for row in COPIES if documents & set(row["documents"])]
    assert holds(all(group <= documents for group in touched))


def test_files_are_sorted() -> None:
    keys = [(row["document"], row["cluster"]) for row in ENTITIES]
    facts = [(row["kind"], row["subject"], row["object"]) for row in CONFLICTS]
    groups = [row["documents"] for row in COPIES]
    lists = [row["documents"] for row in COPIES + CONFLICTS] + [row["names"] for row in ENTITIES]
    assert holds(keys == sorted(set(keys)))
    assert holds(facts == sorted(set(facts)))
    assert holds(groups == sorted(groups))
    assert holds(all(values == sorted(set(values)) for values in lists))
