"""From bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from kg.errors import InputError

# Longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Labels that pages use for what is in fact Windows-1252
# (https://encoding.spec.whatwg.org/#names-and-labels).
_WINDOWS_1252 = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1"})

# Asked only for text in which most letters are not ASCII; charset-normalizer takes Western text
# for Central European, so Western encodings are decided here.
_NON_WESTERN = [
    "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp874",
    "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
_NON_WESTERN_SHARE = 0.3
_NOISE_SHARE = 0.005
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_REMEDY = "save it as UTF-8 text"


def decode(data: bytes, *, where: str, declared: str | None = None) -> str:
    """Decode a whole file, trying its byte order mark, UTF-8, the declared encoding, then a guess.

    The byte order mark is a mark of the encoding and not a part of the text; nothing else is taken
    away or changed, line ends included. `declared` is the encoding that the file names itself, as
    HTML does. A UTF-8 file with a few stray bytes is read as UTF-8, those bytes as Windows-1252.

    Raises:
        InputError: the bytes are not text.

    >>> decode("\\ufeffnaïve\\r\\n".encode("utf-8"), where="a.txt")
    'naïve\\r\\n'
    """
    text = _decode(data, where, declared)
    noise = len(_CONTROLS.findall(text))
    if "\0" in text or noise > max(1, len(text) * _NOISE_SHARE):
        raise InputError("this is binary data, not text", where=where, remedy=_REMEDY)
    return text


def _decode(data: bytes, where: str, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                reason = f"not valid {encoding.upper()} although its byte order mark says so"
                raise InputError(f"{reason}: {error.reason}", where=where, remedy=_REMEDY) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data, where, declared)


def _decode_legacy(data: bytes, where: str, declared: str | None) -> str:
    if b"\0" in data:
        raise InputError("this is binary data, not text", where=where, remedy=_REMEDY)
    as_declared = _decode_declared(data, declared) if declared else None
    if as_declared is not None:
        return as_declared
    mixed = _decode_nearly_utf8(data)
    if mixed is not None:
        return mixed
    high = sum(byte > 0x7F for byte in data)
    letters = high + sum(chr(byte).isalpha() for byte in data if byte < 0x80)
    if high > letters * _NON_WESTERN_SHARE:
        best = from_bytes(data, cp_isolation=_NON_WESTERN).best()
        if best is None:
            raise InputError("this is no text in a known encoding", where=where, remedy=_REMEDY)
        return str(best)
    return "".join(map(_windows_1252, data))


def _decode_declared(data: bytes, declared: str) -> str | None:
    """Decode as declared, or return None where the declaration is unknown or untrue."""
    label = declared.strip().lower()
    try:
        return data.decode("cp1252" if label in _WINDOWS_1252 else label)
    except (LookupError, UnicodeDecodeError):
        return None


def _decode_nearly_utf8(data: bytes) -> str | None:
    """Decode UTF-8 with a few stray bytes; return None where the stray bytes are not few."""
    pieces: list[str] = []
    start = stray = 0
    while start < len(data):
        try:
            pieces.append(data[start:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            pieces.append(data[start : start + error.start].decode("utf-8"))
            pieces.append(_windows_1252(data[start + error.start]))
            start += error.start + 1
            stray += 1
            if stray > 50:  # each costs a pass over the rest
                return None
    whole = sum(not piece.isascii() and len(piece) > 1 for piece in pieces)
    characters = sum(sum(char > "\x7f" for char in piece) for piece in pieces if len(piece) > 1)
    return "".join(pieces) if whole and characters >= 3 * stray else None


def _windows_1252(byte: int) -> str:
    """Decode one byte; the five that Windows-1252 leaves open are C1 controls, as browsers do."""
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
