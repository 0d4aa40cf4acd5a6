"""Bytes that are opened again for each reading: files, stretches of files, a spooled pipe."""

from __future__ import annotations

import io
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO

from kg.errors import InputError
from kg.model.document import Content

IN_MEMORY = 8 << 20
"""Bytes of a source that are held at most; of what is longer, a part at a time is read."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A local file; it can be sent to another process."""

    path: str

    def open(self) -> BinaryIO:
        """Open the file.

        Raises:
            InputError: it is not there any more, or cannot be read.
        """
        with local_errors(self.path):
            return Path(self.path).open("rb")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The bytes of a larger content from `start` up to `end`."""

    whole: Content
    start: int
    end: int

    def open(self) -> BinaryIO:
        """Open the larger content, and show the stretch alone.

        Raises:
            InputError: it is not there any more, or cannot be read.
        """
        stream = self.whole.open()
        return io.BufferedReader(_View(stream, self.start, self.end), _CHUNK)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Spooled:
    """What came through a pipe: in memory, or in a temporary file where it is long."""

    _file: IO[bytes] = field(repr=False)

    def open(self) -> BinaryIO:
        """Show what came from its beginning."""
        return io.BufferedReader(_View(self._file, 0, None, owner=self), _CHUNK)


def spool(stream: BinaryIO, *, limit: int = IN_MEMORY) -> Spooled:
    """Read a pipe to its end, and keep what came for as long as the result lives.

    More than `limit` bytes are put into a temporary file, which vanishes with the result.

    Raises:
        InputError: there is no room for the temporary file.
    """
    file = tempfile.SpooledTemporaryFile(max_size=limit)  # noqa: SIM115 - closed by the finalizer
    spooled = Spooled(file)
    weakref.finalize(spooled, file.close)
    with local_errors(tempfile.gettempdir()):
        while chunk := stream.read(_CHUNK):
            file.write(chunk)
    return spooled


@contextmanager
def local_errors(where: str) -> Iterator[None]:
    """Say as ours what the operating system says of a file.

    Raises:
        InputError: for every OSError within.
    """
    try:
        yield
    except FileNotFoundError:
        raise InputError("there is no such file", where=where, remedy="check the path") from None
    except OSError as error:
        raise InputError(
            f"the file cannot be read: {error.strerror}",
            where=where,
            remedy="check its permissions",
        ) from error


class _View(io.RawIOBase):
    """A stretch of a file that can be sought in, with a position that others do not move.

    The file is closed with it, unless it has an owner, which then lives as long as the view.
    """

    def __init__(
        self, file: IO[bytes], start: int, end: int | None, *, owner: Spooled | None = None
    ) -> None:
        self._file = file
        self._start = start
        self._place = start
        self._end = end
        self._owner = owner

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END:
            end = self._file.seek(0, io.SEEK_END)
            base = end if self._end is None else min(end, self._end)
        else:
            base = self._start if whence == io.SEEK_SET else self._place
        self._place = max(self._start, base + offset)
        return self._place - self._start

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # typing has no name for buffers before 3.12
        room = len(view) if self._end is None else min(len(view), self._end - self._place)
        self._file.seek(self._place)
        data = self._file.read(max(room, 0))
        view[: len(data)] = data
        self._place += len(data)
        return len(data)

    def close(self) -> None:
        if self._owner is None and not self.closed:
            self._file.close()
        super().close()
