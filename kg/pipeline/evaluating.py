"""Measure on gold: its articles read and extracted, or claims given, judged article by article."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.evaluation import (
    Gold,
    GoldFile,
    Judgement,
    Miss,
    Reliability,
    Scores,
    assign,
    find_gold,
    judge,
    measure,
    misses,
    read_gold,
    reliability,
)
from kg.model import Claim, Document, Rejection
from kg.pipeline.reading import extract_document, read
from kg.pipeline.settings import Settings

# In the order in which they are looked for.
_ENDINGS = (".txt", ".text", ".md", ".html", ".htm", ".xhtml")
_FOLDER = "articles"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Judged articles, in the order of their slugs.

    `set_aside` is what could not be used of the gold, the articles and the claims; `strangers`
    counts the claims that belong to no article of the gold.
    """

    judgements: tuple[Judgement, ...]
    set_aside: tuple[Rejection, ...]
    strangers: int = 0

    def scores(self) -> Scores:
        """Measure the articles together."""
        return measure(self.judgements)

    def misses(self) -> tuple[Miss, ...]:
        """List all that is missing or wrong, with its sentence."""
        return misses(self.judgements)

    def reliability(self) -> Reliability:
        """Compare the confidence of the claims with whether they are right."""
        return reliability(self.judgements)


def evaluate(gold: Path, settings: Settings, *, articles: Path | None = None) -> Evaluation:
    """Extract the claims of the articles that gold is about, and judge them.

    `gold` is a folder of a file an article, or a file of claims. The article SLUG.txt (or .html)
    is looked for in `articles`, else in the folder `articles` beside the gold, else where the
    gold's claims say that they come from.

    Raises:
        InputError: there is no gold, or no article of it can be used.
        ConfigurationError: the patterns or model cannot be used.
    """
    found, rejections = _articles(gold, articles, settings)
    judged: list[Judgement] = []
    for truth, document in found:
        extraction = extract_document(document, settings)
        judged.append(judge(truth, extraction.claims))
        rejections.extend(extraction.rejections)
    return Evaluation(tuple(judged), tuple(rejections))


def evaluate_claims(
    gold: Path,
    claims: str,
    settings: Settings,
    *,
    stdin: BinaryIO,
    articles: Path | None = None,
) -> Evaluation:
    """Judge claims that are in a file, whatever extracted them; "-" is standard input.

    Claims below the settings' confidence are left out. Articles are looked for as `evaluate` does.

    Raises:
        InputError: there is no gold, or no article of it can be used.
    """
    found, rejections = _articles(gold, articles, settings)
    given: list[Claim] = []
    for item in read([claims], settings, stdin=stdin):
        if isinstance(item, Claim):
            given.append(item)
        elif isinstance(item, Rejection):
            rejections.append(item)
        else:
            rejections.append(_no_claim(item, claims))
    sure = [
        claim
        for claim in given
        if claim.confidence is None or claim.confidence >= settings.min_confidence
    ]
    assigned, strangers = assign(sure, [truth for truth, _ in found])
    judged = tuple(judge(truth, assigned[truth.slug]) for truth, _ in found)
    return Evaluation(judged, tuple(rejections), strangers)


def _no_claim(document: Document, where: str) -> Rejection:
    return Rejection(
        "document", where, f"{document.id} is a document", "give claims, as kg extract writes them"
    )


def _articles(
    path: Path, folder: Path | None, settings: Settings
) -> tuple[list[tuple[Gold, Document]], list[Rejection]]:
    """Return the gold that can be used with the documents that it is about."""
    usable: list[tuple[Gold, Document]] = []
    rejections: list[Rejection] = []
    for item in find_gold(path):
        if isinstance(item, Rejection):
            rejections.append(item)
            continue
        try:
            document = _document(item, folder, settings)
            truth, unusable = read_gold(item, document.text)
        except InputError as error:
            where = error.where or str(item.path)
            rejections.append(Rejection("document", where, error.reason, error.remedy))
        else:
            usable.append((truth, document))
            rejections.extend(unusable)
    if not usable:
        first = rejections[0]
        raise InputError(
            f"no article of the gold can be used: {first.reason}",
            where=first.where,
            remedy=first.remedy,
        )
    return usable, rejections


def _document(file: GoldFile, folder: Path | None, settings: Settings) -> Document:
    """Read the article of a gold file."""
    path = next((place for place in _places(file, folder) if place.is_file()), None)
    if path is None:
        looked = folder or file.path.parent.parent / _FOLDER
        raise InputError(
            f"the article {file.slug} is not there",
            where=str(looked / f"{file.slug}{_ENDINGS[0]}"),
            remedy="name the folder of the articles with --articles",
        )
    return _read_article(path, file, settings)


def _places(file: GoldFile, folder: Path | None) -> Iterator[Path]:
    beside = (file.path.parent / _FOLDER, file.path.parent.parent / _FOLDER)
    for place in (folder,) if folder else beside:
        for ending in _ENDINGS:
            yield place / f"{file.slug}{ending}"
    if file.source and not folder:
        yield Path(file.source)
        yield file.path.parent / file.source


def _read_article(path: Path, file: GoldFile, settings: Settings) -> Document:
    documents: dict[str, Document] = {}
    for item in read([str(path)], settings, stdin=io.BytesIO()):
        if isinstance(item, Document):
            documents[item.id] = item
        elif isinstance(item, Rejection):
            raise InputError(item.reason, where=item.where, remedy=item.remedy)
    return _choose(documents, file, path)


def _choose(documents: Mapping[str, Document], file: GoldFile, path: Path) -> Document:
    """Return the one document of a file, or the one that the gold names."""
    if file.document is not None and file.document in documents:
        return documents[file.document]
    if len(documents) == 1:
        return next(iter(documents.values()))
    raise InputError(
        f"this file holds {len(documents)} documents, and none is {file.document or file.slug}",
        where=str(path),
        remedy="name the document in the gold as the file does",
    )
