"""What people have decided on who is who, and the lists of entities that they know."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.model.judgement import Judgement
from kg.pipeline.settings import Settings, minter_of
from kg.resolution.constraints import Constraints
from kg.resolution.judged_groups import decided
from kg.resolution.judgements import constraints, read_judgements
from kg.resolution.pairs import Pair

_METHOD = "4"  # to be raised when other decisions are made of the same documents


@dataclass(frozen=True, slots=True)
class Judged:
    """Judgements, the lists of known entities, and a digest of both and of how they are used.

    `known_base` is where the ids of known entities stand that are no IRIs.
    """

    judgements: Mapping[Pair, Judgement]
    constraints: Constraints
    known: tuple[Path, ...]
    known_base: str | None
    digest: str


def judged(settings: Settings) -> Judged:
    """Return what the settings' files of judgements and known entities say.

    Raises:
        InputError: a file cannot be read, or judgements contradict each other.
    """
    ontology = minter_of(settings).ontology
    path = settings.judgements
    found = read_judgements(path, ontology=ontology) if path is not None else []
    files = ([path] if path is not None and path.exists() else []) + list(settings.known)
    base = settings.known_base
    words = (_METHOD, settings.base, base or "", *(str(part) for part in settings.known))
    demanded = constraints(found)
    digest = _digest(words, files)
    return Judged(decided(found), demanded, settings.known, base, digest)


def _digest(words: Iterable[str], files: Iterable[Path]) -> str:
    state = hashlib.sha256("\0".join(words).encode())
    for path in files:
        try:
            with path.open("rb") as stream:
                state.update(hashlib.file_digest(stream, "sha256").digest())
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
    return state.hexdigest()[:16]
