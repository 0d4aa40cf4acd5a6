"""A graph built at once, in steps, or after an accident: the files are the same, byte for byte."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.pipeline.building import build
from kg.pipeline.folder import open_folder
from kg.pipeline.outputs import exporter
from kg.pipeline.settings import Settings
from kg.stores import Fragments, OxigraphStore

AGENCIES = ("Brackwater Transit", "Dunmore Police", "Ostrava Court")
PRODUCTS = ("LaneWatch", "FaceTrace", "QueueView")
Corpus = Mapping[str, Iterable[tuple[int, int, int]]]


def claim(document: str, place: int, agency: int, product: int) -> str:
    words = f"{AGENCIES[agency]} uses {PRODUCTS[product]}"
    return json.dumps(
        {
            "document": f"https://news.example/{document}",
            "type": "deploys",
            "subject": {"name": AGENCIES[agency], "type": "GovernmentOrganization"},
            "object": {"name": PRODUCTS[product], "type": "Product"},
            "evidence": [{"text": words, "start": place, "end": place + len(words)}],
            "confidence": 0.9,
        }
    )


def write(folder: Path, corpus: Corpus) -> list[str]:
    """Write each document's claims to a file of its own; return the files' names."""
    paths = []
    for document, claims in corpus.items():
        path = folder / f"{document}.jsonl"
        lines = [claim(document, *each) for each in claims]
        path.write_text("".join(f"{line}\n" for line in lines) or "\n", encoding="utf-8")
        if lines:
            paths.append(str(path))
    return paths


def make(paths: Iterable[str], out: Path) -> dict[str, bytes]:
    build(paths, out, Settings(), stdin=io.BytesIO())
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


claims = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=4
)
corpora = st.dictionaries(st.sampled_from("abcdef"), claims, min_size=1, max_size=6)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=corpora, second=corpora)
def test_a_graph_built_in_steps_is_the_one_built_at_once(
    first: Corpus, second: Corpus, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    make(write(folder, first), folder / "stepwise")
    stepwise = make(write(folder, second), folder / "stepwise")
    both = {**first, **second}
    assert stepwise == make(write(folder, both), folder / "at-once")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = {"a": [(0, 0, 0)], "b": [(0, 0, 0), (9, 1, 1)], "c": [(3, 2, 2)], "d": [(1, 1, 2)]}
    make(write(tmp_path, corpus), tmp_path / "out")
    return tmp_path


CHANGED: Corpus = {"b": [(0, 0, 1)]}


@pytest.mark.parametrize(
    ("room", "step"),
    [(Fragments, "replace"), (OxigraphStore, "flush"), (OxigraphStore, "replace_document")],
)
def test_a_build_that_dies_while_it_replaces_is_made_good_by_the_next(
    folder: Path, room: type, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    paths = write(folder, CHANGED)
    with monkeypatch.context() as context:
        context.setattr(room, step, die)
        with pytest.raises(KeyboardInterrupt):
            make(paths, folder / "out")
    healed = make(paths, folder / "out")
    everything = sorted(str(path) for path in folder.glob("*.jsonl"))
    assert healed == make(everything, folder / "anew")


def test_a_build_that_dies_while_it_loads_is_made_good_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path, {"a": [(0, 0, 0)], "b": [(0, 1, 1)]})
    for step in ("bulk_load", "flush"):

        def die(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as context:
            context.setattr(OxigraphStore, step, die)
            with pytest.raises(KeyboardInterrupt):
                make(paths, tmp_path / "out")
    assert make(paths, tmp_path / "out") == make(paths, tmp_path / "anew")


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("turtle", "graph.ttl"),
        ("trig", "graph.trig"),
        ("gexf", "graph.gexf"),
        ("graphml", "graph.graphml"),
    ],
)
def test_an_export_of_the_store_is_the_file_that_the_build_wrote(
    folder: Path, form: str, name: str
) -> None:
    make(write(folder, CHANGED), folder / "out")
    exported = io.BytesIO()
    with open_folder(folder / "out") as found:
        exporter(form)(found.store.quads(), exported)
    assert exported.getvalue() == (folder / "out" / name).read_bytes()


def test_a_document_that_its_source_no_longer_holds_leaves_what_others_say(folder: Path) -> None:
    source = folder / "two.jsonl"
    lines = [claim("x", 0, 0, 0), claim("y", 0, 0, 1)]
    source.write_text("\n".join(lines), encoding="utf-8")
    make([str(source)], folder / "out")
    source.write_text(lines[1], encoding="utf-8")
    everything = sorted(str(path) for path in folder.glob("*.jsonl"))
    assert make([str(source)], folder / "out") == make(everything, folder / "anew")
