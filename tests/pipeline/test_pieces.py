"""What sources hold, in pieces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

import pytest

from kg.model import Source
from kg.pipeline.parts import Job, Part
from kg.pipeline.pieces import MOST_CLAIMS, MOST_DOCUMENTS, Piece, cut, jobs, pieces
from kg.pipeline.settings import Settings
from kg.readers.media_types import HTML, JSON_LINES, TEXT
from kg.stores.entries import ClaimEntry, DocumentEntry

SETTINGS = Settings(model="small")
CLAIM = {
    "document": "https://news.example/cinema",
    "type": "makes",
    "subject": {"name": "Rehfeld Lamps", "type": "Organization"},
    "object": {"name": "Fernlicht", "type": "Product"},
    "evidence": [{"text": "Rehfeld Lamps makes Fernlicht", "start": 18, "end": 47}],
}


def lines(*records: object) -> Source:
    data = "\n".join(map(json.dumps, records)).encode()
    return Source("a.jsonl", JSON_LINES, data)


def claims(count: int) -> list[object]:
    return [{**CLAIM, "document": f"https://news.example/{number}"} for number in range(count)]


def collected(found: Iterator[Piece]) -> list[Piece]:
    """Join the pieces of each source."""
    return [
        Piece(
            location,
            run[-1].fingerprint,
            tuple(entry for piece in run for entry in piece.documents),
            tuple(entry for piece in run for entry in piece.claims),
            tuple(record for piece in run for record in piece.unread),
            run[0].first,
            run[-1].last,
        )
        for location, grouped in groupby(found, key=lambda piece: piece.location)
        for run in [list(grouped)]
    ]


def test_a_source_is_one_piece_where_it_fits() -> None:
    text = Source("a.txt", TEXT, "“The buses are late,” said Ana Ruiz.".encode())
    (piece,) = pieces([(text, "f1")], SETTINGS)
    assert (piece.location, piece.fingerprint, piece.first, piece.last) == (
        "a.txt",
        "f1",
        True,
        True,
    )
    assert [len(piece.documents), len(piece.claims), len(piece.unread)] == [1, 1, 0]
    assert piece.claims[0].document == piece.documents[0].document


def test_a_source_that_holds_nothing_of_use_is_a_piece_with_its_rejections() -> None:
    (piece,) = pieces([(Source("a.html", HTML, b"<html></html>"), "f")], SETTINGS)
    assert (piece.documents, piece.claims, piece.first, piece.last) == ((), (), True, True)
    assert [json.loads(record)["where"] for record in piece.unread] == ["a.html"]


def test_pieces_of_a_long_source_are_full_but_the_last_and_in_its_order() -> None:
    found = list(pieces([(lines(*claims(2_100), "no claim"), "f")], SETTINGS))
    assert [len(piece.claims) for piece in found] == [MOST_CLAIMS, MOST_CLAIMS, 100]
    assert [piece.first for piece in found] == [True, False, False]
    assert [piece.last for piece in found] == [False, False, True]
    documents = [entry.document for piece in found for entry in piece.claims]
    assert documents == [f"https://news.example/{number}" for number in range(2_100)]
    assert [json.loads(record)["where"] for record in found[-1].unread] == ["a.jsonl:2101"]


def test_every_source_ends_once_and_an_empty_line_of_sources_gives_nothing() -> None:
    sources = [(lines(*claims(3)), "1"), (lines("x"), "2"), (lines(*claims(1_000)), "3")]
    found = list(pieces(sources, SETTINGS))
    assert [(piece.fingerprint, piece.first, piece.last) for piece in found] == [
        ("1", True, True),
        ("2", True, True),
        ("3", True, True),
    ]
    assert list(pieces([], SETTINGS)) == []


def test_sources_are_asked_for_as_they_are_needed() -> None:
    asked: list[str] = []

    def sources() -> Iterator[tuple[Source, str]]:
        for name in ("1", "2", "3"):
            asked.append(name)
            yield lines(*claims(1)), name

    next(pieces(sources(), SETTINGS))
    assert asked == ["1"]


def test_documents_of_a_source_are_work_in_batches_and_claims_are_none() -> None:
    records = [{"text": f"Rain fell on day {day}."} for day in range(10)]
    made = list(jobs([(lines(*records, *claims(1), *records), "f")], SETTINGS))
    work = [job.work if isinstance(job.work, Part) else len(job.work) for job in made]  # type: ignore[arg-type]
    assert [item if isinstance(item, int) else len(item.claims) for item in work] == [
        8,
        2,
        1,
        8,
        2,
        0,
    ]
    assert [job.last for job in made] == [False] * 5 + [True]


@pytest.mark.parametrize("size", [1, 7, 300])
def test_how_parts_are_cut_changes_no_piece(size: int) -> None:
    documents = [DocumentEntry(f"urn:d{number}", "{}") for number in range(150)]
    entries = [ClaimEntry("urn:d", f"c{number}", number, "{}") for number in range(2_500)]
    parts = [
        Part(tuple(documents[at : at + size]), tuple(entries[at : at + size]))
        for at in range(0, 2_500, size)
    ]
    held = [(Job("a", "f", part, last=part is parts[-1]), part) for part in parts]
    (whole,) = collected(cut(held))
    assert whole == Piece("a", "f", tuple(documents), tuple(entries), (), True, True)
    assert all(len(piece.documents) <= MOST_DOCUMENTS for piece in cut(held))
    assert all(len(piece.claims) <= MOST_CLAIMS for piece in cut(held))


def test_a_source_that_lost_a_part_ends_without_its_fingerprint() -> None:
    lost, rest = Part(unread=("{}",), lost=True), Part()
    (piece,) = cut([(Job("a", "f", lost), lost), (Job("a", "f", rest, last=True), rest)])
    assert piece.fingerprint == ""
