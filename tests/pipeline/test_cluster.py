"""A real scheduler and two real workers: the same pieces, whoever dies."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import ConfigurationError, InputError, StoreError
from kg.model import Rejection, Source
from kg.pipeline import partitions as partitions_module
from kg.pipeline import scheduling
from kg.pipeline.cluster import Cluster, pieces_on_cluster
from kg.pipeline.extracting import extract_partitions, extract_records
from kg.pipeline.pieces import pieces
from kg.pipeline.settings import Settings
from kg.readers.sources import find_sources
from tests.pipeline.test_pieces import collected
from tests.pipeline.test_workers import wait_until_gone

pytest.importorskip("distributed", reason="needs the extra: pip install 'claimkg[cluster]'")
SENTENCE = "“The bridge stays shut until week {},” said Ana Ruiz, who leads Ferry Works."
SLOW = """
import os, signal, time
from kg.extractors.rules import rules_extractor

def make():
    return Slow(rules_extractor(model="small"))

class Slow:
    name = "slow/1"

    def __init__(self, rules):
        self.rules = rules

    def __call__(self, document):
        if "poison" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.05)
        return self.rules(document)
"""


@dataclass(frozen=True, slots=True)
class Started:
    address: str
    scheduler: subprocess.Popen[bytes]
    nannies: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        """Return the numbers of the processes that do the work."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            return sorted(client.run(os.getpid).values())


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """Start a scheduler and two workers that know an extractor which takes its time."""
    place = tmp_path_factory.mktemp("plugin")
    (place / "slow.py").write_text(SLOW)
    info = place / "slow-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: slow\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[kg.extractors]\nslow = slow:make\n")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    environment = {**os.environ, "PYTHONPATH": str(place), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    scheduler = _start([*command, "--host", "127.0.0.1", "--port", str(port)], environment, place)
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address]
    nannies = _start([*command, "--nworkers", "2", "--nthreads", "1"], environment, place)
    with pytest.MonkeyPatch.context() as patch, scheduler, nannies:
        patch.syspath_prepend(str(place))
        for _ in range(100):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield Started(address, scheduler, nannies)
        nannies.terminate()
        scheduler.terminate()


def _start(
    command: list[str], environment: dict[str, str], place: Path
) -> subprocess.Popen[bytes]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(  # noqa: S603 - Dask's own command
        [*command, "--no-dashboard"], env=environment, cwd=place, **quiet
    )
