"""The measures are those of an independent scorer, on its gold, whatever the claims look like."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import Scores, measure
from kg.model import Claim
from kg.model.claim_format import claim_record
from kg.pipeline.evaluating import evaluate, evaluate_claims
from kg.pipeline.reading import extract
from kg.pipeline.settings import Settings
from kg.resources import models_path

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"
GOLD = EVAL / "gold"

pytestmark = pytest.mark.skipif(
    not (GOLD.is_dir() and (models_path() / "base").is_dir()),
    reason="the shared gold beside the checkout, or the language model, is not there",
)

Record = dict[str, Any]
Change = Callable[[Record, Sequence[Record], random.Random], None]
# What the other scorer calls by another name.
_NAMES = {"reported_by": "attributed_to"}


@cache
def extracted() -> tuple[Claim, ...]:
    slugs = sorted(p.stem for p in GOLD.glob("*.jsonl") if not p.name.endswith(".entities.jsonl"))
    paths = [str(EVAL / "articles" / f"{slug}.txt") for slug in slugs]
    found = extract(paths, Settings(), stdin=BytesIO())
    return tuple(item for item in found if isinstance(item, Claim))


def records() -> list[Record]:
    # Through JSON, so that no two tests change one record.
    return [json.loads(json.dumps(claim_record(claim))) for claim in extracted()]


def shift_content(record: Record, _: Sequence[Record], chance: random.Random) -> None:
    for span in record.get("content", ()):
        cut = chance.randrange(len(span["text"]))
        front = chance.random() < 0.5
        span["text"] = span["text"][cut:] if front else span["text"][: cut + 1]
        span["start"] += cut if front else 0
        span["end"] = span["start"] + len(span["text"])


def misplace(record: Record, _: Sequence[Record], chance: random.Random) -> None:
    for span in record["evidence"]:
        by = chance.randrange(1, 40)
        span["start"] += by
        span["end"] += by


def cut_evidence(record: Record, others: Sequence[Record], chance: random.Random) -> None:
    record["evidence"] = [dict(chance.choice(others)["evidence"][0])]


def rename_subject(record: Record, others: Sequence[Record], chance: random.Random) -> None:
    record["subject"] = dict(record["subject"], name=chance.choice(others)["subject"]["name"])
    if chance.random() < 0.5:
        record["subject"].pop("mention", None)


def change_object(record: Record, others: Sequence[Record], chance: random.Random) -> None:
    record.pop("object", None)
    other = chance.choice(others).get("object")
    if other and chance.random() < 0.7:
        record["object"] = dict(other)


def change_type(record: Record, _: Sequence[Record], chance: random.Random) -> None:
    kinds = ("makes", "deploys", "affiliated", "partners", "acquires", "opposes", "other")
    if record["type"] != "states" or chance.random() < 0.3:
        record["type"] = chance.choice(kinds)


def change_modality(record: Record, _: Sequence[Record], chance: random.Random) -> None:
    record["modality"] = chance.choice(("asserted", "denied", "planned", "possible"))


def change_qualifiers(record: Record, others: Sequence[Record], chance: random.Random) -> None:
    record.pop("qualifiers", None)
    record.pop("attributed_to", None)
    for name in ("qualifiers", "attributed_to"):
        other = chance.choice(others).get(name)
        if other:
            record[name] = dict(other)


CHANGES: tuple[Change, ...] = (
    shift_content,
    misplace,
    cut_evidence,
    rename_subject,
    change_object,
    change_type,
    change_modality,
    change_qualifiers,
)


def perturbed(seed: int) -> list[Record]:
    """Drop some claims, change others in one way or several, say some twice."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    whole = records()
    kept: list[Record] = []
    for record in whole:
        if chance.random() < 0.15:
            continue
        near = [other for other in whole if other["source"] == record["source"]]
        changed = json.loads(json.dumps(record))
        for change in CHANGES:
            if chance.random() < 0.15:
                change(changed, near, chance)
        kept.extend([changed, record] if chance.random() < 0.1 else [changed])
    return kept


def write(claims: Sequence[Record], path: Path) -> Path:
    # The ids are those of the claims before they were changed; they are made again.
    lines = (json.dumps({k: v for k, v in claim.items() if k != "id"}) for claim in claims)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def their_output(claims: Path) -> str:
    command = [sys.executable, str(EVAL / "score.py"), "--gold", str(GOLD), str(claims)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout


def our_scores(claims: Path) -> Scores:
    found = evaluate_claims(GOLD, str(claims), Settings(), stdin=BytesIO())
    assert (found.set_aside, found.strangers) == ((), 0)
    return measure(found.judgements)


def our_totals(scores: Scores) -> Record:
    def totals(kind: str) -> Record:
        found = getattr(scores, kind)
        names = ("precision", "recall", "f1")
        return {name: round(getattr(found, name), 3) for name in names}

    right = sum(share.right for share in scores.qualifiers.values())
    asked = sum(share.all for share in scores.qualifiers.values())
    return {
        "articles": scores.articles,
        "claims": scores.claims,
        "strict": totals("strict"),
        "lenient": totals("lenient"),
        "modality": f"{scores.modality.right}/{scores.modality.all}",
        "offsets": f"{scores.offsets.right}/{scores.offsets.all}",
        "qualifiers": f"{right}/{asked}",
    }


def their_table(output: str) -> Record:
    rows: Record = {}
    for line in output.splitlines()[1:-1]:
        name, *figures = line.removeprefix("qualifier ").split()
        rows[_NAMES.get(name, name)] = [item for item in figures if re.search("[/.]", item)]
    return rows


def our_table(scores: Scores) -> Record:
    rows: Record = {}
    for kind, found in scores.types.items():
        claims, facts = found.claims, found.facts
        rows[kind] = [
            f"{claims.right}/{claims.all}", f"{found.precision:.2f}",
            f"{facts.right}/{facts.all}", f"{found.recall:.2f}", f"{found.f1:.2f}",
        ]  # fmt: skip
    for mode, share in scores.modes.items():
        rows[f"states.{mode}"] = [f"{share.right}/{share.all}", f"{share.rate:.2f}"]
    for name, share in scores.qualifiers.items():
        rows[name] = [f"{share.right}/{share.all}"]
    return rows


def assert_agreement(claims: Path) -> None:
    output = their_output(claims)
    scores = our_scores(claims)
    assert our_totals(scores) == json.loads(output.splitlines()[-1])
    assert our_table(scores) == their_table(output)


def test_the_measures_agree_on_the_extracted_claims(tmp_path: Path) -> None:
    assert_agreement(write(records(), tmp_path / "claims.jsonl"))


@pytest.mark.parametrize("seed", range(6))
def test_the_measures_agree_on_changed_claims(seed: int, tmp_path: Path) -> None:
    assert_agreement(write(perturbed(seed), tmp_path / "claims.jsonl"))


def test_the_measures_agree_where_nothing_was_found(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text("", encoding="utf-8")
    found = evaluate_claims(GOLD, str(path), Settings(), stdin=BytesIO())
    totals = json.loads(their_output(path).splitlines()[-1])
    assert our_totals(measure(found.judgements)) == totals


def test_extracting_and_reading_the_claims_measure_the_same(tmp_path: Path) -> None:
    path = write(records(), tmp_path / "claims.jsonl")
    assert measure(evaluate(GOLD, Settings()).judgements) == our_scores(path)
