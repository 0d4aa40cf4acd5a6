"""Text that is well-formed in XML 1.0, whatever the article held, and lines of it in large pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import IO

# https://www.w3.org/TR/xml/#charsets
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKED = bytes(range(32)) + b'&<>"'
_PIECE = 200  # lines


def is_plain(text: str) -> bool:
    """Tell whether nothing in a text has to be escaped; of a few such texts it says no.

    Joined texts cost less than each alone: writers ask it of all the words of an element at once.

    >>> is_plain("https://news.example/a"), is_plain("R&D")
    (True, False)
    """
    if text.isascii():
        return len(text) == len(text.encode().translate(None, _MARKED))
    data = text.encode("utf-8", "surrogatepass")
    # Deleting bytes is the fastest way to look for several.
    # Surrogates, and the last two characters of the basic plane, begin with ED and EF BF.
    plain = len(data) == len(data.translate(None, _MARKED))
    return plain and b"\xed" not in data and b"\xef\xbf" not in data


def text(value: str) -> str:
    """Return a value as character data; characters that XML cannot hold become U+FFFD.

    >>> text("R&D\\x00")
    'R&amp;D\ufffd'
    """
    if is_plain(value):
        return value
    legal = _ILLEGAL.sub("\ufffd", value).replace("&", "&amp;")
    # A reader takes a bare carriage return for a line feed (https://www.w3.org/TR/xml/#sec-line-ends).
    return legal.replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(value: str) -> str:
    """Return a value as it stands between the double quotes of an attribute, on one line.

    >>> attribute('say "hi"')
    'say &quot;hi&quot;'
    """
    if is_plain(value):
        return value
    # A reader takes other white space for a blank (https://www.w3.org/TR/xml/#AVNormalize).
    return text(value).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")


def write_lines(lines: Iterable[str], stream: IO[bytes]) -> None:
    """Write lines, each with its end, hundreds at a time."""
    source = iter(lines)
    # Encoded one by one: a single wide character would make all of a joined text wide.
    while piece := [line.encode() for line in islice(source, _PIECE)]:
        piece.append(b"")
        stream.write(b"\n".join(piece))
