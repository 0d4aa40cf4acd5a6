"""An article of our own, its gold in the annotation format, and claims about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.evaluation import Gold, read_gold
from kg.evaluation.files import GoldFile
from kg.evaluation.records import Line
from kg.model import Claim, Entity, Qualifier, Span, with_id

Record = dict[str, Any]
DOCUMENT = "https://news.example/ferries"
TEXT = (
    "Harbour office counts passengers by camera\n\n"
    "The Port of Eldmouth has used GateCount since May 2021, for $400 a month. "
    "Its maker, Pellworth Systems, sells it to ferry operators. "
    "“No face is ever stored,” said Ines Duval, a spokesperson for the port. "
    "“We count hats.” "
    "The Eldmouth Tenants’ Union sued the port over the cameras in June.\n"
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def annotation(number: int, kind: str, words: str, **fields: Any) -> Record:
    place = span(words)
    record: Record = {
        "id": f"g{number}",
        "type": kind,
        "subject": "Port of Eldmouth",
        "object": None,
        "qualifiers": {"modality": "asserted"},
        "evidence": words,
        "start": place.start,
        "end": place.end,
    }
    return record | fields


def entity(name: str, *mentions: str, kind: str = "Organization") -> Record:
    spans = [span(words) for words in mentions]
    found = [{"text": s.text, "start": s.start, "end": s.end} for s in spans]
    return {"name": name, "type": kind, "mentions": found}


ENTITIES = (
    entity("Port of Eldmouth", "The Port of Eldmouth", "the port"),
    entity("GateCount", "GateCount", "it to", kind="Product"),
    entity("Pellworth Systems", "Pellworth Systems"),
    entity("Ines Duval", "Ines Duval", "We", kind="Person"),
    entity("Eldmouth Tenants’ Union", "The Eldmouth Tenants’ Union"),
)
USE = "The Port of Eldmouth has used GateCount since May 2021, for $400 a month."
SALE = "Its maker, Pellworth Systems, sells it to ferry operators."
DENIAL = "“No face is ever stored,” said Ines Duval, a spokesperson for the port."
HATS = "“We count hats.”"
SUIT = "The Eldmouth Tenants’ Union sued the port over the cameras in June."


def quoted(words: str) -> list[list[int]]:
    return [[span(words).start, span(words).end]]


ANNOTATIONS = (
    annotation(
        1,
        "deploys",
        USE,
        object="GateCount",
        qualifiers={"since": "May 2021", "price": "$400 a month", "note": "no tender"},
    ),
    annotation(2, "makes", SALE, subject="Pellworth Systems", object="GateCount"),
    annotation(
        3,
        "states",
        DENIAL,
        subject="Ines Duval",
        quote_spans=quoted("No face is ever stored,"),
        mode="direct",
    ),
    annotation(
        4,
        "states",
        HATS,
        subject="Ines Duval",
        quote_spans=quoted("We count hats."),
        mode="direct",
        optional=True,
    ),
    annotation(5, "opposes", SUIT, subject="Eldmouth Tenants’ Union", object="Port of Eldmouth"),
    annotation(6, "other", "counts passengers by camera", object="GateCount"),
    annotation(7, "deploys", "counts passengers by camera", object="GateCount", same_as="g1"),
)


def claim(kind: str, subject: str, words: str, **fields: Any) -> Claim:
    made = Claim(
        document=DOCUMENT,
        type=kind,
        subject=Entity(subject, "Organization"),
        evidence=(span(words),),
        extractor="manual",
    )
    return with_id(replace(made, **fields))


def product(name: str = "GateCount") -> Entity:
    return Entity(name, "Product")


def deploys(**fields: Any) -> Claim:
    return claim("deploys", "the Port of Eldmouth", USE, **{"object": product(), **fields})


def states(words: str, **fields: Any) -> Claim:
    return claim("states", "Ines Duval", DENIAL, content=(span(words),), **fields)


def qualifiers(**found: str) -> Mapping[str, Qualifier]:
    return {name: Qualifier(span(words)) for name, words in found.items()}


def gold_file(
    annotations: Iterable[Record] = ANNOTATIONS, entities: Iterable[Record] = ENTITIES
) -> GoldFile:
    return GoldFile(
        "ferries",
        Path("gold/ferries.jsonl"),
        _lines("gold/ferries.jsonl", annotations),
        _lines("gold/ferries.entities.jsonl", entities),
    )


def _lines(path: str, records: Iterable[Record]) -> tuple[Line, ...]:
    return tuple(Line(f"{path}:{n}", record) for n, record in enumerate(records, start=1))


def gold(annotations: Iterable[Record] = ANNOTATIONS) -> Gold:
    found, rejections = read_gold(gold_file(annotations), TEXT)
    assert rejections == ()
    return found


def write_lines(path: Path, records: Iterable[Record]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text(text, encoding="utf-8")
    return path


def write_gold(folder: Path) -> Path:
    """Write the article and its gold as a user keeps them; return the folder of the gold."""
    write_lines(folder / "gold" / "ferries.jsonl", ANNOTATIONS)
    write_lines(folder / "gold" / "ferries.entities.jsonl", ENTITIES)
    write_article(folder / "articles" / "ferries.txt")
    return folder / "gold"


def write_article(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(TEXT.encode("utf-8"))
    return path
