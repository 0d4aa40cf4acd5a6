"""Plain text files."""

from __future__ import annotations

import hashlib

import pytest

from kg.model import Block, Document, Rejection, Source
from kg.readers.text import read_text

TEXT = "Town buys cinema\r\n\r\nThe town of Rehfeld has bought its old cinema.\r\n"


def read(data: bytes, base: str = "https://kg.example/") -> list[Document | Rejection]:
    return list(read_text(Source("a.txt", "text/plain", data), base=base))


def test_document_holds_the_whole_file() -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert read(b"\xef\xbb\xbf" + TEXT.encode()) == [
        Document(
            id=f"https://kg.example/document/{digest[:16]}",
            source="a.txt",
            text=TEXT,
            sha256=digest,
            title="Town buys cinema",
            blocks=(Block("title", 0, 16), Block("paragraph", 20, 66)),
        )
    ]


@pytest.mark.parametrize("data", [b"", b" \n ", b"\x00\x01\x02"])
def test_file_without_text_is_rejected(data: bytes) -> None:
    (rejection,) = read(data)
    assert isinstance(rejection, Rejection)
    assert (rejection.kind, rejection.where) == ("source", "a.txt")


@pytest.mark.parametrize(
    ("header", "published", "modified"),
    [
        ("May 2, 2020", "2020-05-02", None),
        ("May 2020", "2020-05", None),
        ("Updated May 3, 2020\nPublished May 2, 2020", "2020-05-02", "2020-05-03"),
        ("02/03/2020", "2020", None),
        ("By Ann Lee", None, None),
    ],
)
def test_dates_stand_above_the_text(
    header: str, published: str | None, modified: str | None
) -> None:
    text = f"Town buys cinema\n\n{header}\n\nThe town has bought its old cinema.\n\n© 2024 X Media."
    (document,) = read(text.encode())
    assert isinstance(document, Document)
    assert (document.published, document.modified) == (published, modified)


def test_date_of_the_dateline_is_taken_where_there_is_no_other() -> None:
    text = "Cranes\n\nBERN, May 3, 2022 (GLOBE NEWSWIRE) -- The port has ordered six cranes."
    (document,) = read(text.encode())
    assert isinstance(document, Document)
    assert document.published == "2022-05-03"
