"""Pushing a folder's graph to servers: new, changed, removed, cut off and gone on with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.pipeline.publishing import Published, publish
from kg.queries.remote_target import Addresses, Credentials, Patience, Target
from kg.stores import OxigraphStore
from kg.triples import Quad, Term, Triple, iri, literal
from tests.queries.test_remote import NAUGHTY
from tests.scripted_server import BUSY, Answer, Request, Scripted, in_turn, passing_on, scripted
from tests.sparql_servers import Server

A, B, C = (iri(f"https://news.example/{name}") for name in "abc")
SHARED = Triple(iri("urn:acme"), iri("urn:makes"), iri("urn:anvil"))
IMPATIENT = Patience(tries=2, first=0.01)
Documents = Mapping[Term, Iterable[Triple]]


def said(number: int, text: str = "words") -> Triple:
    return Triple(iri(f"urn:claim:{number}"), iri("urn:says"), literal(f"{text} {number}"))


FIRST: Documents = {A: [SHARED, said(1), said(2)], B: [SHARED, said(3)], C: [said(4)]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out" / "store").mkdir(parents=True)
    return tmp_path / "out"


def write(folder: Path, documents: Documents) -> None:
    """Make the local store hold these documents and no others."""
    with OxigraphStore(folder / "store" / "graph") as store:
        for graph in list(store.graphs()):
            if graph not in documents:
                store.remove_document(graph)
        for graph, triples in documents.items():
            store.replace_document(graph, triples)


def local(folder: Path) -> set[Quad]:
    with OxigraphStore(folder / "store" / "graph", read_only=True) as store:
        return set(store.quads())


def remote(server: Server) -> set[Quad]:
    with server.store() as store:
        return set(store.quads())


def counts(published: Published) -> tuple[int, int, int]:
    return published.sent, published.unchanged, published.removed


def test_a_server_holds_what_the_folder_holds(folder: Path, server: Server) -> None:
    write(folder, FIRST)
    told: list[str] = []
    assert counts(publish(folder, server.target, progress=told.append)) == (3, 0, 0)
    assert remote(server) == local(folder)
    assert told == [name[1:-1] for name in (A, B, C)]


def test_what_has_not_changed_is_not_sent_again(folder: Path, server: Server) -> None:
    write(folder, FIRST)
    publish(folder, server.target)
    assert counts(publish(folder, server.target)) == (0, 3, 0)
    write(folder, {**FIRST, B: [SHARED, said(30)]})
    assert counts(publish(folder, server.target)) == (1, 2, 0)
    assert remote(server) == local(folder)


def test_the_merged_graph_keeps_what_another_document_asserts(folder: Path, server: Server) -> None:
    write(folder, FIRST)
    publish(folder, server.target)
    for documents in (
        {**FIRST, A: [said(1)]},
        {**FIRST, A: [said(1)], B: [said(3)]},
        {A: [SHARED], C: [SHARED, said(4)]},
        {C: [said(4)]},
    ):
        write(folder, documents)
        publish(folder, server.target)
        assert remote(server) == local(folder)


def test_a_document_that_is_gone_is_removed(folder: Path, server: Server) -> None:
    write(folder, FIRST)
    publish(folder, server.target)
    write(folder, {B: FIRST[B]})
    assert counts(publish(folder, server.target)) == (0, 1, 2)
    assert remote(server) == local(folder)
    assert counts(publish(folder, server.target)) == (0, 1, 0)


def test_a_server_that_has_lost_everything_is_sent_everything(folder: Path, server: Server) -> None:
    write(folder, FIRST)
    publish(folder, server.target)
    server.empty()
    assert counts(publish(folder, server.target)) == (3, 0, 0)
    assert remote(server) == local(folder)


def test_what_another_folder_has_sent_stays(folder: Path, server: Server, tmp_path: Path) -> None:
    write(folder, {A: [SHARED, said(1)]})
    other = tmp_path / "other"
    (other / "store").mkdir(parents=True)
    write(other, {B: [SHARED, said(3)]})
    publish(folder, server.target)
    publish(other, server.target)
    write(folder, {})
    assert counts(publish(folder, server.target)) == (0, 0, 1)
    assert remote(server) == local(other)


def test_texts_of_every_kind_arrive_as_they_are(folder: Path, server: Server) -> None:
    write(folder, {A: [Triple(SHARED[0], SHARED[1], literal(text)) for text in NAUGHTY]})
    publish(folder, server.target)
    assert remote(server) == local(folder)


def test_a_document_too_large_for_one_request_is_sent_replaced_and_removed(
    folder: Path, server: Server
) -> None:
    many = [said(number) for number in range(6_000)]
    for documents in ({A: many, B: [SHARED]}, {A: many[1_000:], B: many[:3_500]}, {B: [SHARED]}):
        write(folder, documents)
        publish(folder, server.target)
        assert remote(server) == local(folder)


def between(server: Server, fails: Callable[[Request], bool]) -> Callable[[Request], Answer]:
    """Pass requests on to a server, except those that fail."""
    upstream = passing_on(server.url)
    return lambda request: BUSY if fails(request) else upstream(request)


def is_update(request: Request) -> bool:
    return "sparql-update" in request.headers.get("content-type", "")


def one_by_one(documents: int) -> Documents:
    """Return documents of which no two fit into one request."""
    size = 700
    return {
        iri(f"https://news.example/{number:03d}"): [
            SHARED, *(said(number * size + place) for place in range(size))
        ]
        for number in range(documents)
    }  # fmt: skip


def test_a_push_that_failed_goes_on_where_it_stopped(folder: Path, oxigraph_server: Server) -> None:
    oxigraph_server.empty()
    write(folder, one_by_one(6))
    with scripted(passing_on(oxigraph_server.url)) as middle:
        target = Target(Addresses(middle.url), patience=IMPATIENT)
        publish_until_busy(folder, target, middle, oxigraph_server, updates=4)
        middle.answer = passing_on(oxigraph_server.url)
        sent, unchanged, _ = counts(publish(folder, target))
        assert (sent + unchanged, unchanged) == (6, 2)
        assert remote(oxigraph_server) == local(folder)


def publish_until_busy(
    folder: Path, target: Target, middle: Scripted, server: Server, *, updates: int
) -> None:
    """Push to a server that takes a number of updates, and is busy from then on."""
    taken: list[Request] = []

    def fails(request: Request) -> bool:
        if is_update(request):
            taken.append(request)
        return len(taken) > updates

    middle.answer = between(server, fails)
    with pytest.raises(StoreError, match="the server answers 503 Service Unavailable") as caught:
        publish(folder, target)
    assert "what the server took is not sent again" in str(caught.value)


def test_a_document_that_changes_back_after_a_failure_is_sent(
    folder: Path, oxigraph_server: Server
) -> None:
    oxigraph_server.empty()
    write(folder, {A: [said(1)]})
    with scripted(passing_on(oxigraph_server.url)) as middle:
        target = Target(Addresses(middle.url), patience=IMPATIENT)
        publish(folder, target)
        write(folder, {A: [said(2)]})
        upstream = passing_on(oxigraph_server.url)

        def lost_answer(request: Request) -> Answer:
            answer = upstream(request)
            return BUSY if is_update(request) else answer

        middle.answer = lost_answer
        with pytest.raises(StoreError):
            publish(folder, target)
        middle.answer = upstream
        write(folder, {A: [said(1)]})
        assert counts(publish(folder, target)) == (1, 0, 0)
        assert remote(oxigraph_server) == local(folder)


PUSH = """
import sys
from pathlib import Path
from kg.pipeline.publishing import publish
from kg.queries.remote_target import Addresses, Target
publish(Path(sys.argv[1]), Target(Addresses(sys.argv[2])))
"""


def test_a_push_that_was_killed_goes_on_where_it_stopped(
    folder: Path, oxigraph_server: Server
) -> None:
    oxigraph_server.empty()
    write(folder, one_by_one(8))
    upstream = passing_on(oxigraph_server.url)
    updates: list[Request] = []

    def slowly(request: Request) -> Answer:
        if is_update(request):
            updates.append(request)
            time.sleep(0.2)
        return upstream(request)

    with scripted(slowly) as middle:
        command = [sys.executable, "-c", PUSH, str(folder), middle.url]
        process = subprocess.Popen(command)  # noqa: S603 - the program above
        while len(updates) < 5 and process.poll() is None:
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        middle.answer = upstream
        sent, unchanged, _ = counts(publish(folder, Target(Addresses(middle.url))))
        assert sent + unchanged == 8
        assert unchanged >= 1
        assert remote(oxigraph_server) == local(folder)


def test_wrong_credentials_end_in_one_line(folder: Path, virtuoso_server: Server) -> None:
    write(folder, FIRST)
    wrong = replace(virtuoso_server.target, credentials=Credentials("dba", "not this"))
    with pytest.raises(StoreError) as caught:
        publish(folder, wrong)
    assert "/sparql-auth: the server answers 401 Unauthorized" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "not this" not in str(caught.value)


def test_without_a_merged_graph_the_documents_stand_alone(
    folder: Path, oxigraph_server: Server
) -> None:
    oxigraph_server.empty()
    write(folder, FIRST)
    publish(folder, replace(oxigraph_server.target, merged="union"))
    assert remote(oxigraph_server) == {quad for quad in local(folder) if quad.graph}


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no graph in this folder"):
        publish(tmp_path, Target(Addresses("http://127.0.0.1:1")))


def test_nothing_is_sent_to_a_server_that_refuses_queries(folder: Path) -> None:
    write(folder, FIRST)
    refusal = Answer(403, "not you", kind="text/plain")
    with (
        scripted(in_turn(refusal)) as server,
        pytest.raises(StoreError, match="403 Forbidden: not you"),
    ):
        publish(folder, Target(Addresses(server.url)))
    assert len(server.requests) == 1
