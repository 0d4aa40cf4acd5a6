from __future__ import annotations

from pathlib import Path

from kg.stores import OxigraphStore
from kg.stores.sent import Sent, digest_of
from kg.triples import Triple, iri, literal

HERE, ELSEWHERE = "http://here.example/update default", "http://elsewhere.example/update default"
A = iri("https://news.example/a")
TRIPLES = [Triple(iri("urn:s"), iri("urn:p"), literal(word)) for word in ("one", "two", "three")]


def test_what_was_sent_is_remembered_by_target(tmp_path: Path) -> None:
    with Sent(tmp_path / "sent.sqlite") as sent:
        sent.record(HERE, [("urn:b", "2"), ("urn:a", "1")])
        sent.record(ELSEWHERE, [("urn:a", "3")])
    with Sent(tmp_path / "sent.sqlite") as sent:
        assert list(sent.documents(HERE)) == ["urn:a", "urn:b"]
        assert (sent.digest(HERE, "urn:a"), sent.digest(ELSEWHERE, "urn:a")) == ("1", "3")
        assert sent.digest(ELSEWHERE, "urn:b") is None
        sent.forget(HERE, ["urn:a"])
        assert list(sent.documents(HERE)) == ["urn:b"]
        assert list(sent.documents(ELSEWHERE)) == ["urn:a"]


def test_what_is_being_sent_counts_as_not_sent_and_as_there(tmp_path: Path) -> None:
    with Sent(tmp_path / "sent.sqlite") as sent:
        sent.record(HERE, [("urn:a", "1")])
        sent.begin(HERE, ["urn:a", "urn:b"])
        assert (sent.digest(HERE, "urn:a"), sent.digest(HERE, "urn:b")) == ("", "")
        assert list(sent.documents(HERE)) == ["urn:a", "urn:b"]


def test_where_a_server_has_its_merged_triples_is_remembered(tmp_path: Path) -> None:
    with Sent(tmp_path / "sent.sqlite") as sent:
        assert sent.merged("http://here.example/update") is None
        sent.note_merged("http://here.example/update", "")
        sent.note_merged("http://elsewhere.example/update", "<urn:m>")
        assert sent.merged("http://here.example/update") == ""
        assert sent.merged("http://elsewhere.example/update") == "<urn:m>"


def test_a_digest_depends_on_the_triples_and_on_nothing_else(tmp_path: Path) -> None:
    digests = []
    for name, triples in (("x", TRIPLES), ("y", TRIPLES[::-1]), ("z", TRIPLES[1:])):
        with OxigraphStore(tmp_path / name) as store:
            store.replace_document(iri("https://news.example/b"), TRIPLES[:1])
            store.replace_document(A, TRIPLES[2:])
            store.replace_document(A, triples)
            digests.append(digest_of(store, A))
    assert digests[0] == digests[1] != digests[2]
