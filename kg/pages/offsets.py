"""Places in a text as JavaScript counts them: in UTF-16 code units instead of code points.

Source: https://tc39.es/ecma262/#sec-ecmascript-language-types-string-type
"""

from __future__ import annotations

from bisect import bisect_left

_LAST_OF_ONE_UNIT = 0xFFFF


class Offsets:
    """Turns offsets into one text from code points into UTF-16 code units.

    >>> offsets = Offsets("a🦊b")
    >>> [offsets.utf16(place) for place in (0, 1, 2, 3)]
    [0, 1, 3, 4]
    """

    def __init__(self, text: str) -> None:
        self._pairs = [
            place for place, character in enumerate(text) if ord(character) > _LAST_OF_ONE_UNIT
        ]

    def utf16(self, place: int) -> int:
        """Return an offset in code units, given in code points."""
        return place + bisect_left(self._pairs, place)
