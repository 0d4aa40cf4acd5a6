"""Folders and files of claims, compared a document at a time."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pytest

from kg.errors import ConfigurationError, InputError
from kg.model import Claim, Document, Entity, Span, with_id
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_record, text_digest
from kg.pipeline.change_records import change_records, tally_record
from kg.pipeline.comparing import Tally, compare, open_sides
from kg.views.entity_changes import EntityChange

FERRY = Entity("Corvane Ferries", "Organization")


def makes(document: str, product: str, at: int = 0, source: str = "a.txt") -> Claim:
    words = f"Corvane Ferries makes {product}"
    evidence = (Span(at, at + len(words), words),)
    thing = Entity(product, "Product")
    return with_id(Claim(document, "makes", FERRY, evidence, "manual", object=thing, source=source))


def article(iri: str, text: str, source: str = "a.txt", title: str | None = None) -> Document:
    return Document(iri, source, text, text_digest(text), title=title)


def file_of(path: Path, claims: list[Claim]) -> str:
    path.write_text("".join(f"{dump_claim(claim)}\n" for claim in claims), encoding="utf-8")
    return str(path)


def folder_of(path: Path, claims: list[Claim], documents: list[Document]) -> str:
    path.mkdir()
    file_of(path / "claims.jsonl", claims)
    records = (json.dumps(document_record(document)) for document in documents)
    (path / "documents.jsonl").write_text("".join(f"{r}\n" for r in records), encoding="utf-8")
    return str(path)


def told(old: str, new: str, *, stdin: bytes = b"", everything: bool = True) -> list[list[object]]:
    sides = open_sides(old, new, stdin=io.BytesIO(stdin))
    return [
        [record["kind"], record["change"], record.get("document")]
        for item in compare(*sides)
        for record in change_records(item, everything=everything)
    ]


def counts(old: str, new: str) -> dict[str, object]:
    tally = Tally()
    for item in compare(*open_sides(old, new, stdin=io.BytesIO())):
        tally.add(item)
    return tally_record(tally)


CLAIMS = [makes(f"urn:d:{n % 5}", f"Tidewatch {n}", 40 * n) for n in range(30)]


def test_the_order_of_lines_is_of_no_matter(tmp_path: Path) -> None:
    shuffled = CLAIMS[3:]
    random.Random(7).shuffle(shuffled)  # noqa: S311 - any order will do
    ordered = told(file_of(tmp_path / "a", CLAIMS), file_of(tmp_path / "b", sorted_by(CLAIMS[3:])))
    assert told(str(tmp_path / "a"), file_of(tmp_path / "c", shuffled)) == ordered
    assert ordered == [["claim", "removed", f"urn:d:{n}"] for n in range(3)]


def sorted_by(claims: list[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (claim.document, claim.evidence))


def test_a_file_is_compared_with_standard_input(tmp_path: Path) -> None:
    old = file_of(tmp_path / "a", CLAIMS[:2])
    piped = f"\n{dump_claim(CLAIMS[0])}\n".encode()
    assert told(old, "-", stdin=piped) == [["claim", "removed", "urn:d:1"]]


def test_two_sides_of_standard_input_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="standard input"):
        open_sides("-", "-", stdin=io.BytesIO())


def test_documents_are_compared_where_both_sides_have_them(tmp_path: Path) -> None:
    old = folder_of(
        tmp_path / "a", [], [article("urn:a", "Hi."), article("urn:b", "So.", title="B")]
    )
    new = folder_of(
        tmp_path / "b", [], [article("urn:b", "So.", title="C"), article("urn:c", "Oh.", "c.txt")]
    )
    assert told(old, new) == [
        ["document", "removed", "urn:a"],
        ["document", "changed", "urn:b"],
        ["document", "added", "urn:c"],
    ]


def test_an_edited_text_whose_claims_say_the_same_is_no_difference(tmp_path: Path) -> None:
    text = "Corvane Ferries makes Tidewatch."
    old = folder_of(tmp_path / "a", [makes("urn:a", "Tidewatch")], [article("urn:a", text)])
    new = folder_of(
        tmp_path / "b", [makes("urn:a", "Tidewatch", 5)], [article("urn:a", f"Now, {text}")]
    )
    assert (counts(old, new)["different"], told(old, new, everything=False)) == (False, [])
    assert told(old, new) == [["document", "moved", "urn:a"], ["claim", "moved", "urn:a"]]


def test_a_document_named_by_its_text_is_known_by_its_source(tmp_path: Path) -> None:
    text = "Corvane Ferries makes Tidewatch."
    old = folder_of(tmp_path / "a", [makes("urn:z", "Tidewatch")], [article("urn:z", text)])
    new = folder_of(
        tmp_path / "b", [makes("urn:a", "Tidewatch", 5)], [article("urn:a", f"Now, {text}")]
    )
    assert told(old, new) == [["document", "moved", "urn:a"], ["claim", "moved", "urn:a"]]


def test_documents_of_one_source_of_several_are_not_taken_for_each_other(tmp_path: Path) -> None:
    old = file_of(tmp_path / "a", [makes("urn:a", "Tidewatch"), makes("urn:b", "Gatehawk")])
    new = file_of(tmp_path / "b", [makes("urn:a", "Tidewatch"), makes("urn:c", "Gatehawk")])
    assert told(old, new) == [["claim", "removed", "urn:b"], ["claim", "added", "urn:c"]]


def test_entities_that_became_one_come_last(tmp_path: Path) -> None:
    claim = makes("urn:a", "Tidewatch")
    other = makes("urn:b", "Tide Watch")
    old = file_of(tmp_path / "a", [claim, other])
    record = json.loads(dump_claim(other))
    record["object"]["iri"] = "https://w3id.org/claimkg/id/product/tidewatch"
    new = tmp_path / "b"
    new.write_text(f"{dump_claim(claim)}\n{json.dumps(record)}\n", encoding="utf-8")
    *_, last = compare(*open_sides(old, str(new), stdin=io.BytesIO()))
    assert isinstance(last, EntityChange)
    names = [names for _, names in last.parts]
    assert (last.change, names) == ("merged", [("Tide Watch",), ("Tidewatch",)])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"text": "Hi.", "id": "urn:a"}', "not a claim"),
        ('{"type": "makes", "subject": {"name": "A", "type": "Person"}}', "'document' is missing"),
        ('{"document": "urn:a", "type": "makes", "subject": {"name": "A"}}', "type"),
        ('{"document": "nowhere", "type": "makes", "subject": {}}', "absolute IRI"),
    ],
)
def test_a_line_that_is_not_a_claim_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(f"{dump_claim(CLAIMS[0])}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        told(str(path), str(path))
    assert (caught.value.where, reason in caught.value.reason) == (f"{path}:3", True)


def test_a_folder_without_claims_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"claims\.jsonl"):
        open_sides(str(tmp_path), "-", stdin=io.BytesIO())


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        open_sides(str(tmp_path / "none"), "-", stdin=io.BytesIO())
