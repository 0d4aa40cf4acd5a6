"""From what the user names to the bytes to read: files, folders, standard input."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.model import Rejection, Source
from kg.readers.media_types import media_type_of_data, media_type_of_name

STDIN = "-"
# What stands beside sources and is none: notes on a file, what desktops leave in folders.
_SIDECARS = (".meta.json", ".license")
_DESKTOP_FILES = frozenset({"thumbs.db", "desktop.ini"})
_KNOWN = "known: .txt, .text, .md, .html, .htm, .xhtml, .jsonl, .ndjson, .csv, .tsv"


def find_sources(locations: Iterable[str], *, stdin: BinaryIO) -> Iterator[Source | Rejection]:
    """Read the sources that locations name, one at a time, in their order.

    A file is read, whatever its name, if its content is of a known kind. A folder is walked in the
    order of its names; in it, files of unknown kinds are reported and not read, hidden files and
    sidecars (`*.meta.json`, `*.license`, `Thumbs.db`, `desktop.ini`) are passed over. `-` is
    standard input. What is named twice, or reached by two ways, is read once.

    Yields a rejection for whatever is missing, empty or unreadable; the rest goes on.
    """
    seen: set[str] = set()
    for location in locations:
        if location == STDIN:
            if STDIN not in seen:
                seen.add(STDIN)
                yield _read_stdin(stdin)
        elif location.lower().startswith(("http://", "https://")):
            yield _rejected(location, "addresses are not fetched", "save the page, give its file")
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


def _rejected(where: str, reason: str, remedy: str | None = None) -> Rejection:
    # A name that is not UTF-8 on disk could not be written into a report.
    return Rejection("source", where.encode("utf-8", "backslashreplace").decode(), reason, remedy)


def _read_stdin(stdin: BinaryIO) -> Source | Rejection:
    data = stdin.read()
    if not data.strip():
        return _rejected(STDIN, "standard input is empty", "pipe a text into it")
    media_type = media_type_of_data(data)
    if media_type is None:
        return _rejected(STDIN, "this is no text, HTML, JSON Lines or CSV", _KNOWN)
    return Source(STDIN, media_type, data)


def _read_folder(folder: str, seen: set[str]) -> Iterator[Source | Rejection]:
    """Walk a folder; one that a link leads back to is not entered again."""
    if not _is_new(folder, seen):
        return
    try:
        names = sorted(path.name for path in Path(folder).iterdir())
    except OSError as error:
        yield _rejected(folder, f"the folder cannot be listed: {error.strerror}")
        return
    for name in names:
        path = folder.rstrip("/") + "/" + name
        if name.startswith(".") or _is_sidecar(name):
            continue
        if Path(path).is_dir():
            yield from _read_folder(path, seen)
        elif _is_new(path, seen):
            if media_type_of_name(name) is None:
                yield _rejected(path, "files of this kind are not read from folders", _KNOWN)
            else:
                yield _read_file(path)


def _is_sidecar(name: str) -> bool:
    return name.lower() in _DESKTOP_FILES or name.lower().endswith(_SIDECARS)


def _read_file(path: str) -> Source | Rejection:
    try:
        path.encode("utf-8")
        mode = Path(path).stat().st_mode
        if not stat.S_ISREG(mode):
            return _rejected(
                path, "this is a device, pipe or socket", "give a file, or - for a pipe"
            )
        data = Path(path).read_bytes()
    except UnicodeEncodeError:
        return _rejected(path, "the file's name is not UTF-8", "rename it")
    except FileNotFoundError:
        return _rejected(path, "there is no such file", "check the path")
    except OSError as error:
        return _rejected(
            path, f"the file cannot be read: {error.strerror}", "check its permissions"
        )
    if not data.strip():
        return _rejected(path, "the file is empty", "leave it out")
    media_type = media_type_of_name(path) or media_type_of_data(data)
    if media_type is None:
        return _rejected(path, "this is no text, HTML, JSON Lines or CSV", _KNOWN)
    return Source(path, media_type, data)
