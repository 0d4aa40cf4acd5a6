"""Stores to ask: the two reports of `tests.views.samples`, and a third for the rarer questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox

from kg.model import Claim, Document, Entity, Qualifier, Span, with_id
from kg.model.correction import correction_of
from kg.model.document_format import text_digest
from kg.pipeline.agreeing import agreement_graph, agreement_triples
from kg.pipeline.assertions import assertion_keys
from kg.stores import OxigraphStore
from kg.triples import Minter, Triple, iri
from kg.triples.corrections import correction_triples
from kg.views.dated import Dated
from kg.vocab import default_ontology
from tests.views import samples

THIRD_TEXT = (
    "Elverton Water bought Tern Analytics on 4 May 2021 for $2 million. "
    "Corvid Systems works with Elverton Water. "
    "Boat Owners United sued Corvid Systems in Elverton. "
    "“It is safe,” Corvid Systems told members in the Coast Courier. "
    "The harbour police have used NightEye since 2018, for $9 a month. "
    "Elverton Water may buy NightEye."
)
THIRD = replace(
    samples.SECOND,
    id="https://courier.example/c",
    source="reports/c.txt",
    text=THIRD_TEXT,
    sha256=text_digest(THIRD_TEXT),
    publisher="Coast Courier",
    url=None,
)
DOCUMENTS = (*samples.DOCUMENTS, THIRD)
CORVID = Entity("Corvid Systems", "Company")
WATER = Entity("Elverton Water", "Organization")


def span(words: str) -> Span:
    start = THIRD_TEXT.index(words)
    return Span.of(THIRD_TEXT, start, start + len(words))


def _price(words: str, amount: int, per: str | None = None) -> Qualifier:
    return Qualifier(span(words), minimum=Decimal(amount), currency="USD", per=per)


def _third(kind: str, subject: Entity, about: Entity, evidence: str) -> Claim:
    return Claim(
        document=THIRD.id,
        type=kind,
        subject=subject,
        object=about,
        evidence=(span(evidence),),
        extractor="rules/0.1",
        confidence=0.8,
    )


BOUGHT = replace(
    _third(
        "acquires",
        WATER,
        Entity("Tern Analytics", "Company"),
        "Elverton Water bought Tern Analytics",
    ),
    qualifiers={
        "date": Qualifier(span("4 May 2021"), value="2021-05-04"),
        "price": _price("$2 million", 2_000_000),
    },
)
PARTNERS = _third("partners", CORVID, WATER, "Corvid Systems works with Elverton Water")
SUED = replace(
    _third(
        "opposes",
        Entity("Boat Owners United", "Organization"),
        CORVID,
        "Boat Owners United sued Corvid Systems",
    ),
    qualifiers={"place": Qualifier(span("in Elverton"), value="Elverton")},
)
TOLD = replace(
    _third("states", CORVID, samples.NIGHTEYE, "“It is safe,” Corvid Systems told members"),
    content=(span("It is safe,"),),
    mode="direct",
    qualifiers={
        "audience": Qualifier(span("members")),
        "outlet": Qualifier(span("the Coast Courier"), value="Coast Courier"),
    },
)
USED = replace(
    _third(
        "deploys",
        Entity(samples.POLICE, "GovernmentOrganization", span("The harbour police")),
        samples.NIGHTEYE,
        "The harbour police have used NightEye since 2018",
    ),
    qualifiers={
        "since": Qualifier(span("since 2018"), value="2018"),
        "price": _price("$9 a month", 9, "month"),
    },
)
POSSIBLE = replace(
    _third("deploys", WATER, samples.NIGHTEYE, "Elverton Water may buy NightEye"),
    modality="possible",
)
CLAIMS = (*samples.CLAIMS, *map(with_id, (BOUGHT, PARTNERS, SUED, TOLD, USED, POSSIBLE)))
# What the program had found in the third report before a person corrected it.
MADE = with_id(_third("makes", WATER, samples.NIGHTEYE, "Elverton Water may buy NightEye"))
SOLD = with_id(replace(BOUGHT, type="partners"))
REJECTION = correction_of(MADE, by="Ida Voss", why="it may buy it", at="2026-01-31T12:00:00Z")
AMENDMENT = correction_of(SOLD, by="Omar Lind", why="it bought it", changes={"type": "acquires"})


def _corrections(claims: Iterable[Claim]) -> list[Triple]:
    """Return the triples of the corrections that made the third report's claims what they are."""
    minter = Minter(default_ontology())
    amended = with_id(BOUGHT)
    found = list(correction_triples(REJECTION, MADE, None, minter))
    if amended in claims:
        found += correction_triples(AMENDMENT, SOLD, amended, minter)
    return found


def store_of(
    claims: Iterable[Claim] = CLAIMS, documents: Iterable[Document] = DOCUMENTS
) -> OxigraphStore:
    """Return a store that holds claims and documents."""
    store = OxigraphStore()
    held, documents = list(claims), list(documents)
    for document, triples in samples.triples_by_document(held, documents).items():
        corrections = _corrections(held) if document == THIRD.id else []
        store.replace_document(iri(document), [*triples, *corrections])
    for graph, triples in _agreement(held, {known.id: known for known in documents}):
        store.replace_document(iri(graph), triples)
    return store


def _agreement(
    claims: Iterable[Claim], documents: Mapping[str, Document]
) -> Iterator[tuple[str, list[Triple]]]:
    """Yield the graphs of conflicts and of how many independent sources there are."""
    minter = Minter(default_ontology())
    found: dict[str, list[Dated]] = defaultdict(list)
    for claim in claims:
        document = documents.get(claim.document)
        dated = Dated(claim, document.published if document else None)
        for key in assertion_keys(claim, minter):
            found[key].append(dated)
    for key, said in sorted(found.items()):
        triples = sorted(agreement_triples(key, said, found.__contains__, minter))
        if triples:
            yield agreement_graph(key, minter), triples


def engine_of(
    claims: Iterable[Claim] = CLAIMS, documents: Iterable[Document] = DOCUMENTS
) -> ox.Store:
    """Return what queries run on, with claims and documents in it."""
    return store_of(claims, documents).engine


def texts(document: str) -> Document | None:
    """Return a document by its IRI, or None."""
    return {known.id: known for known in DOCUMENTS}.get(document)
