"""`kg paths`, `neighbors`, `common`, `bridges`, `rank` and `communities`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.api import build, to_networkx
from kg.cli import main
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_record
from kg.networks import MEASURES, rank
from tests.queries import graphs

DOCUMENTS = {document.id: document.text for document in graphs.DOCUMENTS}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("relating")
    lines = [json.dumps(document_record(document)) for document in graphs.DOCUMENTS]
    path = folder / "all.jsonl"
    path.write_text("\n".join([*lines, *map(dump_claim, graphs.CLAIMS)]), encoding="utf-8")
    build(path, folder / "out")
    return folder / "out"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_a_path_shows_each_step_with_the_sentence_of_its_document(out: Path) -> None:
    result = run("paths", out, "Ana Brill", "Corvid Systems")
    assert result.exit_code == 0, result.output
    assert "Ana Brill · NightEye · Corvid Systems (2 steps)" in result.stdout
    assert "Corvid Systems —makes→ NightEye (1 source)" in result.stdout
    assert ">>Corvid Systems, of Elverton, sells NightEye<<." in result.stdout
    assert "Elverton Gazette, 2020-02-03" in result.stdout


def test_the_rows_of_paths_quote_their_documents(out: Path) -> None:
    found = rows(run("paths", out, "Ana Brill", "Corvid Systems", "--format", "csv"))
    assert {row["step"] for row in found if row["number"] == "1"} == {"1", "2"}
    for row in found:
        words = row["sentence"].split(" … ")
        text = " ".join(DOCUMENTS[row["document"]].split())
        assert all(word in text for word in words), row


def test_paths_are_bounded_by_number_length_predicate_and_what_is_avoided(out: Path) -> None:
    def names(*options: str) -> list[str]:
        result = run("paths", out, "Ana Brill", "Corvid Systems", "--evidence", "0", *options)
        return [line.split(" (")[0] for line in result.stdout.splitlines() if line[:1].isdigit()]

    every = names("--most", "50")
    assert len(every) > 2
    assert names("--most", "1") == every[:1]
    assert names("--longest", "2", "--most", "50") == [p for p in every if p.count("·") == 2]
    assert all("NightEye" not in path for path in names("--avoid", "NightEye", "--most", "50"))
    deploys = run(
        "paths",
        out,
        "Ana Brill",
        "Corvid Systems",
        "--predicate",
        "deploys",
        "--predicate",
        "makes",
    )
    assert (deploys.exit_code, deploys.stdout) == (1, "")
    assert "no path connects the two" in deploys.stderr


def test_kinds_of_things_connect_only_where_they_are_asked_to(tmp_path: Path) -> None:
    for name, text in (
        ("a.txt", "Elverton Police has used body cameras since 2019, said Ana Ruiz."),
        ("b.txt", "Norvane Water Works has used body cameras since 2020, said Omar Osei."),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out")
    ends = ("paths", tmp_path / "out", "Elverton Police", "Norvane Water Works")
    names, kinds = run(*ends), run(*ends, "--through-kinds")
    assert (names.exit_code, names.stdout) == (1, "")
    assert "--through-kinds" in names.stderr
    assert "Elverton Police · body cameras · Norvane Water Works (2 steps)" in kinds.stdout


def test_denied_claims_make_links_only_where_they_are_asked_for(out: Path) -> None:
    asserted = run("neighbors", out, "NightEye").stdout
    denied = run("neighbors", out, "NightEye", "--modality", "asserted", "--modality", "denied")
    assert "denied" not in asserted
    assert "(denied)→" in denied.stdout


def test_neighbors_come_by_their_distance(out: Path) -> None:
    near, far = (
        rows(run("neighbors", out, "Ana Brill", "--depth", depth, "--format", "csv"))
        for depth in ("1", "2")
    )
    assert near == far[: len(near)]
    assert len(far) > len(near) > 0


def test_common_neighbors_and_bridges_show_both_sides(out: Path) -> None:
    shared = run("common", out, "Corvid Systems", "Ana Brill").stdout
    assert "1. NightEye" in shared
    assert "—makes→" in shared
    assert "Ana Brill —states→ NightEye" in shared
    groups = run("bridges", out, "Company", "Ana Brill; Elverton Harbour Police").stdout
    assert "1. NightEye" in groups
    direct = run("bridges", out, "Person", "GovernmentOrganization").stdout
    assert direct.startswith("1. linked directly\n   Ana Brill —affiliated→")


@pytest.mark.parametrize("measure", MEASURES)
def test_rank_lists_what_python_gives(out: Path, measure: str) -> None:
    found = rows(run("rank", out, "--by", measure, "--format", "csv", "--limit", "100"))
    expected = rank(to_networkx(out), measure)  # type: ignore[arg-type]
    assert [row["entity"] for row in found] == [each.node for each in expected]
    assert [float(row[measure]) for row in found] == [each.score for each in expected]


def test_rank_of_a_class_keeps_the_places_of_all(out: Path) -> None:
    every = rows(run("rank", out, "--format", "csv"))
    companies = rows(run("rank", out, "--class", "Company", "--format", "csv"))
    assert companies == [row for row in every if row["class"] == "Company"]
    assert companies


def test_communities_hold_everyone_with_a_link_once(out: Path) -> None:
    found = rows(run("communities", out, "--least", "1", "--format", "csv"))
    assert sorted(row["entity"] for row in found) == sorted(to_networkx(out))
    count = len({row["community"] for row in rows(run("communities", out, "--format", "csv"))})
    last = run("communities", out).stdout.splitlines()[-1]
    assert last.startswith(f"{count} communities, modularity 0.")


def test_json_is_that_of_sparql_results(out: Path) -> None:
    result = json.loads(run("rank", out, "--format", "json").stdout)
    assert result["head"]["vars"] == ["place", "entity", "class", "pagerank", "documents"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("neighbors", "NightEyes"), 1, "did you mean NightEye?"),
        (("paths",), 2, "give [DIR] and 2 names"),
        (("bridges", "NewsOrganization", "Person"), 1, "no entity is of the class"),
        (("rank", "--predicate", "sells"), 1, "there are: "),
        (("rank", "--class", "Ship"), 1, "there are: "),
    ],
)
def test_what_is_not_there_is_said_with_a_remedy(
    out: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    command, *words = arguments
    result = run(command, out, *words)
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_a_folder_without_a_graph_is_an_error(tmp_path: Path) -> None:
    result = run("rank", tmp_path)
    assert result.exit_code == 2
    assert "there is no graph in this folder" in result.stderr
