"""Partitions kept in a folder or an object store: whole or not at all.

Of each there are two files: `part-….jsonl`, the documents and claims as JSON Lines, and
`part-….meta.json`, which says what came from which source, and what was set aside. The second is
written last: a partition is there when it is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast
from uuid import uuid4

from kg.errors import InputError, StoreError
from kg.pipeline.partitions import Partition
from kg.pipeline.parts import Part
from kg.readers.addresses import filesystem_of, foreign_errors, joined
from kg.stores.entries import ClaimEntry, DocumentEntry

_DATA, _META = ".jsonl", ".meta.json"
_OURS = re.compile(r"\.?(part-[0-9a-f]{16})(?:\.jsonl|\.meta\.json)(?:\.[0-9a-f]{32})?")
_Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PartitionFolder:
    """A folder of partitions, named by a path or by an address that fsspec knows."""

    address: str

    def make(self) -> None:
        """Make the folder, if it is not there.

        Raises:
            StoreError: it cannot be made.
        """
        with _errors(self.address):
            files, path = filesystem_of(self.address)
            files.makedirs(path, exist_ok=True)

    def names(self) -> set[str]:
        """Return the names of the partitions that are whole.

        Raises:
            StoreError: the folder cannot be listed.
        """
        return {name.removesuffix(_META) for name in self._files() if _is_whole(name)}

    def write(self, partition: Partition, parts: Sequence[Part]) -> None:
        """Write what the units of a partition gave, in place of what may be there.

        The same partition gives the same bytes, so two that write it do no harm.

        Raises:
            StoreError: it cannot be written.
        """
        data = "".join(f"{line}\n" for part in parts for line in _lines(part)).encode()
        units = [_note(part) for part in parts]
        note = {"sha256": hashlib.sha256(data).hexdigest(), "units": units}
        with _errors(self.address):
            self._put(partition.name + _DATA, data)
            self._put(partition.name + _META, json.dumps(note, ensure_ascii=False).encode())

    def read(self, partition: Partition) -> list[Part]:
        """Return what the units of a partition gave.

        Raises:
            StoreError: it is not there, or not whole.
        """
        note = self._note(partition)
        data = self._get(partition.name + _DATA)
        if note["sha256"] != hashlib.sha256(data).hexdigest():
            raise StoreError(
                "the partition is not what was written",
                where=joined(self.address, partition.name + _DATA),
                remedy="remove it, and run again",
            )
        lines = iter(data.decode().split("\n"))
        return [_part(unit, lines) for unit in cast("list[_Record]", note["units"])]

    def unread(self, partition: Partition) -> Iterator[str]:
        """Yield the JSON of what was set aside in a partition.

        Raises:
            StoreError: it is not there.
        """
        for unit in cast("list[_Record]", self._note(partition)["units"]):
            yield from cast("list[str]", unit["unread"])

    def is_lost(self, partition: Partition) -> bool:
        """Tell whether a part of a partition was lost with the processes that read it.

        Raises:
            StoreError: it is not there.
        """
        return any(unit["lost"] for unit in cast("list[_Record]", self._note(partition)["units"]))

    def forget(self, partition: Partition) -> None:
        """Say that a partition is to be done again; its documents and claims stay until then.

        Raises:
            StoreError: it cannot be removed.
        """
        with _errors(self.address):
            files, path = filesystem_of(joined(self.address, partition.name + _META))
            files.rm(path)

    def keep_only(self, names: Iterable[str]) -> None:
        """Remove all other partitions, and what runs that were killed have left behind.

        Raises:
            StoreError: one cannot be removed.
        """
        kept = {f"{name}{ending}" for name in names for ending in (_DATA, _META)}
        for name in self._files():
            if _OURS.fullmatch(name) and name not in kept:
                with _errors(self.address):
                    files, path = filesystem_of(joined(self.address, name))
                    files.rm(path)

    def remove(self) -> None:
        """Remove the folder with all that is in it, if it is there.

        Raises:
            StoreError: it cannot be removed.
        """
        with _errors(self.address):
            files, path = filesystem_of(self.address)
            if files.exists(path):
                files.rm(path, recursive=True)

    def _files(self) -> list[str]:
        with _errors(self.address):
            files, path = filesystem_of(self.address)
            found = files.ls(path, detail=False) if files.exists(path) else []
        return sorted(str(name).rstrip("/").rpartition("/")[2] for name in found)

    def _note(self, partition: Partition) -> _Record:
        note: object = json.loads(self._get(partition.name + _META))
        return cast("_Record", note)

    def _get(self, name: str) -> bytes:
        where = joined(self.address, name)
        with _errors(where):
            files, path = filesystem_of(where)
            return bytes(files.cat_file(path))

    def _put(self, name: str, data: bytes) -> None:
        """Write a file under another name, then move it to its own."""
        files, path = filesystem_of(joined(self.address, name))
        _, draft = filesystem_of(joined(self.address, f".{name}.{uuid4().hex}"))
        files.pipe_file(draft, data)
        files.mv(draft, path)


def _is_whole(name: str) -> bool:
    return name.endswith(_META) and not name.startswith(".") and _OURS.fullmatch(name) is not None


def _lines(part: Part) -> Iterator[str]:
    yield from (entry.record for entry in part.documents)
    yield from (entry.record for entry in part.claims)


def _note(part: Part) -> _Record:
    return {
        "documents": [[entry.document, entry.sentences, entry.traits] for entry in part.documents],
        "claims": [[entry.document, entry.id, entry.place] for entry in part.claims],
        "unread": part.unread,
        "lost": part.lost,
    }


def _part(unit: _Record, lines: Iterator[str]) -> Part:
    documents = cast("list[tuple[str, str, str]]", unit["documents"])
    claims = cast("list[tuple[str, str, int]]", unit["claims"])
    return Part(
        tuple(
            DocumentEntry(document, next(lines), read, traits)
            for document, read, traits in documents
        ),
        tuple(ClaimEntry(document, id_, place, next(lines)) for document, id_, place in claims),
        tuple(cast("list[str]", unit["unread"])),
        bool(unit["lost"]),
    )


@contextmanager
def _errors(where: str) -> Iterator[None]:
    """Say of a place for partitions what goes wrong in it."""
    try:
        with foreign_errors(where):
            yield
    except InputError as error:
        raise StoreError(
            f"partitions cannot be kept here: {error.reason}",
            where=where,
            remedy="name a folder or an address that this machine and all workers can write",
        ) from error
