from __future__ import annotations

import csv
import gzip
import io
import json
import tracemalloc
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Rejection
from kg.model.csv_cells import cell
from kg.resolution.known import KnownEntity, read_known
from kg.resolution.known_types import known_types

BASE = "https://register.example/id/"
WIKIDATA = "http://www.wikidata.org/entity/"
OPENSANCTIONS = "https://www.opensanctions.org/entities/"
KEY = "NK-a1B2c3D4e5F6g7H8i9J0kL"


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def lines(path: Path, *records: object) -> Path:
    return table(path, *(json.dumps(record) for record in records))


def entities(path: Path, base: str | None = BASE) -> list[KnownEntity]:
    found = list(read_known(path, base=base))
    assert not [one for one in found if isinstance(one, Rejection)]
    return [one for one in found if isinstance(one, KnownEntity)]


def item(number: str, *kinds: str, **names: Sequence[str]) -> dict[str, object]:
    """Return an item as a dump of Wikidata has it; of each language the first name is the label."""

    def worded(language: str, text: str) -> Mapping[str, str]:
        return {"language": language, "value": text}

    def statement(kind: str) -> Mapping[str, object]:
        value = {"entity-type": "item", "id": kind}
        return {"rank": "normal", "mainsnak": {"datavalue": {"value": value}}}

    return {
        "type": "item",
        "id": number,
        "labels": {code: worded(code, found[0]) for code, found in names.items()},
        "aliases": {code: [worded(code, n) for n in found[1:]] for code, found in names.items()},
        "claims": {"P31": [statement(kind) for kind in kinds]},
    }


# Tables


@pytest.mark.parametrize(
    "head",
    [
        "id,name,aliases,type,same_as",
        "QID,Label,Also known as,Instance of,Website",
        "uri,caption,alias,Schema,URL",
    ],
)
def test_a_table_is_read_under_the_heads_that_people_give(tmp_path: Path, head: str) -> None:
    row = "r7,Elverton Police Department,Elverton PD|Elverton Police,organization,elverton.example"
    assert entities(table(tmp_path / "known.csv", head, row)) == [
        KnownEntity(
            f"{BASE}r7",
            ("Elverton Police Department", "Elverton PD", "Elverton Police"),
            "Organization",
            (("page", "https://elverton.example"),),
        )
    ]


def test_names_are_separated_in_a_table_with_semicolons_too(tmp_path: Path) -> None:
    path = table(tmp_path / "known.csv", "id;name", '7;"Elverton PD; Elverton Police"')
    assert entities(path)[0].names == ("Elverton PD", "Elverton Police")


def test_links_are_told_apart_as_things_and_pages(tmp_path: Path) -> None:
    links = "Q12|https://en.wikipedia.org/wiki/Elverton|https://dbpedia.org/resource/Elverton"
    path = table(tmp_path / "known.csv", "id,name,same_as", f"7,Elverton,{links}")
    assert entities(path)[0].links == (
        ("thing", f"{WIKIDATA}Q12"),
        ("page", "https://en.wikipedia.org/wiki/Elverton"),
        ("thing", "https://dbpedia.org/resource/Elverton"),
    )


def test_a_result_of_a_wikidata_query_is_one_entity_for_all_rows_of_an_item(tmp_path: Path) -> None:
    path = table(
        tmp_path / "query.csv",
        "item,itemLabel,itemAltLabel,instanceOfLabel",
        f'{WIKIDATA}Q77,Norvane Systems,"Norvane, Inc., Norvane Labs",business',
        f'{WIKIDATA}Q77,Norvane Systems,"Norvane, Inc., Norvane Labs",enterprise',
        f"{WIKIDATA}Q78,Q78,Ada Moss,human",
    )
    assert entities(path, None) == [
        KnownEntity(
            f"{WIKIDATA}Q77", ("Norvane Systems", "Norvane, Inc.", "Norvane Labs"), "Organization"
        ),
        KnownEntity(f"{WIKIDATA}Q78", ("Ada Moss",), "Person"),
    ]


def test_a_simple_table_of_opensanctions_needs_no_base(tmp_path: Path) -> None:
    path = table(
        tmp_path / "targets.simple.csv",
        '"id","schema","name","aliases","dataset","first_seen","last_seen"',
        '"xx-1","Company","Norvane Systems","Norvane Labs;NVS","A List","2024","2024"',
        '"xx-2","CryptoWallet","0x0a1b","","A List","2024","2024"',
    )
    assert entities(path, None) == [
        KnownEntity(
            f"{OPENSANCTIONS}xx-1",
            ("Norvane Systems", "Norvane Labs"),
            "Organization",
            weak_names=("NVS",),
        )
    ]


