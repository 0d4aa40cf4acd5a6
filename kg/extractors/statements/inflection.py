"""Make the forms of English verbs and nouns that follow a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

_VOWELS = frozenset("aeiou")


def verb_forms(
    lemma: str, irregular: Mapping[str, Sequence[str]], doubled: frozenset[str]
) -> tuple[str, ...]:
    """Return a verb's base, -s, past, participle and -ing forms; of "-l" in both spellings.

    >>> verb_forms("quip", {}, frozenset({"quip"}))
    ('quip', 'quips', 'quipped', 'quipped', 'quipping')
    >>> verb_forms("deny", {}, frozenset())
    ('deny', 'denies', 'denied', 'denied', 'denying')
    >>> verb_forms("label", {}, frozenset({"label"}))[3:]
    ('labelled', 'labelling', 'labeled', 'labeling')
    """
    if lemma == "be":
        return ("is", "are", "was", "were", "been")
    stem = lemma + lemma[-1] if lemma in doubled else lemma
    consonant_y = lemma.endswith("y") and lemma[-2] not in _VOWELS
    if consonant_y:
        present, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    else:
        hissing = lemma.endswith(("s", "sh", "ch", "x", "z", "go", "do"))
        present = lemma + ("es" if hissing else "s")
        past = lemma + "d" if lemma.endswith("e") else stem + "ed"
    silent_e = lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye"))
    continuous = (lemma[:-1] if silent_e else stem) + "ing"
    forms = irregular.get(lemma, (past, past))
    single = (lemma + "ed", lemma + "ing") if stem.endswith("ll") and stem != lemma else ()
    return (lemma, present, *forms, continuous, *single)


def noun_forms(nouns: Iterable[str]) -> frozenset[str]:
    """Return nouns with their regular plurals.

    >>> sorted(noun_forms(["reply", "body", "church", "man"]))[:3]
    ['bodies', 'body', 'church']
    """
    return frozenset(form for noun in nouns for form in (noun, _plural(noun)))


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
