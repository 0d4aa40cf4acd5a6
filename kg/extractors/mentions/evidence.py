"""Weigh what kind of thing a name stands for, by cues from the whole document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.extractors.analysis import Passage
from kg.extractors.lexicon import table
from kg.extractors.mentions.cues_context import context_cues
from kg.extractors.mentions.cues_form import form_cues
from kg.extractors.mentions.cues_frames import frame_cues
from kg.extractors.mentions.names import Name
from kg.extractors.mentions.shapes import acronym, folded

Cue = tuple[str, str]
Weighed = tuple[str, float]
_LABELS = {"PERSON": "Person", "ORG": "Organization", "LOC": "Place", "MISC": "Product"}
_VERSION = re.compile(r"\s?\d[\d.]*$")
_MOST_REPEATS = 4
_LEAST = 0.9
_WEAK = 2.1
_SURE = 4.0
_OF_PEOPLE_TOO = (
    "acts", "speaks", "owns_person", "employs_person", "treated", "taken", "dealt_with", "founded",
    "acts_as_body", "signs", "owns_business",
)  # fmt: skip
_ORDER = ("Organization", "Person", "Place", "Product")


def weigh(names: Sequence[Name], passages: Sequence[Passage]) -> Mapping[str, Weighed]:
    """Return the type, and its weight, of each folded name that has enough evidence for one.

    Types are Organization, Person, Place and Product; a name without evidence is left out.
    """
    counts: dict[str, Counter[Cue]] = defaultdict(Counter)
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    known = frozenset(folded(name.text) for name in names)
    for name in names:
        key = folded(name.text)
        counts[key].update(form_cues(name, passages))
        counts[key].update({*context_cues(name, passages, known), *frame_cues(name, passages)})
        labels[key].update(_labels(name, passages))
    for key in {_VERSION.sub("", other) for other in known if _VERSION.search(other)} & known:
        counts[key]["Product", "version"] += 1
    types: dict[str, Weighed] = {}
    surnames: set[str] = set()
    for key in sorted(counts, key=lambda key: (-key.count(" "), key)):
        located = counts[key]["Place", "known_place"] > 0
        if located or key in surnames:
            _forget_acts(counts[key])
        scores = _scores(counts[key], labels[key])
        best = max(_ORDER, key=lambda kind: scores.get(kind, 0.0))
        if scores.get(best, 0.0) >= _LEAST:
            types[key] = (best, scores[best])
            if best == "Person" and scores[best] >= _SURE and " " in key:
                surnames.add(key.rpartition(" ")[2])
    return types | _listed_alike(names, passages, types)


def _forget_acts(cues: Counter[Cue]) -> None:
    """Drop the cues to an organisation that people give as well: they speak and have aides; so have states."""
    for cue in _OF_PEOPLE_TOO:
        cues.pop(("Organization", cue), None)


def _listed_alike(
    names: Sequence[Name], passages: Sequence[Passage], types: Mapping[str, Weighed]
) -> dict[str, Weighed]:
    """Give names with next to no evidence the type of those they are listed with ("A and B")."""
    found: dict[str, Weighed] = {}
    for run in _lists(names, passages):
        kinds = Counter(types[key][0] for key in run if key in types)
        if not kinds:
            continue
        kind = min(kinds, key=lambda each: (-kinds[each], each))
        weight = max(types[key][1] for key in run if key in types and types[key][0] == kind)
        weak = (key for key in run if key not in types or types[key][1] < _WEAK <= weight)
        found.update((key, (kind, _LEAST)) for key in weak)
    return found


def _lists(names: Sequence[Name], passages: Sequence[Passage]) -> Iterator[list[str]]:
    run: list[str] = []
    for before, name in zip([None, *names], names, strict=False):
        joined = (
            before is not None
            and before.passage == name.passage
            and _is_list_link(passages[name.passage].doc.span(before.end, name.start).text)
        )
        if not joined:
            if len(run) > 1:
                yield run
            run = []
        run.append(folded(name.text))
    if len(run) > 1:
        yield run


def _is_list_link(between: str) -> bool:
    return between.strip() in {",", "and", "or", ", and", ", or", "&"}


def _labels(name: Name, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield the label that the model gives most of the name, or "none"."""
    tokens = passages[name.passage].doc[name.start : name.end]
    found = Counter(token.ent_type_ for token in tokens if token.ent_type_ in _LABELS)
    kind = _LABELS[min(found, key=lambda label: (-found[label], label))] if found else "none"
    odd = any(token.is_digit or acronym(token.text.replace(".", "")) for token in tokens)
    yield "none" if kind == "Person" and odd and not name.text.isupper() else kind


def _scores(cues: Counter[Cue], labels: Counter[str]) -> dict[str, float]:
    scores: dict[str, float] = defaultdict(float)
    for (kind, cue), count in sorted(cues.items()):
        scores[kind] += _weight(kind, cue) * (1 + 0.25 * min(count - 1, _MOST_REPEATS))
    total = sum(labels.values())
    for kind in _ORDER:
        scores[kind] += _weight(kind, "label") * labels[kind] / max(1, total)
    return scores


def _weight(kind: str, cue: str) -> float:
    cues = table("names_cues")[kind]
    weight = cues.get(cue, 0.0) if isinstance(cues, dict) else 0.0
    return float(weight) if isinstance(weight, int | float) else 0.0
