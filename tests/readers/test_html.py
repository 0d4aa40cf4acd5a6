"""Web pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Document, Rejection, Source
from kg.readers.html import read_html

JSON_LD = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},
 {"@type": ["NewsArticle"], "headline": "Bus drivers get tablets",
  "author": [{"@type": "Person", "name": "Nora Field"}, {"name": "Sam Ito"}],
  "publisher": {"name": "The Hillside Record"}, "datePublished": "2021-05-04T09:00:00+02:00",
  "dateModified": "2021-05"}]}</script>"""
BODY = """<nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>
<article><h1>Bus drivers get tablets</h1>
<p>The bus company Hillside Transit has given its 300 drivers tablets, it said on Monday – all.</p>
<p>“They show the road ahead,” said <a href="x">Ada Brook</a>, who runs the firm.<br><br>
The drivers like them, and the night lines were the first to have them in the spring.</p>
<h2>What it costs</h2>
<p>Each tablet costs 240 dollars. The company pays for them out of its own funds, not fares.</p>
<ul><li>The first were handed out in March.</li><li>The last will follow in June.</li></ul>
</article>
<aside><h3>Most read</h3><ul><li><a href="/a">Mayor resigns</a></li></ul></aside>
<footer><p>© 2021 The Hillside Record</p></footer>"""
LINK = '<link rel="canonical" href="https://record.example/2021/bus tablets">'


def page(head: str = "", body: str = BODY, charset: str = "utf-8") -> bytes:
    top = f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>Bus drivers get tablets</title>'
    return f"{top}{head}</head><body>{body}</body></html>".encode(charset)


def read(data: bytes) -> Document:
    (document,) = read_html(Source("a.html", "text/html", data))
    assert isinstance(document, Document)
    return document


def test_text_is_title_and_paragraphs_with_blank_lines_between() -> None:
    document = read(page())
    assert document.text == "\n\n".join(
        (
            "Bus drivers get tablets",
            "The bus company Hillside Transit has given its 300 drivers tablets, it said on Monday – all.",
            "“They show the road ahead,” said Ada Brook, who runs the firm.",
            "The drivers like them, and the night lines were the first to have them in the spring.",
            "What it costs",
            "Each tablet costs 240 dollars. The company pays for them out of its own funds, not fares.",
            "The first were handed out in March.",
            "The last will follow in June.",
        )
    )
    assert [block.kind for block in document.blocks] == [
        "title",
        *["paragraph"] * 3,
        "heading",
        *["paragraph"] * 3,
    ]


def test_json_ld_describes_the_document() -> None:
    document = read(page(JSON_LD + LINK))
    assert document.id == document.url == "https://record.example/2021/bus%20tablets"
    assert document.title == "Bus drivers get tablets"
    assert document.author == "Nora Field; Sam Ito"
    assert document.publisher == "The Hillside Record"
    assert (document.published, document.modified) == ("2021-05-04", "2021-05")


def test_meta_elements_describe_the_document() -> None:
    document = read(
        page(
            '<meta property="article:published_time" content="2020-01-02T03:04:05Z">'
            '<meta property="og:site_name" content="Record"><meta name="author" content="Nora Field">'
            '<meta property="og:url" content="https://record.example/">'
        )
    )
    assert (document.published, document.publisher, document.author) == (
        "2020-01-02",
        "Record",
        "Nora Field",
    )
    # a site's front page is not the address of an article
    assert document.url is None
    assert document.id.startswith("https://w3id.org/claimkg/id/document/")


@pytest.mark.parametrize(
    ("print_", "published"),
    [
        ('<span class="date">4 May 2021</span>', "2021-05-04"),
        ('<span class="date">May 2021</span>', "2021-05"),
        ('<time datetime="2021-05-04">last week</time>', "2021-05-04"),
        ('<span class="date">on a Tuesday</span>', None),
        ("", None),
    ],
)
def test_printed_date_is_taken_as_precise_as_it_is(print_: str, published: str | None) -> None:
    assert read(page(body=BODY.replace("</h1>", f"</h1>{print_}"))).published == published


def test_broken_json_ld_does_not_hide_the_rest() -> None:
    broken = '<script type="application/ld+json">{"@type": </script>'
    assert read(page(broken + JSON_LD)).published == "2021-05-04"


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_encoding_does_not_change_the_text(charset: str) -> None:
    assert read(page(charset=charset)).text == read(page()).text


def test_unclosed_and_nested_elements_are_read() -> None:
    sentence = "The bus company Hillside Transit has given its 300 drivers tablets, it said."
    nested = "<div>" * 150 + f"<p>{sentence}<p>{sentence.replace('bus', 'tram')}" + "</b></i>"
    assert sentence in read(page(body=nested)).text


@pytest.mark.parametrize(
    "data",
    [b"", b"<html></html>", b"\x00\x01", b"<html><body>" + b"<div>" * 5000 + b"Hi"],
)
def test_page_without_an_article_is_rejected(data: bytes) -> None:
    (rejection,) = read_html(Source("a.html", "text/html", data))
    assert isinstance(rejection, Rejection)
    assert rejection.where == "a.html"
    assert rejection.remedy


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page(JSON_LD))
    assert read(path.read_bytes()) == read(path.read_bytes())
