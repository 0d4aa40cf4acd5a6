"""Sources in object stores and archives, through fsspec."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.model import Rejection, Source
from kg.readers import sniffing
from kg.readers.addresses import StoredObject
from kg.readers.json_lines import read_json_lines
from kg.readers.sources import find_sources

fsspec = pytest.importorskip("fsspec", reason="needs the extra: pip install 'claimkg[cluster]'")
FILES = {
    "b.txt": b"Rain fell.",
    "a.html": b"<p>Rain fell.",
    "sub/c.jsonl": b'{"text": "Rain fell."}\n',
    "sub/.hidden.txt": b"x",
    "b.txt.license": b"x",
    "scan.pdf": b"%PDF",
    "empty.txt": b" ",
}


@pytest.fixture
def memory() -> Iterator[Any]:
    files = fsspec.filesystem("memory")
    for name, data in FILES.items():
        files.pipe_file(f"/news/{name}", data)
    yield files
    files.rm("/news", recursive=True)


def find(*locations: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return location and media type of the sources, and where and reason of the rejections."""
    found = list(find_sources(locations, stdin=io.BytesIO()))
    sources = [(item.location, item.media_type) for item in found if isinstance(item, Source)]
    return sources, [(item.where, item.reason) for item in found if isinstance(item, Rejection)]


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("address", ["memory://news", "memory://news/"])
def test_a_folder_is_walked_in_the_order_of_its_names(address: str) -> None:
    assert find(address) == (
        [
            ("memory://news/a.html", "text/html"),
            ("memory://news/b.txt", "text/plain"),
            ("memory://news/sub/c.jsonl", "application/jsonl"),
        ],
        [
            ("memory://news/empty.txt", "the file is empty"),
            ("memory://news/scan.pdf", "files of this kind are not read from folders"),
        ],
    )


@pytest.mark.usefixtures("memory")
def test_a_file_is_read_once_and_what_is_missing_does_not_stop_the_rest() -> None:
    sources, rejected = find(
        "memory://news/none.txt", "memory://news/b.txt", "memory://news/b.txt", "memory://news/sub"
    )
    assert [location for location, _ in sources] == [
        "memory://news/b.txt",
        "memory://news/sub/c.jsonl",
    ]
    assert rejected == [("memory://news/none.txt", "there is no such file")]


def test_a_local_file_and_its_address_hold_the_same(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"Rain fell.")
    by_path, by_address = find_sources(
        [str(tmp_path / "b.txt"), f"file://{tmp_path}/b.txt"], stdin=io.BytesIO()
    )
    assert isinstance(by_path, Source)
    assert isinstance(by_address, Source)
    assert by_path.data == by_address.data
    assert by_address.location == f"file://{tmp_path}/b.txt"


def test_the_files_of_an_archive_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        for name, data in FILES.items():
            archive.writestr(name, data)
        archive.writestr("t.csv", "a,b")
    inside = f"::file://{tmp_path}/news.zip"
    sources, _ = find(f"zip://{inside}")
    assert sources == [
        (f"zip://a.html{inside}", "text/html"),
        (f"zip://b.txt{inside}", "text/plain"),
        (f"zip://sub/c.jsonl{inside}", "application/jsonl"),
        (f"zip://t.csv{inside}", "text/csv"),
    ]


def test_long_json_lines_stay_where_they_are(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    memory.pipe_file("/news/long.jsonl", FILES["sub/c.jsonl"] * 50)
    monkeypatch.setattr(sniffing.source_of, "__kwdefaults__", {"limit": 100})
    (source,) = find_sources(["memory://news/long.jsonl"], stdin=io.BytesIO())
    assert isinstance(source, Source)
    assert source.content == StoredObject("memory://news/long.jsonl")
    assert len(list(read_json_lines(source))) == 50


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://news.example/a", "addresses are not fetched"),
        ("HTTP://news.example/a", "addresses are not fetched"),
        ("simplecache::https://news.example/a", "addresses are not fetched"),
        ("zip://a.txt::http://news.example/a.zip", "addresses are not fetched"),
        ("nosuch://news/a.txt", "it cannot be read: Protocol not known: nosuch"),
    ],
)
def test_an_address_that_is_not_read_is_set_aside_with_its_reason(
    address: str, reason: str
) -> None:
    sources, [(where, said)] = find(address)
    assert (sources, where, said[: len(reason)]) == ([], address, reason)


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    (rejection,) = find_sources(["memory://news/b.txt"], stdin=io.BytesIO())
    assert isinstance(rejection, Rejection)
    assert rejection.remedy == "install it: pip install 'claimkg[cluster]'"
