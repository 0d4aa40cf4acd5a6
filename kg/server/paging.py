"""What a worker does to show the graph as a page, with the articles that it came from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox

from kg.model import Document
from kg.model.document_format import document_from_record
from kg.pages import write_page
from kg.server.jobs import ShowPage
from kg.server.sink import Sink
from kg.stores.oxigraph import quads_of

MEDIA_TYPE = "text/html; charset=utf-8"


def show_page(store: ox.Store, job: ShowPage, _: bytes, sink: Sink) -> None:
    """Send the graph as a page to explore.

    Raises:
        ClaimError: a claim in the graph lacks what every claim has.
        InputError: the file of documents cannot be read.
    """
    if job.bodiless:
        sink.answer(200, media_type=MEDIA_TYPE)
        return
    documents = _documents(Path(job.documents))
    sink.begin(MEDIA_TYPE)
    stream = cast("BinaryIO", sink)  # which writes, and is asked for nothing else
    write_page(quads_of(store), stream, document=documents.get, sparql=job.sparql)
    sink.end()


def _documents(path: Path) -> dict[str, Document]:
    """Read the documents beside a graph; none where there is no such file."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8") as lines:
        found = (
            document_from_record(json.loads(line), where=f"{path}:{number}", source=path.name)
            for number, line in enumerate(lines, start=1)
        )
        return {document.id: document for document in found}
