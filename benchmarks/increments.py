"""A graph that is built, changed in one document, and built again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import kg
from benchmarks.corpus import Article, articles, document_line
from benchmarks.metering import Meter
from kg.model.claim_format import dump_claim
from kg.pipeline.settings import Settings

_CLAIMS_A_TEXT = 7  # about 150 words
_CHANGE = "\n\nThe council will meet again in a month.\n"


def of_texts(meter: Meter, folder: str, documents: int) -> None:
    """Build from texts of about 150 words with the small model, change one, build again."""
    sources = Path(folder, "sources")
    sources.mkdir(parents=True)
    for place, article in enumerate(articles(documents, claims=_CLAIMS_A_TEXT)):
        _path(sources, place, "txt").write_text(article.document.text, encoding="utf-8")
    _build_twice(meter, sources, Settings(model="small"), lambda: _add(_path(sources, 0, "txt")))


def of_claims(meter: Meter, folder: str, documents: int) -> None:
    """Build from a file for each document and its claims, change one, build again."""
    sources = Path(folder, "sources")
    sources.mkdir(parents=True)
    for place, article in enumerate(articles(documents)):
        _path(sources, place, "jsonl").write_text(_lines(article), encoding="utf-8")
    first = _path(sources, 0, "jsonl")
    _build_twice(meter, sources, Settings(), lambda: _shorten(first))


def _path(folder: Path, place: int, suffix: str) -> Path:
    return folder / f"{place:06}.{suffix}"


def _lines(article: Article) -> str:
    claims = (f"{dump_claim(claim)}\n" for claim in article.claims)
    return document_line(article.document) + "".join(claims)


def _add(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + _CHANGE, encoding="utf-8")


def _shorten(path: Path) -> None:
    """Take away the last claim."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")


def _build_twice(
    meter: Meter, sources: Path, settings: Settings, change: Callable[[], None]
) -> None:
    out = sources.parent / "out"
    with meter.whole():
        with meter.step("first"):
            kg.build(sources, out, settings)
        change()
        with meter.step("again"):
            summary = kg.build(sources, out, settings)
    meter.note("documents", summary.totals.documents)
    meter.note("unchanged", summary.unchanged)
