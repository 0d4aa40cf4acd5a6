"""Cells of a table that a spreadsheet opens: text goes in and comes out, and no formula runs.

Source: https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re

# The characters that start a formula, those of East Asian keyboards with them. Apostrophes before
# them are counted in: a text that has one of its own must come back with it.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def cell(value: str | None) -> str:
    """Return a value as a cell's text; what would run as a formula gets an apostrophe in front.

    Spreadsheets take the apostrophe for a mark of text. A null character, which no spreadsheet can
    hold, becomes U+FFFD.

    >>> cell("=HYPERLINK(…)")
    "'=HYPERLINK(…)"
    """
    text = (value or "").replace("\0", "\ufffd")
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def cell_value(text: str) -> str:
    """Return the value of a cell: the apostrophe that `cell` puts in front is taken off again.

    >>> cell_value("'=HYPERLINK(…)"), cell_value("'t Hof")
    ('=HYPERLINK(…)', "'t Hof")
    """
    return text[1:] if _GUARDED.match(text) else text
