"""Sources cut into partitions, and partitions kept in a folder."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ConfigurationError, InputError, StoreError
from kg.model import Rejection, Source
from kg.pipeline import partitions as partitions_module
from kg.pipeline.partition_folder import PartitionFolder
from kg.pipeline.partitions import Partition, partitions, parts_of, units_of
from kg.pipeline.parts import Job, Part, joined
from kg.pipeline.pieces import cut, pieces
from kg.pipeline.settings import Settings
from kg.readers.media_types import JSON_LINES
from kg.readers.sources import find_sources
from kg.stores.entries import ClaimEntry, DocumentEntry
from tests.pipeline.test_pieces import collected

pytest.importorskip("fsspec", reason="needs the extra: pip install 'claimkg[cluster]'")
SETTINGS = Settings(model="small")
SENTENCE = "“The bridge stays shut until week {},” said Ana Ruiz, who leads Ferry Works."


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make partitions so short that a test has several."""
    monkeypatch.setattr(partitions_module, "_LENGTH", 300)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder of sources: texts, a page, lines of documents and of claims, an odd file."""
    made = tmp_path / "news"
    made.mkdir()
    for number in range(6):
        (made / f"{number}.txt").write_text(SENTENCE.format(number), encoding="utf-8")
    (made / "a.html").write_text("<article><p>The ferry is back.</p></article>")
    lines = [json.dumps({"text": SENTENCE.format(number)}) for number in range(20)]
    (made / "lines.jsonl").write_text("\n\n".join([*lines, "neither"]), encoding="utf-8")
    return made


def found(*locations: Path | str) -> Iterator[tuple[Source, str]]:
    for source in find_sources(map(str, locations), stdin=io.BytesIO()):
        assert not isinstance(source, Rejection)
        yield source, source.sha256()


def parts(name: str = "1") -> list[Part]:
    documents = (DocumentEntry(f"urn:{name}", '{"text": "a\u2028b"}', "[[0, 3]]"),)
    claims = (ClaimEntry(f"urn:{name}", "c1", 7, '{"type": "makes"}'),)
    return [Part(documents, claims, ('{"kind": "claim"}',)), Part(), Part(lost=True)]


def partition(name: str = "1") -> Partition:
    source = Source("/a.txt", "text/plain", name.encode())
    (unit,) = units_of(source, name)
    return Partition((unit, unit, unit))


@pytest.mark.usefixtures("short")
def test_what_partitions_give_is_what_the_sources_give(folder: Path) -> None:
    expected = collected(pieces(found(folder), SETTINGS))
    made = list(partitions(found(folder)))
    assert len(made) > 4
    results = [
        (Job(unit.location, unit.fingerprint, part, last=unit.last), part)
        for each in made
        for unit, part in zip(each.units, parts_of(each, SETTINGS), strict=True)
    ]
    assert collected(cut(results)) == expected


@pytest.mark.usefixtures("short")
def test_a_list_that_has_lost_its_beginning_is_cut_the_same_further_on(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number:03}.txt").write_text(f"Rain fell on day {number}.")
    whole = [each.name for each in partitions(found(tmp_path))]
    rest = [each.name for each in partitions(list(found(tmp_path))[20:])]
    assert len(set(whole)) == len(whole)
    assert len(set(rest) - set(whole)) <= len(rest) // 2


def test_a_partition_is_named_by_what_decides_its_content(folder: Path) -> None:
    (first,) = partitions(found(folder / "1.txt"))
    (again,) = partitions(found(folder / "1.txt"))
    (folder / "1.txt").write_text("Other words.")
    (other,) = partitions(found(folder / "1.txt"))
    assert first.name == again.name != other.name


@given(st.lists(st.binary(max_size=8)), st.integers(1, 30))
def test_stretches_are_whole_lines_and_miss_none(lines: list[bytes], length: int) -> None:
    data = b"\n".join(lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partitions_module, "_LENGTH", length)
        units = list(units_of(Source("/a.jsonl", JSON_LINES, data), ""))
    assert b"".join(data[unit.start : unit.end] for unit in units) == data
    assert all(unit.end == len(data) or data[unit.end - 1 : unit.end] == b"\n" for unit in units)
    assert [unit.line for unit in units] == [1 + data[: unit.start].count(b"\n") for unit in units]
    assert [unit.last for unit in units] == [unit is units[-1] for unit in units]


def test_a_source_that_is_not_there_for_a_worker_is_named_with_a_remedy(folder: Path) -> None:
    (made,) = partitions(found(folder / "1.txt"))
    (folder / "1.txt").write_text("Other words.")
    with pytest.raises(InputError, match="finds another file") as changed:
        parts_of(made, SETTINGS)
    (folder / "1.txt").unlink()
    with pytest.raises(InputError, match="a worker cannot read it") as missing:
        parts_of(made, SETTINGS)
    assert changed.value.where == missing.value.where == str(folder / "1.txt")
    assert "shared folder" in str(missing.value.remedy)


def test_standard_input_is_not_for_workers_elsewhere() -> None:
    with pytest.raises(ConfigurationError, match="standard input"):
        list(partitions([(Source("-", "text/plain", b"Rain."), "")]))


@pytest.mark.parametrize("place", ["memory://parts-{}/in", "file://{}/in", "{}/in"])
def test_a_partition_reads_back_as_it_was_written(place: str, tmp_path: Path) -> None:
    kept = PartitionFolder(place.format(tmp_path))
    assert kept.names() == set()
    kept.make()
    kept.write(partition(), parts())
    assert kept.read(partition()) == parts()
    assert list(kept.unread(partition())) == ['{"kind": "claim"}']
    assert kept.names() == {partition().name}
    kept.write(partition("2"), parts("2"))
    kept.keep_only([partition("2").name])
    assert kept.names() == {partition("2").name}


def test_a_partition_is_two_files_of_the_public_formats(tmp_path: Path) -> None:
    PartitionFolder(str(tmp_path)).write(partition(), parts())
    name = partition().name
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{name}.jsonl",
        f"{name}.meta.json",
    ]
    lines = (tmp_path / f"{name}.jsonl").read_bytes().split(b"\n")
    assert [json.loads(line) for line in lines if line] == [{"text": "a\u2028b"}, {"type": "makes"}]


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


@pytest.mark.parametrize(
    ("change", "reason"),
    [(damage, "not what was written"), (Path.unlink, "there is no such file")],
)
def test_a_partition_that_is_damaged_is_not_used(
    change: Callable[[Path], None], reason: str, tmp_path: Path
) -> None:
    kept = PartitionFolder(str(tmp_path))
    kept.write(partition(), parts())
    change(tmp_path / f"{partition().name}.jsonl")
    with pytest.raises(StoreError, match=reason):
        kept.read(partition())


def test_a_partition_whose_writing_is_cut_off_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fsspec.implementations.local import LocalFileSystem  # type: ignore[import-untyped]

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    kept = PartitionFolder(str(tmp_path))
    monkeypatch.setattr(LocalFileSystem, "mv", fail)
    with pytest.raises(StoreError, match="No space left"):
        kept.write(partition(), parts())
    monkeypatch.undo()
    assert kept.names() == set()
    assert all(path.name.startswith(".") for path in tmp_path.iterdir())
    (tmp_path / "notes.txt").write_text("mine")
    kept.keep_only([])
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_parts_join_in_order() -> None:
    first, *others = parts()
    assert joined([first, *others]) == Part(first.documents, first.claims, first.unread, lost=True)
