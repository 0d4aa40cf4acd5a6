"""The graph as of a day: which claims, documents, conflicts and matches are left of a real build."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.api import build
from kg.errors import InputError, StoreError
from kg.model import Claim, Document
from kg.model.claim_format import dump_claim
from kg.model.correction_format import dump_corrections
from kg.model.document_format import document_record, text_digest
from kg.pipeline.as_of import Left, Moment, last_day, open_as_of, write_as_of
from kg.pipeline.folder import open_folder
from kg.pipeline.settings import Settings
from kg.queries.engine import objects, solutions
from kg.queries.verification import unsupported_triples, verify_graph
from kg.stores import OxigraphStore
from kg.triples import DEFAULT_GRAPH, Minter, Quad, Triple, claims_of, iri
from kg.triples.corrections import correction_iri
from kg.views.histories import holds_on
from kg.vocab import DEFAULT_BASE, default_ontology, terms
from tests.queries import graphs
from tests.views import samples

MINTER = Minter(default_ontology())
PUBLISHED = {document.id: document.published for document in graphs.DOCUMENTS}
AMENDED = graphs.CLAIMS[7]
FOUND = (*(c for c in graphs.CLAIMS if c != AMENDED), graphs.SOLD, graphs.MADE)
DAYS = st.dates(date(2017, 1, 1), date(2023, 1, 1))


def build_of(
    folder: Path,
    claims: Iterable[Claim],
    documents: Iterable[Document],
    settings: Settings | None = None,
) -> Path:
    lines = [json.dumps(document_record(document)) for document in documents]
    lines += map(dump_claim, claims)
    (folder / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build(folder / "all.jsonl", folder / "out", settings or Settings())
    return folder / "out"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a build of three reports, with a claim that is amended and one that is rejected."""
    folder = tmp_path_factory.mktemp("as-of")
    path = folder / "corrections.jsonl"
    lines = dump_corrections([graphs.REJECTION, graphs.AMENDMENT])
    path.write_text("".join(lines), encoding="utf-8")
    return build_of(folder, FOUND, graphs.DOCUMENTS, Settings(corrections=path))


@pytest.fixture(scope="module")
def built(out: Path) -> OxigraphStore:
    """Return a copy of the store of the build, in memory."""
    store = OxigraphStore()
    with open_folder(out) as found:
        for name in found.store.graphs():
            store.replace_document(name, found.store.triples(name))
    return store


def quads_of(store: OxigraphStore) -> set[Quad]:
    return set(store.quads())


def as_of(store: OxigraphStore, moment: Moment) -> tuple[OxigraphStore, Left]:
    target = OxigraphStore()
    return target, write_as_of(store, target, moment)


def claims_in(store: OxigraphStore) -> dict[str, Claim]:
    triples = store.triples(DEFAULT_GRAPH)
    return {claim.id: claim for claim in claims_of(triples, default_ontology())}


def test_the_build_holds_what_the_tests_are_about(built: OxigraphStore) -> None:
    assert claims_in(built).keys() == {claim.id for claim in graphs.CLAIMS}
    assert len(list(solutions(built.engine, "SELECT ?c { ?c a kg:Conflict }"))) == 1


@pytest.mark.parametrize("moment", [Moment(), Moment(by=date(9999, 12, 31))])
def test_the_graph_of_all_that_is_known_is_the_graph(built: OxigraphStore, moment: Moment) -> None:
    target, left = as_of(built, moment)
    assert quads_of(target) == quads_of(built)
    assert left == Left(claims=13, holding=13)


@given(day=DAYS)
def test_the_claims_that_are_left_are_those_that_hold(built: OxigraphStore, day: date) -> None:
    target, left = as_of(built, Moment(on=day))
    told = {claim.id: holds_on(claim, PUBLISHED[claim.document], day) for claim in graphs.CLAIMS}
    assert claims_in(target).keys() == {name for name, holds in told.items() if holds}
    assert left.holding == sum(holds is True for holds in told.values())
    assert left.unknown == sum(holds is None for holds in told.values())


@given(on=DAYS, by=DAYS)
def test_what_is_left_is_a_part_of_the_graph_that_claims_bear_out(
    built: OxigraphStore, on: date, by: date
) -> None:
    target, _ = as_of(built, Moment(on, by))
    known = claims_in(built)
    assert all(known[name] == claim for name, claim in claims_in(target).items())
    new = {quad.subject for quad in quads_of(target) - quads_of(built)}
    # A deployment that fewer sources tell of has another number of them.
    assert all("/deployment/" in subject or "/conflict/" in subject for subject in new)
    assert list(unsupported_triples(target.engine)) == []
    assert list(verify_graph(target.engine, graphs.texts)) == []


def test_a_conflict_ends_where_one_of_its_sides_is_not_known(built: OxigraphStore) -> None:
    conflicts = "SELECT ?c { ?c a kg:Conflict }"
    target, _ = as_of(built, Moment(by=date(2020, 12, 31)))
    assert list(solutions(target.engine, conflicts)) == []
    target, _ = as_of(built, Moment(on=date(2019, 12, 31)))
    assert len(list(solutions(target.engine, conflicts))) == 1


def test_independent_sources_are_counted_anew(built: OxigraphStore) -> None:
    use = iri(f"{DEFAULT_BASE}deployment/elverton-harbour-police/nighteye")
    counts = [
        objects(as_of(built, moment)[0].engine, use, terms.INDEPENDENT_SOURCES)
        for moment in (Moment(), Moment(on=date(2020, 1, 1)), Moment(by=date(2020, 12, 31)))
    ]
    assert [[int(value.split('"')[1]) for value in found] for found in counts] == [[3], [2], []]