@pytest.mark.parametrize(
    ("identifier", "iri"),
    [
        ("https://register.example/a b", "https://register.example/a%20b"),
        ("Q7", f"{WIKIDATA}Q7"),
        ("https://www.wikidata.org/wiki/Q7", f"{WIKIDATA}Q7"),
        (KEY, OPENSANCTIONS + KEY),
        ("07 b", f"{BASE}07%20b"),
    ],
)
def test_an_id_becomes_an_iri(tmp_path: Path, identifier: str, iri: str) -> None:
    path = table(tmp_path / "known.csv", "id,name", f"{identifier},Norvane Systems")
    assert [entity.id for entity in entities(path)] == [iri]


@pytest.mark.parametrize(
    ("row", "reason", "remedy"),
    [
        ("07,Norvane Systems,", "'07' is not an IRI", "--known-base"),
        (",Norvane Systems,", "no id", "give it"),
        ("Q7,,", "no name", "give it"),
        ("Q7,Q7,", "no name", "give it"),
        ("Q7,Norvane Systems,not an address", "'not an address' is not an IRI", "--known-base"),
        ("Q7,Norvane Systems,,x", "4 cells", "quotation marks"),
        ('Q7,"Norvane"x,', "cannot be read", "quotation marks"),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside_and_the_others_are_read(
    tmp_path: Path, row: str, reason: str, remedy: str
) -> None:
    path = table(tmp_path / "known.csv", "id,name,same_as", row, row, "Q8,Ada Moss,")
    *rejections, entity = read_known(path)
    assert isinstance(entity, KnownEntity)
    assert entity.id == f"{WIKIDATA}Q8"
    assert rejections
    for rejection in rejections:
        assert isinstance(rejection, Rejection)
        assert rejection.where.startswith(f"{path}:2") or rejection.where == f"{path}:3"
        assert reason in rejection.reason
        assert rejection.remedy is not None
        assert remedy in rejection.remedy


def test_every_row_without_an_id_is_named(tmp_path: Path) -> None:
    path = table(tmp_path / "known.csv", "id,name", ",Ada Moss", ",Ben Moss")
    assert [found.where for found in read_known(path) if isinstance(found, Rejection)] == [
        f"{path}:2",
        f"{path}:3",
    ]


@pytest.mark.parametrize("head", ["name,type", "id,type", ""])
def test_a_table_without_ids_or_names_is_refused(tmp_path: Path, head: str) -> None:
    path = table(tmp_path / "known.csv", head or "x", "7,Norvane Systems")
    with pytest.raises(InputError, match="has no column for the"):
        list(read_known(path))


words = st.text(st.characters(categories=["L", "N"], include_characters=" =+-'\",&"), max_size=9)
names = words.map(lambda text: f"Elverton {text} House").map(lambda text: " ".join(text.split()))


@given(rows=st.lists(st.lists(names, min_size=1, max_size=3, unique=True), max_size=5))
def test_names_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["id", "name"])
    writer.writerows([number, cell("|".join(found))] for number, found in enumerate(rows))
    path = tmp_path_factory.mktemp("known") / "known.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    assert entities(path) == [
        KnownEntity(f"{BASE}{number}", tuple(found)) for number, found in enumerate(rows)
    ]


# FollowTheMoney


def ftm(identifier: str, schema: str, **properties: list[str]) -> dict[str, object]:
    return {"id": identifier, "schema": schema, "properties": properties}


def test_an_entity_of_opensanctions_is_read(tmp_path: Path) -> None:
    record = ftm(
        KEY, "Company",
        name=["Norvane Systems"], alias=["Norvane Labs", "NVS"], weakAlias=["Norvane"],
        previousName=["Harbour Optics"], wikidataId=["Q77"], website=["www.norvane.example"],
        sourceUrl=["https://list.example/all"],
    )  # fmt: skip
    published = {**record, "caption": "Norvane Systems", "datasets": ["xx"], "referents": []}
    assert entities(lines(tmp_path / "entities.ftm.json", published), None) == [
        KnownEntity(
            OPENSANCTIONS + KEY,
            ("Norvane Systems", "Norvane Labs", "Harbour Optics"),
            "Organization",
            (("thing", f"{WIKIDATA}Q77"), ("page", "https://www.norvane.example")),
            ("NVS", "Norvane"),
        )
    ]


