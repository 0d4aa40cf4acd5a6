"""A picture as PNG, drawn from its SVG by resvg (https://github.com/linebender/resvg)."""

from __future__ import annotations

import math
from pathlib import Path

from kg.errors import ConfigurationError
from kg.pictures.svg import FAMILY

_FONT = Path(__file__).resolve().parent / "fonts" / "DejaVuSans.ttf"
_MOST_PIXELS = 200_000_000
# Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic letters, all of which the font has, and the
# marks of writing from U+2000 on.
_LETTERS, _MARKS = 0x0700, range(0x2000, 0x20B0)


def png_bytes(svg: str, *, width: float, height: float, scale: float) -> bytes:
    """Return an SVG of that size as PNG, with `scale` pixels for each of its own.

    The font is the one that comes with the program; only where a text has letters of scripts that
    it lacks are the machine's fonts asked as well.

    Raises:
        ConfigurationError: the library is not installed, or the picture would be too small or too
            large.
    """
    pixels = width * scale * height * scale
    if not (math.isfinite(scale) and scale > 0 and 1 <= pixels <= _MOST_PIXELS):
        raise ConfigurationError(
            f"a picture cannot be drawn at the scale {scale:g}", remedy="use one near 2"
        )
    try:
        import resvg_py
    except ImportError as error:
        raise ConfigurationError(
            "PNG is drawn by a library that is not installed",
            remedy="pip install 'claimkg[pictures]', or write SVG",
        ) from error
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        font_files=[str(_FONT)],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
        skip_system_fonts=all(map(_in_font, svg)),
    )


def _in_font(character: str) -> bool:
    return ord(character) < _LETTERS or ord(character) in _MARKS
