"""What a run is told, and the things made from it."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import cast

from kg.errors import ConfigurationError
from kg.extractors.protocol import Extractor, Metered
from kg.registry import load
from kg.resources import ontology_path, shapes_path
from kg.triples import Minter
from kg.validation import Shapes, load_shapes
from kg.vocab import DEFAULT_BASE, load_ontology


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run is told.

    `base` is where the IRIs of instances stand. `ontology`, `shapes` and `patterns` are files or
    folders that are read after the ones that ship. `model` names the language model, None for the
    extractor's own; `endpoint` is the address of the API of an extractor that asks one. `run_date`
    (xsd:dateTime) is written into the graph if given; without it the same input gives the same
    bytes on any day. `threads` is how many threads an extractor that has some may use, 0 for one a
    processor; it changes no claim. `judgements` is the file of what people decided on who is who
    and `corrections` that of the claims they put right, None for those in the folder of the build;
    `known` are lists of known entities, and `known_base` is where those of their ids stand that
    are no IRIs.
    """

    base: str = DEFAULT_BASE
    extractor: str = "rules"
    model: str | None = None
    endpoint: str | None = None
    ontology: tuple[Path, ...] = ()
    shapes: tuple[Path, ...] = ()
    patterns: tuple[Path, ...] = ()
    min_confidence: float = 0.0
    run_date: str | None = None
    threads: int = 0
    judgements: Path | None = None
    corrections: Path | None = None
    known: tuple[Path, ...] = ()
    known_base: str | None = None


ExtractorMaker = Callable[..., Extractor]
"""What an extractor's name stands for in the registry.

It is given, by name, those of these that its signature has: `patterns` (the user's folders),
`ontology` (every Turtle file of the ontology in use), `threads`, and where the settings have them,
`model` and `endpoint`.
"""


@cache
def extractor_of(settings: Settings) -> Extractor:
    """Return the extractor that the settings ask for; its language model is loaded once.

    Raises:
        NotFoundError: no extractor has that name.
        ConfigurationError: its model, patterns or endpoint cannot be used.
    """
    make = _maker(settings)
    taken = inspect.signature(make).parameters
    if settings.endpoint and "endpoint" not in taken:
        raise ConfigurationError(
            f"the extractor {settings.extractor!r} asks no endpoint",
            remedy="leave out --endpoint, or choose another --extractor",
        )
    told = {
        "patterns": settings.patterns,
        "ontology": tuple(_ontology_files(settings)),
        "threads": settings.threads,
        **({"model": settings.model} if settings.model else {}),
        **({"endpoint": settings.endpoint} if settings.endpoint else {}),
    }
    return make(**{name: value for name, value in told.items() if name in taken})


def meter_of(settings: Settings) -> Metered | None:
    """Return the settings' extractor if it asks an endpoint, and so counts what that costs.

    Raises:
        NotFoundError: no extractor has that name.
        ConfigurationError: its model, patterns or endpoint cannot be used.
    """
    # An extractor that asks no endpoint may be slow to make, and a build may not need it.
    if "endpoint" not in inspect.signature(_maker(settings)).parameters:
        return None
    extractor = extractor_of(settings)
    return extractor if isinstance(extractor, Metered) else None


def _maker(settings: Settings) -> ExtractorMaker:
    return cast("ExtractorMaker", load("extractors", settings.extractor))


@cache
def minter_of(settings: Settings) -> Minter:
    """Return what makes IRIs, with the ontology in use.

    Raises:
        ConfigurationError: the ontology cannot be read.
    """
    return Minter(load_ontology(_ontology_files(settings)), settings.base)


@cache
def shapes_of(settings: Settings) -> Shapes:
    """Return the shapes in use.

    Raises:
        ConfigurationError: a shapes file cannot be read.
    """
    files = _files((shapes_path(), *settings.shapes), "*.ttl")
    return load_shapes(files, ontology=_ontology_files(settings))


JUDGEMENTS, CORRECTIONS = "judgements.csv", "corrections.jsonl"


def with_files_of(settings: Settings, out: Path) -> Settings:
    """Return settings that name the files of decisions in a build's folder, where they name none."""
    return replace(
        settings,
        judgements=settings.judgements or out / JUDGEMENTS,
        corrections=settings.corrections or out / CORRECTIONS,
    )


def reading_digest(settings: Settings) -> str:
    """Hash what decides which claims a document gives; a change has documents read again."""
    files = _files((*settings.ontology, *settings.patterns), "*")
    asked = (settings.extractor, settings.model or "", settings.endpoint or "")
    named = (settings.base, *asked, str(settings.min_confidence))
    return _digest((version("claimkg"), *named), files)


def graph_digest(settings: Settings) -> str:
    """Hash what decides which graph claims give; a change has graphs made and validated again."""
    files = _files((ontology_path(), shapes_path(), *settings.ontology, *settings.shapes), "*.ttl")
    return _digest((version("claimkg"), settings.base, settings.run_date or ""), files)


def _ontology_files(settings: Settings) -> list[Path]:
    return [ontology_path(), *_files(settings.ontology, "*.ttl")]


def _files(paths: Iterable[Path], pattern: str) -> list[Path]:
    """Return the files that paths name, those of a folder sorted."""
    return [
        found
        for path in paths
        for found in (sorted(path.rglob(pattern)) if path.is_dir() else [path])
        if not found.is_dir()
    ]


def _digest(words: Iterable[str], files: Iterable[Path]) -> str:
    state = hashlib.sha256("\0".join(words).encode())
    for path in files:
        state.update(path.read_bytes())
    return state.hexdigest()[:16]