def test_an_entity_that_opensanctions_names_as_wikidata_does_links_to_its_page(
    tmp_path: Path,
) -> None:
    record = {**ftm("Q78", "Person", name=["Ada Moss"]), "datasets": ["xx"]}
    (entity,) = entities(lines(tmp_path / "entities.ftm.json", record), None)
    assert entity.id == f"{WIKIDATA}Q78"
    assert entity.links == (("page", f"{OPENSANCTIONS}Q78"),)


@pytest.mark.parametrize(
    ("schema", "root"),
    [
        ("Person", "Person"),
        ("Organization", "Organization"),
        ("PublicBody", "Organization"),
        ("Vessel", "Product"),
        ("Address", "Place"),
        ("LegalEntity", None),
        ("Monument", None),
    ],
)
def test_a_schema_is_a_root_class_where_it_can_be_only_one(
    tmp_path: Path, schema: str, root: str | None
) -> None:
    path = lines(tmp_path / "known.json", ftm("7", schema, name=["Elverton House"]))
    assert [entity.type for entity in entities(path)] == [root]


@pytest.mark.parametrize("schema", ["Ownership", "Sanction", "CryptoWallet", "Position"])
def test_links_and_accounts_are_passed_over(tmp_path: Path, schema: str) -> None:
    assert entities(lines(tmp_path / "known.json", ftm("7", schema))) == []


def test_an_id_of_nobody_knows_what_is_not_taken_for_one_of_opensanctions(tmp_path: Path) -> None:
    path = lines(tmp_path / "known.json", ftm("a7", "Person", name=["Ada Moss"]))
    (found,) = read_known(path)
    assert isinstance(found, Rejection)
    assert found.where == f"{path}:1"
    assert [entity.id for entity in entities(path, BASE)] == [f"{BASE}a7"]


# Wikidata


def test_an_item_of_a_dump_is_read(tmp_path: Path) -> None:
    record = {
        **item("Q77", "Q4830453", en=["Norvane Systems", "Norvane"], de=["Norvane-Systeme"]),
        "sitelinks": {
            "enwiki": {"title": "Norvane Systems (company)"},
            "dewiki": {"title": "Norvane"},
            "commonswiki": {"title": "Norvane"},
        },
    }
    claims = record["claims"]
    assert isinstance(claims, dict)
    claims["P856"] = [
        {"rank": "normal", "mainsnak": {"datavalue": {"value": "https://norvane.example/"}}},
        {"rank": "deprecated", "mainsnak": {"datavalue": {"value": "https://old.example/"}}},
        {"rank": "normal", "mainsnak": {"snaktype": "novalue"}},
    ]
    path = tmp_path / "wikidata.json"
    path.write_text(
        f"[\n{json.dumps(record)},\n{json.dumps(item('Q78', 'Q5', en=['Ada Moss']))}\n]\n"
    )
    assert entities(path, None) == [
        KnownEntity(
            f"{WIKIDATA}Q77",
            ("Norvane Systems", "Norvane"),
            "Organization",
            (
                ("page", "https://en.wikipedia.org/wiki/Norvane_Systems_(company)"),
                ("page", "https://norvane.example/"),
            ),
        ),
        KnownEntity(f"{WIKIDATA}Q78", ("Ada Moss",), "Person"),
    ]


def test_names_in_other_languages_are_read_where_they_are_asked_for_or_alone(
    tmp_path: Path,
) -> None:
    both = item("Q1", "Q515", en=["Elverton"], fr=["Elvertonne"])
    alone = item("Q2", "Q515", ja=["エルバートン"])
    path = lines(tmp_path / "wikidata.jsonl", both, alone)
    found = [one for one in read_known(path, languages=("fr",)) if isinstance(one, KnownEntity)]
    assert [entity.names for entity in found] == [("Elvertonne",), ("エルバートン",)]


def test_a_simplified_item_is_read(tmp_path: Path) -> None:
    record = {
        "id": "Q9",
        "labels": {"en-gb": "NightEye Pro"},
        "aliases": [],
        "claims": {"P279": ["Q7397"]},
    }
    assert entities(lines(tmp_path / "wikidata.jsonl", record)) == [
        KnownEntity(f"{WIKIDATA}Q9", ("NightEye Pro",), "Product")
    ]


def test_an_item_of_two_root_classes_may_be_either(tmp_path: Path) -> None:
    path = lines(tmp_path / "wikidata.jsonl", item("Q9", "Q4830453", "Q7397", en=["NightEye"]))
    assert entities(path)[0].type is None


