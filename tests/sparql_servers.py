"""Real SPARQL servers for the tests: started on a port of this machine, emptied before each use."""

from __future__ import annotations

import importlib.util
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import httpx

from kg.queries.engine import solutions
from kg.queries.remote import RemoteEngine
from kg.queries.remote_http import Connection
from kg.queries.remote_servers import find_endpoints
from kg.queries.remote_target import ANONYMOUS, Addresses, Credentials, Target
from kg.stores.remote import RemoteStore
from kg.stores.remote_merged import find_merged
from kg.triples.terms import iri_value

OXIGRAPH_MISSING = "the program oxigraph is not installed: pip install oxigraph"
VIRTUOSO_MISSING = "Virtuoso is not installed: apt-get install -y virtuoso-opensource"
_LONGEST_START = 60.0  # seconds
_VIRTUOSO_INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 2000
MaxDirtyBuffers = 1000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 5
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server at work: its address, who may write, and what empties it."""

    url: str
    name: str
    credentials: Credentials = field(default=ANONYMOUS)

    @property
    def target(self) -> Target:
        """The server as a target to publish to."""
        return Target(Addresses(self.url), credentials=self.credentials)

    def empty(self) -> None:
        """Remove everything that tests have written."""
        with Connection(self.credentials) as connection:
            endpoints = find_endpoints(connection, Addresses(self.url))
            if self.name != "virtuoso":
                connection.request(
                    "POST",
                    endpoints.update,
                    body=b"DROP ALL",
                    headers={"Content-Type": "application/sparql-update"},
                )
                return
            engine = RemoteEngine(connection, endpoints.query)
            for row in solutions(engine, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"):
                name = iri_value(row["g"])
                if name not in endpoints.own_graphs:
                    query = urlencode({"graph": name})
                    connection.request("DELETE", f"{endpoints.graph_store}?{query}")

    @contextmanager
    def store(self) -> Iterator[RemoteStore]:
        """Open what is on the server as a store."""
        with Connection(self.credentials) as connection:
            endpoints = find_endpoints(connection, Addresses(self.url))
            merged = find_merged(connection, endpoints, "auto")
            yield RemoteStore(connection, endpoints, merged=merged)


def missing_oxigraph() -> str | None:
    """Say why there can be no Oxigraph server, or None where there can."""
    return None if _oxigraph() else OXIGRAPH_MISSING


def _oxigraph() -> str | None:
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


def missing_virtuoso() -> str | None:
    """Say why there can be no Virtuoso, or None where there can."""
    return None if shutil.which("virtuoso-t") else VIRTUOSO_MISSING


def missing_kg_serve() -> str | None:
    """Say why `kg serve` cannot run, or None where it can."""
    needed = ("kg.cli.serving", "starlette", "uvicorn")
    absent = [name for name in needed if importlib.util.find_spec(name) is None]
    return f"kg serve cannot run without {', '.join(absent)}" if absent else None


@contextmanager
def oxigraph_server() -> Iterator[Server]:
    """Run an Oxigraph server that keeps all in memory."""
    port = _free_port()
    command = [_oxigraph() or "oxigraph", "serve", "--bind", f"127.0.0.1:{port}"]
    with _running(command, f"http://127.0.0.1:{port}/query"):
        yield Server(f"http://127.0.0.1:{port}", "oxigraph")


@contextmanager
def kg_server(folder: Path) -> Iterator[Server]:
    """Run `kg serve --writable` on an empty folder."""
    port = _free_port()
    program = "from kg.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", str(folder), "--writable"]
    with _running([*command, "--port", str(port)], f"http://127.0.0.1:{port}/sparql"):
        yield Server(f"http://127.0.0.1:{port}", "kg")


@contextmanager
def virtuoso_server(folder: Path) -> Iterator[Server]:
    """Run Virtuoso with a new database; its user dba may write."""
    http, sql = _free_port(), _free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO_INI.format(folder=folder, http=http, sql=sql), encoding="utf-8")
    command = ["virtuoso-t", "+foreground", "+configfile", str(settings)]
    with _running(command, f"http://127.0.0.1:{http}/sparql"):
        url = f"http://127.0.0.1:{http}/sparql"
        yield Server(url, "virtuoso", Credentials("dba", "dba"))


@contextmanager
def _running(command: list[str], address: str) -> Iterator[None]:
    """Run a program until the end of the block, which begins when it answers a query."""
    process = subprocess.Popen(  # noqa: S603 - programs named above
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(process, address)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(process: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + _LONGEST_START
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.post(address, data={"query": "ASK { ?s ?p ?o }"}).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} has not begun to answer at {address}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
