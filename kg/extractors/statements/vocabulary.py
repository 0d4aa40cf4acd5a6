"""The words of reported speech: verbs in all their forms, nouns, and how sure each rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast

from kg.extractors.lexicon import table, words
from kg.extractors.statements.inflection import noun_forms, verb_forms


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

    `verbs` maps a lower-case form ("points") to the verbs that it may be, longest tail first;
    `stances` and `attitudes` map a noun and an adjective to the words that open their contents
    ("criticism": "of"; "critical": "of").
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
    lasting: frozenset[str]
    writing: frozenset[str]
    issuing: frozenset[str]
    weekdays: frozenset[str]
    days: frozenset[str]
    times: frozenset[str]
    openers: frozenset[str]
    light: frozenset[str]
    labels: frozenset[str]
    carriers: frozenset[str]
    quoted: frozenset[str]
    views: frozenset[str]
    turns: frozenset[str]
    quantities: frozenset[str]
    minded: frozenset[str]
    acting: frozenset[str]
    supposing: frozenset[str]
    shown: frozenset[str]
    outlets: frozenset[str]
    headed: frozenset[str]
    feelings: frozenset[str]
    linking: frozenset[str]
    stances: Mapping[str, frozenset[str]]
    attitudes: Mapping[str, frozenset[str]]


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
        **{name: noun_forms(cast("Sequence[str]", nouns[name])) for name in _NOUNS},
        speakers=noun_forms((*cast("Sequence[str]", nouns["speakers"]), *words("persons_nouns"))),
        quantities=noun_forms(cast("Sequence[str]", nouns["quantities"])),
        stances=_openings(nouns["stances"], noun_forms),
        attitudes=_openings(nouns["attitudes"], frozenset),
    )


_LISTS = (
    "acting",
    "minded",
    "supposing",
    "opposing",
    "addressing",
    "silent",
    "undecided",
    "deciding",
    "lasting",
)
_NOUNS = (
    "statements",
    "documents",
    "procedures",
    "occasions",
    "views",
    "turns",
    "shown",
    "outlets",
    "feelings",
    "headed",
)
_WORDS = ("days", "times", "openers", "light", "writing", "labels", "issuing", "linking")


@cache
def confidence(rule: str) -> float:
    """Return how sure a rule is, from 0 to 1, as its data file says.

    >>> confidence("clause") > confidence("thought")
    True
    """
    return cast("Mapping[str, float]", table("reporting_rules")["confidence"])[rule]


def _openings(
    section: object, forms: Callable[[Iterable[str]], frozenset[str]]
) -> Mapping[str, frozenset[str]]:
    """Turn lists of words by what opens their content round: each word with all its openings."""
    found: dict[str, set[str]] = {}
    for opening, listed in cast("Mapping[str, Sequence[str]]", section).items():
        for word in sorted(forms(listed)):
            found.setdefault(word, set()).add(opening)
    return MappingProxyType({word: frozenset(openings) for word, openings in found.items()})


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
