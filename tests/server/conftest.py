"""Servers that several test files ask, begun once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

pytest.importorskip("uvicorn", reason="the packages of the extra serve are not installed")
pytest.importorskip("starlette", reason="the packages of the extra serve are not installed")

from tests.server.running import Server, serving, write_graph

MEMORY = "/dev/shm"  # noqa: S108 - a new folder is made in it


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_graph(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[Server]:
    """A server with the usual options."""
    with serving(folder) as found:
        yield found


@pytest.fixture(scope="session")
def writable_server() -> Iterator[Server]:
    """A server that takes changes of a graph that was not there."""
    # Each change reaches the disk before it is answered; in memory that is sooner.
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    with (
        TemporaryDirectory(dir=place) as written,
        serving(Path(written, "new"), "--writable") as found,
    ):
        yield found


@pytest.fixture
def writable(writable_server: Server) -> Server:
    """The same, with nothing in the graph."""
    assert writable_server.update("DROP ALL").status == 204
    return writable_server


@pytest.fixture(scope="session")
def hurried(folder: Path) -> Iterator[Server]:
    """A server whose limits are low."""
    with serving(
        folder, "--timeout", "1", "--workers", "2", "--max-query", "0.01", "--cors-origin", "*"
    ) as found:
        yield found
