"""The graph as a page at the root of the server: the same page that is exported, in its frame."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model.document_format import document_record
from kg.pages import write_page
from kg.stores import OxigraphStore
from tests.queries import graphs
from tests.server.running import Server, serving, write_graph


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a graph, and the documents that a build leaves beside it."""
    folder = write_graph(tmp_path_factory.mktemp("paged"))
    lines = (json.dumps(document_record(document)) for document in graphs.DOCUMENTS)
    (folder / "documents.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def paged(built: Path) -> Iterator[Server]:
    with serving(built) as found:
        yield found


def test_the_page_is_the_one_that_is_exported(paged: Server, built: Path) -> None:
    reply = paged.request("GET", "/")
    assert (reply.status, reply.kind) == (200, "text/html")
    texts = {document.id: document for document in graphs.DOCUMENTS}
    with OxigraphStore(built / "store" / "graph", read_only=True) as store:
        expected = io.BytesIO()
        write_page(store.quads(), expected, document=texts.get, sparql="/sparql")
    assert reply.body == expected.getvalue()
    assert graphs.DOCUMENTS[0].text[:20] in reply.text.replace('\\"', '"')


def test_without_the_documents_the_page_has_the_quotations(server: Server) -> None:
    reply = server.request("GET", "/")
    assert reply.status == 200
    assert "The harbour police" in reply.text


def test_no_other_page_may_put_it_in_a_frame(paged: Server) -> None:
    headers = paged.request("HEAD", "/").headers
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert headers["content-type"].startswith("text/html")


def test_an_empty_graph_has_a_page(writable: Server) -> None:
    reply = writable.request("GET", "/")
    assert (reply.status, reply.kind) == (200, "text/html")
