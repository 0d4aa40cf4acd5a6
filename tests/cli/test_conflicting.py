"""`kg conflicts`: what it lists, in which form, and how it exits; and the report of a build."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.api import build
from kg.cli.conflicting import conflicts
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_record
from kg.pipeline.folder import open_folder
from kg.queries.conflict_text import COLUMNS
from kg.queries.explain import explain
from tests.queries import graphs
from tests.views import samples

DEPLOYED, USED = samples.CLAIMS[0], graphs.CLAIMS[11]


def write(folder: Path, *, backwards: bool = False) -> Path:
    lines = [json.dumps(document_record(document)) for document in graphs.DOCUMENTS]
    lines += map(dump_claim, graphs.CLAIMS)
    path = folder / "all.jsonl"
    path.write_text("\n".join(lines[::-1] if backwards else lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("conflicts")
    build(write(folder), folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def agreed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a build of claims that do not contradict each other."""
    folder = tmp_path_factory.mktemp("agreed")
    path = folder / "all.jsonl"
    path.write_text("\n".join(map(dump_claim, samples.CLAIMS)), encoding="utf-8")
    build(path, folder / "out")
    return folder / "out"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(conflicts, [str(argument) for argument in arguments])


def test_conflicts_are_listed_with_the_sentences_of_both_sides(out: Path) -> None:
    result = run(out)
    assert result.exit_code == 0, result.output
    assert f"since: {samples.POLICE} deploys NightEye" in result.stdout
    assert ">>The harbour police have used NightEye since 2018<<, for $9 a month." in result.stdout
    assert ">>The harbour police of Elverton have run NightEye since March 2019<<" in result.stdout
    assert '“Boats & "eyes" a”, Elverton Gazette, 2020-02-03' in result.stdout
    assert result.stdout.endswith("\n\n1 conflict\n")


def test_a_script_may_fail_on_a_conflict(out: Path, agreed: Path) -> None:
    assert run(out, "--fail-on-conflict").exit_code == 1
    assert run(agreed, "--fail-on-conflict").exit_code == 0
    assert run(agreed).stdout == "0 conflicts\n"


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ((samples.POLICE,), 1),
        (("nighteye",), 1),
        ((samples.NIGHTEYE_IRI, "--kind", "since"), 1),
        (("NightEye", "--kind", "price"), 0),
        (("Corvid Systems",), 0),
    ],
)
def test_conflicts_are_asked_for_by_name_and_kind(
    out: Path, asked: tuple[str, ...], count: int
) -> None:
    result = run(out, *asked, "--format", "json")
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) == count


def test_json_has_a_line_for_each_conflict(out: Path) -> None:
    record = json.loads(run(out, "--format", "json").stdout)
    assert (record["kind"], record["about"]) == ("since", f"{samples.POLICE} deploys NightEye")
    assert [(side["value"], side["sources"]) for side in record["sides"]] == [
        ("2018", 1),
        ("2019-03", 1),
    ]
    (claim,) = record["sides"][0]["claims"]
    assert claim["claim"].endswith(USED.id)
    assert (claim["outlet"], claim["published"]) == ("Coast Courier", "2021-11")


def test_csv_has_a_row_for_each_claim(out: Path) -> None:
    result = run(out, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["claim"].rpartition("/")[2] for row in rows] == [USED.id, DEPLOYED.id]


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (("Nobody Known",), 1, "does not hold 'Nobody Known'"),
        (("--kind", "pric"), 1, "did you mean price?"),
        (("a", "b"), 2, "give [DIR] [NAME_OR_IRI]"),
    ],
)
def test_what_is_not_there_is_told(out: Path, asked: tuple[str, ...], code: int, told: str) -> None:
    result = run(out, *asked)
    assert result.exit_code == code
    assert told in result.stderr


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "there is no graph in this folder" in result.stderr


def test_the_report_of_a_build_ends_with_the_conflicts(out: Path, agreed: Path) -> None:
    report = (out / "report.txt").read_text(encoding="utf-8").splitlines()
    assert report[-5:] == [
        "Conflicts: 1",
        "",
        f"since: {samples.POLICE} deploys NightEye",
        "  2018 (1 claim, 1 independent source): >>The harbour police have used NightEye since "
        "2018<<, for $9 a month. (Coast Courier, 2021-11)",
        "  2019-03 (1 claim, 1 independent source): >>The harbour police of Elverton have run "
        "NightEye since March 2019<<, for $6 to $12 a month. (Elverton Gazette, 2020-02-03)",
    ]
    assert (agreed / "report.txt").read_text(encoding="utf-8").endswith("\n\nConflicts: none\n")


def test_the_report_does_not_depend_on_the_order_of_the_claims(out: Path, tmp_path: Path) -> None:
    build(write(tmp_path, backwards=True), tmp_path / "out")
    assert (tmp_path / "out" / "report.txt").read_bytes() == (out / "report.txt").read_bytes()


ARTICLES = Path(__file__).parent.parent / "resolution" / "dev" / "articles"


@pytest.fixture(scope="module")
def read_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a build of four articles: one denies what another says, one repeats another."""
    names = (
        "05-tarn-ridge-drones.txt",
        "06-whitcomb-denies-drone.txt",
        "14-michigan-claimsieve.txt",
        "34-who-gets-investigated.txt",
    )
    folder = tmp_path_factory.mktemp("articles") / "out"
    build([ARTICLES / name for name in names], folder)
    return folder


def test_articles_that_contradict_each_other_are_quoted_side_by_side(read_out: Path) -> None:
    (line,) = run(read_out, "--kind", "denied", "--format", "json").stdout.splitlines()
    told = json.loads(line)
    assert told["about"] == "Halden County Sheriff’s Office deploys SkyHeron 3"
    sides = {side["value"]: side["claims"] for side in told["sides"]}
    assert sides.keys() == {"so", "not so"}
    for claims, name in ((sides["so"], "05-tarn-ridge"), (sides["not so"], "06-whitcomb")):
        (claim,) = claims
        (path,) = ARTICLES.glob(f"{name}*")
        quoted = claim["sentence"].replace(">>", "").replace("<<", "")
        assert quoted in " ".join(path.read_text(encoding="utf-8").split())


def test_a_fact_that_one_article_has_from_another_has_one_source(read_out: Path) -> None:
    with open_folder(read_out) as found:
        explained = explain(found.store.engine, "ClaimSieve", found.document)
    counts = {fact.words: (fact.documents, fact.sources) for fact in explained.facts}
    shared = {words: count for words, count in counts.items() if count[0] > 1}
    assert shared
    assert set(shared.values()) == {(2, 1)}
