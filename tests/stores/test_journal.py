from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.stores import Journal
from kg.stores.entries import ClaimEntry, DocumentEntry, GraphEntry, SourceEntry, Totals

DOCUMENT = DocumentEntry("urn:d", '{"text": "a"}', "[[0, 1]]")


def claim(name: str, place: int = 0, *, document: str = "urn:d", record: str = "") -> ClaimEntry:
    return ClaimEntry(document, name, place, record or f'{{"id": "{name}"}}')


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite") as opened:
        yield opened


def test_a_source_that_was_never_recorded_has_no_fingerprint(journal: Journal) -> None:
    assert journal.fingerprint("a.txt") is None
    assert list(journal.sources()) == []


def test_a_recorded_source_is_remembered_when_the_journal_is_opened_again(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.sqlite") as journal:
        journal.record_source(SourceEntry("a.txt", "f1", [DOCUMENT], [claim("c1")]))
    with Journal(tmp_path / "journal.sqlite") as journal:
        assert journal.fingerprint("a.txt") == "f1"
        assert list(journal.sources()) == ["a.txt"]
        assert journal.document("urn:d") == DOCUMENT
        assert journal.claims("urn:d") == ['{"id": "c1"}']


def test_recording_a_source_again_replaces_all_it_held(journal: Journal) -> None:
    journal.record_source(SourceEntry("a.txt", "f1", [DOCUMENT], [claim("c1")], ["{}"]))
    journal.record_source(SourceEntry("a.txt", "f2", [], [claim("c2")]))
    assert journal.fingerprint("a.txt") == "f2"
    assert journal.document("urn:d") is None
    assert journal.claims("urn:d") == ['{"id": "c2"}']
    assert list(journal.set_aside()) == []


def test_a_forgotten_source_leaves_nothing_behind(journal: Journal) -> None:
    journal.record_source(SourceEntry("a.txt", "f1", [DOCUMENT], [claim("c1")], ["{}"]))
    journal.forget_source("a.txt")
    assert journal.totals() == Totals(0, 0, 0, 0, 0, 0, 0)
    assert journal.fingerprint("a.txt") is None


def test_a_claim_that_a_source_gives_twice_is_kept_as_it_stood_first(journal: Journal) -> None:
    twice = [claim("c1", 5, record="first"), claim("c1", 5, record="second"), claim("c2", 1)]
    assert journal.record_source(SourceEntry("a.txt", "f", [DOCUMENT], twice)) == 1
    assert journal.claims("urn:d") == ['{"id": "c2"}', "first"]
    assert journal.totals().merged == 1


def test_claims_come_in_text_order_then_by_id(journal: Journal) -> None:
    unsorted = [claim("c3", 7), claim("c2", 7), claim("c1", 900), claim("c4", 10)]
    journal.record_source(SourceEntry("a.txt", "f", [DOCUMENT], unsorted))
    journal.record_source(SourceEntry("b.txt", "f", [], [claim("c0", document="urn:a")]))
    assert [record for _, record in journal.accepted()] == [
        f'{{"id": "{name}"}}' for name in ("c0", "c2", "c3", "c4", "c1")
    ]


@pytest.mark.parametrize("order", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_of_several_sources_of_a_document_the_first_counts(
    journal: Journal, order: tuple[str, str]
) -> None:
    for location in order:
        document = DocumentEntry("urn:d", f"text of {location}")
        entry = claim("c1", record=f"claim of {location}")
        journal.record_source(SourceEntry(location, "f", [document], [entry]))
    assert journal.document("urn:d") == DocumentEntry("urn:d", "text of a.txt")
    assert list(journal.documents()) == [DocumentEntry("urn:d", "text of a.txt")]
    assert list(journal.accepted()) == [("urn:d", "claim of a.txt")]
    assert journal.totals() == Totals(2, 1, found=2, accepted=1, refused=0, merged=1, unread=0)


def test_when_the_first_source_goes_the_next_one_counts(journal: Journal) -> None:
    for location in ("a.txt", "b.txt"):
        document = DocumentEntry("urn:d", f"text of {location}")
        journal.record_source(SourceEntry(location, "f", [document]))
    journal.record_graphs([GraphEntry("urn:d", (), [])], "s1")
    journal.forget_source("a.txt")
    assert journal.document("urn:d") == DocumentEntry("urn:d", "text of b.txt")
    assert journal.stale("s1") == ["urn:d"]


def test_a_document_without_a_graph_is_stale(journal: Journal) -> None:
    journal.record_source(SourceEntry("a.txt", "f", [DOCUMENT]))
    assert journal.stale("s1") == ["urn:d"]
    journal.record_graphs([GraphEntry("urn:d", (), [])], "s1")
    assert journal.stale("s1") == []


def test_a_graph_made_with_other_settings_is_stale(journal: Journal) -> None:
    journal.record_source(SourceEntry("a.txt", "f", [DOCUMENT]))
    journal.record_graphs([GraphEntry("urn:d", (), [])], "s1")
    assert journal.stale("s2") == ["urn:d"]


def test_a_changed_source_makes_its_graph_stale(journal: Journal) -> None:
    journal.record_source(SourceEntry("a.txt", "f1", [DOCUMENT]))
    journal.record_graphs([GraphEntry("urn:d", (), [])], "s1")
    journal.record_source(SourceEntry("a.txt", "f2", [DOCUMENT], [claim("c1")]))
    assert journal.stale("s1") == ["urn:d"]


def test_a_document_whose_source_is_gone_is_named_until_its_graph_is_forgotten(
    journal: Journal,
) -> None:
    journal.record_source(SourceEntry("a.txt", "f1", [DOCUMENT]))
    journal.record_graphs([GraphEntry("urn:d", (), [])], "s1")
    journal.record_source(SourceEntry("a.txt", "f2"))
    assert journal.gone() == ["urn:d"]
    journal.forget_graphs(["urn:d"])
    assert journal.gone() == []


def test_refused_claims_are_set_aside_and_the_figures_add_up(journal: Journal) -> None:
    claims = [claim("c1"), claim("c2"), claim("c2")]
    journal.record_source(SourceEntry("a.txt", "f", [DOCUMENT], claims, ["unread"]))
    journal.record_graphs([GraphEntry("urn:d", (), [("c2", "refused")])], "s")
    assert list(journal.accepted()) == [("urn:d", '{"id": "c1"}')]
    assert list(journal.set_aside()) == ["unread", "refused"]
    totals = journal.totals()
    assert totals == Totals(1, 1, found=3, accepted=1, refused=1, merged=1, unread=1)
    assert totals.found == totals.accepted + totals.refused + totals.merged


def test_results_come_sorted_whatever_their_documents(journal: Journal) -> None:
    for document in ("urn:b", "urn:a"):
        journal.record_graphs([GraphEntry(document, [document], [])], "s")
    assert list(journal.results()) == ["urn:a", "urn:b"]


def test_a_graph_whose_refusals_fail_half_way_is_not_recorded(journal: Journal) -> None:
    def refusals() -> Iterator[tuple[str, str]]:
        yield "c1", "refused"
        raise KeyError("c2")

    journal.record_source(SourceEntry("a.txt", "f", [DOCUMENT], [claim("c1")]))
    with pytest.raises(KeyError):
        journal.record_graphs([GraphEntry("urn:d", (), refusals())], "s")
    assert journal.stale("s") == ["urn:d"]
    assert list(journal.set_aside()) == []
    journal.record_graphs([GraphEntry("urn:d", (), [])], "s")
    assert journal.stale("s") == []


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with Journal(path) as one, Journal(path) as other:
        with one._database.transaction(), pytest.raises(StoreError, match="another build"):
            other.record_source(SourceEntry("a.txt", "f"))
        assert other.fingerprint("a.txt") is None


def test_a_journal_of_another_form_says_to_build_again(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="form 99") as caught:
        Journal(path)
    assert caught.value.remedy == "remove the store folder and build again"


_KILLED = """
import os, sys
from pathlib import Path
from kg.stores import Journal
from kg.stores.entries import SourceEntry
journal = Journal(Path(sys.argv[1]))
journal.record_source(SourceEntry("a.txt", "f1", unread=["kept"]))
class Killing(list):
    def __iter__(self):
        yield "half"
        os.kill(os.getpid(), 9)
journal.record_source(SourceEntry("a.txt", "f2", unread=Killing()))
"""


def test_a_source_that_a_killed_process_was_recording_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    command = [sys.executable, "-c", _KILLED, str(path)]
    assert subprocess.run(command, check=False, timeout=60).returncode == -9  # noqa: S603 - our own
    with Journal(path) as journal:
        assert journal.fingerprint("a.txt") == "f1"
        assert list(journal.set_aside()) == ["kept"]


def test_a_file_that_is_no_journal_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_text("this is no database, but a text of some length" * 30, encoding="utf-8")
    with pytest.raises(StoreError, match="not a database") as caught:
        Journal(path)
    assert caught.value.where == str(path)


def test_a_journal_in_a_folder_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="unable to open"):
        Journal(tmp_path / "nowhere" / "journal.sqlite")