def test_documents_stay_where_their_claims_do_not_hold(built: OxigraphStore) -> None:
    target, left = as_of(built, Moment(on=date(1990, 1, 1)))
    assert left.holding == 0
    for document in graphs.DOCUMENTS:
        kinds = objects(target.engine, iri(document.id), terms.TYPE)
        assert kinds == [iri(terms.DOCUMENT)]


@pytest.mark.parametrize(
    ("by", "known"),
    [
        ("2020-02-02", []),
        ("2020-02-03", [samples.FIRST.id]),
        ("2021-11-29", [samples.FIRST.id]),
        ("2021-11", [samples.FIRST.id, samples.SECOND.id, graphs.THIRD.id]),
    ],
)
def test_a_document_is_known_when_it_had_surely_been_published(
    built: OxigraphStore, by: str, known: list[str]
) -> None:
    target, left = as_of(built, Moment(by=last_day(by)))
    held = [d.id for d in graphs.DOCUMENTS if objects(target.engine, iri(d.id), terms.TYPE)]
    assert held == known
    assert left.unpublished == len(graphs.DOCUMENTS) - len(known)


def test_what_was_known_of_a_day_is_not_what_is_known_of_it_now(built: OxigraphStore) -> None:
    day = date(2019, 12, 31)
    now, _ = as_of(built, Moment(on=day))
    then, _ = as_of(built, Moment(on=day, by=date(2020, 12, 31)))
    assert claims_in(then).keys() < claims_in(now).keys()
    assert {claim.document for claim in claims_in(then).values()} == {samples.FIRST.id}


def test_an_amendment_goes_with_its_claim_and_a_rejection_stays(built: OxigraphStore) -> None:
    rejected, amended = (
        correction_iri(each, DEFAULT_BASE) for each in (graphs.REJECTION, graphs.AMENDMENT)
    )
    before, _ = as_of(built, Moment(on=date(2021, 5, 3)))
    after, _ = as_of(built, Moment(on=date(2021, 5, 5)))
    assert AMENDED.id not in claims_in(before)
    assert AMENDED.id in claims_in(after)
    assert not before.merged_about(amended)
    assert after.merged_about(amended) == built.merged_about(amended)
    assert before.merged_about(rejected) == built.merged_about(rejected)
    for evidence in objects(before.engine, rejected, terms.HAS_EVIDENCE):
        assert before.merged_about(evidence) == built.merged_about(evidence)


def test_two_names_that_are_one_entity_stay_one_while_a_claim_names_it(tmp_path: Path) -> None:
    documents = [_renamed(document) for document in samples.DOCUMENTS]
    ended = replace(
        samples.ENDED, subject=replace(samples.ENDED.subject, name="Elverton Harbour PD")
    )
    out = build_of(tmp_path, [samples.DEPLOYED, ended], documents)
    matches = "SELECT ?m { ?m a kg:Match }"
    with open_folder(out) as found:
        assert len(list(solutions(found.store.engine, matches))) == 1
    counts = {}
    for year in ("2018", "2020"):
        with open_as_of(out, Moment(on=last_day(year))) as (found, left):
            counts[year] = left.holding, len(list(solutions(found.store.engine, matches)))
    assert counts == {"2018": (0, 0), "2020": (1, 1)}


def _renamed(document: Document) -> Document:
    return replace(document, sha256=text_digest(document.text))


def test_a_graph_under_another_base_is_made_under_it(tmp_path: Path) -> None:
    base = "https://graph.example/"
    out = build_of(tmp_path, graphs.CLAIMS, graphs.DOCUMENTS, Settings(base=base))
    with open_as_of(out, Moment(by=date(2022, 1, 1))) as (found, _), open_folder(out) as whole:
        assert quads_of(found.store) == quads_of(whole.store)
    with open_as_of(out, Moment(on=date(2019, 12, 31))) as (found, _):
        subjects = {quad.subject for quad in found.store.quads()}
        assert not any(DEFAULT_BASE in subject for subject in subjects)


def test_claims_of_a_document_that_is_not_there_are_of_no_known_date(tmp_path: Path) -> None:
    out = build_of(tmp_path, [samples.DEPLOYED], [])
    with open_as_of(out, Moment(by=date(9999, 1, 1))) as (_, left):
        assert left == Left(claims=1, holding=0, unpublished=1)
    with open_as_of(out, Moment(on=date(2020, 1, 1))) as (_, left):
        assert left == Left(claims=1, holding=1)


@pytest.mark.parametrize("words", ["", "20", "2021-13", "2021-02-30", "2021/2022", "2021-22", "x"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(InputError, match="no date"):
        last_day(words)


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_a_day_is_itself_and_a_month_and_year_end_with_their_last(day: date) -> None:
    assert last_day(day.isoformat()) == day
    month, year = last_day(f"{day:%Y-%m}".zfill(7)), last_day(f"{day.year:04}")
    assert day <= month <= year
    assert (year.month, year.day) == (12, 31)
    assert (month.year, month.month) == (day.year, day.month)


def test_python_gives_the_merged_graph(out: Path, built: OxigraphStore) -> None:
    target, _ = as_of(built, Moment(date(2019, 12, 31), date(2021, 12, 31)))
    found = kg.as_of(out, "2019", published_until="2021")
    assert len(found) == len(target.triples(DEFAULT_GRAPH))
    with pytest.raises(InputError):
        kg.as_of(out, "tomorrow")


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph"), open_as_of(tmp_path, Moment()):
        pass


def test_nothing_of_a_store_is_changed(built: OxigraphStore) -> None:
    before: set[Triple] = set(built.triples(DEFAULT_GRAPH))
    as_of(built, Moment(on=date(2018, 1, 1)))
    assert set(built.triples(DEFAULT_GRAPH)) == before
