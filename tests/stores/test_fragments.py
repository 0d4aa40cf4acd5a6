from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.stores import Fragments


@pytest.fixture
def fragments(tmp_path: Path) -> Iterator[Fragments]:
    with Fragments(tmp_path / "fragments.sqlite") as opened:
        yield opened


def test_fragments_come_in_the_order_of_what_they_are_of(fragments: Fragments) -> None:
    fragments.add(subjects=[("<urn:b>", "B"), ("<urn:a>", "A")], documents=[("<urn:d>", "D")])
    fragments.add(subjects=[("<urn:aa>", "AA")], records=[("2", "<urn:d>"), ("1", "<urn:e>")])
    assert list(fragments.subjects()) == ["A", "AA", "B"]
    assert list(fragments.documents()) == ["D"]
    assert list(fragments.records()) == ["1", "2"]


def test_replacing_takes_out_what_has_no_text_and_every_record_of_a_document(
    fragments: Fragments,
) -> None:
    fragments.add(
        subjects=[("<urn:a>", "A"), ("<urn:b>", "B")],
        documents=[("<urn:d>", "D"), ("<urn:e>", "E")],
        records=[("1", "<urn:d>"), ("2", "<urn:d>"), ("2", "<urn:e>")],
    )
    fragments.replace(
        subjects=[("<urn:a>", ""), ("<urn:b>", "new")],
        documents=[("<urn:d>", "new")],
        records=[("3", "<urn:d>")],
    )
    assert list(fragments.subjects()) == ["new"]
    assert list(fragments.documents()) == ["new", "E"]
    assert list(fragments.records()) == ["2", "3"]


def test_a_mark_outlives_the_process_until_its_subject_is_replaced(tmp_path: Path) -> None:
    with Fragments(tmp_path / "fragments.sqlite") as fragments:
        fragments.mark(["<urn:b>", "<urn:a>", "<urn:b>"])
    with Fragments(tmp_path / "fragments.sqlite") as fragments:
        assert fragments.marked() == ["<urn:a>", "<urn:b>"]
        fragments.replace(subjects=[("<urn:a>", "A")], documents=[], records=[])
        assert fragments.marked() == ["<urn:b>"]


def test_replacing_happens_whole_or_not_at_all(fragments: Fragments) -> None:
    fragments.add(subjects=[("<urn:a>", "A")])

    def broken() -> Iterator[tuple[str, str]]:
        yield "1", "<urn:d>"
        raise RuntimeError("the record cannot be made")

    with pytest.raises(RuntimeError):
        fragments.replace(subjects=[("<urn:a>", "new")], documents=[], records=broken())
    assert list(fragments.subjects()) == ["A"]


def test_clearing_leaves_nothing(fragments: Fragments) -> None:
    fragments.add(subjects=[("<urn:a>", "A")], documents=[("<urn:d>", "D")], records=[("1", "d")])
    fragments.mark(["<urn:a>"])
    fragments.clear()
    assert not [*fragments.subjects(), *fragments.documents(), *fragments.records()]
    assert fragments.marked() == []


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "fragments.sqlite"
    path.write_text("not a database, and long enough to be taken for one" * 20, encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        Fragments(path)
    assert caught.value.where == str(path)
