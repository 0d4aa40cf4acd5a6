"""The words of reported speech: verbs in all their forms, nouns, and how sure each rule is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast

from kg.extractors.lexicon import table

_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A verb that reports, with the words that belong to it.

    `lemma` is "point"; `tail` the words that must follow it ("out",); `frames` maps each kind of
    complement that it takes (see `reporting_verbs.toml`) to the kind of report that it then makes;
    `prepositions` open its content ("for" in "called for an inquiry").
    """

    lemma: str
    tail: tuple[str, ...]
    frames: Mapping[str, str]
    prepositions: frozenset[str]

    @property
    def name(self) -> str:
        """Return the verb as a dictionary writes it: "point out"."""
        return " ".join((self.lemma, *self.tail))

    def kind(self, frame: str) -> str:
        """Return the kind of report that a frame makes, "" where the verb does not take it."""
        return self.frames.get(frame, "")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every reporting verb by form, and the nouns around reports by form.

    `verbs` maps a lower-case form ("points") to the verbs that it may be, longest tail first.
    """

    verbs: Mapping[str, tuple[ReportingVerb, ...]]
    statements: frozenset[str]
    documents: frozenset[str]
    procedures: frozenset[str]
    occasions: frozenset[str]
    speakers: frozenset[str]
    opposing: frozenset[str]
    addressing: frozenset[str]
    silent: frozenset[str]
    undecided: frozenset[str]
    deciding: frozenset[str]
    writing: frozenset[str]
    weekdays: frozenset[str]
    days: frozenset[str]
    times: frozenset[str]
    openers: frozenset[str]
    light: frozenset[str]
    labels: frozenset[str]
    carriers: frozenset[str]
    quoted: frozenset[str]


@cache
def load_vocabulary() -> Vocabulary:
    """Read the lexicons of reporting words.

    >>> [verb.name for verb in load_vocabulary().verbs["said"]]
    ['say']
    """
    verbs = table("reporting_verbs")
    nouns = table("reporting_nouns")
    irregular = cast("Mapping[str, Sequence[str]]", verbs["irregular"])
    doubled = frozenset(cast("Mapping[str, Sequence[str]]", verbs["doubled"])["verbs"])
    carriers = cast("Mapping[str, Sequence[str]]", verbs["carriers"])
    entries = _merge(cast("Sequence[Mapping[str, object]]", verbs["group"]))
    return Vocabulary(
        verbs=_by_form(entries, irregular, doubled),
        weekdays=frozenset(cast("Mapping[str, int]", table("dates")["weekdays"])),
        **{name: _verb_list(verbs[name]) for name in _LISTS},
        carriers=frozenset(_all_forms(carriers["active"], irregular, doubled)),
        quoted=frozenset(_all_forms(carriers["passive"], irregular, doubled)),
        **{name: frozenset(cast("Sequence[str]", nouns[name])) for name in _WORDS},
        **{name: _noun_forms(cast("Sequence[str]", nouns[name])) for name in _NOUNS},
    )


_LISTS = ("opposing", "addressing", "silent", "undecided", "deciding")
_NOUNS = ("statements", "documents", "procedures", "occasions", "speakers")
_WORDS = ("days", "times", "openers", "light", "writing", "labels")


@cache
def confidence(rule: str) -> float:
    """Return how sure a rule is, from 0 to 1, as its data file says.

    >>> confidence("clause") > confidence("thought")
    True
    """
    return cast("Mapping[str, float]", table("reporting_rules")["confidence"])[rule]


def _verb_list(section: object) -> frozenset[str]:
    return frozenset(cast("Mapping[str, Sequence[str]]", section)["verbs"])


def _merge(groups: Sequence[Mapping[str, object]]) -> list[ReportingVerb]:
    """Join the groups' entries by verb; the first group that has a frame gives its kind."""
    frames: dict[str, dict[str, str]] = {}
    prepositions: dict[str, set[str]] = {}
    for group in groups:
        for name in _spellings(cast("Sequence[str]", group["verbs"])):
            known = frames.setdefault(name, {})
            for frame in cast("Sequence[str]", group["frames"]):
                known.setdefault(frame, str(group["kind"]))
            opening = cast("Sequence[str]", group.get("prepositions", ()))
            if opening:
                known.setdefault("preposition", str(group["kind"]))
            prepositions.setdefault(name, set()).update(opening)
    return [
        ReportingVerb(
            name.split()[0],
            tuple(name.split()[1:]),
            MappingProxyType(kinds),
            frozenset(prepositions[name]),
        )
        for name, kinds in frames.items()
    ]


def _spellings(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name
        first, _, rest = name.partition(" ")
        if first.endswith("ise"):
            yield f"{first[:-3]}ize {rest}".strip()


def _by_form(
    entries: Iterable[ReportingVerb],
    irregular: Mapping[str, Sequence[str]],
    doubled: frozenset[str],
) -> Mapping[str, tuple[ReportingVerb, ...]]:
    found: dict[str, list[ReportingVerb]] = {}
    for entry in entries:
        for form in sorted(set(verb_forms(entry.lemma, irregular, doubled))):
            found.setdefault(form, []).append(entry)
    ordered = {
        form: sorted(verbs, key=lambda verb: -len(verb.tail)) for form, verbs in found.items()
    }
    return MappingProxyType({form: tuple(verbs) for form, verbs in ordered.items()})


def _all_forms(
    names: Iterable[str], irregular: Mapping[str, Sequence[str]], doubled: frozenset[str]
) -> Iterator[str]:
    for name in names:
        first, _, rest = name.partition(" ")
        for form in verb_forms(first, irregular, doubled):
            yield f"{form} {rest}".strip()


def verb_forms(
    lemma: str, irregular: Mapping[str, Sequence[str]], doubled: frozenset[str]
) -> tuple[str, ...]:
    """Return a verb's base, -s, past, participle and -ing forms.

    >>> verb_forms("quip", {}, frozenset({"quip"}))
    ('quip', 'quips', 'quipped', 'quipped', 'quipping')
    >>> verb_forms("deny", {}, frozenset())
    ('deny', 'denies', 'denied', 'denied', 'denying')
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
    return (lemma, present, *forms, continuous)


def _noun_forms(nouns: Iterable[str]) -> frozenset[str]:
    """Return nouns with their regular plurals.

    >>> sorted(_noun_forms(["reply", "body", "church", "man"]))[:3]
    ['bodies', 'body', 'church']
    """
    return frozenset(form for noun in nouns for form in (noun, _plural(noun)))


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
