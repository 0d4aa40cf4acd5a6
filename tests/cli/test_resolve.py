"""`kg resolve`: what it offers, writes, refuses and takes back, with options and with keys."""

from __future__ import annotations

import csv
import io
import os
import pty
import re
import select
import shlex
import shutil
import sqlite3
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.api import build
from kg.cli.main import main
from kg.cli.resolving import resolve
from kg.model.judgement import VERDICTS, Judgement, Selector, Verdict
from kg.resolution.judgements import read_judgements, write_judgements
from kg.vocab import DEFAULT_BASE
from tests.judged_folder import NAMES, SITE, build_again, files, report, write
from tests.judged_folder import maker as makes

BY = ("--by", "Ida Voss")
ADA = f"{DEFAULT_BASE}person/ada-moss"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build(write(folder), folder / "out")
    return folder / "out"


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "out")
    return tmp_path / "out"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(resolve, [str(argument) for argument in arguments])


def known(out: Path) -> list[Judgement]:
    return read_judgements(out / "judgements.csv")


def pairs(text: str) -> list[str]:
    """Return the pairs that the text shows, without what is told of them."""
    return [line for line in text.splitlines() if "  –  " in line]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_pairs_are_written_as_text_likeliest_first(out: Path) -> None:
    result = run(out)
    scores = [float(found) for found in re.findall(r"^  (\d\.\d\d): ", result.stdout, re.M)]
    assert result.exit_code == 0, result.output
    assert scores == sorted(scores, reverse=True)
    assert "Northlight  –  Northlight Systems" in pairs(result.stdout)
    assert len(pairs(result.stdout)) == len(scores) > 3


def test_a_pair_is_shown_with_the_sentences_that_name_its_sides(out: Path) -> None:
    (text,) = [part for part in run(out).stdout.split("\n\n") if part.startswith("Northlight  –")]
    _, why, *sides = text.splitlines()
    assert re.fullmatch(r"  0\.8\d?: contained.*", why)
    assert sides == [
        "  Northlight (Organization, 1 document)",
        "    >>Northlight<< makes Lanewatch.",
        f"      “Story g”, The G Post, 2024-05-02, {SITE}g",
        "  Northlight Systems (Organization, 1 document)",
        "    >>Northlight Systems<< makes Gridview.",
        f"      “Story h”, The H Post, 2024-05-02, {SITE}h",
    ]


def test_pairs_can_be_chosen(out: Path) -> None:
    everything = pairs(run(out).stdout)
    assert pairs(run(out, "--limit", "2").stdout) == everything[:2]
    people = pairs(run(out, "--type", "Person").stdout)
    assert people == [pair for pair in everything if "Moss" in pair]
    assert pairs(run(out, "--type", "Company").stdout) == [
        p for p in everything if "orthl" in p or "orvid" in p
    ]
    likely = pairs(run(out, "--min-score", "0.7").stdout)
    assert likely == ["Northlight  –  Northlight Systems"]
    unknown = run(out, "--type", "Robot")
    assert (unknown.exit_code, "'Robot'" in unknown.output) == (2, True)


def test_nothing_to_judge_says_so(out: Path) -> None:
    result = run(out, "--min-score", "1")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "",
        "there is no pair to judge\n",
    )


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_judged_pair_is_written_at_once_and_not_offered_again(
    out: Path, verdict: Verdict
) -> None:
    result = run(out, f"--{verdict}", *NAMES, "--why", "its site says so", *BY)
    assert result.exit_code == 0, result.output
    (made,) = known(out)
    left, right = (Selector("Organization", name) for name in NAMES)
    assert made == Judgement(verdict, left, right, "Ida Voss", made.at, "its site says so")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", made.at)
    assert "Northlight  –  Northlight Systems" not in pairs(run(out).stdout)


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize(
    "asked",
    [
        NAMES,
        ("Ada B. Moss", "Ada Moss", "--document", f"{SITE}f", "--document", f"{SITE}a"),
        ("Ada Moss", "Ada Moss", "--document", f"{SITE}a", "--document", f"{SITE}c"),
        ("Ada Moss", "Ada Moss", "--document", f"{SITE}a", "--document", f"{SITE}b"),
        ("Corvid", "Northlight Systems"),
    ],
)
def test_undo_gives_the_bytes_before(out: Path, verdict: str, asked: tuple[str, ...]) -> None:
    before = files(out)
    assert run(out, f"--{verdict}", *asked, *BY, "--apply").exit_code == 0
    after = files(out)
    result = run(out, "--undo", *asked)
    assert (result.exit_code, known(out)) == (0, []), result.output
    assert build_again(out) == before
    told_same = verdict == "same" and asked[:2] != ("Ada Moss", "Ada Moss")
    assert not told_same or after != before


