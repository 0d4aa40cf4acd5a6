"""What a run is told, and the things made from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, cast

from kg.extractors.protocol import Extractor
from kg.registry import load
from kg.resources import ontology_path, shapes_path
from kg.triples import Minter
from kg.validation import Shapes, load_shapes
from kg.vocab import DEFAULT_BASE, load_ontology


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run is told.

    `base` is where the IRIs of instances stand. `ontology`, `shapes` and `patterns` are files or
    folders that are read after the ones that ship. `model` names the language model. `run_date`
    (xsd:dateTime) is written into the graph if given; without it the same input gives the same
    bytes on any day.
    """

    base: str = DEFAULT_BASE
    extractor: str = "rules"
    model: str = "small"
    ontology: tuple[Path, ...] = ()
    shapes: tuple[Path, ...] = ()
    patterns: tuple[Path, ...] = ()
    min_confidence: float = 0.0
    run_date: str | None = None


class ExtractorMaker(Protocol):
    """Make an extractor; what an extractor's name stands for in the registry."""

    def __call__(self, *, model: str, patterns: tuple[Path, ...]) -> Extractor:
        """Return the extractor, ready to read documents."""
        ...


@cache
def extractor_of(settings: Settings) -> Extractor:
    """Return the extractor that the settings ask for; its language model is loaded once.

    Raises:
        NotFoundError: no extractor has that name.
        ConfigurationError: its model or patterns cannot be used.
    """
    make = cast("ExtractorMaker", load("extractors", settings.extractor))
    return make(model=settings.model, patterns=settings.patterns)


@cache
def minter_of(settings: Settings) -> Minter:
    """Return what makes IRIs, with the ontology in use.

    Raises:
        ConfigurationError: the ontology cannot be read.
    """
    ontology = load_ontology([ontology_path(), *_files(settings.ontology, "*.ttl")])
    return Minter(ontology, settings.base)


@cache
def shapes_of(settings: Settings) -> Shapes:
    """Return the shapes in use.

    Raises:
        ConfigurationError: a shapes file cannot be read.
    """
    ontology = [ontology_path(), *_files(settings.ontology, "*.ttl")]
    return load_shapes(_files((shapes_path(), *settings.shapes), "*.ttl"), ontology=ontology)


def reading_digest(settings: Settings) -> str:
    """Hash what decides which claims a document gives; a change has documents read again."""
    files = _files((*settings.ontology, *settings.patterns), "*")
    named = (settings.base, settings.extractor, settings.model, str(settings.min_confidence))
    return _digest((version("claimkg"), *named), files)


def graph_digest(settings: Settings) -> str:
    """Hash what decides which graph claims give; a change has graphs made and validated again."""
    files = _files((ontology_path(), shapes_path(), *settings.ontology, *settings.shapes), "*.ttl")
    return _digest((version("claimkg"), settings.base, settings.run_date or ""), files)


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
