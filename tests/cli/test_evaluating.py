"""`kg evaluate` on gold of our own: what is printed, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.model import Claim
from kg.model.claim_format import claim_record, dump_claim
from kg.resources import models_path
from tests.evaluation.samples import (
    ANNOTATIONS,
    DOCUMENT,
    SALE,
    USE,
    claim,
    deploys,
    product,
    qualifiers,
    states,
    write_article,
    write_gold,
    write_lines,
)

needs_model = pytest.mark.skipif(
    not (models_path() / "base").is_dir(), reason="the language model is not installed"
)

CLAIMS = (
    deploys(source="ferries.txt", confidence=0.9, qualifiers=qualifiers(since="May 2021")),
    claim("makes", "Port of Eldmouth", SALE, object=product(), source="ferries.txt"),
    states("No face is ever stored", source="ferries.txt", confidence=0.8),
)
TABLE = """\
1 article, 3 claims

type                   precision        recall     F1
deploys                 1/1 1.00      1/1 1.00   1.00
makes                   0/1 0.00      0/1 0.00   0.00
opposes                 0/0 0.00      0/1 0.00   0.00
states                  1/1 1.00      1/1 1.00   1.00
states.direct                         1/1 1.00
all                     2/3 0.67      2/4 0.50   0.57
all, any type           2/3 0.67      2/4 0.50   0.57