def test_same_makes_one_entity_of_two_names(out: Path) -> None:
    assert run(out, "--same", "Corvid", "Northlight Systems", *BY, "--apply").exit_code == 0
    text = (out / "claims.jsonl").read_text(encoding="utf-8")
    assert '"name": "Corvid"' in text
    assert "organization/northlight-systems" in text


def test_a_name_of_several_entities_needs_a_document_or_an_iri(out: Path) -> None:
    result = run(out, "--same", "Ada Moss", "Ada B. Moss", *BY)
    assert result.exit_code == 2
    assert (
        f"2 entities are named 'Ada Moss' (name a document of the one with --document: {SITE}a, {SITE}c)"
        in result.output
    )
    told = run(out, "--same", "Ada Moss", "Ada B. Moss", "--document", f"{SITE}c", *BY)
    assert told.exit_code == 0, told.output
    (made,) = known(out)
    sides = Selector("Person", "Ada Moss", f"{SITE}c"), Selector("Person", "Ada B. Moss")
    assert (made.left, made.right) == sides


def test_one_name_may_be_said_to_be_one_entity_everywhere(out: Path) -> None:
    assert run(out, "--same", "Ada Moss", "Ada Moss", *BY, "--apply").exit_code == 0
    text = (out / "graph.ttl").read_text(encoding="utf-8")
    assert "ada-moss--" not in text
    assert "ada-moss" in text


@pytest.mark.parametrize("angled", ["{}", "<{}>"])
def test_an_iri_names_an_entity(out: Path, angled: str) -> None:
    opera = angled.format(f"{ADA}--quillby-opera")
    full = angled.format(f"{DEFAULT_BASE}person/ada-b-moss")
    assert run(out, "--same", full, opera, *BY).exit_code == 0
    (made,) = known(out)
    sides = Selector("Person", "Ada B. Moss"), Selector("Person", "Ada Moss", f"{SITE}c")
    assert (made.left, made.right) == sides
    undone = run(out, "--undo", opera, full)
    assert (undone.exit_code, known(out)) == (0, []), undone.output


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("Northlight Sistems", "Corvid"), "did you mean Northlight, Northlight Systems?"),
        (("Zzyzx", "Corvid"), "the question 'entities' lists"),
        ((f"{DEFAULT_BASE}person/nobody", "Corvid"), "does not hold"),
        (("Corvid", "Corvid", "--document", f"{SITE}g"), f"{SITE}g does not name 'Corvid'"),
        (("Ada B. Moss", "Corvid"), "two entities, whatever their names"),
        (("Corvid", "Northlight", "--type", "Person"), "'Corvid' as a Person"),
        (("Corvid", "Northlight", "--document", "g"), "is not an absolute IRI"),
    ],
)
def test_what_the_graph_does_not_have_is_refused(
    out: Path, asked: tuple[str, ...], told: str
) -> None:
    result = run(out, "--same", *asked, *BY)
    assert (result.exit_code, result.stderr.startswith("Error: ")) == (2, True), result.output
    assert told in result.output
    assert not (out / "judgements.csv").exists()


def test_a_name_of_two_classes_needs_a_type(tmp_path: Path) -> None:
    reports = (
        report("a", makes("Corvid", "Lens"), makes("Lens", "Corvid")),
        report("b", makes("Lens", "Corvid")),
    )
    build(write(tmp_path, reports), tmp_path / "out")
    result = run(tmp_path / "out", "--same", "Corvid", "Lens", *BY)
    assert (result.exit_code, "say which with --type" in result.output) == (2, True), result.output
    assert (
        run(tmp_path / "out", "--same", "Corvid", "Lens", "--type", "Product", *BY).exit_code == 0
    )
    assert known(tmp_path / "out")[0].left.type == "Product"


