"""From locations to sources."""

from __future__ import annotations

import io
import os
import socket
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.model import Rejection, Source
from kg.readers.contents import IN_MEMORY, Spooled, StoredFile
from kg.readers.media_types import media_type_of_data
from kg.readers.sniffing import source_of
from kg.readers.sources import find_sources


def find(
    *locations: str | Path, stdin: bytes = b""
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return location and media type of the sources, and where and reason of the rejections."""
    found = list(find_sources(map(str, locations), stdin=io.BytesIO(stdin)))
    return _sources(found), [(x.where, x.reason) for x in found if isinstance(x, Rejection)]


def _sources(found: Iterable[Source | Rejection]) -> list[tuple[str, str]]:
    return [(item.location, item.media_type) for item in found if isinstance(item, Source)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "sub/c.jsonl", "d.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    return tmp_path


def test_files_keep_the_users_order_and_are_read_once(folder: Path) -> None:
    sources, rejected = find(folder / "b.txt", folder / "a.html", folder / "sub/../b.txt")
    assert [Path(location).name for location, _ in sources] == ["b.txt", "a.html"]
    assert rejected == []


def test_folder_is_walked_in_the_order_of_its_names(folder: Path) -> None:
    assert find(folder) == (
        [
            (f"{folder}/a.html", "text/html"),
            (f"{folder}/b.txt", "text/plain"),
            (f"{folder}/d.csv", "text/csv"),
            (f"{folder}/sub/c.jsonl", "application/jsonl"),
        ],
        [],
    )


def test_hidden_files_and_sidecars_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.txt", "a.meta.json", "a.txt.license", "Thumbs.db", "a.txt"):
        (tmp_path / name).write_text("words")
    assert find(tmp_path) == ([(f"{tmp_path}/a.txt", "text/plain")], [])


def test_unknown_kind_in_a_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    reason = "files of this kind are not read from folders"
    assert find(tmp_path) == ([], [(f"{tmp_path}/a.pdf", reason)])


def test_named_file_of_unknown_ending_is_read_by_its_content(tmp_path: Path) -> None:
    for name, data in (("article", b"Words."), ("page.asp", b"<!DOCTYPE html><p>Hi")):
        (tmp_path / name).write_bytes(data)
    sources, _ = find(tmp_path / "article", tmp_path / "page.asp")
    assert [media_type for _, media_type in sources] == ["text/plain", "text/html"]


def test_what_cannot_be_read_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 \x00")
    (tmp_path / "good.txt").write_text("words")
    os.mkfifo(tmp_path / "pipe.txt")
    names = ("missing.txt", "empty.txt", "scan.pdf", "pipe.txt", "good.txt")
    sources, rejected = find(*(tmp_path / name for name in names), "https://news.example/a")
    assert [Path(location).name for location, _ in sources] == ["good.txt"]
    assert [reason for _, reason in rejected] == [
        "there is no such file",
        "the file is empty",
        "this is no text, HTML, JSON Lines or CSV",
        "this is a device, pipe or socket",
        "addresses are not fetched",
    ]


def test_socket_in_a_folder_is_reported(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "s.txt"))
        assert [reason for _, reason in find(tmp_path)[1]] == ["this is a device, pipe or socket"]


def test_links_that_go_round_are_followed_once(folder: Path) -> None:
    (folder / "sub" / "loop").symlink_to(folder)
    (folder / "again.txt").symlink_to(folder / "b.txt")
    (folder / "dead.txt").symlink_to(folder / "nothing")
    sources, rejected = find(folder)
    assert [Path(location).name for location, _ in sources] == [
        "a.html",
        "again.txt",
        "d.csv",
        "c.jsonl",
    ]
    assert [reason for _, reason in rejected] == ["there is no such file"]


def test_standard_input_is_read_once_and_sniffed() -> None:
    assert find("-", "-", stdin=b'{"text": "Hi."}\n') == ([("-", "application/jsonl")], [])
    assert find("-", stdin=b"") == ([], [("-", "standard input is empty")])


def test_sources_are_read_one_at_a_time(folder: Path) -> None:
    found = find_sources([str(folder / "b.txt"), str(folder / "a.html")], stdin=io.BytesIO())
    next(found)
    (folder / "a.html").write_text("changed")
    second = next(found)
    assert isinstance(second, Source)
    assert second.data == b"changed"


LINE = '{"text": "Füße."}\n'.encode()


@pytest.mark.parametrize("limit", range(40, 60))
def test_long_json_lines_are_not_held(limit: int, tmp_path: Path) -> None:
    (tmp_path / "long").write_bytes(LINE * 20)
    stored = StoredFile(str(tmp_path / "long"))
    source = source_of("long", stored, name="", empty=("", ""), limit=limit)
    assert source == Source("long", "application/jsonl", stored)
    held = source_of("long", stored, name="", empty=("", ""), limit=1_000)
    assert held == Source("long", "application/jsonl", LINE * 20)


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.txt", b"Words. " * 50, "text/plain"),
        ("a", b"<html>" + b"Words. " * 50, "text/html"),
        ("a.jsonl", b" " * 500, "the file is empty"),
        ("a.jsonl", b" " * 500 + LINE, "application/jsonl"),
        ("a", b"Words. " * 50 + b"\0\0\0", "this is no text, HTML, JSON Lines or CSV"),
    ],
)
def test_what_is_long_and_no_json_lines_is_held_and_known(
    name: str, data: bytes, found: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    stored = StoredFile(str(tmp_path / name))
    source = source_of(name, stored, name=name, empty=("the file is empty", ""), limit=100)
    if isinstance(source, Source):
        assert (source.media_type, source.content) == (found, data)
    else:
        assert source.reason == found


def test_a_long_pipe_of_json_lines_is_put_into_a_file() -> None:
    count = IN_MEMORY // len(LINE) + 1
    (source,) = find_sources(["-"], stdin=io.BytesIO(LINE * count))
    assert isinstance(source, Source)
    assert isinstance(source.content, Spooled)
    with source.open() as stream:
        assert sum(1 for _ in stream) == count


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"Words.", "text/plain"),
        (b"  <?xml version='1.0'?><!-- x --><HTML>", "text/html"),
        (b'{"a": 1}\n{"b": 2}\n', "application/jsonl"),
        (b'{"text": "' + b"x" * 100_000 + b'"}', "application/jsonl"),
        (b'{\n  "a": 1\n}', None),
        (b"PK\x03\x04", None),
        (b"\x00\x01", None),
    ],
)
def test_content_shows_its_kind(data: bytes, media_type: str | None) -> None:
    assert media_type_of_data(data) == media_type
