"""Choose the media type of an answer by the client's `Accept` header.

Source: RFC 9110, section 12.5.1, https://www.rfc-editor.org/rfc/rfc9110#field.accept
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - a token of HTTP, not a secret
_RANGE = re.compile(rf"\s*({_TOKEN})/({_TOKEN})\s*$")
_ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"|")+')
_PARAMETER = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*"|")+')
_QUALITY = re.compile(r"\s*q\s*=\s*(.*?)\s*$", re.IGNORECASE)
_QVALUE = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$")
_ANY = "*"


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One element of an `Accept` header: `text/turtle`, `text/*` or `*/*`, and its quality."""

    kind: str
    subtype: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """Return how exactly the range names a media type: 3, 2, 1, or 0 where it does not."""
        kind, _, subtype = media_type.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return 3
        if self.subtype != _ANY:
            return 0
        return 2 if self.kind == kind else int(self.kind == _ANY)


def parse_accept(header: str) -> tuple[MediaRange, ...]:
    """Return the media ranges of an `Accept` header in its order, without those that are malformed.

    Parameters other than `q` are not looked at.

    >>> parse_accept("text/turtle, */*;q=0.1")[1]
    MediaRange(kind='*', subtype='*', quality=0.1)
    """
    return tuple(_ranges(header))


def _ranges(header: str) -> Iterator[MediaRange]:
    for element in _ELEMENT.findall(header):
        name, *parameters = _PARAMETER.findall(element) or [""]
        found, quality = _RANGE.match(name), _quality(parameters)
        if found and quality is not None and (found[1] != _ANY or found[2] == _ANY):
            yield MediaRange(found[1].lower(), found[2].lower(), quality)


def _quality(parameters: Sequence[str]) -> float | None:
    for parameter in parameters:
        if found := _QUALITY.match(parameter):
            return float(found[1]) if _QVALUE.match(found[1]) else None
    return 1.0


def choose(header: str | None, offers: Sequence[str]) -> str | None:
    """Return the offer that a client likes best, or None where it accepts none of them.

    The most exact range says how good an offer is. Between equals, the one that is named more
    exactly wins, then the one that is offered first. Without a header, or without one that can be
    read, it is the first.

    >>> choose("text/*;q=0.5, application/json", ["text/csv", "application/json"])
    'application/json'
    >>> choose("image/png", ["text/csv"]) is None
    True
    """
    ranges = parse_accept(header or "")
    if not ranges:
        return offers[0]
    rated = [(*_rating(ranges, offer), -place, offer) for place, offer in enumerate(offers)]
    quality, _, _, best = max(rated)
    return best if quality > 0 else None


def _rating(ranges: Sequence[MediaRange], offer: str) -> tuple[float, int]:
    """Return the quality of an offer, and how exactly it is named."""
    named = [(found.specificity(offer), found.quality) for found in ranges]
    exactness, quality = max(named)
    return (quality if exactness else 0.0), exactness