def test_a_judgement_that_contradicts_others_is_refused(out: Path) -> None:
    run(out, "--same", *NAMES, *BY)
    run(out, "--same", "Northlight Systems", "Corvid", *BY)
    before = known(out)
    result = run(out, "--different", "Northlight", "Corvid", *BY)
    assert (result.exit_code, "contradict" in result.output) == (2, True)
    assert known(out) == before


def test_a_pair_that_follows_from_judgements_is_not_offered(out: Path) -> None:
    assert "Corvid  –  Corvid Analytics" in pairs(run(out).stdout)
    run(out, "--same", "Corvid", "Northlight", *BY)
    run(out, "--different", "Northlight", "Corvid Analytics", *BY)
    assert "Corvid  –  Corvid Analytics" not in pairs(run(out).stdout)


def test_a_pair_of_which_a_document_was_judged_is_not_offered_for_all(out: Path) -> None:
    run(out, "--different", *NAMES, "--document", f"{SITE}g", *BY)
    assert "Northlight  –  Northlight Systems" not in pairs(run(out).stdout)


def test_list_shows_who_judged_when_and_why(out: Path) -> None:
    run(out, "--same", *NAMES, "--why", "its site says so", *BY)
    two = ("--document", f"{SITE}a", "--document", f"{SITE}c")
    run(out, "--different", "Ada Moss", "Ada Moss", *two, *BY)
    text = re.sub(r", \d{4}-\S+Z", ", WHEN", run(out, "--list").stdout)
    assert text == (
        "Northlight = Northlight Systems (Organization)\n"
        "    same, by Ida Voss, WHEN: its site says so\n\n"
        f"Ada Moss of {SITE}a ≠ Ada Moss of {SITE}c (Person)\n"
        "    different, by Ida Voss, WHEN\n"
    )


def test_undo_of_what_is_not_judged_names_the_nearest(out: Path) -> None:
    run(out, "--same", *NAMES, *BY)
    result = run(out, "--undo", "Northlight", "Northlight Sistems")
    assert (result.exit_code, "Northlight Systems" in result.output) == (2, True)
    assert len(known(out)) == 1


def test_undo_of_several_needs_a_document(out: Path) -> None:
    for document in "ac":
        run(out, "--same", "Ada Moss", "Ada B. Moss", "--document", SITE + document, *BY)
    result = run(out, "--undo", "Ada B. Moss", "Ada Moss")
    assert (result.exit_code, "there are 2 judgements" in result.output) == (2, True)
    told = ("--undo", "Ada Moss", "Ada B. Moss", "--document", f"{SITE}a")
    assert run(out, *told).exit_code == 0
    assert [made.left.document for made in known(out)] == [f"{SITE}c"]


def test_undo_and_list_need_no_graph(out: Path, tmp_path: Path) -> None:
    run(out, "--same", *NAMES, *BY)
    elsewhere = ("--judgements", out / "judgements.csv")
    assert "Northlight =" in run(tmp_path / "none", "--list", *elsewhere).stdout
    assert run(tmp_path / "none", "--undo", *NAMES, *elsewhere).exit_code == 0
    assert known(out) == []


