"""A small folder in which some names may be of one entity, for tests that judge them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import Path

from kg.model import Claim, Document, Entity, Span, with_id
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_record, text_digest
from kg.pipeline.building import build
from kg.pipeline.settings import Settings

SITE = "https://news.example/"
DATES = "2024-05-0"


def report(name: str, *sentences: tuple[str, str, str, str]) -> list[str]:
    """Return the lines of a document and of its claims.

    A sentence is a type of claim, a subject, an object, and the words; the classes follow.
    """
    text = " ".join(words for _, _, _, words in sentences)
    document = Document(
        id=SITE + name,
        source=f"{name}.txt",
        text=text,
        sha256=text_digest(text),
        title=f"Story {name}",
        publisher=f"The {name.upper()} Post",
        published=f"{DATES}{1 + len(name)}",
    )
    lines = [json.dumps(document_record(document))]
    for kind, subject, about, words in sentences:
        start = text.index(words)

        def mention(name: str, words: str = words, start: int = start) -> Span:
            at = start + words.index(name)
            return Span(at, at + len(name), name)

        classes = (
            ("Person", "Organization") if kind == "affiliated" else ("Organization", "Product")
        )
        claim = Claim(
            document=document.id,
            type=kind,
            subject=Entity(subject, classes[0], mention(subject)),
            object=Entity(about, classes[1], mention(about)),
            evidence=(Span(start, start + len(words), words),),
            extractor="manual",
        )
        lines.append(dump_claim(with_id(claim)))
    return lines


def member(person: str, body: str) -> tuple[str, str, str, str]:
    return "affiliated", person, body, f"{person} is of {body}."


def maker(body: str, product: str) -> tuple[str, str, str, str]:
    return "makes", body, product, f"{body} makes {product}."


REPORTS: tuple[list[str], ...] = (
    report("a", member("Ada Moss", "Elverton Police Department")),
    report("b", member("Ada Moss", "Elverton Police Department")),
    report("c", member("Ada Moss", "Quillby Opera")),
    report("f", member("Ada B. Moss", "Tern Labs")),
    report("g", maker("Northlight", "Lanewatch")),
    report("h", maker("Northlight Systems", "Gridview")),
    report("i", maker("Corvid", "@Lens")),
    report("j", maker("Corvid Analytics", "@Lens Pro")),
)
NAMES = ("Northlight", "Northlight Systems")


def write(folder: Path, reports: Iterable[Iterable[str]] = REPORTS) -> Path:
    """Write documents and claims as one source, and return it."""
    path = folder / "claims.jsonl"
    path.write_text("".join(f"{line}\n" for lines in reports for line in lines), encoding="utf-8")
    return path


def build_again(out: Path) -> dict[str, bytes]:
    """Build without sources, and return the files that show the graph."""
    build((), out, Settings(), stdin=io.BytesIO())
    return files(out)


def files(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in ("graph.ttl", "graph.trig", "claims.jsonl")}
