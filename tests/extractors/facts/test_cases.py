"""Golden cases: short articles, and facts that must or must not be found in them."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path

import pytest

from kg.extractors.facts import find_facts, load_patterns
from kg.extractors.mentions import find_entities
from kg.extractors.parsing import load_pipeline, parse
from kg.model import Block, Claim, Document, Qualifier

ROOT = Path(__file__).resolve().parents[3]
CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/text.txt"))
MODEL = ROOT / "kg" / "models" / "base" / "meta.json"

pytestmark = pytest.mark.skipif(not MODEL.is_file(), reason="kg/models/small is not built here")


def read_document(path: Path, published: str) -> Document:
    text = path.read_text(encoding="utf-8")
    blocks: list[Block] = []
    position = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            kind = "paragraph" if blocks else "title"
            blocks.append(Block(kind, position, position + len(line.rstrip())))  # type: ignore[arg-type]
        position += len(line)
    return Document(
        id=f"urn:case:{path.parent.name}",
        source=str(path),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        published=published,
        blocks=tuple(blocks),
    )


@cache
def claims_of(folder: Path) -> tuple[Claim, ...]:
    published = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))["published"]
    document = read_document(folder / "text.txt", published)
    analysis = find_entities(document, parse(document, load_pipeline("base")))
    patterns = load_patterns([ROOT / "kg" / "extractors" / "patterns"])
    return tuple(find_facts(analysis, patterns, extractor="rules/test"))


def value(qualifier: Qualifier) -> str:
    if qualifier.minimum is not None:
        return f"{qualifier.minimum:f}"
    return qualifier.value or qualifier.span.text


def lines(claim: Claim) -> set[str]:
    """Return every way to write a claim in an expectation: with any number of its qualifiers."""
    about = claim.object.name if claim.object else ""
    parts = [claim.type, claim.subject.name, about, claim.modality]
    heads = {" | ".join(parts[:count]) for count in range(2, 5)}
    whole = " | ".join(parts)
    return heads | {f"{whole} | {name}={value(each)}" for name, each in claim.qualifiers.items()}


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_expected_claims_are_found_and_absent_ones_are_not(folder: Path) -> None:
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    found = set().union(*(lines(claim) for claim in claims_of(folder)))
    assert [line for line in expected["claims"] if line not in found] == []
    assert [line for line in expected["absent"] if line in found] == []


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_span_stands_in_the_text_and_evidence_holds_the_mentions(folder: Path) -> None:
    text = (folder / "text.txt").read_text(encoding="utf-8")
    for claim in claims_of(folder):
        assert all(span.fits(text) for span in claim.spans())
        evidence = claim.evidence[0]
        ends = (claim.subject, claim.object)
        mentions = [end.mention for end in ends if end is not None and end.mention is not None]
        assert all(evidence.start <= each.start and each.end <= evidence.end for each in mentions)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_no_fact_is_claimed_twice_for_one_stretch_of_text(folder: Path) -> None:
    keys = [
        (claim.type, claim.subject.name, claim.object and claim.object.name, claim.evidence)
        for claim in claims_of(folder)
    ]
    assert len(keys) == len(set(keys))
