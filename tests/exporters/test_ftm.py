from __future__ import annotations

import json
import re

import pytest

from kg.exporters import ftm
from kg.exporters.ftm_model import default_model
from kg.model import Claim
from kg.model.claim import with_id
from tests.exporters.quad_strategies import written
from tests.views import samples

Record = dict[str, object]


def records(claims: tuple[Claim, ...] = samples.CLAIMS) -> dict[str, Record]:
    data = written(ftm.write, samples.quads(map(with_id, claims)))
    found = [json.loads(line) for line in data.decode().splitlines()]
    assert len({record["id"] for record in found}) == len(found)
    return {record["id"]: record for record in found}


def of_schema(schema: str, claims: tuple[Claim, ...] = samples.CLAIMS) -> list[Record]:
    return [record for record in records(claims).values() if record["schema"] == schema]


def test_entities_have_the_schema_of_their_class_and_the_articles_that_name_them() -> None:
    assert records()[ftm.entity_id(samples.POLICE_IRI)] == {
        "id": ftm.entity_id(samples.POLICE_IRI),
        "schema": "PublicBody",
        "properties": {
            "name": ["Elverton Harbour Police"],
            "proof": sorted(ftm.entity_id(document.id) for document in samples.DOCUMENTS),
        },
    }


def test_documents_are_articles() -> None:
    assert records()[ftm.entity_id("https://gazette.example/a")] == {
        "id": ftm.entity_id("https://gazette.example/a"),
        "schema": "Article",
        "properties": {
            "fileName": ["reports/a.txt"],
            "publishedAt": ["2020-02-03"],
            "publisher": ["Elverton Gazette"],
            "sourceUrl": ["https://gazette.example/a"],
            "title": ['Boats & "eyes" a'],
        },
    }


def test_a_claim_is_a_link_with_its_words_and_its_article() -> None:
    (link,) = of_schema("UnknownLink", (samples.DEPLOYED,))
    assert link["properties"] == {
        "description": ["place: Elverton", "price: $6 to $12 a month"],
        "object": [ftm.entity_id(samples.NIGHTEYE_IRI)],
        "proof": [ftm.entity_id("https://gazette.example/a")],
        "publisher": ["Elverton Gazette"],
        "recordId": [samples.CLAIMS[0].id],
        "role": ["deploys"],
        "sourceUrl": ["https://gazette.example/a"],
        "startDate": ["2019-03"],
        "status": ["active"],
        "subject": [ftm.entity_id(samples.POLICE_IRI)],
        "summary": ["The harbour police of Elverton have run NightEye since March 2019"],
    }


def test_a_person_with_a_role_is_employed() -> None:
    (link,) = of_schema("Employment")
    properties = link["properties"]
    assert isinstance(properties, dict)
    assert properties["employee"] == [ftm.entity_id(samples.BRILL_IRI)]
    assert properties["employer"] == [ftm.entity_id(samples.POLICE_IRI)]
    assert properties["role"] == ["chief"]


def test_what_is_said_is_a_note_on_who_said_it_and_what_it_is_about() -> None:
    (note,) = of_schema("Note", (samples.SAID,))
    properties = note["properties"]
    assert isinstance(properties, dict)
    assert properties["description"] == ["It finds every boat,"]
    assert set(properties["entity"]) == {
        ftm.entity_id(samples.BRILL_IRI), ftm.entity_id(samples.NIGHTEYE_IRI)
    }  # fmt: skip


def test_what_is_denied_is_left_out() -> None:
    assert ftm.entity_id(samples.FIRE_IRI) not in records()


def test_every_entity_that_is_referred_to_is_there() -> None:
    found = records()
    for record in found.values():
        properties = record["properties"]
        assert isinstance(properties, dict)
        for name in ("subject", "object", "proof", "entity", "employee", "employer"):
            assert set(properties.get(name, ())) <= found.keys()


def test_ids_hold_only_what_ids_may_hold() -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9-]{8,64}", found) for found in records())


@pytest.mark.parametrize(
    ("claim", "role", "ends", "schema"),
    [
        ("affiliated", "chair of the board", ("Person", "Company"), "Directorship"),
        ("affiliated", "Chief Executive", ("Person", "Organization"), "Directorship"),
        ("affiliated", "chairs", ("Person", "Organization"), "Employment"),
        ("affiliated", "owner", ("Person", "Company"), "Ownership"),
        ("affiliated", "owner", ("Person", "Organization"), "Employment"),
        ("affiliated", "member", ("Person", "Organization"), "Membership"),
        ("affiliated", "", ("Person", "Organization"), "UnknownLink"),
        ("affiliated", "", ("PublicBody", "PublicBody"), "Membership"),
        ("acquires", "", ("Company", "Company"), "Ownership"),
        ("acquires", "", ("Company", "PublicBody"), "UnknownLink"),
        ("opposes", "", ("Organization", "Company"), "UnknownLink"),
    ],
)
def test_the_schema_of_a_link_follows_from_the_claim(
    claim: str, role: str, ends: tuple[str, str], schema: str
) -> None:
    assert default_model().link(claim, role, ends).name == schema


def test_a_class_that_the_table_does_not_list_has_a_schema() -> None:
    assert default_model().schema("Cooperative") == "LegalEntity"


def test_every_schema_of_the_tables_has_its_ranges() -> None:
    model = default_model()
    assert {*model.classes.values(), model.fallback} <= model.ranges.keys()
