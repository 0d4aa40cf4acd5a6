"""Sources taken out of a build: what only they said leaves the graph, what others say stays.

names → sources, documents → journal → graph and files, as a build without sources makes them
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from kg.errors import NotFoundError, StoreError
from kg.pipeline.building import JOURNAL, bring_up_to_date, opened_stores
from kg.pipeline.settings import Settings
from kg.readers.addresses import is_address
from kg.readers.sources import STDIN
from kg.stores.journal import Journal, Totals

_NEAR = 3  # names that are suggested
_ALIKE = 0.6  # of difflib's ratio


@dataclass(frozen=True, slots=True)
class Removal:
    """What went, or would go: sources by location, documents by IRI, claims, entities.

    `documents`, `claims` and `entities`, which are pairs of an IRI and a name, are those that no
    other source holds. A source of which only some documents go is not among `sources`. `totals`
    are the figures of what is left, None where nothing was changed.
    """

    sources: tuple[str, ...]
    documents: tuple[str, ...]
    claims: int
    entities: tuple[tuple[str, str], ...]
    totals: Totals | None = None


def remove(
    names: Iterable[str], out: Path, settings: Settings, *, dry_run: bool = False
) -> Removal:
    """Take sources or documents out of the graph in a folder, and write its files anew.

    A name is a source's location, the folder it was found in, or the IRI of a document. The graph
    becomes what it would be had they never been read; given to a build again, they come back.

    Raises:
        NotFoundError: a name is of nothing there; the nearest are suggested, nothing is changed.
        StoreError: there is no graph in the folder, it cannot be written, or a build is at work.
        InputError: the corrections, judgements or known entities cannot be read.
        ConfigurationError: the ontology or the shapes cannot be used.
    """
    folder = out / "store"
    if not (folder / JOURNAL).is_file():
        raise StoreError(
            "there is no graph in this folder", where=str(out), remedy="build one with kg build"
        )
    with Journal(folder / JOURNAL) as journal:
        if dry_run:
            return _chosen(journal, names, settings.base)
        with opened_stores(folder) as stores:
            removal = _chosen(journal, names, settings.base)
            journal.leaving.drop()
            bring_up_to_date(journal, stores, out, settings)
            left = journal.totals()
    return replace(removal, totals=left)


def _chosen(journal: Journal, names: Iterable[str], base: str) -> Removal:
    """Choose what names stand for; return what goes with it.

    Raises:
        NotFoundError: a name stands for nothing.
    """
    sources: set[str] = set()
    documents: list[str] = []
    for name in names:
        found = list(_sources(journal, name))
        if found:
            sources.update(found)
        elif journal.knows(name):
            documents.append(name)
        else:
            raise NotFoundError(
                f"no source and no document is called {name!r}", suggestions=_near(journal, name)
            )
    leaving = journal.leaving
    leaving.choose(sorted(sources), documents)
    return Removal(
        tuple(sorted(sources)),
        tuple(leaving.documents()),
        leaving.count_claims(),
        tuple(leaving.entities(base)),
    )


def _sources(journal: Journal, name: str) -> Iterator[str]:
    """Yield the locations that a name stands for: the one it is, or those below a folder."""
    wanted = _place(name)
    for location in journal.sources():
        place = _place(location)
        if place[: len(wanted)] == wanted:
            yield location


def _place(location: str) -> Sequence[str]:
    """Return the parts of a location, the same however a path to it is written."""
    if location == STDIN:
        return (STDIN,)
    if is_address(location):
        return (*location.rstrip("/").split("/"),)
    return Path(os.path.abspath(location)).parts  # noqa: PTH100 - links stay as they were named


def _near(journal: Journal, name: str) -> list[str]:
    """Return what a name may have been meant for: what ends so, then what is spelt alike."""
    last = name.rstrip("/").rpartition("/")[2]

    def known() -> Iterator[str]:
        return chain(journal.sources(), (entry.document for entry in journal.documents()))

    ending = sorted({each for each in known() if last and each.rpartition("/")[2] == last})
    alike = difflib.get_close_matches(name, known(), n=_NEAR, cutoff=_ALIKE)
    return list(dict.fromkeys((*ending[:_NEAR], *alike)))[:_NEAR]
