"""Conflicts read out of a store: their sides, their claims, and how many sources each side has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFoundError
from kg.model import Claim
from kg.model.conflict import Conflict
from kg.queries.conflict_text import (
    COLUMNS,
    claim_rows,
    conflict_lines,
    conflict_record,
    report_lines,
)
from kg.queries.conflicts import ToldConflict, list_conflicts, read_conflict
from kg.queries.explanation_text import claim_words
from kg.stores import OxigraphStore
from kg.triples import Minter, claims_triples, iri
from kg.triples.conflicts import conflict_iri, conflict_label, conflict_triples, side_words
from kg.triples.documents import copy_triple
from kg.triples.terms import iri_value
from kg.views.conflicts import find_conflicts, find_maker_conflicts
from kg.views.dated import Dated
from kg.vocab import default_ontology
from tests.queries import graphs
from tests.views import samples
from tests.views.telling import Telling, made, money, tell

MINTER = Minter(default_ontology())
STORE = graphs.store_of()
DEPLOYED, USED = samples.CLAIMS[0], graphs.CLAIMS[11]


def _place(telling: Telling) -> tuple[str, int]:
    """Claims of one sentence about the same are one claim, whatever values they give."""
    return telling.document, telling.at


PRICES = st.builds(money, st.integers(1, 4).map(lambda n: 100 * n))
YEARS = st.sampled_from(["2018", "2018-03", "2020", "2021-11"])
USES = st.builds(
    lambda document, at, since, price: replace(tell(document, since=since, price=price), at=at),
    st.sampled_from("abcdef"),
    st.integers(0, 2),
    YEARS,
    PRICES,
)
DENIALS = st.builds(
    lambda document: Telling(document, status="", modality="denied"), st.sampled_from("ghij")
)
MAKING = st.builds(made, st.sampled_from("abcd"), st.sampled_from(["Corvid", "Harrow", "Tollgate"]))


def store_of(claims: Iterable[Dated], conflicts: Iterable[Conflict]) -> OxigraphStore:
    """Return a store with claims, document by document, and their conflicts."""
    store = OxigraphStore()
    by_document: dict[str, list[Dated]] = {}
    for dated in claims:
        by_document.setdefault(dated.claim.document, []).append(dated)
    for document, held in by_document.items():
        triples = claims_triples([dated.claim for dated in held], MINTER)
        groups = {dated.group for dated in held} - {"", document}
        copies = [copy_triple(document, group) for group in groups]
        store.replace_document(iri(document), [*triples, *copies])
    for number, conflict in enumerate(conflicts):
        store.replace_document(iri(f"urn:conflict:{number}"), conflict_triples(conflict, MINTER))
    return store


def read(store: ox.Store, **wanted: object) -> list[ToldConflict]:
    nodes = list_conflicts(store, **wanted)  # type: ignore[arg-type]
    return [read_conflict(store, node, graphs.texts) for node in nodes]


def sides_of(told: ToldConflict) -> list[tuple[str, set[str]]]:
    return [(side.words, {each.said.claim.id for each in side.claims}) for side in told.sides]


@given(st.lists(USES | DENIALS, min_size=2, max_size=6, unique_by=_place))
def test_each_claim_is_on_the_side_that_it_was_found_on(tellings: list[Telling]) -> None:
    claims = [telling.dated() for telling in tellings]
    _same_sides(claims, list(find_conflicts(claims)))


@given(st.lists(MAKING, min_size=2, max_size=6))
def test_each_maker_is_on_the_side_that_it_was_found_on(tellings: list[Telling]) -> None:
    claims = [telling.dated() for telling in tellings]
    _same_sides(claims, list(find_maker_conflicts(claims, lambda *_: False, MINTER)))


def _same_sides(claims: Sequence[Dated], found: Sequence[Conflict]) -> None:
    store = store_of(claims, found)
    told = {each.node: each for each in read(store.engine)}
    assert told.keys() == {conflict_iri(conflict, MINTER) for conflict in found}
    for conflict in found:
        each = told[conflict_iri(conflict, MINTER)]
        ids = [{claim.id for claim in side} for side in conflict.sides]
        assert sides_of(each) == list(zip(side_words(conflict, MINTER), ids, strict=True))
        assert f"{each.kind}: {each.label}" == conflict_label(conflict, MINTER)


def test_makers_of_one_name_are_told_apart_by_their_iris() -> None:
    one, other = made("a", "Corvid").dated(), made("b", "Corvid").dated()
    named = [
        Dated(_with_iri(dated, f"https://makers.example/{number}"), dated.published)
        for number, dated in enumerate((one, other))
    ]
    (found,) = find_maker_conflicts(named, lambda *_: False, MINTER)
    (told,) = read(store_of(named, [found]).engine)
    assert [len(side.claims) for side in told.sides] == [1, 1]
    assert {side.words for side in told.sides} == {
        "Corvid (https://makers.example/0)",
        "Corvid (https://makers.example/1)",
    }


def _with_iri(dated: Dated, address: str) -> Claim:
    subject = replace(dated.claim.subject, iri=address)
    return replace(dated.claim, subject=subject)


def test_a_conflict_says_what_it_is_about_and_shows_its_sentences() -> None:
    (told,) = read(STORE.engine)
    assert told.about == f"{samples.POLICE} deploys NightEye"
    assert [side.words for side in told.sides] == ["2018", "2019-03"]
    assert [[each.said.claim for each in side.claims] for side in told.sides] == [
        [USED],
        [DEPLOYED],
    ]
    lines = list(conflict_lines(told, marks=("[", "]")))
    assert lines[0] == f"since: {samples.POLICE} deploys NightEye"
    assert lines[2] == "  2018 (1 claim, 1 independent source)"
    assert f"    - {claim_words(USED)}" in lines
    assert "      [The harbour police have used NightEye since 2018], for $9 a month." in lines
    assert f"      {iri_value(MINTER.claim(USED.id))}" in lines


def test_a_report_gives_a_line_for_each_side() -> None:
    (told,) = read(STORE.engine)
    assert list(report_lines(told, marks=("[", "]"))) == [
        f"since: {samples.POLICE} deploys NightEye",
        "  2018 (1 claim, 1 independent source): [The harbour police have used NightEye since "
        "2018], for $9 a month. (Coast Courier, 2021-11)",
        "  2019-03 (1 claim, 1 independent source): [The harbour police of Elverton have run "
        "NightEye since March 2019], for $6 to $12 a month. (Elverton Gazette, 2020-02-03)",
    ]


def test_makers_are_about_what_they_make() -> None:
    claims = [made("a", "Corvid").dated(), made("b", "Harrow").dated()]
    found = find_maker_conflicts(claims, lambda *_: False, MINTER)
    (told,) = read(store_of(claims, found).engine)
    assert (told.kind, told.about) == ("maker", "makes NightEye")


def test_copies_of_one_text_are_one_source() -> None:
    texts = {"a": "", "b": "https://news.example/a", "c": "https://news.example/a", "d": ""}
    claims = [
        Dated(dated.claim, dated.published, texts[name])
        for name in texts
        for dated in [tell(name, since="2021" if name == "d" else "2018").dated()]
    ]
    (told,) = read(store_of(claims, find_conflicts(claims)).engine)
    assert [(side.words, len(side.claims), side.sources) for side in told.sides] == [
        ("2018", 3, 1),
        ("2021", 1, 1),
    ]


def test_copies_that_point_at_each_other_are_one_source() -> None:
    claims = [
        Dated(tell(name, since=since).dated().claim, None, f"https://news.example/{other}")
        for name, other, since in (("a", "b", "2018"), ("b", "a", "2018"), ("c", "", "2021"))
    ]
    found = list(find_conflicts([Dated(dated.claim, "2023") for dated in claims]))
    (told,) = read(store_of(claims, found).engine)
    assert [(len(side.claims), side.sources) for side in told.sides] == [(2, 1), (1, 1)]


def test_conflicts_are_found_by_whom_and_what_they_are_about() -> None:
    everything = list_conflicts(STORE.engine)
    for address in (samples.POLICE_IRI, samples.NIGHTEYE_IRI):
        assert list_conflicts(STORE.engine, about=iri(address)) == everything
    assert list_conflicts(STORE.engine, about=MINTER.claim(USED.id)) == everything
    assert list_conflicts(STORE.engine, about=everything[0]) == everything
    assert list_conflicts(STORE.engine, about=iri(samples.CORVID_IRI)) == []
    (told,) = read(STORE.engine)
    assert list_conflicts(STORE.engine, about=told.concerns[0]) == everything


def test_conflicts_are_found_by_kind() -> None:
    assert len(list_conflicts(STORE.engine, kind="since")) == 1
    assert list_conflicts(STORE.engine, kind="price") == []
    with pytest.raises(NotFoundError, match="no kind of conflict 'sinc'") as caught:
        list_conflicts(STORE.engine, kind="sinc")
    assert caught.value.suggestions[0] == "since"


def test_the_newest_conflict_is_the_one_with_the_latest_document() -> None:
    claims = [
        *(tell(name, since=since).dated() for name, since in (("a", "2018"), ("b", "2021"))),
        *(made(name, maker).dated() for name, maker in (("a", "Corvid"), ("c", "Harrow"))),
    ]
    found = [
        *find_conflicts(claims[:2]),
        *find_maker_conflicts(claims[2:], lambda *_: False, MINTER),
    ]
    store = store_of(claims, found)
    issued = {"a": "2023-01-01", "b": "2023-05-01", "c": "2023-02-01"}
    for name, day in issued.items():
        document = f"https://news.example/{name}"
        extra = [f'<{document}> <http://purl.org/dc/terms/issued> "{day}" .']
        store.bulk_load("\n".join(extra).encode())
    kinds = [told.kind for told in read(store.engine, order="newest")]
    assert kinds == ["since", "maker"]
    # The city is an organisation, the tool whose makers differ a product.
    assert [told.kind for told in read(store.engine, order="subject")] == ["since", "maker"]
    store.bulk_load(b'<https://news.example/c> <http://purl.org/dc/terms/issued> "2024" .')
    assert [told.kind for told in read(store.engine, order="newest")] == ["maker", "since"]


def test_what_is_no_conflict_is_refused() -> None:
    with pytest.raises(NotFoundError, match="holds no conflict"):
        read_conflict(STORE.engine, iri(samples.POLICE_IRI), graphs.texts)


def test_records_and_rows_hold_every_claim() -> None:
    (told,) = read(STORE.engine)
    rows = list(claim_rows(told))
    assert all(tuple(row) == COLUMNS for row in rows)
    assert [(row["side"], row["published"]) for row in rows] == [
        ("2018", "2021-11"),
        ("2019-03", "2020-02-03"),
    ]
    record = conflict_record(told)
    sides = record["sides"]
    assert isinstance(sides, list)
    assert [claim["claim"] for side in sides for claim in side["claims"]] == [
        row["claim"] for row in rows
    ]


def test_a_claim_whose_document_is_not_at_hand_shows_its_words() -> None:
    (node,) = list_conflicts(STORE.engine)
    told = read_conflict(STORE.engine, node, lambda _: None)
    assert [row["title"] for row in claim_rows(told)] == ["", ""]
    assert all(">>" in row["sentence"] for row in claim_rows(told))
