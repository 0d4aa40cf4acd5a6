"""Legal forms at the ends of companies' names: cleanco's list, and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cleanco.termdata import terms_by_type

from kg.resolution.comparing.folding import Word, words_of
from kg.resolution.comparing.lexicons import document, mapping


def split_legal_form(words: Sequence[Word]) -> tuple[tuple[Word, ...], str]:
    """Return the words before a name's legal form, and the form, "" for none.

    >>> rest, form = split_legal_form(words_of("Acme Works, Incorporated"))
    >>> [word.text for word in rest], form
    (['acme', 'works'], 'inc')
    """
    texts = tuple(word.text for word in words)
    for length in range(min(_longest(), len(words) - 1), 0, -1):
        form = texts[-length:]
        if form in _forms():
            said = " ".join(form)
            return tuple(words[:-length]), mapping("legal_forms", "same").get(said, said)
    return tuple(words), ""


@cache
def _forms() -> frozenset[tuple[str, ...]]:
    lexicon = document("legal_forms")
    written = [term for terms in terms_by_type.values() for term in terms]
    written += lexicon["more"]["forms"]
    forms = {tuple(word.text for word in words_of(term)) for term in written}
    left_out = frozenset(lexicon["not"]["forms"])
    return frozenset(form for form in forms if form and " ".join(form) not in left_out)


@cache
def _longest() -> int:
    return max(map(len, _forms()))