def test_a_table_is_filled_in_and_read_back(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    result = run(out, "--csv", path)
    assert result.exit_code == 0, result.output
    assert shlex.join(["kg", "resolve", str(out), "--import", str(path)]) in result.output
    table = rows(path.read_text(encoding="utf-8"))
    assert len(table) == len(pairs(run(out).stdout))
    assert {row["judgement"] for row in table} == {""}
    for row in table:
        if row["left"] == "Northlight":
            row["judgement"] = "same"
            assert row["left_sentence"] == ">>Northlight<< makes Lanewatch."
            assert row["documents"] == f"{SITE}g {SITE}h"
        if row["left"] == row["right"] == "Ada Moss":
            row["judgement"], row["by"], row["at"] = "different", "Ole Brandt", "2024-06-01"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    taken = run(out, "--import", path, *BY)
    assert (taken.exit_code, "2 judgements taken over" in taken.stderr) == (0, True), taken.output
    same, different = sorted(known(out), key=lambda made: made.verdict, reverse=True)
    assert (same.by, same.left.name, same.left.document) == ("Ida Voss", "Northlight", "")
    assert (different.by, different.at) == ("Ole Brandt", "2024-06-01T00:00:00Z")
    assert {different.left.document, different.right.document} == {f"{SITE}a", f"{SITE}c"}


def test_no_cell_of_the_table_runs_as_a_formula(out: Path) -> None:
    table = rows(run(out, "--csv", "-", "--type", "Product").stdout)
    (row,) = [row for row in table if "Lens" in row["left"]]
    assert (row["left"], row["right"]) == ("'@Lens", "'@Lens Pro")
    assert not any(re.match(r"[=+\-@\t\r]", value) for row in table for value in row.values())


def test_rows_that_cannot_be_used_are_named_with_their_lines(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    lines = (
        "judgement,type,left,right",
        "same,Person,Ada,Eva",
        "perhaps,Person,Ada,Ida",
        "same,,A,B",
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    result = run(out, "--import", path, *BY)
    assert result.exit_code == 2
    assert f"{path}:3: the judgement is 'perhaps'" in result.output
    assert f"{path}:4: the row has no type" in result.output
    assert not (out / "judgements.csv").exists()


def test_a_table_that_is_not_filled_in_says_so(out: Path, tmp_path: Path) -> None:
    run(out, "--csv", tmp_path / "pairs.csv")
    result = run(out, "--import", tmp_path / "pairs.csv", *BY)
    assert (result.exit_code, "none is filled in" in result.stderr) == (0, True)
    assert not (out / "judgements.csv").exists()


def test_columns_and_rows_of_others_stay(out: Path) -> None:
    path = out / "judgements.csv"
    other = Judgement(
        "same", Selector("Place", "Tarn"), Selector("Place", "Tarn Ridge"), extra=(("note", "x"),)
    )
    write_judgements(path, [other])
    run(out, "--same", *NAMES, *BY)
    assert other in known(out)
    run(out, "--undo", *NAMES)
    assert known(out) == [other]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--same", *NAMES, "--list"),
        ("--document", f"{SITE}a"),
        ("--same", *NAMES, *(("--document", f"{SITE}a") * 3)),
        ("--import", "no-such-file.csv"),
    ],
)
def test_a_half_command_is_a_usage_error(out: Path, arguments: tuple[str, ...]) -> None:
    result = run(out, *arguments)
    assert (result.exit_code, "Usage:" in result.output) == (2, True)


def test_a_pair_has_two_sides(out: Path) -> None:
    result = run(out, "--same", "Northlight")
    assert (result.exit_code, "requires 2 arguments" in result.output) == (2, True)


def test_a_folder_without_a_graph_is_one_line(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "there is no graph in this folder" in result.stderr


def test_while_a_build_writes_the_error_is_one_line(out: Path) -> None:
    writer = sqlite3.connect(out / "store" / "journal.sqlite", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    result = run(out)
    writer.close()
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "another build is writing" in result.stderr


def test_apply_refuses_other_settings_than_those_of_the_build(out: Path) -> None:
    before = files(out)
    result = run(out, "--same", *NAMES, *BY, "--apply", "--base", "https://other.example/")
    assert (result.exit_code, "built with other settings" in result.stderr) == (2, True)
    assert files(out) == before


def test_build_takes_judgements_from_elsewhere(out: Path, tmp_path: Path) -> None:
    before, source = files(out), out.parent / "claims.jsonl"
    write(out.parent)
    elsewhere = ("--judgements", str(tmp_path / "ours.csv"))
    assert run(out, "--same", "Corvid", "Northlight", *BY, *elsewhere).exit_code == 0
    command = ["build", str(source), "--out", str(out), "-q"]
    assert CliRunner().invoke(main, [*command, *elsewhere]).exit_code == 0
    assert files(out) != before
    assert CliRunner().invoke(main, command).exit_code == 0
    assert files(out) == before


# With keys

PATIENCE = 20.0  # seconds without a sign of life after which the program is taken for dead


class Terminal:
    """The command on a terminal of its own."""

    def __init__(self, *arguments: str | Path) -> None:
        self.handle, inner = pty.openpty()
        code = "from kg.cli.main import main; main()"
        self.process = subprocess.Popen(  # noqa: S603 - the program itself
            [sys.executable, "-c", code, "resolve", *map(str, arguments)],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
        )
        os.close(inner)
        self.seen = ""

    def until(self, ends: Callable[[str], bool]) -> str:
        """Read until the text since the last key ends so, and return it."""
        text = ""
        while not ends(text):
            if not select.select([self.handle], [], [], PATIENCE)[0]:
                raise AssertionError(f"nothing came after {text!r}")
            try:
                part = os.read(self.handle, 65_536).decode(errors="replace")
            except OSError:  # the program has ended
                break
            if not part:
                break
            text += part
        self.seen += text
        return re.sub(r"\x1b\[[0-9;]*m", "", text.replace("\r\n", "\n"))

    def send(self, key: str) -> None:
        """Press a key when the program waits for one: what comes before that, it throws away."""
        end = time.monotonic() + PATIENCE
        while termios.tcgetattr(self.handle)[3] & termios.ICANON:
            assert time.monotonic() < end, f"no key was waited for after {self.seen!r}"
            time.sleep(0.01)
        os.write(self.handle, key.encode())

    def press(self, key: str, shows: str) -> str:
        self.send(key)
        return self.until(lambda text: shows in text and text.endswith("\n"))

    def question(self) -> str:
        """Read to the end of the next question: two sides, a document each at least."""
        return self.until(lambda text: len(re.findall(r"2024-05-\d\d, \S+\r\n", text)) >= 2)

    def end(self, key: str) -> tuple[str, int]:
        self.send(key)
        text = self.until(lambda _: False)
        code = self.process.wait(PATIENCE)
        os.close(self.handle)
        return text, code


def test_a_key_is_a_decision_that_is_kept_at_once(out: Path) -> None:
    terminal = Terminal(out, *BY)
    text = terminal.question()
    assert text.startswith("s same   d different   u unsure")
    assert "[1] Northlight  –  Northlight Systems\n" in text
    assert "\x1b[1;33mNorthlight\x1b[0m makes Lanewatch." in terminal.seen
    assert known(out) == []
    assert "same\n" in terminal.press("s", "[2]")
    (made,) = known(out)
    assert (made.verdict, made.left.name, made.right.name) == ("same", *NAMES)
    text, code = terminal.end("q")
    assert f"1 decision in {out / 'judgements.csv'}; kg build applies it" in text
    assert code == 0


def test_the_last_decision_is_taken_back_and_asked_again(out: Path) -> None:
    terminal = Terminal(out, *BY)
    terminal.question()
    terminal.press("d", "[2]")
    assert [made.verdict for made in known(out)] == ["different"]
    text = terminal.press("z", "Northlight Systems")
    assert "taken back\n" in text
    assert known(out) == []
    terminal.press("u", "[2]")
    assert [made.verdict for made in known(out)] == ["unsure"]
    assert terminal.end("q")[1] == 0


def test_skipping_help_and_other_keys_decide_nothing(out: Path) -> None:
    terminal = Terminal(out, "--limit", "2", *BY)
    terminal.question()
    assert "they are two entities" in terminal.press("?", "kept")
    assert "s same" in terminal.press("x", "q quit")
    assert "no decision to take back" in terminal.press("z", "take back")
    assert "skipped" in terminal.press("k", "[2]")
    text, code = terminal.end(" ")
    assert ("skipped" in text, "no decision was made" in text, code) == (True, True, 0)
    assert not (out / "judgements.csv").exists()


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_what_was_decided_is_kept_when_the_person_breaks_off(out: Path, key: str) -> None:
    terminal = Terminal(out, *BY)
    terminal.question()
    terminal.press("s", "[2]")
    text, code = terminal.end(key)
    assert ("1 decision" in text, code, len(known(out))) == (True, 0, 1)


def test_decisions_are_applied_where_that_is_asked_for(out: Path) -> None:
    before = files(out)
    terminal = Terminal(out, "--limit", "1", "--apply", *BY)
    terminal.question()
    text, code = terminal.end("s")
    assert (code, "applied: " in text) == (0, True), text
    assert files(out) != before
    run(out, "--undo", *NAMES, "--apply")
    assert files(out) == before


def test_a_terminal_with_nothing_to_judge_says_so(out: Path) -> None:
    terminal = Terminal(out, "--min-score", "1", *BY)
    assert "there is no pair to judge" in terminal.until(lambda _: False)
    assert terminal.process.wait(PATIENCE) == 0
    os.close(terminal.handle)
