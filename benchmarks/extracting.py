"""The speed of extraction beside that of the language pipeline that it stands on."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from spacy.language import Language

from benchmarks.corpus import articles
from benchmarks.metering import Meter
from kg.extractors.parsing import load_pipeline
from kg.extractors.protocol import Extractor
from kg.model import Document
from kg.pipeline.reading import read
from kg.pipeline.settings import Settings, extractor_of
from kg.readers.text import text_document

_BATCH = 32
_Run = tuple[float, int]  # seconds, and what was counted


def extract(meter: Meter, texts: int, rounds: int, model: str = "base") -> None:
    """Read articles with our extractor and with the bare pipeline, in turns, on one processor.

    Both read the same paragraphs; the bare pipeline has them as strings and yields trees and
    names. Tells the best CPU seconds of each, and how many documents and tokens were read.
    """
    documents = [*_articles(), *_generated(texts)][:texts]
    extractor, nlp = extractor_of(Settings(model=model)), load_pipeline(model)
    bare = partial(_trees, nlp, _paragraphs(documents))
    ours = partial(_claims, extractor, documents)
    with _one_processor():
        # What is done once, at the first document, is not measured.
        _claims(extractor, documents[:1])
        _trees(nlp, _paragraphs(documents[:1]))
        with meter.whole():
            best = [
                min(pair) for pair in zip(*(_both(bare, ours) for _ in range(rounds)), strict=True)
            ]
    for name, (seconds, count) in zip(("bare", "ours"), best, strict=True):
        meter.note(name, seconds)
        meter.note("tokens" if name == "bare" else "claims", count)
    meter.note("documents", len(documents))


def _both(bare: Callable[[], int], ours: Callable[[], int]) -> tuple[_Run, _Run]:
    return _timed(bare), _timed(ours)


@contextmanager
def _one_processor() -> Iterator[None]:
    """Keep this process to one processor, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    usable = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(usable)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, usable)


def _articles() -> list[Document]:
    """Return the example articles, and those of the development set where it is at hand."""
    root = Path(__file__).resolve().parent.parent
    folders = (root / "examples" / "articles", root.parent / "shared" / "eval" / "articles")
    there = [str(folder) for folder in folders if folder.is_dir()]
    with Path(os.devnull).open("rb") as stdin:
        found = list(read(there, Settings(), stdin=stdin))
    return [item for item in found if isinstance(item, Document)]


def _generated(count: int) -> list[Document]:
    texts = (article.document.text for article in articles(count, claims=8))
    return [text_document(text, source=f"{place}.txt") for place, text in enumerate(texts)]


def _paragraphs(documents: Iterable[Document]) -> list[str]:
    return [
        " ".join(document.text[block.start : block.end].split())
        for document in documents
        for block in document.readable()
    ]


def _trees(nlp: Language, paragraphs: Sequence[str]) -> int:
    """Parse paragraphs; return how many tokens they have."""
    return sum(len(doc) for doc in nlp.pipe(paragraphs, batch_size=_BATCH))


def _claims(extractor: Extractor, documents: Iterable[Document]) -> int:
    """Extract the claims of documents; return how many there are."""
    return sum(len(extractor(document).claims) for document in documents)


def _timed(work: Callable[[], int]) -> _Run:
    started = time.process_time()
    count = work()
    return time.process_time() - started, count
