from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, Literal, URIRef

from kg.errors import StoreError
from kg.stores import OxigraphStore
from kg.triples import Triple, iri, literal

DOCUMENT = iri("https://news.example/a")
TRIPLE = Triple(iri("urn:acme"), iri("urn:label"), literal("Acme “&” \u0000\t\n🦊 שלום"))


def test_what_was_written_is_there_when_the_store_is_opened_again(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "graph") as store:
        store.replace_document(DOCUMENT, [TRIPLE])
        store.flush()
    with OxigraphStore(tmp_path / "graph") as store:
        assert {Triple(*quad[:3]) for quad in store.quads()} == {TRIPLE}


def test_a_second_writer_is_told_that_the_store_is_in_use(tmp_path: Path) -> None:
    with (
        OxigraphStore(tmp_path / "graph"),
        pytest.raises(StoreError, match="another process is writing") as caught,
    ):
        OxigraphStore(tmp_path / "graph")
    assert caught.value.where == str(tmp_path / "graph")
    assert caught.value.remedy == "wait for it to end"


def test_a_store_can_be_read_beside_a_writer(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "graph") as store:
        store.replace_document(DOCUMENT, [TRIPLE])
        with OxigraphStore(tmp_path / "graph", read_only=True) as reader:
            assert len(reader) == 2


def test_a_store_that_is_only_read_refuses_to_be_written(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "graph"):
        pass
    with (
        OxigraphStore(tmp_path / "graph", read_only=True) as reader,
        pytest.raises(StoreError),
    ):
        reader.replace_document(DOCUMENT, [TRIPLE])


def test_reading_where_no_graph_is_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        OxigraphStore(tmp_path / "nowhere", read_only=True)
    assert not (tmp_path / "nowhere").exists()


def test_a_file_in_the_place_of_a_store_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("not a store", encoding="utf-8")
    with pytest.raises(StoreError):
        OxigraphStore(tmp_path / "graph")


def test_a_damaged_store_is_an_error(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "graph") as store:
        store.replace_document(DOCUMENT, [TRIPLE])
        store.flush()
    for path in (tmp_path / "graph").glob("MANIFEST*"):
        path.write_bytes(b"damage" * 20)
    with pytest.raises(StoreError, match="Corruption"):
        OxigraphStore(tmp_path / "graph")


def test_the_merged_graph_can_be_had_in_rdflib() -> None:
    with OxigraphStore() as store:
        store.replace_document(DOCUMENT, [TRIPLE])
        store.replace_document(iri("urn:other"), [TRIPLE])
        graph = store.to_graph()
    assert isinstance(graph, Graph)
    words = Literal("Acme “&” \u0000\t\n🦊 שלום")
    assert set(graph) == {(URIRef("urn:acme"), URIRef("urn:label"), words)}


def test_every_graph_can_be_had_in_rdflib() -> None:
    with OxigraphStore() as store:
        store.replace_document(DOCUMENT, [TRIPLE])
        dataset = store.to_dataset()
    assert isinstance(dataset, Dataset)
    assert len(dataset.graph(URIRef(DOCUMENT[1:-1]))) == 1
    assert len(dataset.default_graph) == 1


def test_an_empty_store_is_an_empty_rdflib_graph() -> None:
    with OxigraphStore() as store:
        assert len(store.to_graph()) == 0
        assert len(store.to_dataset()) == 0


_KILLED = """
import os, sys
from pathlib import Path
from kg.stores import OxigraphStore
from kg.triples import Triple, iri, literal
store = OxigraphStore(Path(sys.argv[1]))
store.replace_document(iri("urn:a"), [Triple(iri("urn:s"), iri("urn:p"), literal("1"))])
store.flush()
def triples():
    yield Triple(iri("urn:s"), iri("urn:p"), literal("2"))
    os.kill(os.getpid(), 9)
store.replace_document(iri("urn:a"), triples())
"""


def test_a_document_that_a_killed_process_was_replacing_is_as_it_was(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _KILLED, str(tmp_path / "graph")]
    assert subprocess.run(command, check=False, timeout=60).returncode == -9  # noqa: S603 - our own
    with OxigraphStore(tmp_path / "graph") as store:
        assert {quad.object for quad in store.quads()} == {'"1"'}
