"""What every exporter does."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest

from kg.exporters.protocol import Exporter
from kg.registry import TABLE, load
from kg.triples import Quad
from tests.exporters.quad_strategies import written
from tests.views import samples

MODULES = ("turtle", "trig", "nquads", "jsonld", "gexf", "graphml", "csv", "ftm")


@pytest.fixture(params=MODULES)
def export(request: pytest.FixtureRequest) -> Exporter:
    return cast("Exporter", import_module(f"kg.exporters.{request.param}").write)


def test_the_bytes_do_not_depend_on_the_order_of_the_quads(export: Exporter) -> None:
    quads = samples.quads()
    shuffled = random.Random(7).sample(quads, len(quads))  # noqa: S311 - no secret
    assert written(export, shuffled) == written(export, quads)


def test_a_quad_that_comes_twice_counts_once(export: Exporter) -> None:
    quads = samples.quads()
    assert written(export, [*quads, *quads]) == written(export, quads)


def test_quads_are_walked_once(export: Exporter) -> None:
    def once() -> Iterator[Quad]:
        yield from samples.quads()

    assert written(export, once()) == written(export, samples.quads())


def test_the_file_is_utf_8_and_ends_with_a_line_end(export: Exporter) -> None:
    data = written(export, samples.quads())
    assert data.decode("utf-8").endswith("\n")
    assert "boat" in data.decode("utf-8")


def test_an_empty_graph_can_be_exported(export: Exporter) -> None:
    stream = BytesIO()
    export([], stream)
    assert not stream.closed


def test_every_exporter_of_the_table_loads() -> None:
    for name in TABLE["exporters"]:
        assert callable(load("exporters", name))


_DIGESTS = """
import hashlib, importlib, io, sys
sys.path.insert(0, sys.argv[1])
from tests.views import samples
for name in sys.argv[2:]:
    stream = io.BytesIO()
    importlib.import_module(f"kg.exporters.{name}").write(set(samples.quads()), stream)
    print(name, hashlib.sha256(stream.getvalue()).hexdigest())
"""


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    root = str(Path(__file__).resolve().parents[2])
    command = [sys.executable, "-c", _DIGESTS, root, *MODULES]
    printed = {
        subprocess.run(  # noqa: S603 - our own program
            command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
