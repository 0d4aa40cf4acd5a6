"""Names made of words: those of organisations, products and publications, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.resolution.comparing.abbreviations import expand
from kg.resolution.comparing.folding import Word, fold, numbers, words_of
from kg.resolution.comparing.legal_forms import split_legal_form
from kg.resolution.comparing.lexicons import group, listed
from kg.resolution.names import plain_name

_ADDRESS = re.compile(
    r"\b(?:https?://)?(?:www\.)?([^\W_][\w-]+)\.((?:[a-z]{2,}\.)?[a-z]{2,})\b/?(?!\.\w)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"(?<=\S)\s*\(([^\W\d_.]{2,10})\)\s*$")
_ARTICLES = frozenset({"the", "a", "an"})
_SHORT, _CAPITALS = 8, 5


@dataclass(frozen=True, slots=True)
class WordedName:
    """A name's words, abbreviations written out.

    `words` lacks the articles and "and", `content` all small words too. `legal_form` and `domain`
    are "" where the name has none. `acronyms` are the places in `content` of words that may be
    the initials of others. `letters` are those of the content in a row, `digits` its numbers,
    `sorted` its words in the order of the alphabet, `own` those of them that are not generic.
    """

    words: tuple[str, ...]
    content: tuple[str, ...]
    legal_form: str = ""
    domain: str = ""
    acronyms: tuple[int, ...] = ()
    # What comparisons ask of a name again and again.
    letters: str = field(init=False, repr=False, compare=False)
    digits: tuple[str, ...] = field(init=False, repr=False, compare=False)
    sorted: tuple[str, ...] = field(init=False, repr=False, compare=False)
    own: tuple[str, ...] = field(init=False, repr=False, compare=False)
    directions: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.content))
        directions = group("organization_words", "directions")
        object.__setattr__(self, "letters", "".join(self.content))
        object.__setattr__(self, "digits", numbers(self.content))
        object.__setattr__(self, "sorted", ordered)
        object.__setattr__(self, "own", telling(ordered))
        object.__setattr__(
            self, "directions", tuple(word for word in ordered if word in directions)
        )


def parse_worded(name: str, *, legal_forms: bool = True) -> WordedName:
    """Take a name apart; with `legal_forms`, set its legal form and its internet domain aside.

    >>> parse_worded("Brantley.com, Inc.")
    WordedName(words=('brantley',), content=('brantley',), legal_form='inc', domain='com', acronyms=())
    """
    text, domain = _split_domain(plain_name(name)) if legal_forms else (plain_name(name), "")
    text = _without_own_initials(text)
    raw: Sequence[Word] = words_of(text)
    legal_form = ""
    if legal_forms:
        raw, legal_form = split_legal_form(raw)
    written = expand(raw) or (fold(text.strip()),)
    words = _kept(written, _ARTICLES | {"and"})
    content = _kept(words, group("organization_words", "small"))
    return WordedName(words, content, legal_form, domain, tuple(_acronyms(raw, content)))


def _kept(words: Iterable[str], dropped: frozenset[str]) -> tuple[str, ...]:
    every = tuple(words)
    return tuple(word for word in every if word not in dropped) or every


def _split_domain(text: str) -> tuple[str, str]:
    match = _ADDRESS.search(text)
    if not match or match[2].casefold() not in listed("domains"):
        return text, ""
    return text[: match.start()] + match[1] + text[match.end() :], match[2].casefold()


def _without_own_initials(text: str) -> str:
    match = _BRACKETED.search(text)
    if match and match[1].isupper():
        initials = "".join(word.text[0] for word in words_of(text[: match.start()]))
        if set(match[1].casefold()) <= set(initials):
            return text[: match.start()]
    return text


def _acronyms(raw: Sequence[Word], content: Sequence[str]) -> Iterator[int]:
    shouted = len(raw) > 1 and all(word.capitals for word in raw)
    limit = _CAPITALS if shouted else _SHORT
    short = {
        word.text
        for word in raw
        if word.capitals and word.text.isalpha() and 2 <= len(word.text) <= limit
    }
    yield from (place for place, word in enumerate(content) if word in short)


def is_generic(word: str) -> bool:
    """Tell whether so many organisations have a word that it does not tell who one is.

    >>> is_generic("police"), is_generic("brantley"), is_generic("12")
    (True, False, True)
    """
    return word.isdigit() or word in _generic()


@cache
def _generic() -> frozenset[str]:
    return group(
        "organization_words",
        "small",
        "polity",
        "bodies",
        "functions",
        "company",
        "others",
        "common",
        "directions",
        "local",
    )


def telling(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that are not generic, in order.

    >>> telling(("brantley", "police", "department"))
    ('brantley',)
    """
    generic = _generic()
    return tuple(word for word in words if word not in generic and not word.isdigit())


def without(words: Sequence[str], others: Iterable[str]) -> tuple[str, ...] | None:
    """Return the words that are left when others are taken away, None if one of them is not there.

    >>> without(("city", "of", "brantley"), ("brantley",))
    ('city', 'of')
    """
    left = list(words)
    for word in others:
        if word not in left:
            return None
        left.remove(word)
    return tuple(left)
