"""Real servers to ask, each a process of its own."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from click.testing import CliRunner

from kg.cli import main
from kg.stores import OxigraphStore
from kg.triples import iri
from tests.queries import graphs
from tests.views import samples

PROGRAM = (sys.executable, "-c", "from kg.cli import main; main()", "serve")
NO_HEADERS: Mapping[str, str] = {}
JSON = {"Accept": "application/sparql-results+json"}
QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TURTLE = {"Content-Type": "text/turtle"}
# Every triple with every other, thrice: it would run for hours.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    url: str
    process: subprocess.Popen[str]

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        return parts.hostname or "", parts.port or 0

    def request(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> Reply:
        connection = http.client.HTTPConnection(*self.address, timeout=30)
        data = body.encode() if isinstance(body, str) else body
        try:
            connection.request(method, path, data, dict(headers))
            got = connection.getresponse()
            fields = {name.lower(): value for name, value in got.getheaders()}
            return Reply(got.status, fields, got.read())
        finally:
            connection.close()

    def query(
        self,
        text: str,
        headers: Mapping[str, str] = JSON,
        *,
        dataset: Mapping[str, str] = NO_HEADERS,
    ) -> Reply:
        path = "/sparql?" + urlencode({"query": text, **dataset})
        return self.request("GET", path, headers=headers)

    def update(self, text: str, headers: Mapping[str, str] = NO_HEADERS) -> Reply:
        return self.request("POST", "/sparql", text, {**UPDATE, **headers})

    def ask(self, text: str) -> bool:
        reply = self.query(text)
        assert reply.status == 200, reply.text
        return '"boolean":true' in reply.text

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)


@contextmanager
def serving(
    folder: Path,
    *options: str,
    environment: Mapping[str, str] = NO_HEADERS,
    program: Sequence[str] = PROGRAM,
) -> Iterator[Server]:
    """Serve a folder on a free port while the block lasts."""
    command = [*program, str(folder), "--port", "0", *options]
    variables = {**os.environ, **environment}
    with subprocess.Popen(  # noqa: S603 - the program itself
        command, stderr=subprocess.PIPE, text=True, env=variables
    ) as process:
        assert process.stderr is not None
        line = process.stderr.readline().strip()
        try:
            assert line.startswith("http://"), line
            yield Server(line.replace("0.0.0.0", "127.0.0.1"), process)  # noqa: S104 - no bind
        finally:
            process.terminate()
            process.wait(timeout=20)


def refused(*arguments: str) -> str:
    """Return the one line with which a server says that it cannot start."""
    done = CliRunner().invoke(main, ["serve", *arguments])
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr.strip()


def write_graph(folder: Path) -> Path:
    """Write the graph of the sample reports where a build would."""
    path = folder / "store" / "graph"
    path.mkdir(parents=True)
    with OxigraphStore(path) as store:
        documents = samples.triples_by_document(graphs.CLAIMS, graphs.DOCUMENTS)
        for document, triples in documents.items():
            store.replace_document(iri(document), triples)
        store.flush()
    return folder


def graph_path(graph: str) -> str:
    """Return the path at which the Graph Store protocol has a graph."""
    return f"/store?graph={quote(graph, safe='')}"
