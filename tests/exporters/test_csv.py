from __future__ import annotations

import csv as reading
import io
from dataclasses import replace

import pytest
from hypothesis import given

from kg.exporters import csv
from kg.model import Claim, Entity, Qualifier, Span
from kg.model.claim import with_id
from kg.model.csv_cells import cell
from kg.triples import DEFAULT_GRAPH
from tests import claim_strategies
from tests.exporters.quad_strategies import written
from tests.views import samples


def rows(claims: tuple[Claim, ...] = samples.CLAIMS) -> list[dict[str, str]]:
    data = written(csv.write, samples.quads(map(with_id, claims)))
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(reading.DictReader(text, strict=True))


def test_there_is_one_row_a_claim_by_document_and_text_order() -> None:
    found = rows()
    assert len(found) == len(samples.CLAIMS)
    places = [(row["document"], int(row["evidence_start"])) for row in found]
    assert places == sorted(places)


def test_a_row_tells_the_claim_its_evidence_and_its_document() -> None:
    deployed = samples.CLAIMS[0]
    (row,) = [row for row in rows() if row["claim"] == deployed.id]
    assert {name: value for name, value in row.items() if value} == {
        "claim": deployed.id,
        "type": "deploys",
        "subject": "Elverton Harbour Police",
        "subject_type": "GovernmentOrganization",
        "subject_words": "The harbour police of Elverton",
        "subject_iri": samples.POLICE_IRI,
        "object": "NightEye",
        "object_type": "Product",
        "object_iri": samples.NIGHTEYE_IRI,
        "modality": "asserted",
        "since": "since March 2019",
        "since_value": "2019-03",
        "price": "$6 to $12 a month",
        "price_min": "6",
        "price_max": "12",
        "price_currency": "USD",
        "price_per": "month",
        "place": "Elverton",
        "place_value": "Elverton",
        "status": "have run",
        "status_value": "active",
        "confidence": "0.9",
        "evidence": "The harbour police of Elverton have run NightEye since March 2019",
        "evidence_start": "0",
        "evidence_end": "65",
        "document": "https://gazette.example/a",
        "title": 'Boats & "eyes" a',
        "publisher": "Elverton Gazette",
        "published": "2020-02-03",
        "url": "https://gazette.example/a",
        "source": "reports/a.txt",
        "extractor": "rules/0.1",
    }


def test_claims_of_every_modality_have_a_row() -> None:
    assert {row["modality"] for row in rows()} == {"asserted", "denied"}


def test_what_was_said_has_its_column() -> None:
    said = [row for row in rows() if row["type"] == "states"]
    assert {row["content"] for row in said} == {"It finds every boat,", "a fault"}


def test_who_vouches_for_a_claim_has_its_column() -> None:
    (row,) = rows((samples.SOLD,))
    assert (row["attributed_to"], row["attributed_to_type"]) == ("Ana Brill", "Person")


def test_a_graph_without_named_graphs_gives_the_same_rows() -> None:
    merged = [quad for quad in samples.quads() if quad.graph == DEFAULT_GRAPH]
    assert written(csv.write, merged) == written(csv.write, samples.quads())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_would_be_a_formula_gets_an_apostrophe(start: str) -> None:
    assert cell(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


@pytest.mark.parametrize("text", ["-5", "-0.5", "12", "a=b", "O’Neill", "", "'quoted'"])
def test_a_number_and_plain_words_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


def test_a_name_that_would_be_a_formula_is_guarded_in_the_file() -> None:
    (row,) = rows((replace(samples.SOLD, subject=Entity('=HYPERLINK("x")', "Company")),))
    assert row["subject"] == '\'=HYPERLINK("x")'


def test_a_qualifier_without_a_column_stands_with_the_others() -> None:
    assert "other_qualifiers" in csv.COLUMNS
    claim = replace(samples.SOLD, qualifiers={"purpose": Qualifier(Span(0, 3, "ads"))})
    (row,) = rows((claim,))
    assert (row["purpose"], row["other_qualifiers"]) == ("ads", "")


@given(claim_strategies.claims)
def test_every_claim_is_one_row_whatever_it_holds(claim: Claim) -> None:
    data = written(csv.write, samples.quads([claim], []))
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    (row,) = reading.DictReader(text, strict=True)
    assert row["claim"] == claim.id
    assert set(row) == set(csv.COLUMNS)
