"""Graphs to make pages of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import kg
from kg.model import Claim, Document, Entity, Span, with_id
from kg.model.document_format import text_digest
from kg.pages import write_page
from kg.pipeline.folder import open_folder
from kg.triples import Minter, Quad, claims_triples, document_triples, iri
from kg.vocab import default_ontology
from tests.views import samples

ARTICLE = (
    "Harbour police watch boats 🦊 with software\n\n"
    "Elverton Police has used NightEye, a camera system made by Corvid Systems, since March 2019.\n\n"
    "“It finds every boat,” said Ana Müller, chief of Elverton Police.\n"
)
ATTACK = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"


@dataclass(frozen=True)
class Graph:
    quads: list[Quad]
    documents: dict[str, Document]
    title: str = "A city"


def quads_of(claims: Iterable[Claim], document: Document) -> list[Quad]:
    minter = Minter(default_ontology())
    triples = [*claims_triples(map(with_id, claims), minter), *document_triples(document)]
    return [Quad(*triple, iri(document.id)) for triple in triples]


def sample() -> Graph:
    return Graph(list(samples.quads()), {one.id: one for one in samples.DOCUMENTS})


def hostile() -> Graph:
    text = f"{ATTACK} sells =cmd|x."
    document = Document(
        id="https://gazette.example/h", source=ATTACK, text=text, sha256=text_digest(text),
        title=ATTACK, publisher=f"@{ATTACK}", published="2020", url="javascript:alert(3)",
    )  # fmt: skip
    claim = Claim(
        document.id, "makes", Entity(ATTACK, "Company"), (Span.of(text, 0, len(text)),), "manual",
        object=Entity("=cmd|x", "Product"),
    )  # fmt: skip
    return Graph(quads_of([claim], document), {document.id: document}, ATTACK)


def large(count: int = 10_000) -> Graph:
    """Return so many companies and products, each linked with one other."""
    text = "Acme makes NightEye."
    document = Document("https://gazette.example/l", "l.txt", text, text_digest(text))
    claim = Claim(document.id, "makes", Entity("", "Company"), (Span.of(text, 0, 20),), "manual")
    claims = [
        replace(
            claim, subject=Entity(f"Firm {one}", "Company"), object=Entity(f"Ware {one}", "Product")
        )
        for one in range(count // 2)
    ]
    return Graph(quads_of(claims, document), {})


def built_page(folder: Path) -> Path:
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    kg.build(folder / "a.txt", folder / "out")
    path = folder / "page.html"
    with open_folder(folder / "out") as found, path.open("wb") as stream:
        write_page(found.store.quads(), stream, document=found.document)
    return path
