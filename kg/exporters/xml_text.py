"""Text and attributes that are well-formed in XML 1.0, whatever the article held."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

# https://www.w3.org/TR/xml/#charsets
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: object) -> str:
    """Return a value as character data; characters that XML cannot hold become U+FFFD.

    >>> text("R&D\\x00")
    'R&amp;D\ufffd'
    """
    # A reader takes a bare carriage return for a line feed (https://www.w3.org/TR/xml/#sec-line-ends).
    return escape(_ILLEGAL.sub("\ufffd", str(value)), {"\r": "&#13;"})


def attribute(value: object) -> str:
    """Return a value as a quoted attribute.

    >>> attribute('say "hi"')
    '\\'say "hi"\\''
    """
    return quoteattr(_ILLEGAL.sub("\ufffd", str(value)))
