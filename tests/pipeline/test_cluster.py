"""A real scheduler and two real workers: the same pieces, whoever dies."""

from __future__ import annotations

import io
import json
import os
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
from kg.errors import ConfigurationError
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
    environment = {
        **os.environ,
        "PYTHONPATH": str(place),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    }
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


def _start(command: list[str], environment: dict[str, str], place: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - Dask's own command
        [*command, "--no-dashboard"],
        env=environment,
        cwd=place,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make partitions so short that a test has several."""
    monkeypatch.setattr(partitions_module, "_LENGTH", 400)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("news")
    for number in range(6):
        (made / f"{number}.txt").write_text(SENTENCE.format(number), encoding="utf-8")
    (made / "a.html").write_text("<article><p>The ferry is back.</p></article>")
    lines = [json.dumps({"text": SENTENCE.format(number)}) for number in range(40)]
    (made / "lines.jsonl").write_text("\n\n".join([*lines, "neither"]), encoding="utf-8")
    return made


SETTINGS = Settings(extractor="slow")


def found(*locations: Path) -> Iterator[tuple[Source, str]]:
    for source in find_sources(map(str, locations), stdin=io.BytesIO()):
        assert not isinstance(source, Rejection)
        yield source, source.sha256()


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_a_worker_killed_on_the_way_loses_nothing(
    cluster: Started, folder: Path, tmp_path: Path
) -> None:
    expected = collected(pieces(found(folder), SETTINGS))
    workers = cluster.workers()
    assert len(workers) == 2
    coming = pieces_on_cluster(
        found(folder), SETTINGS, cluster=Cluster(cluster.address, str(tmp_path / "parts"))
    )
    first = next(coming)
    os.kill(workers[0], signal.SIGKILL)
    assert collected(iter([first, *coming])) == expected
    wait_until_gone(workers[:1])
    names = [path.name for path in (tmp_path / "parts").iterdir()]
    assert len(names) > 10
    assert not [name for name in names if name.startswith(".")]


def test_what_is_done_is_not_done_again(cluster: Started, folder: Path, tmp_path: Path) -> None:
    told = Cluster(cluster.address, str(tmp_path / "parts"))
    first = list(pieces_on_cluster(found(folder), SETTINGS, cluster=told))
    before = contents(tmp_path / "parts")
    lost = next(name for name in sorted(before) if name.endswith(".meta.json"))
    (tmp_path / "parts" / lost).unlink()
    again = list(pieces_on_cluster(found(folder), SETTINGS, cluster=told))
    after = contents(tmp_path / "parts")
    assert again == first
    assert {name: data for name, (data, _) in before.items()} == {
        name: data for name, (data, _) in after.items()
    }
    changed = {name for name in before if before[name][1] != after[name][1]}
    assert changed == {lost, lost.replace(".meta.json", ".jsonl")}


def test_partitions_that_are_only_passing_are_removed(
    cluster: Started, folder: Path, tmp_path: Path
) -> None:
    told = Cluster(cluster.address, str(tmp_path / "parts"), passing=True)
    assert list(pieces_on_cluster(found(folder / "1.txt"), SETTINGS, cluster=told))
    assert not (tmp_path / "parts").exists()


def test_what_workers_die_of_is_set_aside_and_nothing_else(
    cluster: Started, tmp_path: Path
) -> None:
    records = [
        {"text": "Poor poison." if at == 2 else f"Rain on day {at}.", "id": f"urn:{at}"}
        for at in range(5)
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)))
    told = Cluster(cluster.address, str(tmp_path / "parts"))
    (piece,) = pieces_on_cluster(found(tmp_path / "a.jsonl"), SETTINGS, cluster=told)
    assert [entry.document for entry in piece.documents] == ["urn:0", "urn:1", "urn:3", "urn:4"]
    assert [json.loads(record)["document"] for record in piece.unread] == ["urn:2"]
    assert piece.fingerprint == ""
    assert told.folder.names() == set()


def test_claims_are_extracted_into_a_folder(cluster: Started, folder: Path, tmp_path: Path) -> None:
    arguments = ["--model", "small", "--scheduler", cluster.address, "-o", str(tmp_path / "parts")]
    done = CliRunner().invoke(main, ["extract", str(folder), str(folder / "none.txt"), *arguments])
    settings = Settings(model="small")
    local = [
        item
        for item in extract_records([str(folder)], settings, stdin=io.BytesIO())
        if isinstance(item, str)
    ]
    lines = [
        line
        for path in (tmp_path / "parts").glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").split("\n")
    ]
    assert sorted(line for line in lines if '"subject"' in line) == sorted(local)
    assert done.exit_code == 1
    assert f"set aside: {folder}/lines.jsonl:81: this is not JSON" in done.stderr
    assert f"set aside: {folder}/none.txt: there is no such file" in done.stderr


def test_a_folder_of_partitions_holds_no_others_in_the_end(
    cluster: Started, folder: Path, tmp_path: Path
) -> None:
    told = Cluster(cluster.address, str(tmp_path))
    for name in ("1.txt", "2.txt"):
        list(extract_partitions([str(folder / name)], SETTINGS, stdin=io.BytesIO(), cluster=told))
    assert len(told.folder.names()) == 1


def test_a_model_that_a_worker_lacks_is_named(
    cluster: Started, folder: Path, tmp_path: Path
) -> None:
    told = Cluster(cluster.address, str(tmp_path))
    with pytest.raises(ConfigurationError, match="no language pipeline named 'nothing'"):
        list(pieces_on_cluster(found(folder), Settings(model="nothing"), cluster=told))


def test_another_version_on_a_worker_is_named(
    cluster: Started, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = scheduling.installed()
    monkeypatch.setattr(scheduling, "version", lambda _: "9.9")
    told = Cluster(cluster.address, str(tmp_path))
    with pytest.raises(ConfigurationError, match=f"this machine has claimkg 9.9 .* {real}"):
        list(pieces_on_cluster(found(folder), SETTINGS, cluster=told))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "http://127.0.0.1:9"])
def test_an_address_where_no_scheduler_is_is_named(
    address: str, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(ConfigurationError, match="no scheduler answers") as caught:
        list(pieces_on_cluster(found(folder), Settings(), cluster=Cluster(address, str(tmp_path))))
    assert "dask scheduler" in str(caught.value.remedy)


def test_where_nothing_is_new_no_cluster_is_needed(tmp_path: Path) -> None:
    told = Cluster("tcp://127.0.0.1:9", str(tmp_path / "parts"), passing=True)
    assert list(pieces_on_cluster([], Settings(), cluster=told)) == []


def test_an_extractor_that_counts_its_requests_is_not_for_a_cluster(tmp_path: Path) -> None:
    settings = Settings(extractor="llm", model="any", endpoint="http://127.0.0.1:9/v1")
    with pytest.raises(ConfigurationError, match="--scheduler"):
        list(pieces_on_cluster([], settings, cluster=Cluster("tcp://127.0.0.1:9", str(tmp_path))))


@pytest.mark.parametrize(
    "arguments", [["--scheduler", "a:1"], ["--scheduler", "a:1", "-o", "x", "--workers", "2"]]
)
def test_options_that_do_not_go_together_are_refused(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, ["extract", "a.txt", *arguments]).exit_code == 2


def test_a_build_on_a_cluster_writes_the_bytes_of_one_here(
    cluster: Started, folder: Path, tmp_path: Path
) -> None:
    for name, more in (("here", []), ("there", ["--scheduler", cluster.address])):
        arguments = ["build", str(folder), "--model", "small", "--out", str(tmp_path / name)]
        done = CliRunner().invoke(main, [*arguments, *more])
        assert done.exit_code == 1, done.output  # the line that is neither claim nor document
    files = [path.name for path in (tmp_path / "here").iterdir() if path.is_file()]
    assert {name: (tmp_path / "here" / name).read_bytes() for name in files} == {
        name: (tmp_path / "there" / name).read_bytes() for name in files
    }
    assert not (tmp_path / "there" / "store" / "partitions").exists()
