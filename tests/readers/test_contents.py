"""Bytes that are opened again for each reading."""

from __future__ import annotations

import gc
import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Source
from kg.readers.contents import Spooled, StoredFile, Stretch, spool


def test_a_file_is_opened_at_its_beginning_each_time(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"one\ntwo\n")
    source = Source("a.jsonl", "application/jsonl", StoredFile(str(tmp_path / "a.jsonl")))
    for _ in range(2):
        with source.open() as stream:
            assert next(stream) == b"one\n"
    assert source.data == b"one\ntwo\n"
    assert source.sha256() == hashlib.sha256(b"one\ntwo\n").hexdigest()


def test_bytes_and_a_file_of_them_are_read_alike(tmp_path: Path) -> None:
    data = bytes(range(256)) * 10_000
    (tmp_path / "a").write_bytes(data)
    held = Source("a", "text/plain", data)
    stored = Source("a", "text/plain", StoredFile(str(tmp_path / "a")))
    assert held.data == stored.data
    assert held.sha256() == stored.sha256()
    with held.open() as one, stored.open() as other:
        assert one.read() == other.read()


def test_a_file_that_has_gone_is_named(tmp_path: Path) -> None:
    source = Source("a.jsonl", "application/jsonl", StoredFile(str(tmp_path / "a.jsonl")))
    for look in (source.open, source.sha256, lambda: source.data):
        with pytest.raises(InputError, match="there is no such file"):
            look()


@given(st.binary(max_size=200), st.integers(0, 200), st.integers(0, 200), st.integers(1, 50))
def test_a_stretch_is_what_a_slice_is(data: bytes, start: int, length: int, step: int) -> None:
    with Stretch(spool(io.BytesIO(data)), start, start + length).open() as stream:
        read = b"".join(iter(lambda: stream.read(step), b""))
    assert read == data[start : start + length]


@given(st.binary(max_size=99), st.integers(0, 99), st.integers(-99, 99), st.sampled_from([0, 1, 2]))
def test_a_stretch_is_sought_in_as_its_slice_is(
    data: bytes, start: int, offset: int, whence: int
) -> None:
    start = min(start, len(data), 80)
    expected = io.BytesIO(data[start:80])
    with Stretch(spool(io.BytesIO(data)), start, 80).open() as stream:
        assert stream.read(3) == expected.read(3)
        place = {0: 0, 1: expected.tell(), 2: len(data[start:80])}[whence] + offset
        if place >= 0:
            assert stream.seek(offset, whence) == expected.seek(offset, whence)
            assert stream.read() == expected.read()


@pytest.mark.parametrize("limit", [4, 1_000])
def test_a_pipe_can_be_read_more_than_once_and_at_once(limit: int) -> None:
    spooled = spool(io.BytesIO(b"one\ntwo\n"), limit=limit)
    with spooled.open() as first, spooled.open() as second:
        assert [next(first), next(second), next(first)] == [b"one\n", b"one\n", b"two\n"]
    with spooled.open() as third:
        assert third.read() == b"one\ntwo\n"


def test_a_view_of_a_pipe_keeps_what_it_shows() -> None:
    def view() -> io.BufferedReader:
        spooled: Spooled = spool(io.BytesIO(b"one\ntwo\n"), limit=4)
        stream = spooled.open()
        assert isinstance(stream, io.BufferedReader)
        return stream

    with view() as stream:
        gc.collect()
        assert stream.read() == b"one\ntwo\n"
