"""From what the user names to the bytes to read: files, folders, addresses, standard input."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Rejection, Source
from kg.readers.addresses import is_address, read_address
from kg.readers.contents import StoredFile, local_errors, spool
from kg.readers.media_types import media_type_of_name
from kg.readers.sniffing import KNOWN, is_passed_over, rejected, source_of

STDIN = "-"
_LEDGER = ("store", "journal.sqlite")


def find_sources(locations: Iterable[str], *, stdin: BinaryIO) -> Iterator[Source | Rejection]:
    """Read the sources that locations name, one at a time, in their order.

    A file is read, whatever its name, if its content is of a known kind. A folder is walked in the
    order of its names; in it, files of unknown kinds are reported and not read, hidden files and
    sidecars (`*.meta.json`, `*.license`, `Thumbs.db`, `desktop.ini`) are passed over. `-` is
    standard input, which is kept in a temporary file where it is long. An address as `s3://…` is
    read through fsspec, file or folder; pages are not fetched. What is named twice, or reached by
    two ways, is read once. A folder in it that a build wrote is passed over. JSON Lines of more than 8 MB are not held in memory.

    Yields a rejection for whatever is missing, empty or unreadable; the rest goes on.
    """
    seen: set[str] = set()
    for location in locations:
        if location == STDIN:
            if STDIN not in seen:
                seen.add(STDIN)
                yield _read_stdin(stdin)
        elif is_address(location):
            yield from read_address(location, seen)
        elif Path(location).is_dir():
            yield from _read_folder(location, seen)
        elif _is_new(location, seen):
            yield _read_file(location)


def _is_new(path: str, seen: set[str]) -> bool:
    real = os.path.realpath(path)
    if real in seen:
        return False
    seen.add(real)
    return True


def _read_stdin(stdin: BinaryIO) -> Source | Rejection:
    empty = ("standard input is empty", "pipe a text into it")
    try:
        return source_of(STDIN, spool(stdin), name="", empty=empty)
    except InputError as error:
        return rejected(STDIN, error.reason, error.remedy)


def _read_folder(folder: str, seen: set[str]) -> Iterator[Source | Rejection]:
    """Walk a folder; one that a link leads back to is not entered again."""
    if not _is_new(folder, seen):
        return
    try:
        names = sorted(path.name for path in Path(folder).iterdir())
    except OSError as error:
        yield rejected(folder, f"the folder cannot be listed: {error.strerror}")
        return
    for name in names:
        path = folder.rstrip("/") + "/" + name
        if is_passed_over(name):
            continue
        if Path(path, *_LEDGER).is_file():
            continue  # what an earlier build wrote, below the folder that is read
        if Path(path).is_dir():
            yield from _read_folder(path, seen)
        elif _is_new(path, seen):
            if media_type_of_name(name) is None:
                yield rejected(path, "files of this kind are not read from folders", KNOWN)
            else:
                yield _read_file(path)


def _read_file(path: str) -> Source | Rejection:
    try:
        path.encode("utf-8")
        with local_errors(path):
            if not stat.S_ISREG(Path(path).stat().st_mode):
                remedy = "give a file, or - for a pipe"
                return rejected(path, "this is a device, pipe or socket", remedy)
            empty = ("the file is empty", "leave it out")
            return source_of(path, StoredFile(path), name=path, empty=empty)
    except UnicodeEncodeError:
        return rejected(path, "the file's name is not UTF-8", "rename it")
    except InputError as error:
        return rejected(path, error.reason, error.remedy)
