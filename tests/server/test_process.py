"""How a server begins and ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pyoxigraph as ox
from click.testing import CliRunner

from kg.cli import main
from tests.server.running import ENDLESS, PROGRAM, Server, refused, serving, write_graph

PATIENCE = 15.0  # seconds


def descendants(process: int) -> set[int]:
    """Return the processes that a process has begun, and those that they have."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True)  # noqa: S607
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found = {process}
    while more := {child for child, parent in pairs if parent in found} - found:
        found |= more
    return found - {process}


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def left_of(processes: set[int]) -> list[int]:
    """Return which processes are still there after they have had time to end."""
    deadline = time.monotonic() + PATIENCE
    while (left := [*filter(alive, processes)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def test_an_interrupt_ends_the_server_and_its_workers(folder: Path) -> None:
    with serving(folder, "--workers", "2") as found:
        workers = descendants(found.process.pid)
        assert len(workers) > 2
        found.process.send_signal(signal.SIGINT)
        assert found.process.wait(timeout=PATIENCE) == 0
        assert found.process.stderr is not None
        assert found.process.stderr.read() == ""
    assert left_of(workers) == []


def test_each_request_has_a_line_when_asked_for(folder: Path) -> None:
    with serving(folder, "--verbose", "--workers", "1") as found:
        found.request("GET", "/sparql?query=secret")
        found.request("GET", "/nothing%0A")
        assert found.stop() == 0
        assert found.process.stderr is not None
        lines = found.process.stderr.read().splitlines()
    assert [line.rsplit(" ", 2)[0] for line in lines] == [
        "GET /sparql 400",
        "GET /nothing\\n 404",
    ]


def test_workers_end_with_a_server_that_is_killed(folder: Path) -> None:
    with serving(folder, "--workers", "2") as found:
        ask(found, ENDLESS)
        workers = descendants(found.process.pid)
        found.process.kill()
        found.process.wait(timeout=PATIENCE)
    assert left_of(workers) == []


def ask(server: Server, query: str) -> None:
    """Send a query, and wait for a moment instead of for the answer."""
    with socket.create_connection(server.address) as connection:
        head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(query)}\r\n"
        kind = "Content-Type: application/sparql-query\r\n\r\n"
        connection.sendall(f"{head}{kind}{query}".encode())
        time.sleep(0.3)


def test_what_was_written_is_there_when_the_server_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with serving(folder, "--writable", "--workers", "1") as found:
        assert found.update("INSERT DATA { <urn:s> <urn:p> <urn:o> }").status == 204
        found.process.kill()
        found.process.wait(timeout=PATIENCE)
    with serving(folder, "--writable", "--workers", "1") as found:
        assert found.ask("ASK { <urn:s> <urn:p> <urn:o> }")
        command = [*PROGRAM, str(folder), "--writable", "--port", "0"]
        second = subprocess.run(command, capture_output=True, text=True)  # noqa: S603 - ours
        assert (second.returncode, "another process is writing" in second.stderr) == (2, True)
        assert found.ask("ASK { <urn:s> <urn:p> <urn:o> }")
        assert found.stop() == 0
    # Neither the killed one nor the other leaves a snapshot behind.
    assert [path.name for path in (folder / "store").iterdir()] == ["graph"]


def test_a_graph_that_is_written_to_meanwhile_is_seen(tmp_path: Path) -> None:
    folder = write_graph(tmp_path / "out")
    with serving(folder, "--workers", "1") as found:
        assert not found.ask("ASK { <urn:s> <urn:p> <urn:o> }")
        store = ox.Store(str(folder / "store" / "graph"))
        store.update("INSERT DATA { <urn:s> <urn:p> <urn:o> }")
        store.flush()
        deadline = time.monotonic() + PATIENCE
        while not (seen := found.ask("ASK { <urn:s> <urn:p> <urn:o> }")):
            assert time.monotonic() < deadline
            time.sleep(0.1)
    assert seen


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    message = refused(str(tmp_path), "--port", "0")
    assert message == (
        f"Error: {tmp_path}: there is no graph in this folder"
        " (build one with kg build, or make an empty one with --writable)"
    )


def test_a_port_that_is_taken_is_told(server: Server, folder: Path) -> None:
    port = server.address[1]
    message = refused(str(folder), "--port", str(port))
    assert message == (
        f"Error: 127.0.0.1 port {port} cannot be listened on: Address already in use"
        " (choose another with --port, or 0 for any that is free)"
    )


def test_a_host_that_is_not_here_is_told(folder: Path) -> None:
    assert "cannot be listened on" in refused(
        str(folder), "--host", "127.0.0.1.invalid", "--token-file", __file__
    )


def test_the_help_has_examples() -> None:
    text = CliRunner().invoke(main, ["serve", "--help"]).output
    assert "kg serve out --writable" in text
    assert PROGRAM[-1] in text
