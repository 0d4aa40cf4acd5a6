"""`kg remove`: what goes, what stays, what it shows and refuses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.api import build
from kg.api import remove as remove_from
from kg.cli.main import main
from kg.errors import NotFoundError, StoreError
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_record
from kg.stores.journal import Journal
from tests.views import samples

FIRST, SECOND = samples.FIRST.id, samples.SECOND.id


def lines_of(document: str) -> list[str]:
    """Return the JSON of one of the sample documents and of its claims."""
    found = [json.dumps(document_record(each)) for each in samples.DOCUMENTS if each.id == document]
    return [*found, *(dump_claim(claim) for claim in samples.CLAIMS if claim.document == document)]


def write(path: Path, *documents: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(line for each in documents for line in lines_of(each)) + "\n")
    return path


def files(out: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the graph of two files in `out`, and of the first alone in `one`."""
    folder = tmp_path_factory.mktemp("built")
    first = write(folder / "reports" / "a.jsonl", FIRST)
    second = write(folder / "reports" / "b.jsonl", SECOND)
    build([first, second], folder / "out")
    build([first], folder / "one")
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the graph of two files."""
    shutil.copytree(built / "out", tmp_path / "out")
    return tmp_path / "out"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["remove", *map(str, arguments)])


def test_a_source_leaves_as_if_it_had_never_been_read(built: Path, folder: Path) -> None:
    assert files(folder) != files(built / "one")
    result = run(folder, built / "reports" / "b.jsonl")
    assert result.exit_code == 0, result.output
    assert files(folder) == files(built / "one")
    assert result.stderr.startswith("1 source, 1 document, ")
    assert "left: 1 documents" in result.stderr


def test_a_document_leaves_by_its_iri_and_its_source_with_it(built: Path, folder: Path) -> None:
    result = run(folder, SECOND)
    assert result.exit_code == 0, result.output
    assert files(folder) == files(built / "one")
    with Journal(folder / "store" / "journal.sqlite") as journal:
        assert list(journal.sources()) == [str(built / "reports" / "a.jsonl")]


def test_one_document_of_a_file_leaves_and_the_others_stay(tmp_path: Path) -> None:
    both, out = write(tmp_path / "both.jsonl", FIRST, SECOND), tmp_path / "out"
    build(both, out)
    before = files(out)
    removal = remove_from(SECOND, out)
    assert removal.sources == ()
    assert removal.documents == (SECOND,)
    kept = (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in kept] == [FIRST]
    assert SECOND.encode() not in files(out)["graph.trig"]
    build(both, out)  # given again, it is read again
    assert files(out) == before


def test_a_folder_takes_what_is_in_it(
    built: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built)
    result = run(folder, "./reports/")
    assert result.exit_code == 0, result.output
    assert files(folder)["claims.jsonl"] == files(folder)["documents.jsonl"] == b""
    assert b"kg:Claim" not in files(folder)["graph.ttl"]


def test_a_folder_takes_nothing_whose_name_only_begins_so(built: Path, folder: Path) -> None:
    before = files(folder)
    result = run(folder, built / "rep")
    assert result.exit_code == 1
    assert files(folder) == before


def test_what_others_say_as_well_stays(built: Path, tmp_path: Path) -> None:
    copy = write(tmp_path / "copy.jsonl", FIRST)
    out = tmp_path / "out"
    build([built / "reports" / "a.jsonl", copy], out)
    removal = remove_from(copy, out)
    assert not removal.documents
    assert not removal.entities
    assert removal.claims == 0
    assert removal.sources == (str(copy),)
    assert files(out) == files(built / "one")


def test_what_would_go_is_shown_and_nothing_changed(folder: Path) -> None:
    before = files(folder)
    result = run(folder, SECOND, "--dry-run")
    assert result.exit_code == 0, result.output
    of_second = [claim for claim in samples.CLAIMS if claim.document == SECOND]
    assert f"documents:\n    {SECOND}\n" in result.stdout
    assert f", {len(of_second)} claims, " in result.stdout
    assert samples.POLICE_IRI not in result.stdout  # the first document names it as well
    assert files(folder) == before
    with Journal(folder / "store" / "journal.sqlite") as journal:
        assert journal.knows(SECOND)


def test_entities_that_only_the_removed_name_are_listed(folder: Path) -> None:
    removal = remove_from(FIRST, folder, dry_run=True)
    named = {iri for iri, _ in removal.entities}
    assert samples.FIRE_IRI in named
    assert samples.BRILL_IRI in named
    assert samples.CORVID_IRI not in named  # which the second document names, too
    ttl = files(folder)["graph.ttl"].decode()
    remove_from(FIRST, folder)
    left = files(folder)["graph.ttl"].decode()
    for iri in named:
        assert f"<{iri}> a " in ttl
        assert f"<{iri}>" not in left


def test_an_unknown_name_changes_nothing_and_near_ones_are_suggested(
    built: Path, folder: Path
) -> None:
    before = files(folder)
    result = run(folder, built / "reports" / "a.jsonl", "elsewhere/b.jsonl")
    assert result.exit_code == 1
    assert str(built / "reports" / "b.jsonl") in result.stderr
    assert files(folder) == before
    with Journal(folder / "store" / "journal.sqlite") as journal:
        assert len(list(journal.sources())) == 2
    with pytest.raises(NotFoundError) as caught:
        remove_from(f"{SECOND}x", folder)
    assert SECOND in caught.value.suggestions


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no graph"):
        remove_from("a.txt", tmp_path)
    assert not (tmp_path / "store").exists()


def test_a_folder_alone_is_no_source(folder: Path) -> None:
    assert run(folder).exit_code == 2
