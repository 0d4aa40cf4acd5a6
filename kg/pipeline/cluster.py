"""Extraction on a Dask cluster: partitions go to workers, what they wrote comes back as pieces."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from kg.errors import ConfigurationError, KgError
from kg.model import Source
from kg.pipeline.partition_folder import PartitionFolder
from kg.pipeline.partitions import Partition, partitions, parts_of
from kg.pipeline.parts import Failure, Job, Part
from kg.pipeline.pieces import Piece, cut
from kg.pipeline.scheduling import Died, Scheduler, connected, is_done
from kg.pipeline.settings import Settings, meter_of
from kg.readers.addresses import is_address

if TYPE_CHECKING:
    from distributed import Future

_WINDOW = 4
"""Partitions that wait at most for each thread of the cluster."""
_ONE_AT_A_TIME = Lock()  # the pipeline is not made for several threads


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the scheduler is, and the folder or address where partitions are kept.

    With `passing` the folder is there only until the pieces made of them have been taken.
    """

    scheduler: str
    partitions: str
    passing: bool = False

    @property
    def folder(self) -> PartitionFolder:
        """Return the folder under a name that holds on every machine."""
        named = self.partitions
        return PartitionFolder(named if is_address(named) else str(Path(named).absolute()))


def pieces_on_cluster(
    sources: Iterable[tuple[Source, str]], settings: Settings, *, cluster: Cluster
) -> Iterator[Piece]:
    """Yield what sources hold, as `kg.pipeline.pieces.pieces` does, read by the workers of a cluster.

    Partitions that an earlier run has left in the folder are not done again.

    Raises:
        ConfigurationError: the cluster does not answer, has no workers or other versions, or the
            extractor or a source is not for a cluster.
        StoreError: partitions cannot be written or read, or the scheduler is lost.
        InputError: a worker cannot read a source.
    """
    yield from cut(_results(sources, settings, cluster))
    if cluster.passing:
        cluster.folder.remove()


def _results(
    sources: Iterable[tuple[Source, str]], settings: Settings, cluster: Cluster
) -> Iterator[tuple[Job, Part]]:
    folder = cluster.folder
    for partition in finished(sources, settings, cluster=cluster):
        parts = folder.read(partition)
        if any(part.lost for part in parts):
            folder.forget(partition)
        for unit, part in zip(partition.units, parts, strict=True):
            yield Job(unit.location, unit.fingerprint, part, last=unit.last), part


def finished(
    sources: Iterable[tuple[Source, str]], settings: Settings, *, cluster: Cluster
) -> Iterator[Partition]:
    """Have sources extracted on a cluster, and yield the partitions as they are there, in order.

    Raises:
        ConfigurationError, StoreError, InputError: as `pieces_on_cluster`.
    """
    if meter_of(settings) is not None:
        raise ConfigurationError(
            f"the extractor {settings.extractor!r} counts what it asks of its endpoint in one process",
            remedy="leave out --scheduler",
        )
    made = partitions(sources)
    first = next(made, None)
    if first is None:
        return  # nothing is new: no cluster is needed
    folder = cluster.folder
    folder.make()
    there = folder.names()
    with connected(cluster.scheduler) as scheduler:
        run = _Run(scheduler, folder, _anywhere(settings))
        waiting: deque[_Waiting] = deque()
        for partition in chain([first], made):
            future = None if partition.name in there else run.start(partition)
            waiting.append(_Waiting(partition, future))
            while waiting and (len(waiting) > run.window or waiting[0].is_done()):
                yield run.finish(waiting.popleft())
        while waiting:
            yield run.finish(waiting.popleft())


def make_partition(
    partition: Partition, folder: PartitionFolder, settings: Settings
) -> Failure | None:
    """Extract a partition and write it; this is what a worker does. Return an error of ours."""
    try:
        with _ONE_AT_A_TIME:
            folder.write(partition, parts_of(partition, settings))
    except KgError as error:
        return Failure.of(error)
    return None


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A partition, and the work on it, None where it is there."""

    partition: Partition
    future: Future[Failure | None] | None

    def is_done(self) -> bool:
        return self.future is None or is_done(self.future)


class _Run:
    """A run on a cluster."""

    def __init__(self, scheduler: Scheduler, folder: PartitionFolder, settings: Settings) -> None:
        self.window = _WINDOW * scheduler.threads()
        self._scheduler = scheduler
        self._folder = folder
        self._settings = settings

    def start(self, partition: Partition) -> Future[Failure | None]:
        """Give a partition to the cluster."""
        given = (partition, self._folder, self._settings)
        return self._scheduler.submit(partition.name, make_partition, *given)

    def finish(self, waiting: _Waiting) -> Partition:
        """Wait until a partition is there."""
        if waiting.future is not None:
            outcome = self._scheduler.outcome(waiting.future)
            if isinstance(outcome, Failure):
                raise outcome.error()
            if isinstance(outcome, Died):
                self._do_here(waiting.partition)
        return waiting.partition

    def _do_here(self, partition: Partition) -> None:
        """Find out, in processes of this machine, which document it is that workers die of."""
        self._folder.write(partition, parts_of(partition, self._settings, workers=2))


def _anywhere(settings: Settings) -> Settings:
    """Return settings whose paths hold in any folder, and whose extractor uses one thread."""
    model = settings.model
    if model is not None and Path(model).is_dir():
        model = str(Path(model).absolute())
    return replace(
        settings,
        model=model,
        ontology=tuple(path.absolute() for path in settings.ontology),
        patterns=tuple(path.absolute() for path in settings.patterns),
        shapes=(),
        threads=1,
    )
