"""Sources cut into partitions: what one worker of a cluster reads, and writes the claims of.

A partition is some small sources, or a stretch of a long file of JSON Lines. Where it is cut depends
on the sources near the cut alone, so that of a list of sources that has lost its beginning most
partitions are the same, and what was done of them need not be done again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kg.errors import ConfigurationError, InputError
from kg.model import Source
from kg.model.document import Content
from kg.pipeline.parts import Part, joined
from kg.pipeline.pieces import jobs
from kg.pipeline.settings import Settings
from kg.pipeline.workers import in_order
from kg.readers.addresses import StoredObject, is_address
from kg.readers.contents import StoredFile, Stretch
from kg.readers.media_types import JSON_LINES
from kg.readers.sources import STDIN

_FORM = 1  # to be raised when a partition's content changes its form
_LENGTH = 1 << 20
"""Bytes of a partition, about."""
_CUT_OFTEN = 64
"""One source in so many ends a partition, whatever the length."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A source, or its bytes from `start` up to `end`, which a worker finds at `address`.

    `line` is the number of its first line, `sha256` that of its bytes; `last` ends the source.
    """

    location: str
    fingerprint: str
    media_type: str
    address: str
    start: int
    end: int
    line: int
    sha256: str
    last: bool

    def source(self) -> Source:
        """Return it as a source.

        Raises:
            InputError: it cannot be read here, or is not what it was.
        """
        stored: Content = (StoredObject if is_address(self.address) else StoredFile)(self.address)
        content = Stretch(stored, self.start, self.end)
        source = Source(self.location, self.media_type, content, self.line)
        try:
            digest = source.sha256()
        except InputError as error:
            raise self._unusable(f"a worker cannot read it: {error.reason}") from error
        if digest != self.sha256:
            raise self._unusable("a worker finds another file here than the one the run began with")
        return source

    def _unusable(self, reason: str) -> InputError:
        remedy = "keep sources where all workers see the same: a shared folder, or s3://…"
        return InputError(reason, where=self.address, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Partition:
    """Units that one worker does at a time."""

    units: tuple[Unit, ...]

    @property
    def name(self) -> str:
        """Return a name made from what decides the partition's content."""
        known = [[unit.location, unit.fingerprint, unit.start, unit.end] for unit in self.units]
        state = hashlib.sha256(json.dumps([_FORM, known]).encode())
        return f"part-{state.hexdigest()[:16]}"


def partitions(sources: Iterable[tuple[Source, str]]) -> Iterator[Partition]:
    """Cut sources, each given with its fingerprint, into partitions, in their order.

    Raises:
        ConfigurationError: a source is standard input, which no worker elsewhere can read.
        InputError: a source cannot be read any more.
    """
    units: list[Unit] = []
    length = 0
    for source, fingerprint in sources:
        for unit in units_of(source, fingerprint):
            units.append(unit)
            length += unit.end - unit.start
            if length >= _LENGTH or int(unit.sha256[:8], 16) % _CUT_OFTEN == 0:
                yield Partition(tuple(units))
                units, length = [], 0
    if units:
        yield Partition(tuple(units))


def units_of(source: Source, fingerprint: str) -> Iterator[Unit]:
    """Yield a source in units: a file of JSON Lines in stretches of whole lines, others whole.

    Raises:
        ConfigurationError: the source is standard input, which no worker elsewhere can read.
        InputError: the source cannot be read any more.
    """
    if source.location == STDIN:
        raise ConfigurationError(
            "the workers of a cluster cannot read standard input",
            remedy="save it as a file that they can read",
        )
    address = source.location
    if not is_address(address):
        address = os.path.abspath(address)  # noqa: PTH100 - a link stays the name that it is
    with source.open() as stream:
        length = _LENGTH if source.media_type == JSON_LINES else -1
        stretches = list(_stretches(stream, length))
    for place, (start, end, line, digest) in enumerate(stretches, start=1):
        last = place == len(stretches)
        yield Unit(
            source.location, fingerprint, source.media_type, address, start, end, line, digest, last
        )


def _stretches(stream: BinaryIO, length: int) -> Iterator[tuple[int, int, int, str]]:
    """Yield where stretches of whole lines begin and end, their first line, and their SHA-256."""
    start, line = 0, 1
    while data := stream.read(length):
        state, end, lines = hashlib.sha256(), start, 0
        while data:
            state.update(data)
            end += len(data)
            lines += data.count(b"\n")
            data = b"" if data.endswith(b"\n") else stream.readline(_LENGTH)
        yield start, end, line, state.hexdigest()
        start, line = end, line + lines


def parts_of(partition: Partition, settings: Settings, *, workers: int = 1) -> list[Part]:
    """Read and extract a partition, and return what each unit gave.

    Raises:
        InputError: a unit cannot be read here, or is not what it was.
        ConfigurationError: the ontology, patterns or model cannot be used.
    """
    given = ((unit.source(), str(number)) for number, unit in enumerate(partition.units))
    found: list[list[Part]] = [[] for _ in partition.units]
    for job, part in in_order(jobs(given, settings), settings, workers=workers):
        found[int(job.fingerprint)].append(part)
    return [joined(parts) for parts in found]
