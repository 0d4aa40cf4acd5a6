from __future__ import annotations

import io
import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from benchmarks.actors import Actor, actor, slip, town_of
from benchmarks.entities_corpus import Telling, tellings
from benchmarks.metering import Meter
from benchmarks.resolving import resolve
from benchmarks.words import Dice
from kg.model.claim_format import claim_from_record, dump_claim

COUNT = 400


@pytest.fixture(scope="module")
def actors() -> list[Actor]:
    return [actor(number, COUNT) for number in range(COUNT)]


@pytest.fixture(scope="module")
def told() -> list[Telling]:
    return list(tellings(COUNT))


def test_the_same_documents_come_every_time(told: list[Telling]) -> None:
    assert list(tellings(COUNT)) == told


def test_kinds_have_the_shares_that_the_news_has(actors: list[Actor]) -> None:
    kinds = Counter(each.type for each in actors)
    bodies = sum(kinds[kind] for kind in kinds if kind not in ("Person", "Product", "Place"))
    shares = (bodies, kinds["Person"], kinds["Product"], kinds["Place"])
    assert [round(share / COUNT, 2) for share in shares] == [0.5, 0.35, 0.1, 0.05]


def test_entities_have_one_to_four_names_each_once(actors: list[Actor]) -> None:
    assert {len(each.names) for each in actors} == {1, 2, 3, 4}
    assert all(len(set(each.names)) == len(each.names) for each in actors)


def test_some_entities_share_a_name_and_most_do_not() -> None:
    people = [actor(number, 5_000) for number in range(5_000)]
    named = Counter(each.names[0] for each in people)
    shared = sum(1 for count in named.values() if count > 1)
    assert 0 < shared < 0.05 * len(people)


def test_no_two_stories_have_one_town_of_one_state() -> None:
    towns = {(town.name, town.state) for town in map(town_of, range(12_000))}
    assert len(towns) == 12_000


def test_entities_are_named_in_several_documents_and_ways(told: list[Telling]) -> None:
    documents: Counter[int] = Counter()
    names: dict[int, set[str]] = defaultdict(set)
    for telling in told:
        for _, name, number in telling.meant:
            documents[number] += 1
            names[number].add(name)
    assert sum(documents.values()) == pytest.approx(2.5 * COUNT, rel=0.1)
    assert sum(len(found) > 1 for found in names.values()) > 0.2 * COUNT
    assert all(found <= set(actor(number, COUNT).names) for number, found in names.items())


@pytest.mark.parametrize("count", [1, 2, 9, 10, 30_000])
def test_every_document_makes_a_claim(count: int) -> None:
    few = (telling for telling, _ in zip(tellings(count), range(3_000), strict=False))
    assert all(telling.claims for telling in few)


def test_spans_stand_where_they_say_and_claims_read_back(told: list[Telling]) -> None:
    for telling in told[:100]:
        for claim in telling.claims:
            assert all(span.fits(telling.document.text) for span in claim.spans())
            assert claim_from_record(json.loads(dump_claim(claim)), where="line") == claim


def test_a_slip_changes_one_letter_or_swaps_two() -> None:
    for seed in range(50):
        slipped = slip("Quarrymarsh", Dice(seed))
        assert len(slipped) in (10, 11)
        assert Counter("Quarrymarsh") - Counter(slipped) <= Counter("Quarrymarsh")
        assert slipped[:3] == "Qua"


def test_resolution_is_measured_and_scored(tmp_path: Path) -> None:
    stream = io.StringIO()
    resolve(Meter(stream), str(tmp_path), 60)
    records = [json.loads(line) for line in stream.getvalue().splitlines()]
    steps = [record["step"] for record in records if "step" in record]
    notes = {record["note"]: record["value"] for record in records if "note" in record}
    assert steps == ["references", "names", "decision", "again"]
    assert notes["references"] > 60
    assert notes["precision"] > 0.9
    assert 0.3 < notes["recall"] <= 1
