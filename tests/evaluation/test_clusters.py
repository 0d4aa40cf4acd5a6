"""Clusters of references are scored as the papers that defined the scores have it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.cli import main
from kg.errors import InputError
from kg.evaluation.clusters import cluster_misses, cluster_scores
from kg.evaluation.entities import gold_entities

clusterings = st.dictionaries(st.integers(0, 12), st.sampled_from("abcd"))
CLAIM = {
    "type": "makes",
    "object": {"name": "LaneWatch", "type": "Product"},
    "evidence": [{"text": "make LaneWatch", "start": 0, "end": 14}],
}


@given(clusterings)
def test_what_agrees_scores_one(gold: dict[int, str]) -> None:
    renamed = {item: name.upper() for item, name in gold.items()}
    scores = cluster_scores(gold, renamed)
    assert (scores.precision, scores.recall) == (1.0, 1.0)
    assert (scores.b_cubed_precision, scores.b_cubed_recall) == (1.0, 1.0)
    assert not list(cluster_misses(gold, renamed))


@given(clusterings, clusterings)
def test_precision_one_way_is_recall_the_other(left: dict[int, str], right: dict[int, str]) -> None:
    one, other = cluster_scores(left, right), cluster_scores(right, left)
    assert (one.precision, one.recall) == (other.recall, other.precision)
    assert one.b_cubed_precision == pytest.approx(other.b_cubed_recall)


def test_b_cubed_is_that_of_the_paper() -> None:
    # Bagga and Baldwin 1998, figures 4 and 5: key classes of five, two and five.
    key = dict(enumerate("aaaaabbccccc"))
    first = dict(enumerate("xxxxxyyyyyyy"))
    second = dict(enumerate("xxxxxyyxxxxx"))
    assert cluster_scores(key, first).b_cubed_precision == pytest.approx(0.76, abs=0.005)
    assert cluster_scores(key, second).b_cubed_precision == pytest.approx(0.58, abs=0.005)
    assert cluster_scores(key, first).b_cubed_recall == 1.0


def test_a_line_that_is_no_entity_is_named(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"document": "a.txt"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="not an entity") as caught:
        gold_entities(gold)
    assert caught.value.where == f"{gold}:1"


def test_the_command_says_what_was_missed(tmp_path: Path) -> None:
    subjects = {"urn:a": "Kestrel Labs", "urn:b": "Kestrel Labs, Inc.", "urn:c": "Osprey Works"}
    documents, claims = tmp_path / "documents.jsonl", tmp_path / "claims.jsonl"
    documents.write_text(
        "".join(json.dumps({"id": name, "text": "make LaneWatch"}) + "\n" for name in subjects),
        encoding="utf-8",
    )
    claims.write_text(
        "".join(
            json.dumps({**CLAIM, "document": name, "subject": {"name": subject, "type": "Company"}})
            + "\n"
            for name, subject in subjects.items()
        ),
        encoding="utf-8",
    )
    kg.build([documents, claims], tmp_path / "out")
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        "".join(
            json.dumps(
                {
                    "document": "documents.jsonl",
                    "cluster": "one",
                    "type": "Organization",
                    "names": [name],
                }
            )
            + "\n"
            for name in ("Kestrel Labs", "Osprey Works")
        ),
        encoding="utf-8",
    )
    ran = CliRunner().invoke(
        main, ["evaluate", str(gold), "--entities", str(tmp_path / "out"), "--misses"]
    )
    assert ran.exit_code == 0
    assert "pairs           1.000   0.000" in ran.output
    assert "missed: documents.jsonl Organization kestrel-labs" in ran.output
