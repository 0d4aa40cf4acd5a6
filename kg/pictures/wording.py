"""The words of a picture: what its terms are called, and text as XML and a reader's eye take it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from kg.vocab.wording import term_words

# Control characters, what XML cannot hold (https://www.w3.org/TR/xml/#charsets), and the characters
# that turn the direction of all that follows (https://www.unicode.org/reports/tr9/).
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
    "|[\ufdd0-\ufdef\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Return a text on one line, without what cannot be drawn.

    >>> clean(" Ana\\x00\\n  Ruiz ")
    'Ana Ruiz'
    """
    return " ".join(_UNFIT.sub("", text).split())


def escaped(text: str) -> str:
    """Return a cleaned text as character data or the value of an attribute in double quotes.

    >>> escaped('R&D "<x>"')
    'R&amp;D &quot;&lt;x&gt;&quot;'
    """
    return escape(text, {'"': "&quot;"})


def counted(number: int, singular: str, plural: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "entity", "entities"), counted(2, "entity", "entities")
    ('1 entity', '2 entities')
    """
    return f"{number:,} {singular if number == 1 else plural}"


def words_for(name: str) -> str:
    """Return what the ontology calls a relation or a class; of an unknown one, its own name.

    >>> words_for("affiliated"), words_for("NewsOrganization"), words_for("employs")
    ('affiliated with', 'news organization', 'employs')

    Raises:
        ConfigurationError: the ontology cannot be read.
    """
    return clean(term_words().get(name, name))
