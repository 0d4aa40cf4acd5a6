from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.corpus import Article, articles, document_count, document_line, write_corpus
from benchmarks.drafting import Plan
from benchmarks.words import Cast, Dice
from kg.model import Claim, Document
from kg.model.claim_format import claim_from_record, dump_claim
from kg.model.document_format import document_from_record
from kg.pipeline.settings import Settings, minter_of, shapes_of
from kg.triples import Triple, claims_triples
from kg.validation import accept_claims, validate

COUNT = 17  # about 10,000 quads
MINTER, SHAPES = minter_of(Settings()), shapes_of(Settings())


@pytest.fixture(scope="module")
def corpus() -> list[Article]:
    return list(articles(COUNT))


def _triples(claims: Sequence[Claim]) -> list[Triple]:
    return claims_triples(claims, MINTER)


def test_the_same_seed_gives_the_same_articles(corpus: list[Article]) -> None:
    assert list(articles(COUNT)) == corpus


def test_another_seed_gives_other_articles(corpus: list[Article]) -> None:
    assert list(articles(COUNT, seed=1)) != corpus


def test_choices_are_those_that_every_version_of_python_gives() -> None:
    dice = Dice(7)
    assert [dice.below(100) for _ in range(6)] == [32, 15, 65, 7, 53, 36]


def test_low_numbers_are_chosen_more_often_than_high_ones() -> None:
    dice = Dice(3)
    chosen = [dice.often_low(100) for _ in range(2000)]
    assert 0 <= min(chosen) <= max(chosen) < 100
    assert chosen.count(0) > 3 * chosen.count(5) > 0


def test_names_of_one_kind_are_all_different() -> None:
    cast = Cast.of(100)
    organizations = [cast.organization(rank).name for rank in range(7000)]
    assert len(set(organizations)) == len(organizations)


def test_every_span_stands_where_it_says(corpus: list[Article]) -> None:
    for article in corpus:
        for claim in article.claims:
            assert all(span.fits(article.document.text) for span in claim.spans())


def test_claims_read_back_from_the_claim_format(corpus: list[Article]) -> None:
    claims = [claim for article in corpus for claim in article.claims]
    read = [claim_from_record(json.loads(dump_claim(each)), where="line") for each in claims]
    assert read == claims


def test_documents_read_back_without_a_block_to_extract_from(corpus: list[Article]) -> None:
    record = json.loads(document_line(corpus[0].document))
    read = document_from_record(record, where="line", source="corpus")
    assert read == corpus[0].document
    assert isinstance(read, Document)
    assert record["blocks"] == []


def test_all_types_and_modalities_of_claims_occur() -> None:
    claims = [claim for article in articles(100) for claim in article.claims]
    assert {claim.type for claim in claims} == {
        "makes",
        "deploys",
        "states",
        "affiliated",
        "partners",
        "acquires",
        "opposes",
    }
    assert {claim.modality for claim in claims} == {"asserted", "denied", "planned", "possible"}


def test_only_planted_claims_break_a_shape(corpus: list[Article]) -> None:
    claims = [claim for article in corpus for claim in article.claims]
    refused = [
        rejection.claim
        for article in corpus
        for rejection in accept_claims(article.claims, _triples, SHAPES).rejections
    ]
    assert refused == [claims[11].id]


def test_a_planted_claim_earns_the_only_warning(corpus: list[Article]) -> None:
    claims = [claim for article in corpus for claim in article.claims]
    results = validate({triple for each in corpus for triple in each.triples()}, SHAPES).results
    warned = [result.focus_node for result in results if result.severity == "warning"]
    assert warned == [MINTER.claim(claims[15].id)]


@pytest.mark.parametrize(
    ("number", "broken", "doubtful"),
    [(11, True, False), (1011, True, False), (15, False, True), (515, False, True)],
)
def test_faults_are_planted_at_fixed_places(number: int, broken: bool, doubtful: bool) -> None:
    plan = Plan.of(number, Dice(1))
    assert (plan.broken, plan.doubtful) == (broken, doubtful)


def test_a_wished_number_of_quads_is_met_within_a_tenth() -> None:
    found = list(articles(document_count(20_000)))
    graphs = [set(article.triples()) for article in found]
    quads = sum(map(len, graphs)) + len(set().union(*graphs))
    assert quads == pytest.approx(20_000, rel=0.1)


def test_both_files_are_written_in_one_order(tmp_path: Path) -> None:
    write_corpus(tmp_path, 3)
    documents = (tmp_path / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    claims = (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    ids = [json.loads(line)["id"] for line in documents]
    assert list(dict.fromkeys(json.loads(line)["document"] for line in claims)) == ids
