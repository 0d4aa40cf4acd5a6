"""How a use came on in time: out of a store, as text, and by the named question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Claim, Document
from kg.model.document_format import text_digest
from kg.pipeline.history import deployments_of, history_of, history_text
from kg.queries import Table, load_question, run
from kg.queries.naming import plain_text
from kg.stores import OxigraphStore
from kg.triples import Minter, Triple, claims_triples, document_triples, iri
from kg.triples.terms import iri_value
from kg.views.dated import Dated
from kg.views.histories import StatusChange, status_history
from kg.vocab import DEFAULT_BASE, default_ontology
from kg.vocab.namespaces import KG
from tests.views.telling import CITY, TOOL, Telling, made, tell

MINTER = Minter(default_ontology())
USE = iri(f"{DEFAULT_BASE}deployment/elverton/nighteye")
DATES = st.sampled_from(["2019", "2020-03", "2020-03-15", "2021", "2022-01", "2023-12-31"])
STATUSES = st.sampled_from(["", "planned", "pilot", "active", "ended", "rejected"])


def _telling(
    place: tuple[str, int], told: dict[str, str], status: str, modality: str, published: str | None
) -> Telling:
    telling = Telling(place[0], published, status, at=place[1], values=told)
    return replace(telling, modality=modality)  # type: ignore[arg-type]


TELLINGS = st.builds(
    _telling,
    st.tuples(st.sampled_from("abc"), st.integers(0, 2)),
    st.dictionaries(st.sampled_from(["since", "until", "date"]), DATES),
    STATUSES,
    st.sampled_from(["asserted", "asserted", "planned", "denied"]),
    st.none() | DATES,
)


def documents_of(claims: Sequence[Dated]) -> dict[str, Document]:
    """Return the documents of claims, each published when the first claim of it says."""
    found: dict[str, Document] = {}
    for dated in claims:
        name, text = dated.claim.document, "Nothing."
        found.setdefault(
            name,
            Document(
                name, "a.txt", text, text_digest(text), publisher=f"Paper {name[-1]}",
                published=dated.published,
            ),
        )  # fmt: skip
    return found


def store_of(claims: Sequence[Dated]) -> tuple[OxigraphStore, dict[str, Document]]:
    store, documents = OxigraphStore(), documents_of(claims)
    for name, document in documents.items():
        held = [dated.claim for dated in claims if dated.claim.document == name]
        triples = [*document_triples(document), *claims_triples(held, MINTER)]
        store.replace_document(iri(name), triples)
    return store, documents


def known(claims: Sequence[Dated]) -> list[Dated]:
    """Return claims with the dates of their documents, each sentence once."""
    documents = documents_of(claims)
    return [Dated(dated.claim, documents[dated.claim.document].published) for dated in claims]


CORPORA = st.lists(
    TELLINGS, min_size=1, max_size=5, unique_by=lambda telling: (telling.document, telling.at)
).map(lambda tellings: [telling.dated() for telling in tellings])


def rows_of(store: OxigraphStore) -> list[tuple[str, str | None, str | None, str]]:
    found = run(store.engine, load_question("status-history").text)
    assert isinstance(found, Table)
    return [
        (
            iri_value(row["status"]).removeprefix(KG),
            plain_text(row["event_date"]) if "event_date" in row else None,
            plain_text(row["published"]) if "published" in row else None,
            iri_value(row["claim"]).rpartition("/")[2],
        )
        for row in found.records()
    ]


@given(CORPORA)
def test_the_question_gives_the_steps_that_each_claim_tells(claims: list[Dated]) -> None:
    store, _ = store_of(claims)
    steps = [
        (step.status, step.when, step.published, dated.claim.id)
        for dated in known(claims)
        for step in status_history([dated])
    ]
    assert sorted(rows_of(store), key=repr) == sorted(steps, key=repr)


@given(CORPORA)
def test_a_history_is_that_of_the_claims_in_the_store(claims: list[Dated]) -> None:
    store, documents = store_of(claims)
    found = history_of(store, USE, documents.get)
    assert {item.claim.id for item in found.claims} == {dated.claim.id for dated in claims}
    assert list(map(_said, found.steps)) == list(map(_said, status_history(known(claims))))


def _said(step: StatusChange) -> tuple[object, ...]:
    return step.status, step.when, step.published, [claim.id for claim in step.claims]


def test_a_history_is_written_with_event_and_publication_apart() -> None:
    ended = replace(tell("b", "2022-03-01", status="ended", until="2021"), by="Ida Voss")
    claims = [
        tell("a", "2019-05-01", status="planned").dated(),
        tell("c", "2020-06", status="active", since="2020-02").dated(),
        ended.dated(),
    ]
    store, documents = store_of(claims)
    ids = [dated.claim.id for dated in claims]
    assert history_text(history_of(store, USE, documents.get)).splitlines() == [
        "History",
        "  status   event date  published   who says so",
        f"  planned  –           2019-05-01  Paper a [{ids[0]}]",
        f"  active   2020-02     2020-06     Paper c [{ids[1]}]",
        f"  ended    2021        2022-03-01  Paper b (according to Ida Voss) [{ids[2]}]",
    ]


def test_those_who_tell_one_step_are_named_together() -> None:
    claims = [tell(name, since=since).dated() for name, since in (("a", "2020"), ("b", "2020-02"))]
    store, documents = store_of(claims)
    (line,) = history_text(history_of(store, USE, documents.get)).splitlines()[2:]
    assert line.split()[:2] == ["active", "2020-02"]
    assert {f"[{dated.claim.id}]" for dated in claims} <= set(line.replace(";", "").split())


def test_only_a_use_has_a_history() -> None:
    store, documents = store_of([made("a", "Corvid").dated()])
    for node in (MINTER.entity(TOOL), USE, iri("urn:nothing")):
        assert history_text(history_of(store, node, documents.get)) == ""


def test_the_use_that_a_fact_is_about_is_found() -> None:
    claims: list[Claim] = [tell("a").dated().claim, made("b", "Corvid").dated().claim]
    store, _ = store_of([Dated(claim) for claim in claims])
    city, tool = MINTER.entity(CITY), MINTER.entity(TOOL)
    assert deployments_of(store, Triple(city, iri(f"{KG}deploys"), tool)) == [USE]
    assert deployments_of(store, Triple(city, iri(f"{KG}makes"), tool)) == []
