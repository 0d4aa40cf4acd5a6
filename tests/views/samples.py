"""Two short reports about one city, their claims, and the quads of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg.model import Claim, Document, Entity, Qualifier, Span, with_id
from kg.model.document_format import text_digest
from kg.triples import (
    DEFAULT_GRAPH,
    Minter,
    Quad,
    Triple,
    claims_triples,
    document_triples,
    iri,
)
from kg.vocab import DEFAULT_BASE, default_ontology

FIRST_TEXT = (
    "The harbour police of Elverton have run NightEye since March 2019, for $6 to $12 a month. "
    "“It finds every boat,” said Ana Brill, its chief. "
    "The fire service of Elverton has not bought NightEye. "
    "Corvid Systems, of Elverton, sells NightEye."
)
SECOND_TEXT = "Elverton's harbour police ran NightEye until 2021. Corvid Systems denied a fault."
POLICE = "Elverton Harbour Police"
POLICE_IRI = f"{DEFAULT_BASE}organization/elverton-harbour-police"
NIGHTEYE_IRI = f"{DEFAULT_BASE}product/nighteye"
FIRE_IRI = f"{DEFAULT_BASE}organization/elverton-fire-service"
BRILL_IRI = f"{DEFAULT_BASE}person/ana-brill"
CORVID_IRI = f"{DEFAULT_BASE}organization/corvid-systems"
ELVERTON_IRI = f"{DEFAULT_BASE}place/elverton"


def _document(address: str, text: str, published: str) -> Document:
    return Document(
        id=address,
        source=f"reports/{address.rpartition('/')[2]}.txt",
        text=text,
        sha256=text_digest(text),
        title=f'Boats & "eyes" {address[-1]}',
        publisher="Elverton Gazette",
        published=published,
        url=address,
    )


FIRST = _document("https://gazette.example/a", FIRST_TEXT, "2020-02-03")
SECOND = _document("https://gazette.example/b", SECOND_TEXT, "2021-11")
DOCUMENTS = (FIRST, SECOND)


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def _first(words: str) -> Span:
    return _span(FIRST_TEXT, words)


NIGHTEYE = Entity("NightEye", "Product")
DEPLOYED = Claim(
    document=FIRST.id,
    type="deploys",
    subject=Entity(POLICE, "GovernmentOrganization", _first("The harbour police of Elverton")),
    object=NIGHTEYE,
    evidence=(_first("The harbour police of Elverton have run NightEye since March 2019"),),
    extractor="rules/0.1",
    qualifiers={
        "since": Qualifier(_first("since March 2019"), value="2019-03"),
        "price": Qualifier(
            _first("$6 to $12 a month"),
            minimum=Decimal(6),
            maximum=Decimal(12),
            currency="USD",
            per="month",
        ),
        "status": Qualifier(_first("have run"), value="active"),
        "place": Qualifier(_first("Elverton"), value="Elverton"),
    },
    confidence=0.9,
)
ENDED = Claim(
    document=SECOND.id,
    type="deploys",
    subject=Entity(POLICE, "Organization"),
    object=NIGHTEYE,
    evidence=(_span(SECOND_TEXT, "Elverton's harbour police ran NightEye until 2021"),),
    extractor="rules/0.1",
    qualifiers={"until": Qualifier(_span(SECOND_TEXT, "until 2021"), value="2021")},
    confidence=0.7,
)
SAID = Claim(
    document=FIRST.id,
    type="states",
    subject=Entity("Ana Brill", "Person"),
    object=NIGHTEYE,
    content=(_first("It finds every boat,"),),
    mode="direct",
    evidence=(_first("“It finds every boat,” said Ana Brill"),),
    extractor="rules/0.1",
    confidence=0.95,
)
CHIEF = Claim(
    document=FIRST.id,
    type="affiliated",
    subject=Entity("Ana Brill", "Person"),
    object=Entity(POLICE, "GovernmentOrganization", _first("its")),
    qualifiers={"role": Qualifier(_first("chief"))},
    evidence=(_first("Ana Brill, its chief"),),
    extractor="rules/0.1",
)
DENIED = Claim(
    document=FIRST.id,
    type="deploys",
    subject=Entity("Elverton Fire Service", "GovernmentOrganization"),
    object=NIGHTEYE,
    modality="denied",
    evidence=(_first("The fire service of Elverton has not bought NightEye"),),
    extractor="rules/0.1",
)
SOLD = Claim(
    document=FIRST.id,
    type="makes",
    subject=Entity("Corvid Systems", "Company"),
    object=NIGHTEYE,
    attributed_to=Entity("Ana Brill", "Person"),
    evidence=(_first("Corvid Systems, of Elverton, sells NightEye"),),
    extractor="rules/0.1",
)
WORDLESS = Claim(
    document=SECOND.id,
    type="states",
    subject=Entity("Corvid Systems", "Company"),
    content=(_span(SECOND_TEXT, "a fault"),),
    mode="indirect",
    evidence=(_span(SECOND_TEXT, "Corvid Systems denied a fault"),),
    extractor="rules/0.1",
)
CLAIMS = tuple(map(with_id, (DEPLOYED, ENDED, SAID, CHIEF, DENIED, SOLD, WORDLESS)))


def triples_by_document(
    claims: Iterable[Claim] = CLAIMS, documents: Iterable[Document] = DOCUMENTS
) -> dict[str, list[Triple]]:
    """Return the triples of each document's graph."""
    minter = Minter(default_ontology())
    held: dict[str, list[Triple]] = {
        document.id: list(document_triples(document)) for document in documents
    }
    for claim in claims:
        held.setdefault(claim.document, []).extend(claims_triples([claim], minter))
    return {document: sorted(set(triples)) for document, triples in held.items()}


def quads(
    claims: Iterable[Claim] = CLAIMS, documents: Iterable[Document] = DOCUMENTS
) -> list[Quad]:
    """Return the quads of a store that holds these claims: by document, and merged."""
    return sorted(set(_quads(triples_by_document(claims, documents))))


def _quads(graphs: dict[str, list[Triple]]) -> Iterator[Quad]:
    for document, triples in graphs.items():
        for triple in triples:
            yield Quad(*triple, iri(document))
            yield Quad(*triple, DEFAULT_GRAPH)