modality                2/2 1.00
price                   0/1 0.00
since                   1/1 1.00
offsets                 4/4 1.00
"""


def kg(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def write_claims(path: Path, claims: tuple[Claim, ...] = CLAIMS) -> Path:
    path.write_text("".join(dump_claim(item) + "\n" for item in claims), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write_gold(tmp_path)


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    return write_claims(tmp_path / "claims.jsonl")


def test_claims_are_measured(gold: Path, claims: Path) -> None:
    result = kg("evaluate", gold, "--claims", claims)
    assert (result.exit_code, result.output) == (0, TABLE)


def test_claims_are_read_from_standard_input(gold: Path, claims: Path) -> None:
    stdin = claims.read_text(encoding="utf-8")
    assert kg("evaluate", gold, "--claims", "-", stdin=stdin).output == TABLE


def test_the_json_has_the_same_figures(gold: Path, claims: Path) -> None:
    result = kg("evaluate", gold, "--claims", claims, "--format", "json")
    found = json.loads(result.stdout)
    assert found["strict"] == {
        "precision": 0.667,
        "recall": 0.5,
        "f1": 0.571,
        "claims": {"right": 2, "all": 3},
        "facts": {"right": 2, "all": 4},
    }
    assert (found["modes"], found["set_aside"]) == ({"direct": {"right": 1, "all": 1}}, 0)
    assert not {"misses", "reliability"} & found.keys()


def test_misses_are_listed(gold: Path, claims: Path) -> None:
    result = kg("evaluate", gold, "--claims", claims, "--misses")
    assert f"missed: ferries g2 makes ({gold / 'ferries.jsonl'}:2)" in result.output
    assert f"  > {SALE}" in result.output
    as_json = kg("evaluate", gold, "--claims", claims, "--misses", "--format", "json")
    kinds = [miss["kind"] for miss in json.loads(as_json.stdout)["misses"]]
    assert kinds == ["missed", "missed", "wrong", "qualifier"]


def test_reliability_is_shown(gold: Path, claims: Path) -> None:
    result = kg("evaluate", gold, "--claims", claims, "--reliability")
    assert "0.90 to 1.00         1       1    1.00    0.90" in result.output
    assert "expected calibration error 0.150" in result.output
    assert "1 claim without confidence" in result.output
    as_json = kg("evaluate", gold, "--claims", claims, "--reliability", "--format", "json")
    found = json.loads(as_json.stdout)["reliability"]
    assert (found["claims"], found["unsure"], found["brier"]) == (2, 1, 0.025)


def test_less_sure_claims_are_left_out_when_asked(gold: Path, claims: Path) -> None:
    result = kg("evaluate", gold, "--claims", claims, "--min-confidence", "0.85")
    assert result.output.startswith("1 article, 2 claims")


def test_claims_of_other_articles_are_counted_and_change_nothing(
    gold: Path, tmp_path: Path
) -> None:
    stranger = deploys(source="elsewhere.txt", document="https://news.example/elsewhere")
    path = write_claims(tmp_path / "more.jsonl", (*CLAIMS, stranger))
    result = kg("evaluate", gold, "--claims", path)
    assert (result.exit_code, result.stdout) == (0, TABLE)
    assert "belonging to no article of the gold: 1" in result.stderr


def test_a_line_of_the_gold_that_cannot_be_used_is_named_and_the_rest_is_measured(
    gold: Path, claims: Path
) -> None:
    path = gold / "ferries.jsonl"
    write_lines(path, [*ANNOTATIONS, ANNOTATIONS[0] | {"id": "g8", "evidence": "Nothing."}])
    result = kg("evaluate", gold, "--claims", claims)
    assert (result.exit_code, result.stdout) == (1, TABLE)
    assert f"set aside: {path}:8: 'evidence' is 'Nothing.'" in result.stderr


def test_an_article_that_is_missing_is_named_and_the_rest_is_measured(
    gold: Path, claims: Path
) -> None:
    write_lines(gold / "canals.jsonl", ANNOTATIONS)
    result = kg("evaluate", gold, "--claims", claims)
    assert (result.exit_code, result.stdout) == (1, TABLE)
    assert "the article canals is not there (name the folder of the articles" in result.stderr


def test_a_claim_that_cannot_be_read_is_set_aside(gold: Path, claims: Path) -> None:
    with claims.open("a", encoding="utf-8") as file:
        file.write('{"type": "makes", "subject": {}}\n')
    result = kg("evaluate", gold, "--claims", claims)
    assert (result.exit_code, f"set aside: {claims}:4" in result.stderr) == (1, True)


def test_gold_without_any_of_its_articles_is_an_error(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "articles" / "ferries.txt").unlink()
    result = kg("evaluate", gold, "--claims", write_claims(tmp_path / "c.jsonl"))
    assert (result.exit_code, "--articles" in result.stderr) == (2, True)


@pytest.mark.parametrize("content", [None, ""])
def test_gold_that_is_not_there_is_an_error(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "gold.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert kg("evaluate", path).exit_code == 2


def test_the_folder_of_the_articles_may_be_named(gold: Path, claims: Path, tmp_path: Path) -> None:
    (tmp_path / "articles").rename(tmp_path / "elsewhere")
    result = kg("evaluate", gold, "--claims", claims, "--articles", tmp_path / "elsewhere")
    assert (result.exit_code, result.output) == (0, TABLE)


def test_corrected_claims_are_gold(tmp_path: Path, claims: Path) -> None:
    article = write_article(tmp_path / "ferries.txt")
    truth = (
        CLAIMS[0],
        claim("makes", "Pellworth Systems", SALE, object=product()),
        claim("deploys", "Pellworth Systems", USE, object=product()),
    )
    records = [claim_record(item) | {"source": str(article)} for item in truth]
    path = write_lines(
        tmp_path / "corrected.jsonl", [*records[:2], records[2] | {"optional": True}]
    )
    result = kg("evaluate", path, "--claims", claims, "--format", "json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["strict"]["facts"]) == (0, {"right": 1, "all": 2})
    assert found["qualifiers"] == {"since": {"right": 1, "all": 1}}


def test_the_article_of_corrected_claims_may_be_one_of_many_in_a_file(tmp_path: Path) -> None:
    texts = [{"id": DOCUMENT + str(number), "text": "Nothing new."} for number in range(2)]
    article = write_article(tmp_path / "x.txt").read_text(encoding="utf-8")
    feed = write_lines(tmp_path / "feed.jsonl", [*texts, {"id": DOCUMENT, "text": article}])
    claims = write_claims(tmp_path / "claims.jsonl", (deploys(source=str(feed)),))
    result = kg("evaluate", claims, "--claims", claims, "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)["strict"]["f1"]) == (0, 1.0)


@needs_model
def test_without_claims_the_articles_are_extracted(gold: Path) -> None:
    result = kg("evaluate", gold, "--format", "json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["claims"] > 0, found["offsets"]["right"]) == (
        0,
        True,
        found["offsets"]["all"],
    )
