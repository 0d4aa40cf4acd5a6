"""The command that compares, and what its page of the documentation shows."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.cli.comparing import diff
from kg.model import Claim, Entity, Span, with_id
from kg.model.claim_format import dump_claim
from kg.resources import models_path

ROOT = Path(__file__).resolve().parents[2]
PAGE, SAMPLES = ROOT / "docs" / "diff.md", ROOT / "examples" / "articles"
ARTICLE = "tamarack-face-search.txt"


def claim(words: str, at: int = 0, **fields: str) -> str:
    evidence = (Span(at, at + len(words), words),)
    made = Claim("urn:d", "makes", Entity("Corvane", "Organization"), evidence, "manual")
    return json.dumps(json.loads(dump_claim(with_id(made))) | fields)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.jsonl"
    path.write_text(f"{claim('It makes bells')}\n{claim('Corvane sells it', 90)}\n", "utf-8")
    return path


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(diff, [str(argument) for argument in arguments], input=stdin)


def test_what_says_the_same_exits_with_0(old: Path) -> None:
    result = run(old, old)
    assert result.exit_code == 0
    assert result.output == "claims: 0 added, 0 removed, 0 changed, 0 moved, 2 the same\n"


def test_what_only_moved_is_listed_when_asked_for(old: Path) -> None:
    moved = f"{claim('It makes bells')}\n{claim('Corvane sells it', 95)}\n"
    plain, verbose = run(old, "-", stdin=moved), run(old, "-", "--verbose", stdin=moved)
    assert (plain.exit_code, verbose.exit_code) == (0, 0)
    assert ("  > Corvane" in plain.output, "  > Corvane" in verbose.output) == (False, True)


def test_a_changed_claim_exits_with_1_and_shows_the_field(old: Path) -> None:
    denied = f"{claim('It makes bells', modality='denied')}\n{claim('Corvane sells it', 90)}\n"
    result = run(old, "-", stdin=denied)
    assert (result.exit_code, "      modality: asserted → denied\n" in result.output) == (1, True)


def test_json_is_one_change_a_line(old: Path) -> None:
    result = run(old, "-", "--format", "json", stdin=claim("It makes bells", modality="denied"))
    records = [json.loads(line) for line in result.output.splitlines()]
    assert [(record["change"], record.get("fields")) for record in records] == [
        ("changed", {"modality": {"old": "asserted", "new": "denied"}}),
        ("removed", None),
    ]


def test_the_summary_counts_for_a_program(old: Path) -> None:
    result = run(old, "-", "--format", "json", "--summary", stdin=claim("It makes bells"))
    record = json.loads(result.output)
    assert (record["different"], record["claims"]["removed"]) == (True, 1)


@pytest.mark.parametrize("line", ["{", '{"text": "Hi."}'])
def test_a_bad_line_exits_with_2_and_is_named(old: Path, line: str) -> None:
    result = run(old, "-", stdin=f"{claim('It makes bells')}\n{line}\n")
    assert (result.exit_code, "Error: -:2: " in result.output) == (2, True), result.output


def test_a_folder_that_is_not_there_exits_with_2(tmp_path: Path, old: Path) -> None:
    assert run(old, tmp_path / "none").exit_code == 2


def test_no_colour_is_written_to_what_is_no_terminal(old: Path) -> None:
    assert "\x1b" not in run(old, "-", stdin=claim("It makes bells")).output


@pytest.mark.skipif(
    not (PAGE.is_file() and SAMPLES.is_dir() and (models_path() / "base").is_dir()),
    reason="the documentation, the sample articles or the language model are not installed",
)
def test_the_page_shows_what_comes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.read_text(encoding="utf-8")
    commands, shown = re.findall(r"```(?:sh|text)\n(.*?)```", page, re.DOTALL)[:2]
    edits = re.findall(r"(?<=['\s])s/([^/]+)/([^/]+)/", commands)
    monkeypatch.chdir(tmp_path)
    path = Path("articles") / ARTICLE
    path.parent.mkdir()
    shutil.copy(SAMPLES / ARTICLE, path)
    for out in ("monday", "tuesday"):
        assert f"kg build articles/{ARTICLE} --out {out}" in commands
        built = CliRunner().invoke(main, ["build", str(path), "--out", out])
        assert built.exit_code == 0, built.output
        text = path.read_text(encoding="utf-8")
        for was, becomes in edits:
            text = text.replace(was, becomes)
        path.write_text(text, encoding="utf-8")
    result = run("monday", "tuesday")
    assert (result.exit_code, result.output) == (1, shown)


def test_the_page_names_every_option_and_change() -> None:
    page = PAGE.read_text(encoding="utf-8")
    options = [option for parameter in diff.params for option in parameter.opts if option[0] == "-"]
    words = [*options, "added", "removed", "changed", "moved", "merged", "split"]
    assert [word for word in words if word not in page and word != "-v"] == []
