"""The development articles: nothing of their text is lost, nothing of their furniture is read."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

import pytest

from kg.model import Document, Source
from kg.readers.html import read_html
from kg.readers.text import read_text

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
ARTICLES = SHARED / "eval" / "articles"
GOLD = SHARED / "eval" / "gold"
TEXTS = sorted(ARTICLES.glob("*.txt"))
pytestmark = pytest.mark.skipif(not TEXTS, reason="the development articles are not here")


def read(path: Path) -> Document:
    reader = read_html if path.suffix == ".html" else read_text
    document = next(iter(reader(Source(path.name, "", path.read_bytes()))))
    assert isinstance(document, Document)
    return document


def readable(document: Document) -> str:
    return "\n".join(document.text[block.start : block.end] for block in document.readable())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_text_is_the_whole_file(path: Path) -> None:
    assert read(path).text == path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_evidence_of_every_gold_claim_is_readable(path: Path) -> None:
    document = read(path)
    # that somebody writes for a paper may be claimed from the byline
    blocks = [*document.readable(), *(b for b in document.blocks if b.kind == "byline")]
    readable_places = set(chain(*(range(block.start, block.end) for block in blocks)))
    lines = (GOLD / f"{path.stem}.jsonl").read_text(encoding="utf-8").splitlines()
    claims = [json.loads(line) for line in lines if line.strip()]
    unread = [
        claim["id"]
        for claim in claims
        for place in range(claim["start"], claim["end"])
        if place not in readable_places and document.text[place].strip()
    ]
    assert unread == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_title_and_date_are_those_of_the_article(path: Path) -> None:
    document = read(path)
    known = json.loads(path.with_suffix(".meta.json").read_text(encoding="utf-8"))
    assert document.title == known["title"]
    # the fifth article's text gives no date
    assert document.published == (known["date"] if len(known["date"]) == 10 else None)


@pytest.mark.parametrize("path", TEXTS[1:], ids=lambda path: path.stem)
def test_clean_article_has_no_furniture(path: Path) -> None:
    assert list(read(path).furniture()) == []


def test_teasers_and_footer_of_a_copied_page_are_not_read() -> None:
    text = readable(read(TEXTS[0]))
    assert text.endswith("with a comment from Amazon.")
    assert 3_500 < len(text) < 5_000


def test_page_gives_the_paragraphs_of_its_text() -> None:
    page = next(path for path in sorted(ARTICLES.glob("*.html")))
    document = read(page)
    paragraphs = page.with_suffix(".txt").read_text(encoding="utf-8").split("\n\n")
    # the hand-made text leaves out the two paragraphs about the company itself
    assert [document.text.split("\n\n")[: len(paragraphs)]] == [[p.strip() for p in paragraphs]]
    assert list(document.furniture()) == []
    assert document.published == "2018-08-23"
