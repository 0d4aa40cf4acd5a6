from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluation import GoldFile, assign, find_gold
from kg.evaluation.gold import Gold
from kg.evaluation.records import read_lines
from kg.model import Claim, Rejection
from tests.evaluation.samples import DOCUMENT, Record, deploys, write_gold, write_lines


def files(path: Path) -> list[GoldFile]:
    return [item for item in find_gold(path) if isinstance(item, GoldFile)]


def test_a_folder_has_a_file_an_article_with_its_entities(tmp_path: Path) -> None:
    folder = write_gold(tmp_path)
    write_lines(folder / "a.jsonl", [])
    found = files(folder)
    assert [(file.slug, len(file.lines), file.entities is None) for file in found] == [
        ("a", 0, True),
        ("ferries", 7, False),
    ]


def test_a_file_of_claims_is_parted_by_article(tmp_path: Path) -> None:
    records: list[Record] = [
        {"document": "urn:b", "source": "news/b.txt", "n": 1},
        {"document": "urn:a", "source": "news/a.html", "n": 2},
        {"document": "urn:b", "n": 3},
        {"document": "https://news.example/c/"},
    ]
    found = files(write_lines(tmp_path / "gold.jsonl", records))
    assert [(f.slug, f.source, f.document, len(f.lines)) for f in found] == [
        ("a", "news/a.html", "urn:a", 1),
        ("b", "news/b.txt", "urn:b", 2),
        ("c", None, "https://news.example/c/", 1),
    ]


def test_articles_of_one_file_name_are_told_apart_by_their_addresses(tmp_path: Path) -> None:
    records = [
        {"document": "urn:one", "source": "one/index.html"},
        {"document": "urn:two", "source": "two/index.html"},
    ]
    found = files(write_lines(tmp_path / "gold.jsonl", records))
    assert [file.slug for file in found] == ["urn:one", "urn:two"]


def test_a_line_without_a_document_is_set_aside_in_a_file_of_claims(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "gold.jsonl", [{"type": "makes"}, {"document": "urn:a"}])
    first = next(iter(find_gold(path)))
    assert isinstance(first, Rejection)
    assert (first.where, "'document'" in first.reason) == (f"{path}:1", True)


def test_a_line_that_is_not_json_is_set_aside_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('\n{"a": 1\n[1]\n{"a": "x\u2028y"}\n', encoding="utf-8")
    items = list(read_lines(path))
    assert [isinstance(item, Rejection) for item in items] == [True, True, False]
    assert [item.where for item in items] == [f"{path}:2", f"{path}:3", f"{path}:4"]


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold is in this folder"):
        files(tmp_path)


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        files(tmp_path / "gold")


def test_a_file_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(json.dumps({"document": "urn:é"}, ensure_ascii=False).encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        files(path)


def article(slug: str, document: str | None = None) -> Gold:
    return Gold(slug, "", (), {}, document)


def slug_of_claim(claim: Claim, *articles: Gold) -> str | None:
    assigned, strangers = assign([claim], articles)
    found = [slug for slug, claims in assigned.items() if claims]
    assert len(found) + strangers == 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("source", "slug"),
    [
        ("articles/lake.txt", "lake"),
        ("C:\\news\\lake.html", "lake"),
        ("articles/great-lake.txt", "great-lake"),
        ("articles/snowflake.txt", None),
        ("articles/lake-2.txt", None),
    ],
)
def test_a_claim_belongs_to_the_article_that_its_source_ends_in(
    source: str, slug: str | None
) -> None:
    claim = deploys(source=source)
    assert slug_of_claim(claim, article("lake"), article("great-lake")) == slug


def test_a_claim_belongs_to_the_article_with_its_document() -> None:
    claim = deploys(source="elsewhere/lake.txt")
    assert slug_of_claim(claim, article("lake"), article("x", DOCUMENT)) == "x"


def test_a_claim_without_source_belongs_by_its_document() -> None:
    assert slug_of_claim(deploys(), article("ferries")) == "ferries"
