"""Claims from sources, for those who want no graph: here, on several processes, or on a cluster."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kg.model import Rejection, Source
from kg.pipeline.cluster import Cluster, finished
from kg.pipeline.pieces import Reading, pieces
from kg.pipeline.settings import Settings, reading_digest
from kg.readers.sources import find_sources


def extract_records(
    locations: Iterable[str], settings: Settings, *, stdin: BinaryIO, read: Reading = pieces
) -> Iterator[str | Rejection]:
    """Yield the claims that sources give, each as a line of JSON, and what was set aside.

    `read` is what reads and extracts: `pieces`, or that function on several processes.

    Raises:
        ConfigurationError: the ontology, patterns or model cannot be used.
    """
    aside: list[Rejection] = []
    sources = ((source, "") for source in _usable(locations, stdin, aside))
    for piece in read(sources, settings):
        yield from (entry.record for entry in piece.claims)
        yield from (Rejection(**json.loads(record)) for record in piece.unread)
        yield from aside
        aside.clear()
    yield from aside


def extract_partitions(
    locations: Iterable[str], settings: Settings, *, stdin: BinaryIO, cluster: Cluster
) -> Iterator[Rejection]:
    """Have sources extracted on a cluster into its folder of partitions; yield what was set aside.

    The folder then holds the partitions of these sources and no others; those that it held already
    are not done again.

    Raises:
        ConfigurationError: the cluster cannot be used, or not by the extractor.
        StoreError: partitions cannot be written or read, or the scheduler is lost.
        InputError: a worker cannot read a source.
    """
    aside: list[Rejection] = []
    digest = reading_digest(settings)
    sources = (
        (source, f"{source.sha256()} {digest}") for source in _usable(locations, stdin, aside)
    )
    folder, names = cluster.folder, set[str]()
    for partition in finished(sources, settings, cluster=cluster):
        names.add(partition.name)
        yield from (Rejection(**json.loads(record)) for record in folder.unread(partition))
        if folder.is_lost(partition):
            folder.forget(partition)
    folder.keep_only(names)
    yield from aside


def _usable(locations: Iterable[str], stdin: BinaryIO, aside: list[Rejection]) -> Iterator[Source]:
    """Yield the sources that can be read, and add the others to what is set aside."""
    for source in find_sources(locations, stdin=stdin):
        if isinstance(source, Rejection):
            aside.append(source)
        else:
            yield source
