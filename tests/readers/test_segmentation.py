"""Which parts of a text are the article, and what each of them is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Source
from kg.readers.segmentation import segment
from kg.readers.text import read_text

CASES = sorted((Path(__file__).parent / "fixtures").iterdir())
LINES = st.sampled_from(
    (
        "",
        "   ",
        "Home",
        "• News",
        "By Ann Lee",
        "May 2, 2020",
        "2 hours ago",
        "Most popular",
        "About the Author",
        "The mayor resigned.",
        "The city has bought forty buses from a maker in the north, and it will run them at night.",
        "© 2020 Example Media. All rights reserved.",
        "\ta line that begins in the small\x0cand breaks",
        "日本語の文章です。",
    )
)


def read(text: str) -> Document:
    document = next(iter(read_text(Source("a.txt", "text/plain", text.encode()))))
    assert isinstance(document, Document)
    return document


def kinds(text: str) -> dict[str, str]:
    return {text[block.start : block.end]: block.kind for block in segment(text)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_blocks_of_a_kind_of_site_are_found(case: Path) -> None:
    document = read((case / "text.txt").read_text(encoding="utf-8"))
    found = [
        f"{block.kind}\t{' '.join(document.text[block.start : block.end].split())}"
        for block in document.blocks
    ]
    assert found == (case / "blocks.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_title_author_publisher_and_dates_of_a_kind_of_site_are_found(case: Path) -> None:
    document = read((case / "text.txt").read_text(encoding="utf-8"))
    expected = json.loads((case / "header.json").read_text(encoding="utf-8"))
    assert {name: getattr(document, name) for name in expected} == expected


@given(st.text() | st.lists(LINES, max_size=30).map("\n".join))
def test_blocks_cover_every_character_but_white_space_once_and_in_order(text: str) -> None:
    blocks = segment(text)
    end = 0
    for block in blocks:
        assert end <= block.start < block.end <= len(text)
        assert not text[end : block.start].strip()
        end = block.end
    assert not text[end:].strip()


@given(st.lists(LINES, max_size=30))
def test_line_ends_do_not_change_the_kinds(lines: list[str]) -> None:
    unix, windows = "\n".join(lines), "\r\n".join(lines)
    assert [block.kind for block in segment(unix)] == [block.kind for block in segment(windows)]


def test_hard_wrapped_paragraph_is_one_block() -> None:
    text = (
        "The town of Rehfeld has bought the old cinema\n"
        "from its owner, the Kinowelt chain of Berlin.\n"
        "It had stood empty, and no longer paid for the\n"
        "heat.\n"
    )
    assert [text[block.start : block.end] for block in segment(text)] == [text.strip()]


def test_lines_of_their_own_are_blocks_of_their_own() -> None:
    text = "The town has bought a cinema.\nIt will show films from spring.\nPopcorn is sold."
    assert len(segment(text)) == 3


def test_sentence_about_cookies_in_an_article_is_text() -> None:
    text = "Bakery sells cookies\n\nThe bakery says its privacy policy for cookies is to eat them."
    assert "furniture" not in kinds(text).values()


def test_quoted_terms_of_use_are_text() -> None:
    text = "New terms\n\nThe note says: “By using this site you agree to pay a fee of nine euros.”"
    assert "furniture" not in kinds(text).values()


def test_cookie_notice_is_furniture() -> None:
    notice = "We use cookies. By using this site you agree to our terms."
    text = f"Town buys cinema\n\nThe town of Rehfeld has bought its old cinema.\n\n{notice}"
    assert kinds(text)[notice] == "furniture"


def test_dateline_of_its_own_stays_readable() -> None:
    text = "Cranes ordered\n\nBERN, SWITZERLAND\n\nThe port has ordered six cranes from Kransund."
    assert kinds(text)["BERN, SWITZERLAND"] == "heading"


def test_boilerplate_about_the_company_is_text() -> None:
    about = "Kransund builds cranes for ports. It was founded in Averholm in 1911."
    text = f"Cranes ordered\n\nThe port has ordered six cranes.\n\nAbout Kransund\n\n{about}\n"
    assert kinds(text)[about] == "paragraph"


def test_text_without_a_paragraph_is_kept() -> None:
    assert set(kinds("Ada Brook\nBo Diaz\nCarla Funk\n").values()) <= {"heading", "paragraph"}