def test_names_as_such_and_pages_about_several_are_passed_over(tmp_path: Path) -> None:
    surname, page = item("Q1", "Q101352", en=["Moss"]), item("Q2", "Q4167410", en=["Moss"])
    prop = {**item("P1", en=["instance of"]), "type": "property"}
    assert entities(lines(tmp_path / "wikidata.jsonl", surname, page, prop)) == []


def test_every_class_of_the_ontology_is_a_kind() -> None:
    types = known_types()
    assert types.root(["GovernmentOrganization"]) == types.root(["Organization"]) == "Organization"
    assert types.root(["publication"]) == "Publication"


# Names that do not say enough


@pytest.mark.parametrize(
    ("kind", "name", "weak"),
    [
        ("Person", "Moss", True),
        ("Person", "Ada Moss", False),
        ("Person", "李小龙", False),
        ("Company", "NVS", True),
        ("Company", "NVSL", False),
        ("Company", "1984", True),
        ("Company", "任天", False),
        ("Place", "Ur", True),
    ],
)
def test_an_alias_that_does_not_say_enough_is_weak(
    tmp_path: Path, kind: str, name: str, weak: bool
) -> None:
    label = "Ada Harbour Moss"
    path = table(tmp_path / "known.csv", "id,name,alias,type", f"7,{label},{name},{kind}")
    (entity,) = entities(path)
    assert (name in entity.weak_names, name in entity.names) == (weak, not weak)
    assert entity.label == label


def test_an_entity_with_nothing_but_a_weak_name_is_known_by_no_name_alone(tmp_path: Path) -> None:
    path = table(tmp_path / "known.csv", "id,name,type", "7,Moss,Person")
    (entity,) = entities(path)
    assert (entity.names, entity.weak_names, entity.label) == ((), ("Moss",), "Moss")


# Files


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "Q1", ', "not JSON"),
        (b'"Q1"', "not a JSON object"),
        (b"[" * 100_000, "no JSON that can be read"),
        (b'{"id": "\xff"}', "not UTF-8"),
        (b'{"id": "Q1"}', "no entity of FollowTheMoney or Wikidata"),
        (b'{"id": "Q1", "labels": 7}', "'labels' is not a JSON object"),
        (b'{"id": "Q1", "labels": []}', "no name"),
        (b'{"id": 1, "schema": "Person", "properties": {"name": ["Ada Moss"]}}', "'id' is missing"),
    ],
)
def test_a_line_that_cannot_be_used_is_set_aside(tmp_path: Path, line: bytes, reason: str) -> None:
    path = tmp_path / "known.jsonl"
    good = json.dumps(item("Q8", "Q5", en=["Ada Moss"])).encode()
    path.write_bytes(b"\n".join([good, line, good]))
    first, found, last = read_known(path)
    assert first == last == KnownEntity(f"{WIKIDATA}Q8", ("Ada Moss",), "Person")
    assert isinstance(found, Rejection)
    assert found.where == f"{path}:2"
    assert reason in found.reason


def test_a_compressed_list_is_read(tmp_path: Path) -> None:
    path = tmp_path / "known.csv.gz"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbfid,name\nQ8,Elverton House\n"))
    assert [entity.names for entity in entities(path)] == [("Elverton House",)]


def test_a_list_that_is_not_whole_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "known.csv.gz"
    path.write_bytes(gzip.compress(b"id,name\nQ8,Elverton House\n" * 999)[:-12])
    with pytest.raises(InputError, match="cannot be read"):
        list(read_known(path))


def test_a_list_that_is_not_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_known(tmp_path / "known.csv"))


def test_an_empty_list_knows_nobody(tmp_path: Path) -> None:
    assert entities(table(tmp_path / "known.csv", "")) == []


@pytest.mark.parametrize("form", ["csv", "json"])
def test_memory_does_not_grow_with_the_list(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"known.{form}"

    def peak(count: int) -> int:
        with path.open("w", encoding="utf-8") as file:
            if form == "csv":
                file.write("id,name\n")
            for number in range(count):
                record = ftm(f"Q{number + 1}", "Company", name=[f"Norvane {number} Systems"])
                row = f"Q{number + 1},Norvane {number} Systems"
                file.write((row if form == "csv" else json.dumps(record)) + "\n")
        tracemalloc.start()
        found = sum(1 for _ in read_known(path))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found == count
        return most

    peak(10)  # what is read once for all, such as the ontology
    few = peak(500)
    assert peak(4_000) < few + (1 << 16)
