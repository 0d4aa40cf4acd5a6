"""How well entities, copies and conflicts are found in whole corpora."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.evaluation.clusters import ClusterScores, cluster_scores
from kg.evaluation.entities import found_entities, gold_entities
from kg.model.claim_format import claim_from_record
from kg.queries.naming import plain_text
from kg.queries.results import Table
from kg.triples import Minter
from kg.triples.minting import slug
from kg.vocab import default_ontology

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "eval" / "articles"
_COPIES = """
PREFIX kg: <https://w3id.org/claimkg/ontology#>
SELECT ?copy ?original { ?copy kg:copyOf ?original }"""
_CONFLICTS = """
PREFIX kg: <https://w3id.org/claimkg/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?conflict ?kind ?document {
  ?conflict a kg:Conflict ; kg:conflictKind ?kind ; kg:conflictingClaim ?claim .
  ?claim prov:wasDerivedFrom ?document }"""


@dataclass(frozen=True)
class Built:
    name: str
    out: Path

    @property
    def gold(self) -> Path:
        return HERE / self.name

    def sources(self) -> dict[str, str]:
        lines = (self.out / "documents.jsonl").read_text(encoding="utf-8").splitlines()
        return {each["id"]: Path(each["source"]).name for each in map(json.loads, lines)}

    def scores(self) -> ClusterScores:
        lines = (self.out / "claims.jsonl").read_text(encoding="utf-8").splitlines()
        claims = [claim_from_record(json.loads(line), where="claims.jsonl") for line in lines]
        found = found_entities(claims, self.sources(), Minter(default_ontology()))
        # A description that the reader of a text could not resolve is no name of anyone.
        names = {
            (self.sources()[claim.document], entity.name)
            for claim in claims
            for entity in (claim.subject, claim.object, claim.attributed_to)
            if entity is not None and entity.name != entity.name.lower()
        }
        folded = {(document, slug(name)) for document, name in names}
        gold = {
            reference: cluster
            for reference, cluster in gold_entities(self.gold / "entities.jsonl").items()
            if (reference[0], reference[2]) in folded
        }
        return cluster_scores(gold, found)

    def answer(self, query: str) -> Iterator[dict[str, str]]:
        found = kg.query(self.out, query)
        assert isinstance(found, Table)
        for record in found.records():
            yield {name: plain_text(term) for name, term in record.items()}

    def conflicts(self) -> list[tuple[str, frozenset[str]]]:
        names = self.sources()
        found: dict[str, tuple[str, set[str]]] = {}
        for row in self.answer(_CONFLICTS):
            _, documents = found.setdefault(row["conflict"], (row["kind"], set()))
            documents.add(names[row["document"]])
        return sorted(
            ((kind, frozenset(documents)) for kind, documents in found.values()),
            key=lambda each: (each[0], sorted(each[1])),
        )

    def copies(self) -> list[list[str]]:
        found: dict[str, set[str]] = {}
        names = self.sources()
        for row in self.answer(_COPIES):
            first = names[row["original"]]
            found.setdefault(first, {first}).add(names[row["copy"]])
        return sorted(sorted(group) for group in found.values())

    def records(self, name: str) -> Iterator[dict[str, Any]]:
        with (self.gold / name).open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def built(name: str, folder: Path) -> Built:
    sources = [HERE / name / "articles"]
    if name == "dev" and SHARED.is_dir():
        sources += sorted(SHARED.glob("*.txt"))
    kg.build(sources, folder)
    return Built(name, folder)


@pytest.fixture(scope="module")
def dev(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built("dev", tmp_path_factory.mktemp("dev"))


@pytest.fixture(scope="module", params=["heldout", "blind"])
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(request.param, tmp_path_factory.mktemp(request.param))


def matched(
    wanted: list[tuple[str, frozenset[str]]], found: list[tuple[str, frozenset[str]]]
) -> tuple[list[tuple[str, frozenset[str]]], list[tuple[str, frozenset[str]]]]:
    """Return the conflicts that were not found, and those that were invented."""
    left, missed = list(found), []
    for kind, documents in wanted:
        enough = min(2, len(documents))
        hits = [each for each in left if each[0] == kind and len(each[1] & documents) >= enough]
        if hits:
            left.remove(max(hits, key=lambda each: len(each[1] & documents)))
        else:
            missed.append((kind, documents))
    return missed, left


def gold_conflicts(corpus: Built) -> list[tuple[str, frozenset[str]]]:
    return [
        (each["kind"], frozenset(each["documents"])) for each in corpus.records("conflicts.jsonl")
    ]


def test_references_of_one_entity_are_put_together_and_others_are_not(dev: Built) -> None:
    scores = dev.scores()
    assert scores.precision >= 0.98
    assert scores.recall >= 0.90
    assert scores.b_cubed_precision >= 0.98
    assert scores.b_cubed_recall >= 0.90


def test_every_conflict_is_found_and_none_is_invented(dev: Built) -> None:
    assert matched(gold_conflicts(dev), dev.conflicts()) == ([], [])


def gold_copies(corpus: Built) -> list[list[str]]:
    return sorted(sorted(each["documents"]) for each in corpus.records("copies.jsonl"))


def test_copies_of_one_text_are_found(dev: Built) -> None:
    assert dev.copies() == gold_copies(dev)


def test_copies_are_found_in_a_corpus_that_was_not_looked_at(other: Built) -> None:
    assert other.copies() == gold_copies(other)


def test_a_corpus_that_was_not_looked_at_is_resolved_nearly_as_well(other: Built) -> None:
    scores = other.scores()
    assert scores.precision >= 0.95
    assert scores.recall >= 0.85
    assert scores.b_cubed_precision >= 0.97
    assert scores.b_cubed_recall >= 0.92


def test_most_conflicts_of_a_corpus_that_was_not_looked_at_are_found(other: Built) -> None:
    wanted = gold_conflicts(other)
    missed, invented = matched(wanted, other.conflicts())
    assert len(missed) <= 1
    assert len(invented) <= 2
