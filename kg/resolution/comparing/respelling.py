"""German and Nordic letters written out, as where a keyboard lacks them: Zöllner is Zoellner."""

from __future__ import annotations

import unicodedata

_WRITTEN_OUT = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ø": "oe",
        "å": "aa",
        "æ": "ae",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Ø": "Oe",
        "Å": "Aa",
        "Æ": "Ae",
    }
)


def respelled(name: str) -> str:
    """Return a name with its umlauts and Nordic letters in two letters each, "" if it has none.

    Source: the rules of the machine-readable zone of passports, ICAO Doc 9303, part 3, section 6.

    >>> respelled("Söhnke Ågård"), respelled("Jane Brant")
    ('Soehnke Aagaard', '')
    """
    if name.isascii():
        return ""
    composed = unicodedata.normalize("NFC", name)
    written = composed.translate(_WRITTEN_OUT)
    return written if written != composed else ""
