"""The reader of another program, installed once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.exporters.gexf_checks.graphology import Graphology, reading


@pytest.fixture(scope="session")
def graphology(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graphology]:
    with reading(tmp_path_factory.mktemp("graphology")) as reader:
        yield reader
