"""The outer shape of words: capitals, acronyms, plurals, folded forms."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extractors.lexicon import table, words
from kg.extractors.tokens import Token

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_OWNED = re.compile(r"(?:['’]s|['’])$")


def capital(token: Token) -> bool:
    """Tell whether a word is written as names are: `Leeds`, `NASA`, `iPhone`, `O’Neil`."""
    text = token.text
    if text.islower() or token.tag_ == "POS" or not any(letter.isalpha() for letter in text):
        return False
    if text.endswith("-based"):
        return False
    if text[0].isupper():
        return True
    if text[0].isdigit():
        return text[-1].isupper() and len(text) > 1
    return text[0].isalpha() and len(text) > 1 and text[1].isupper() and text[1:].isalnum()


def acronym(text: str) -> bool:
    """Tell whether a word is two or more capitals, with digits, full stops and `&` allowed."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters) and " " not in text


def possessive_mark(token: Token) -> bool:
    """Tell whether the token is the `’s` or `’` of a possessive."""
    return token.text in {"'s", "’s", "'S", "’S"} or (
        token.text in {"'", "’"} and token.i > 0 and token.nbor(-1).text.lower().endswith("s")
    )


@lru_cache(maxsize=1 << 14)  # a name is folded wherever it is compared
def folded(text: str) -> str:
    """Return a name for comparison: small letters, no article, possessive, full stops or quotes.

    >>> folded("The U.S. Navy’s")
    'us navy'
    """
    text = _OWNED.sub("", _ARTICLE.sub("", text.strip())).casefold()
    text = text.replace("’", "'").replace(".", "").replace("“", "").replace("”", "")
    return re.sub(r"\s+", " ", text.replace('"', "")).strip()


@lru_cache(maxsize=1 << 14)  # asked of most words of a text, many times
def singular(word: str) -> str:
    """Return an English noun's singular by its spelling, in small letters.

    >>> [singular(word) for word in ("agencies", "Buses", "cameras", "police")]
    ['agency', 'bus', 'camera', 'police']
    """
    word = word.lower()
    irregular = table("names_plurals").get(word)
    if isinstance(irregular, str):
        return irregular
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def plural(token: Token) -> bool:
    """Tell whether a noun stands for several, by its tag, else by its spelling."""
    if token.lower_ in {"police", "media", "software"}:
        return False
    if token.tag_ in {"NNS", "NNPS"}:
        return True
    return token.lower_ in {"people", "staff"} or singular(token.text) != token.lower_


def calendar(token: Token) -> bool:
    """Tell whether the word is a day or a month (`May` only as it is written there)."""
    return token.lower_.rstrip(".") in words("names_calendar") and token.text[0].isupper()


def never_name(token: Token) -> bool:
    """Tell whether a capitalised word names nothing when it stands alone."""
    return token.lower_ in words("names_never") or token.text in words("places_demonyms")


def lemmas(token: Token) -> tuple[str, ...]:
    """Return a verb's lemma, and what the word's own ending suggests, without doubles.

    A trained lemmatiser makes lemmas up ("pitche"); the regular endings give the others.
    """
    return _forms(token.lower_, token.lemma_)


@lru_cache(maxsize=1 << 14)  # every kind of frame asks for a verb's forms
def _forms(word: str, lemma: str) -> tuple[str, ...]:
    found = [lemma.casefold(), word]
    for ending in ("s", "es", "ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            found += [stem, f"{stem}e"]
            if stem[-1] == stem[-2]:
                found.append(stem[:-1])
            if stem.endswith("i"):
                found.append(f"{stem[:-1]}y")
    return tuple(dict.fromkeys(found))
