"""The development corpus of resolution keeps its own rules."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.fuzz import partial_ratio

CORPUS = Path(__file__).resolve().parent / "dev"
ARTICLES = CORPUS / "articles"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "eval" / "articles"
ROOTS = {"Organization", "Person", "Product", "Place", "Publication"}
KINDS = {"price", "since", "until", "status", "maker", "denied"}
Record = dict[str, Any]


@cache
def records(name: str) -> tuple[Record, ...]:
    lines = (CORPUS / name).read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def words(document: str) -> str:
    """Return the text of a document with single spaces; skip where it is not to be had."""
    own, shared = ARTICLES / document, SHARED / document
    if not own.is_file() and not SHARED.is_dir():
        pytest.skip("../shared, which holds the article, is absent")
    text = (own if own.is_file() else shared).read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", text)


def has_name(document: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words(document)) is not None


def clusters_named(document: str, name: str) -> set[str]:
    """Return the clusters whose name in a document is `name`, whatever its spaces and hyphens."""

    def plain(form: str) -> str:
        return re.sub(r"[\s-]", "", form).casefold()

    return {
        record["cluster"]
        for record in records("entities.jsonl")
        if record["document"] == document and plain(name) in map(plain, record["names"])
    }


DOCUMENTS = sorted({record["document"] for record in records("entities.jsonl")})
OWN = sorted(path.name for path in ARTICLES.iterdir())
CONFLICTS = records("conflicts.jsonl")


def conflict_id(conflict: Record) -> str:
    return "-".join([conflict["kind"], *(name[:2] for name in conflict["documents"])])


def test_every_article_has_entities() -> None:
    assert set(OWN) <= set(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_name_stands_in_its_document(document: str) -> None:
    absent = [
        name
        for record in records("entities.jsonl")
        if record["document"] == document
        for name in record["names"]
        if not has_name(document, name)
    ]
    assert absent == []


@pytest.mark.parametrize("document", OWN)
def test_an_article_has_a_title_a_date_and_an_owner(document: str) -> None:
    lines = (ARTICLES / document).read_text(encoding="utf-8").splitlines()
    assert lines[0].strip()
    assert any(re.search(r"[A-Z][a-z]+ \d{1,2}, 20(?:19|2[0-5])", line) for line in lines[:9])
    assert re.match(r"© 20\d\d [A-Z]", lines[-1])


def test_types_are_root_classes_and_no_cluster_has_two() -> None:
    types = defaultdict(set)
    for record in records("entities.jsonl"):
        types[record["cluster"]].add(record["type"])
    assert {cluster: found for cluster, found in types.items() if len(found) > 1} == {}
    assert set().union(*types.values()) <= ROOTS


def test_a_document_has_one_line_for_an_entity_and_its_lines_are_sorted() -> None:
    keys = [(record["document"], record["cluster"]) for record in records("entities.jsonl")]
    assert keys == sorted(set(keys))
    assert all(
        record["names"] == sorted(set(record["names"])) for record in records("entities.jsonl")
    )


def test_no_name_is_two_entities_of_one_type_in_one_document() -> None:
    owners = Counter(
        (record["document"], record["type"], name.casefold())
        for record in records("entities.jsonl")
        for name in record["names"]
    )
    assert [key for key, count in owners.items() if count > 1] == []


def test_some_entities_have_several_names_and_some_names_several_entities() -> None:
    names, clusters = defaultdict(set), defaultdict(set)
    for record in records("entities.jsonl"):
        names[record["cluster"]].update(record["names"])
        for name in record["names"]:
            clusters[record["type"], name].add(record["cluster"])
    assert sum(len(forms) > 1 for forms in names.values()) >= 40
    assert {name for (kind, name), found in clusters.items() if len(found) > 1} >= {
        "Halden County Sheriff’s Office",
        "OPS",
        "Daniel Okoro",
    }


@pytest.mark.parametrize("group", records("copies.jsonl"), ids=lambda group: group["documents"][0])
def test_copies_share_their_text_and_no_article_is_in_two_groups(group: Record) -> None:
    texts = sorted((words(document) for document in group["documents"]), key=len)
    assert all(partial_ratio(texts[0], text) > 85 for text in texts[1:])
    everywhere = [name for other in records("copies.jsonl") for name in other["documents"]]
    assert len(everywhere) == len(set(everywhere))


@pytest.mark.parametrize("conflict", CONFLICTS, ids=conflict_id)
def test_the_documents_of_a_conflict_name_its_parties(conflict: Record) -> None:
    objects = [clusters_named(name, conflict["object"]) for name in conflict["documents"]]
    assert len(set.union(*objects)) == 1
    assert all(objects)


@pytest.mark.parametrize("conflict", CONFLICTS, ids=conflict_id)
def test_the_subject_of_a_conflict_is_one_entity(conflict: Record) -> None:
    subjects = set().union(
        *(clusters_named(name, conflict["subject"]) for name in conflict["documents"])
    )
    assert len(subjects) == 1
    sharing = {
        record["document"] for record in records("entities.jsonl") if record["cluster"] in subjects
    }
    missing = set(conflict["documents"]) - sharing
    assert not missing or conflict["kind"] == "maker"


def test_each_kind_of_conflict_occurs_at_least_twice() -> None:
    kinds = Counter(conflict["kind"] for conflict in CONFLICTS)
    assert set(kinds) == KINDS
    assert min(kinds.values()) >= 2
