"""JSON Lines of documents and claims."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Claim, Document, Rejection, Source, claim_id
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_record
from kg.readers import json_lines
from kg.readers.contents import StoredFile, Stretch
from kg.readers.json_lines import read_json_lines
from kg.readers.text import text_document

TEXT = "Town buys cinema\n\nThe town of Rehfeld has bought its old cinema.\n"
CLAIM = {
    "document": "https://news.example/cinema",
    "type": "deploys",
    "subject": {"name": "Rehfeld", "type": "Place"},
    "evidence": [{"text": "The town of Rehfeld", "start": 18, "end": 37}],
}


def read(*lines: str | bytes) -> list[Document | Claim | Rejection]:
    data = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    return list(read_json_lines(Source("a.jsonl", "application/jsonl", data)))


def test_document_of_a_build_reads_back_equal() -> None:
    document = text_document(TEXT, source="news/cinema.txt")
    assert read(json.dumps(document_record(document))) == [document]


def test_claim_of_a_build_reads_back_equal() -> None:
    (claim,) = read(json.dumps(CLAIM))
    assert isinstance(claim, Claim)
    assert claim.id == claim_id(claim)
    assert read(dump_claim(claim)) == [claim]


def test_documents_and_claims_may_be_mixed() -> None:
    found = read(json.dumps({"text": TEXT}), "", json.dumps(CLAIM), json.dumps({"text": "Hi."}))
    assert [type(item) for item in found] == [Document, Claim, Document]


def test_document_gets_blocks_where_it_has_none() -> None:
    (document,) = read(json.dumps({"text": TEXT, "url": "https://news.example/a b"}))
    assert isinstance(document, Document)
    assert document.id == document.url == "https://news.example/a%20b"
    assert document.source == "a.jsonl"
    assert [block.kind for block in document.blocks] == ["title", "paragraph"]


@pytest.mark.parametrize(
    ("line", "kind", "reason"),
    [
        (b"{", "document", "this is not JSON"),
        (b"[1]", "document", "this is not a JSON object"),
        (b"{}", "document", "neither a document nor a claim"),
        (b'{"text": ""}', "document", "'text' is missing or empty"),
        (b'{"text": "Hi", "id": "no iri"}', "document", "not an absolute IRI"),
        (b'{"text": "\\ud800"}', "document", "surrogate"),
        (b'{"text": "Hi\xff"}', "document", "not UTF-8"),
        (b'{"text": NaN}', "document", "NaN is not a JSON number"),
        (b"[" * 100_000, "document", "nested too deeply"),
        (b'{"type": "makes", "subject": 1}', "claim", "'document' is missing"),
        (json.dumps({**CLAIM, "subject": 1}).encode(), "claim", "'subject' is not a JSON object"),
    ],
)
def test_line_that_cannot_be_used_is_kept_with_its_place(
    line: bytes, kind: str, reason: str
) -> None:
    first, rejection = read(json.dumps({"text": TEXT}), line)
    assert isinstance(first, Document)
    assert isinstance(rejection, Rejection)
    assert (rejection.kind, rejection.where) == (kind, "a.jsonl:2")
    assert reason in rejection.reason
    assert rejection.item == line.decode("utf-8", "replace")


def test_empty_file_is_rejected() -> None:
    (rejection,) = read("", " ")
    assert isinstance(rejection, Rejection)
    assert rejection.where == "a.jsonl"


def test_byte_order_mark_is_not_a_part_of_the_first_line() -> None:
    assert len(read(b'\xef\xbb\xbf{"text": "Hi."}\r\n{"text": "Ho."}')) == 2


def test_lines_are_read_as_they_are_asked_for() -> None:
    found: Iterator[object] = read_json_lines(
        Source("a.jsonl", "application/jsonl", b'{"text": "Hi."}\n' * 100_000)
    )
    assert isinstance(next(found), Document)


def test_a_number_that_python_does_not_read_is_set_aside() -> None:
    (rejection,) = read(b'{"text": "Hi.", "count": ' + b"9" * 5_000 + b"}")
    assert isinstance(rejection, Rejection)
    assert "no JSON that can be read" in rejection.reason


def test_a_line_that_is_too_long_is_set_aside_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(json_lines, "_LONGEST", 100)
    monkeypatch.setattr(json_lines, "_CHUNK", 7)
    rejection, document = read(json.dumps({"text": "x" * 500}), '{"text": "Hi."}')
    assert isinstance(rejection, Rejection)
    assert (rejection.where, rejection.item) == ("a.jsonl:1", None)
    assert rejection.reason == "the line has more than 100 bytes"
    assert isinstance(document, Document)


def test_a_line_of_just_the_longest_length_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    line = '{"text": "Hi."}'
    monkeypatch.setattr(json_lines, "_LONGEST", len(line))
    assert [type(item) for item in read(line, line)] == [Document, Document]


def test_lines_of_a_stretch_keep_their_numbers_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "Hi."}\n\nno\nneither\n')
    stored = StoredFile(str(tmp_path / "a.jsonl"))
    source = Source("a.jsonl", "application/jsonl", Stretch(stored, 16, 28), line=2)
    found = list(read_json_lines(source))
    assert [item.where for item in found if isinstance(item, Rejection)] == [
        "a.jsonl:3",
        "a.jsonl:4",
    ]
    blank = Source("a.jsonl", "application/jsonl", Stretch(stored, 16, 17), line=2)
    assert list(read_json_lines(blank)) == []


def test_a_file_that_has_gone_before_it_is_read_is_a_rejection(tmp_path: Path) -> None:
    source = Source("a.jsonl", "application/jsonl", StoredFile(str(tmp_path / "a.jsonl")))
    (rejection,) = read_json_lines(source)
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "there is no such file"


def test_a_disk_that_fails_on_the_way_is_a_rejection() -> None:
    class Failing:
        def open(self) -> BinaryIO:
            return io.BufferedReader(_FailingAfterALine(), 16)

    document, rejection = read_json_lines(Source("a.jsonl", "application/jsonl", Failing()))
    assert isinstance(document, Document)
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "reading broke off: Input/output error"


class _FailingAfterALine(io.RawIOBase):
    def __init__(self) -> None:
        self.given = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        if self.given:
            raise OSError(5, "Input/output error")
        self.given = True
        line = b'{"text": "Hi."}\n'
        memoryview(buffer)[: len(line)] = line  # type: ignore[arg-type]
        return len(line)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    line = b'{"text": "Hi."' + b" " * 5_000 + b"}\n"
    (tmp_path / "a.jsonl").write_bytes(line * 4_000)
    source = Source("a.jsonl", "application/jsonl", StoredFile(str(tmp_path / "a.jsonl")))
    tracemalloc.start()
    assert sum(1 for _ in read_json_lines(source)) == 4_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000 < len(line) * 4_000


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_give_documents_claims_or_rejections(data: bytes) -> None:
    for item in read(data):
        assert isinstance(item, Document | Claim | Rejection)
