"""The command line on the sample articles: exit codes, and what is printed and written."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from rdflib import Graph

from kg.cli import main
from kg.resources import models_path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "examples" / "articles"

pytestmark = pytest.mark.skipif(
    not (SAMPLES.is_dir() and (models_path() / "base").is_dir()),
    reason="the sample articles or the language model are not installed",
)
FILES = {
    "claims.jsonl",
    "coverage.json",
    "documents.jsonl",
    "graph.gexf",
    "graph.graphml",
    "graph.trig",
    "graph.ttl",
    "rejected.jsonl",
    "report.ttl",
    "report.txt",
    "store",
}


def kg(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built")
    result = kg("build", SAMPLES, "--out", out)
    assert result.exit_code == 0, result.output
    return out


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file()}


def test_build_writes_every_file(built: Path) -> None:
    assert {path.name for path in built.iterdir()} == FILES


def test_the_turtle_file_parses_in_two_engines(built: Path) -> None:
    data = (built / "graph.ttl").read_bytes()
    parsed = list(ox.parse(data, format=ox.RdfFormat.TURTLE))
    assert len(Graph().parse(data=data, format="turtle")) == len(parsed) > 0


def test_the_gexf_file_is_read_by_networkx(built: Path) -> None:
    labels = {label for _, label in nx.read_gexf(built / "graph.gexf").nodes(data="label")}
    assert "FaceLedger" in labels


def test_the_graph_conforms_to_the_shapes(built: Path) -> None:
    assert kg("validate", built / "graph.ttl").exit_code == 0


def test_every_quotation_and_every_fact_is_verified(built: Path) -> None:
    result = kg("verify", built)
    assert (result.exit_code, "agrees" in result.output) == (0, True), result.output


def test_a_changed_claim_fails_verification(tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg("build", SAMPLES, "--out", out)
    lines = (out / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[0])
    record["evidence"][0]["text"] = "x" * len(record["evidence"][0]["text"])
    lines[0] = json.dumps(record)
    (out / "claims.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert kg("verify", out).exit_code == 1


def test_a_second_build_reads_nothing_and_changes_nothing(built: Path) -> None:
    before = contents(built)
    result = kg("build", SAMPLES, "--out", built)
    assert result.output.startswith("0 sources read")
    assert contents(built) == before


def test_the_order_of_sources_does_not_change_a_byte(built: Path, tmp_path: Path) -> None:
    result = kg("build", *sorted(SAMPLES.iterdir(), reverse=True), "--out", tmp_path)
    assert (result.exit_code, contents(tmp_path)) == (0, contents(built))


def test_a_build_from_claims_gives_back_the_claims(built: Path, tmp_path: Path) -> None:
    claims = built / "claims.jsonl"
    assert kg("build", claims, "--out", tmp_path).exit_code == 0
    again = (tmp_path / "claims.jsonl").read_text(encoding="utf-8")
    assert again == claims.read_text(encoding="utf-8")


def test_a_line_separator_in_what_is_set_aside_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "claims.jsonl").write_text('{"type": "a\u2028b"}\n', encoding="utf-8")
    result = kg("build", tmp_path / "claims.jsonl", "--out", tmp_path / "out")
    assert (result.exit_code, "set aside:" in result.output) == (1, True)


def test_a_refused_document_fails_the_build_though_it_makes_no_claim(tmp_path: Path) -> None:
    record = {"text": "Rain.", "url": "https://news.example/1", "published": "2023-02-30"}
    (tmp_path / "news.jsonl").write_text(json.dumps(record), encoding="utf-8")
    result = kg("build", tmp_path / "news.jsonl", "--out", tmp_path / "out")
    assert (result.exit_code, "set aside: " in result.output) == (1, True), result.output


def test_a_named_question_is_answered(built: Path) -> None:
    result = kg("query", built, "who-deploys", "--param", "product=FaceLedger", "--format", "json")
    rows = json.loads(result.output)["results"]["bindings"]
    assert {row["organization"]["value"].rsplit("/", 1)[-1] for row in rows} >= {
        "tamarack-county-sheriff-office"
    }


def test_a_misspelt_name_is_answered_with_the_nearest(built: Path) -> None:
    result = kg("query", built, "who-deploys", "--param", "product=FaceLeger")
    assert (result.exit_code, "FaceLedger" in result.output) == (2, True)


def test_a_query_that_would_write_is_refused(built: Path) -> None:
    result = kg("query", built, "DROP ALL")
    assert result.exit_code == 2


def test_explain_shows_the_sentence(built: Path) -> None:
    result = kg("explain", built, "FaceLedger")
    assert (result.exit_code, ">>" in result.output) == (0, True)


def test_explain_of_an_unknown_name_exits_with_one(built: Path) -> None:
    assert kg("explain", built, "Nobody at all").exit_code == 1


@pytest.mark.parametrize(
    "form", ["turtle", "trig", "nquads", "jsonld", "gexf", "graphml", "csv", "ftm"]
)
def test_every_format_is_exported(built: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "graph"
    assert kg("export", built, "--format", form, "-o", target).exit_code == 0
    assert target.stat().st_size > 0


def test_extract_reads_standard_input() -> None:
    text = "The city of Brackwater has bought 40 buses.\n\n“They are quiet,” said Ana Ruiz."
    result = kg("extract", "-", stdin=text)
    kinds = {json.loads(line)["type"] for line in result.stdout.splitlines()}
    assert (result.exit_code, "states" in kinds) == (0, True)


def test_build_says_what_was_set_aside_and_why(tmp_path: Path) -> None:
    result = kg("build", tmp_path / "no-such-file.txt", "--out", tmp_path / "out")
    assert "no-such-file.txt: there is no such file" in result.output


def test_what_cannot_be_read_is_set_aside_and_the_rest_is_built(tmp_path: Path) -> None:
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "news.txt").write_text("Ana Ruiz said the buses are late.", encoding="utf-8")
    out = tmp_path / "out"
    result = kg("build", tmp_path / "noise.txt", tmp_path / "news.txt", "--out", out)
    rejected = [json.loads(line) for line in (out / "rejected.jsonl").read_text().splitlines()]
    assert result.exit_code == 1
    assert [Path(item["where"]).name for item in rejected] == ["noise.txt"]
    assert len((out / "documents.jsonl").read_text().splitlines()) == 1


def test_a_folder_without_a_graph_is_named(tmp_path: Path) -> None:
    result = kg("query", tmp_path, "who-deploys")
    assert (result.exit_code, "build one with kg build" in result.output) == (2, True)


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = kg(command, "--help")
    assert (result.exit_code, f"kg {command}" in result.output) == (0, True)
