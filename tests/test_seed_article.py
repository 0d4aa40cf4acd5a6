"""What the graph of one real article must answer, on material that is not part of the project."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.pipeline.building import build
from kg.pipeline.folder import Folder, open_folder
from kg.pipeline.settings import Settings
from kg.queries import load_question, select
from kg.queries.naming import label_of, plain_text
from kg.queries.verification import unsupported_triples
from kg.triples import Term
from kg.triples.terms import is_iri

ARTICLE = Path(__file__).resolve().parents[2] / "shared/eval/articles/00_seed_rekognition.txt"
pytestmark = pytest.mark.skipif(
    not ARTICLE.is_file(), reason="../shared, which holds the article, is absent"
)
Row = dict[str, str]
SHERIFF = "Washington County Sheriff’s Office"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    out = tmp_path_factory.mktemp("seed")
    build([str(ARTICLE)], out, Settings(), stdin=io.BytesIO())
    with open_folder(out) as found:
        yield found


def rows(folder: Folder, question: str, **parameters: str) -> list[Row]:
    store = folder.store.engine

    def words(term: Term) -> str:
        return (label_of(store, term) if is_iri(term) else None) or plain_text(term)

    table = select(store, load_question(question).text, parameters=parameters)
    return [{name: words(term) for name, term in row.items()} for row in table.records()]


def of(found: list[Row], **wanted: str) -> list[Row]:
    return [row for row in found if wanted.items() <= row.items()]


def test_both_agencies_deploy_the_product_and_the_places_are_known(folder: Folder) -> None:
    found = rows(folder, "who-deploys", product="Rekognition")
    places = {(row["organization"], row["place"]) for row in found if "place" in row}
    assert places >= {
        ("Orlando Police Department", "Florida"),
        (SHERIFF, "Oregon"),
    }


def test_price_and_start_are_known_with_their_source(folder: Folder) -> None:
    found = rows(folder, "who-deploys", product="Rekognition")
    assert of(
        found,
        organization=SHERIFF,
        minimum="6",
        maximum="12",
        currency="USD",
        per="month",
        since="../2017-05",
        attributedTo="CNN",
    )


def test_the_scale_is_known(folder: Folder) -> None:
    found = rows(folder, "who-deploys", product="Rekognition")
    assert of(found, organization=SHERIFF, scale="300,000 images")


def test_the_maker_is_known(folder: Folder) -> None:
    assert of(rows(folder, "vendors"), vendor="Amazon", product="Rekognition")


@pytest.mark.parametrize(
    ("speaker", "words"),
    [
        ("ACLU", "demand that Amazon stop powering"),
        ("ACLU", "Facial recognition in American communities threatens this freedom"),
        ("Jeff Barr", "it will return bounding boxes for each face"),
        ("Jeff Talbot", "does not use the technology for mass"),
        ("John Mina", "existing City resources"),
        ("Orlando police", "The purpose of a pilot program such as this"),
        ("Amazon", "Our quality of life would be much worse"),
    ],
)
def test_who_said_what(folder: Folder, speaker: str, words: str) -> None:
    found = rows(folder, "statements-by")
    assert [row for row in found if speaker in row["speaker"] and words in row["content"]]


@pytest.mark.parametrize(("speaker", "outlet"), [("Jeff Talbot", "CNN"), ("Amazon", "Coins2Day")])
def test_the_outlet_is_known(folder: Folder, speaker: str, outlet: str) -> None:
    assert of(rows(folder, "statements-by"), speaker=speaker, outlet=outlet)


def test_statements_of_parties_with_an_interest_are_found(folder: Folder) -> None:
    speakers = {row["speaker"] for row in rows(folder, "interested-statements")}
    assert speakers >= {"Amazon", "Jeff Talbot", "John Mina"}


def test_the_denial_is_kept_and_is_no_fact(folder: Folder) -> None:
    denied = of(rows(folder, "denied"), subject=SHERIFF, object="Rekognition")
    assert any("mass and/or real time surveillance" in row["evidence"] for row in denied)
    facts = rows(folder, "who-deploys", product="Rekognition")
    assert not [row for row in facts if "surveillance" in row.get("purpose", "")]


def test_nothing_comes_from_menus_and_footers(folder: Folder) -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    end = text.index("Update: This article was updated")
    begin = text.index("Critics Ask Amazon")
    for claim in folder.claims():
        assert begin <= claim.evidence[0].start < claim.evidence[-1].end <= end + 90


def test_every_triple_about_the_world_has_a_claim(folder: Folder) -> None:
    assert not list(unsupported_triples(folder.store.engine))
