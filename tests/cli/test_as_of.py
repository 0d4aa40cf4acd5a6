"""`--as-of` and `--published-until`: of questions, explanations and exports; and what explain adds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.api import build
from kg.cli.main import main
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_record
from kg.vocab import DEFAULT_BASE
from tests.queries import graphs
from tests.views import samples

USE = f"{DEFAULT_BASE}deployment/elverton-harbour-police/nighteye"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("as-of")
    lines = [json.dumps(document_record(document)) for document in graphs.DOCUMENTS]
    lines += map(dump_claim, graphs.CLAIMS)
    (folder / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build(folder / "all.jsonl", folder / "out")
    return folder / "out"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def rows(*arguments: str | Path) -> int:
    result = run("query", *arguments, "--format", "csv")
    assert result.exit_code == 0, result.output
    return len(result.stdout.splitlines()) - 1


def test_a_question_is_asked_of_what_was_so(out: Path) -> None:
    assert rows(out, "who-deploys") == 3
    assert rows(out, "who-deploys", "--as-of", "2017") == 0
    assert rows(out, "who-deploys", "--as-of", "2019-02") == 1
    assert rows(out, "who-deploys", "--as-of", "2019") == 2
    assert rows(out, "who-deploys", "--as-of", "2019", "--published-until", "2020") == 1


def test_the_day_that_is_meant_is_told(out: Path) -> None:
    told = run("query", out, "who-deploys", "--as-of", "2019-02").stderr
    assert told.startswith("as of 2019-02-28 (the last day of 2019-02): 1 of 13 claims (")
    told = run("query", out, "documents", "--published-until", "2020-02-03").stderr
    assert told == (
        "published until 2020-02-03: 5 of 13 claims (2 documents not, or not surely, published by"
        " then)\n"
    )


def test_an_explanation_is_of_what_was_so(out: Path) -> None:
    assert "[2]" in run("explain", out, USE, "--as-of", "2019").stdout
    assert "[2]" not in run("explain", out, USE, "--as-of", "2019-02").stdout
    result = run("explain", out, USE, "--as-of", "2017")
    assert result.exit_code == 1
    assert "no claim names" in result.stderr


def test_an_export_is_of_what_was_so(out: Path, tmp_path: Path) -> None:
    whole, part = tmp_path / "whole.nq", tmp_path / "part.nq"
    assert run("export", out, "--format", "nquads", "-o", whole).exit_code == 0
    given = ("--as-of", "2019", "-o", part)
    assert run("export", out, "--format", "nquads", *given).exit_code == 0
    assert graphs.USED.qualifiers
    uses = f"<{samples.POLICE_IRI}> <https://w3id.org/claimkg/ontology#deploys>"
    assert uses in part.read_text(encoding="utf-8")
    dropped = f"claim/{samples.CLAIMS[1].id}>"
    assert dropped in whole.read_text(encoding="utf-8")
    assert dropped not in part.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [("query", "documents"), ("explain", "NightEye")])
def test_what_is_no_date_is_told(out: Path, command: tuple[str, str]) -> None:
    result = run(command[0], out, command[1], "--as-of", "2021-13")
    assert result.exit_code == 2
    assert "'2021-13' is no date (write 2021, 2021-03 or 2021-03-15)" in result.stderr


def test_a_server_is_not_asked_as_of_a_day() -> None:
    result = run("query", "--store", "http://127.0.0.1:9", "vendors", "--as-of", "2021")
    assert result.exit_code == 2
    assert "need a folder" in result.stderr


@pytest.mark.parametrize("asked", [(USE,), (samples.POLICE, "deploys", "NightEye")])
def test_a_use_is_explained_with_its_history(out: Path, asked: tuple[str, ...]) -> None:
    text = run("explain", out, *asked).stdout
    history = text[text.index("History") :].splitlines()
    assert history[1].split() == ["status", "event", "date", "published", "who", "says", "so"]
    assert [line.split()[:3] for line in history[2:5]] == [
        ["active", "2018", "2021-11"],
        ["active", "2019-03", "2020-02-03"],
        ["ended", "2021", "2021-11"],
    ]


def test_what_is_no_use_has_no_history(out: Path) -> None:
    assert "History" not in run("explain", out, "NightEye").stdout


def test_an_entity_says_why_it_is_one_and_how_many_sources_a_fact_has(tmp_path: Path) -> None:
    ended = replace(
        samples.ENDED, subject=replace(samples.ENDED.subject, name="Elverton Harbour PD")
    )
    lines = [json.dumps(document_record(document)) for document in samples.DOCUMENTS]
    lines += map(dump_claim, (samples.DEPLOYED, ended))
    (tmp_path / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build(tmp_path / "all.jsonl", tmp_path / "out")
    text = run("explain", tmp_path / "out", samples.POLICE).stdout.splitlines()
    because = text[text.index("One entity because") + 1]
    assert "“Elverton Harbour PD” and “Elverton Harbour Police”: " in because
    assert "(probability " in because
    assert (
        f"  {samples.POLICE} deploys NightEye (2 claims, 2 documents, 2 independent sources)"
        in text
    )
