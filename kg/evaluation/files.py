"""Where gold stands: a folder with a file an article, or one file of claims of many articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.evaluation.records import Line, read_lines
from kg.model import Rejection

_ENDING = re.compile(r"\.(?:txt|text|md|x?html?|jsonl?|ndjson)$", re.IGNORECASE)
_ENTITIES = ".entities.jsonl"
_GOLD_FORMS = "a folder of SLUG.jsonl, one an article, or a file of claims as kg extract writes it"


@dataclass(frozen=True, slots=True)
class GoldFile:
    """The lines about one article, not yet read against its text.

    `entities` is None where no file of entities stands beside. `source` and `document` are what the
    claims name, where they are in the claim format.
    """

    slug: str
    path: Path
    lines: tuple[Line, ...]
    entities: tuple[Line, ...] | None = None
    source: str | None = None
    document: str | None = None


def stem(location: str) -> str:
    """Return a path or address without the ending of its file name.

    >>> stem("articles/lakeview.txt"), stem("https://news.example/lakeview/")
    ('articles/lakeview', 'https://news.example/lakeview')
    """
    return _ENDING.sub("", location.rstrip("/"))


def slug_of(location: str) -> str:
    """Return the last part of a path or address, without its ending.

    >>> slug_of("articles/lakeview.txt")
    'lakeview'
    """
    return re.split(r"[/\\]", stem(location))[-1]


def is_claim_format(lines: Iterable[Line]) -> bool:
    """Tell claims in the claim format from annotations, by the field that only they have."""
    return any("document" in line.record for line in lines)


def find_gold(path: Path) -> Iterator[GoldFile | Rejection]:
    """Yield the gold of every article in a folder or a file, in the order of the slugs.

    What is no JSON object, or belongs to no article, becomes a rejection.

    Raises:
        InputError: there is no gold, or a file cannot be read.
    """
    if path.is_dir():
        names = sorted(entry for entry in path.glob("*.jsonl") if not _is_entities(entry))
        if not names:
            raise InputError("no gold is in this folder", where=str(path), remedy=_GOLD_FORMS)
        for name in names:
            yield from _file_of_one(name)
    elif path.exists():
        yield from _file_of_many(path)
    else:
        raise InputError("there is no such file or folder", where=str(path), remedy=_GOLD_FORMS)


def _is_entities(path: Path) -> bool:
    return path.name.endswith(_ENTITIES)


def _file_of_one(path: Path) -> Iterator[GoldFile | Rejection]:
    slug = path.name.removesuffix(".jsonl")
    beside = path.with_name(slug + _ENTITIES)
    lines = list(read_lines(path))
    named = list(read_lines(beside)) if beside.is_file() else None
    yield from (line for line in (*lines, *(named or ())) if isinstance(line, Rejection))
    known = _sound(lines)
    documents = {_string(line, "document") for line in known}
    document = documents.pop() if len(documents) == 1 else None
    entities = None if named is None else _sound(named)
    yield GoldFile(slug, path, known, entities, _source(known), document)


def _sound(lines: Iterable[Line | Rejection]) -> tuple[Line, ...]:
    return tuple(line for line in lines if isinstance(line, Line))


def _file_of_many(path: Path) -> Iterator[GoldFile | Rejection]:
    groups: dict[str, list[Line]] = {}
    for line in read_lines(path):
        if isinstance(line, Rejection):
            yield line
            continue
        document = _string(line, "document")
        if document is None:
            yield Rejection("claim", line.where, "'document' is missing", f"GOLD is {_GOLD_FORMS}")
        else:
            groups.setdefault(document, []).append(line)
    if not groups:
        raise InputError("no claim is in this file", where=str(path), remedy=_GOLD_FORMS)
    yield from sorted(_named(path, groups), key=lambda file: file.slug)


def _named(path: Path, groups: Mapping[str, list[Line]]) -> Iterator[GoldFile]:
    """Name each article by its file, or by its address where another has the same file name."""
    sources = {document: _source(lines) for document, lines in groups.items()}
    slugs = {document: slug_of(source or document) for document, source in sources.items()}
    counts = Counter(slugs.values())
    for document, lines in groups.items():
        slug = slugs[document] if counts[slugs[document]] == 1 else document
        yield GoldFile(slug, path, tuple(lines), None, sources[document], document)


def _source(lines: Iterable[Line]) -> str | None:
    """Return the source that claims name; one that a person added may name none."""
    return next(filter(None, (_string(line, "source") for line in lines)), None)


def _string(line: Line, name: str) -> str | None:
    value = line.record.get(name)
    return value if isinstance(value, str) and value.strip() else None
