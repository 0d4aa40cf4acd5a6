"""Addresses of files in object stores, archives and file systems, read through fsspec.

Source: https://filesystem-spec.readthedocs.io/en/latest/features.html#url-chaining
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import InputError
from kg.model import Rejection, Source
from kg.readers.media_types import media_type_of_name
from kg.readers.sniffing import KNOWN, is_passed_over, rejected, source_of

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem  # type: ignore[import-untyped]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=://|::)")
_PAGES = frozenset({"http", "https"})
_CHUNK = 1 << 20
INSTALL = "install it: pip install 'claimkg[cluster]'"


@dataclass(frozen=True, slots=True)
class StoredObject:
    """A file at an address; it can be sent to another process."""

    address: str

    def open(self) -> BinaryIO:
        """Open the file.

        Raises:
            InputError: it is not there any more, or cannot be read.
        """
        with foreign_errors(self.address):
            files, path = filesystem_of(self.address)
            return io.BufferedReader(_Opened(files.open(path, "rb"), files), _CHUNK)


class _Opened(io.RawIOBase):
    """An open file that holds its file system: an archive that is let go shuts what is open in it."""

    def __init__(self, file: BinaryIO, files: AbstractFileSystem) -> None:
        self._file = file
        self._files = files

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # typing has no name for buffers before 3.12
        data = self._file.read(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def is_address(location: str) -> bool:
    """Tell whether a location is an address and not a path.

    >>> is_address("s3://news/2024"), is_address("news/2024"), is_address("zip://a.txt::b.zip")
    (True, False, True)
    """
    return _SCHEME.match(location) is not None


def read_address(address: str, seen: set[str]) -> Iterator[Source | Rejection]:
    """Read the file at an address, or the files of a folder there, sorted by name.

    The rules are those of `find_sources`; `seen` holds what has been read, and is added to.
    """
    if _PAGES.intersection(map(str.lower, _schemes(address))):
        yield rejected(address, "addresses are not fetched", "save the page, give its file")
        return
    try:
        with foreign_errors(address):
            files, path = filesystem_of(address)
            is_folder = bool(files.isdir(path))
    except InputError as error:
        yield rejected(address, error.reason, error.remedy)
        return
    if is_folder:
        yield from _read_folder(address, files, path, seen)
    else:
        yield from _read_file(address, seen)


def filesystem_of(address: str) -> tuple[AbstractFileSystem, str]:
    """Return the file system that an address stands in, and the path there.

    Raises:
        InputError: fsspec is not installed, or knows no such file system.
    """
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]
    except ImportError:
        raise InputError("fsspec is not installed", where=address, remedy=INSTALL) from None
    files, path = url_to_fs(address)
    return files, path


@contextmanager
def foreign_errors(where: str) -> Iterator[None]:
    """Say as ours whatever goes wrong in a file system.

    Raises:
        InputError: for every error within.
    """
    try:
        yield
    except InputError:
        raise
    except FileNotFoundError:
        raise InputError("there is no such file", where=where, remedy="check the address") from None
    except ImportError as error:
        raise InputError(str(error), where=where, remedy="install what it names") from None
    except Exception as error:
        # Every file system brings errors of its own kinds.
        words = " ".join(str(error).split()) or type(error).__name__
        remedy = "check the address, and what the file system needs to know (docs/workers.md)"
        raise InputError(f"it cannot be read: {words}", where=where, remedy=remedy) from error


def joined(folder: str, name: str) -> str:
    """Return the address of a name in a folder.

    >>> joined("s3://news/2024/", "a.txt"), joined("zip://::b.zip", "a.txt")
    ('s3://news/2024/a.txt', 'zip://a.txt::b.zip')
    """
    head, sep, rest = folder.partition("::")
    inner = head if head.endswith("://") else head.rstrip("/") + "/"
    return f"{inner}{name}{sep}{rest}"


def _schemes(address: str) -> Iterator[str]:
    for link in address.split("::"):
        scheme = _SCHEME.match(f"{link}::")
        if scheme:
            yield scheme[0]


def _read_folder(
    address: str, files: AbstractFileSystem, path: str, seen: set[str]
) -> Iterator[Source | Rejection]:
    try:
        with foreign_errors(address):
            entries = sorted(
                (str(entry["name"]).rstrip("/"), entry["type"] == "directory")
                for entry in files.ls(path, detail=True)
                if str(entry["name"]).strip("/") != path.strip("/")
            )
    except InputError as error:
        yield rejected(address, f"the folder cannot be listed: {error.reason}", error.remedy)
        return
    for inner_path, is_folder in entries:
        name = inner_path.rpartition("/")[2]
        if is_passed_over(name):
            continue
        inner = joined(address, name)
        if is_folder:
            yield from _read_folder(inner, files, inner_path, seen)
        elif media_type_of_name(name) is None:
            yield rejected(inner, "files of this kind are not read from folders", KNOWN)
        else:
            yield from _read_file(inner, seen)


def _read_file(address: str, seen: set[str]) -> Iterator[Source | Rejection]:
    if address in seen:
        return
    seen.add(address)
    try:
        with foreign_errors(address):
            name = address.partition("::")[0]
            empty = ("the file is empty", "leave it out")
            found = source_of(address, StoredObject(address), name=name, empty=empty)
    except InputError as error:
        found = rejected(address, error.reason, error.remedy)
    yield found
