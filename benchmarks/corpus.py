"""Documents and claims of any number, the same in every run, written as JSON Lines.

A document is a short report of four to six claims; each span is where it says it is. One claim in
a thousand breaks a shape and one in five hundred earns a warning, so that validation has something
to find.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.drafting import Draft, Plan, Stage, draft_claim
from benchmarks.words import Cast, Dice, sentences
from kg.model import Claim, Document, with_id
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_record, text_digest
from kg.pipeline.settings import Settings, minter_of
from kg.triples import Triple, claims_triples, document_triples

SEED = 20_240_531
_SAMPLE = 150


@dataclass(frozen=True, slots=True)
class Article:
    """A document and the claims that it makes."""

    document: Document
    claims: tuple[Claim, ...]

    def triples(self) -> list[Triple]:
        """Return the document's graph, sorted; the claims that break a shape are in it."""
        minter = minter_of(Settings())
        found = {*document_triples(self.document), *claims_triples(self.claims, minter)}
        return sorted(found)


def articles(count: int, *, claims: int = 5, seed: int = SEED) -> Iterator[Article]:
    """Yield so many documents, each with `claims` claims, or one more or one less.

    >>> [len(article.claims) for article in articles(3)]
    [6, 5, 4]
    """
    dice, cast = Dice(seed), Cast.of(count)
    number = 0
    for place in range(count):
        wanted = max(1, claims - 1 + dice.below(3)) if claims > 1 else 1
        yield _article(place, range(number, number + wanted), dice, cast)
        number += wanted


def document_count(quads: int) -> int:
    """Return how many documents make about so many quads, by counting those of a sample.

    Each triple stands in its document's graph, and once more in the merged one.
    """
    sample = _SAMPLE
    for _ in range(2):
        own, merged = 0, set()
        for place, article in enumerate(articles(sample)):
            triples = article.triples()
            own += len(triples)
            merged.update(triples)
            if place + 1 == _SAMPLE:
                break
        per_document = (own + len(merged)) / min(sample, _SAMPLE)
        sample = max(1, round(quads / per_document))
    return sample


def write_corpus(folder: Path, count: int, *, seed: int = SEED) -> None:
    """Write `documents.jsonl` and `claims.jsonl` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "documents.jsonl").open("w", encoding="utf-8", newline="\n") as documents,
        (folder / "claims.jsonl").open("w", encoding="utf-8", newline="\n") as claims,
    ):
        for article in articles(count, seed=seed):
            documents.write(document_line(article.document))
            claims.writelines(f"{dump_claim(claim)}\n" for claim in article.claims)


def document_line(document: Document) -> str:
    """Return a document as a line of JSON; its claims are given, so that no block is to be read."""
    return f"{json.dumps(document_record(document), ensure_ascii=False)}\n"


def _article(place: int, numbers: range, dice: Dice, cast: Cast) -> Article:
    draft = Draft()
    stage = Stage(draft, dice, cast)
    iri = f"https://news.example/{2015 + place % 10}/report-{place}"
    title = f"Report {place} from {cast.place(dice.often_low(cast.places)).name}"
    draft.write(f"{title}\n\n")
    claims = []
    for number in numbers:
        claims.append(with_id(draft_claim(stage, iri, Plan.of(number, dice))))
        draft.write(".")
        draft.write(f" {dice.pick(sentences()['filler']['sentences'])}\n\n")
    document = Document(
        id=iri,
        source=f"report-{place}.txt",
        text=draft.text(),
        sha256=text_digest(draft.text()),
        title=title,
        publisher=cast.organization(4).name,
        published=f"{2015 + place % 10}-{1 + place % 12:02}-{1 + place % 28:02}",
        url=iri,
    )
    return Article(document, tuple(claims))
