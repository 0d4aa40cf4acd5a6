"""Mend the entity annotations where the corpora contradict each other or themselves.

* One corpus cuts names at their head: "United [States LOC]".
* Two label a country a place or an organisation by its role in the sentence, and nationalities
  ("American") now as one or the other, now not at all. A graph of entities wants one kind for a
  country, and nationalities are no names of things.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from treebank import Token

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence

Mention = tuple[int, int, str]

CUT_NAMES = {"States": "United", "Kingdom": "United", "Nations": "United", "House": "White"}
NATIONALITIES = frozenset(
    (Path(__file__).parent / "nationalities.txt").read_text(encoding="utf-8").split()
)
MANY, MOST = 8, 0.6


def mentions(tokens: Sequence[Token]) -> list[Mention]:
    """Return the entities of `tokens` as (start, end, label), half-open."""
    out: list[Mention] = []
    for i, token in enumerate(tokens):
        if token.entity.startswith("B-"):
            out.append((i, i + 1, token.entity[2:]))
        elif token.entity.startswith("I-") and out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1, out[-1][2])
    return out


def marked(tokens: Sequence[Token], found: Iterable[Mention]) -> list[Token]:
    """Return `tokens` with exactly the entities `found`."""
    labels = ["O"] * len(tokens)
    for start, end, label in found:
        labels[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return [replace(t, entity=label) for t, label in zip(tokens, labels, strict=True)]


def mended(documents: Sequence[Sequence[Token]]) -> list[list[Token]]:
    """Return the documents with the annotations mended, by what the whole corpus says."""
    places = _places(documents)
    out = []
    for tokens in documents:
        found = (_mend(tokens, mention, places) for mention in mentions(tokens))
        out.append(marked(tokens, [mention for some in found for mention in some]))
    return out


def _places(documents: Iterable[Sequence[Token]]) -> set[str]:
    """Return the names that are mostly labelled places."""
    all_, place = Counter[str](), Counter[str]()
    for tokens in documents:
        for start, end, label in mentions(tokens):
            name = _name(tokens, start, end)
            if label in {"LOC", "ORG", "MISC"}:
                all_[name] += 1
                place[name] += label == "LOC"
    return {name for name, n in all_.items() if n >= MANY and place[name] >= MOST * n}


def _name(tokens: Sequence[Token], start: int, end: int) -> str:
    return " ".join(token.text for token in tokens[start:end])


def _mend(tokens: Sequence[Token], mention: Mention, places: set[str]) -> list[Mention]:
    start, end, label = mention
    name = _name(tokens, start, end)
    if name in NATIONALITIES:
        return []
    if name in places and label in {"ORG", "MISC"}:
        return [(start, end, "LOC")]
    first = CUT_NAMES.get(tokens[start].text)
    if first and start and tokens[start - 1].text == first and tokens[start - 1].entity == "O":
        if label == "PERSON" and end > start + 1:
            body = "ORG" if tokens[start].text == "Nations" else "LOC"
            return [(start - 1, start + 1, body), (start + 1, end, label)]
        return [(start - 1, end, label)]
    return [mention]


def renamed(
    tokens: Sequence[Token], names: dict[str, list[list[Token]]], rng: random.Random
) -> list[Token]:
    """Return `tokens` with every name replaced by another of its label, chosen from `names`."""
    out: list[Token] = []
    news: dict[str, list[Token]] = {}
    last = 0
    for start, end, label in mentions(tokens):
        out.extend(tokens[last:start])
        old, last = _name(tokens, start, end), end
        if label not in names or old.islower():
            out.extend(tokens[start:end])
            continue
        new = news.setdefault(old, rng.choice(names[label]))
        out.extend([*new[:-1], replace(new[-1], space=tokens[end - 1].space)])
        out[-len(new)] = replace(out[-len(new)], start=tokens[start].start)
    out.extend(tokens[last:])
    return out


def gazette(documents: Iterable[Sequence[Token]]) -> dict[str, list[list[Token]]]:
    """Return the distinct capitalised names of people, organisations and places, by label."""
    seen: dict[str, dict[str, list[Token]]] = {"PERSON": {}, "ORG": {}, "LOC": {}}
    for tokens in documents:
        for start, end, label in mentions(tokens):
            name = _name(tokens, start, end)
            if label in seen and name[0].isupper() and end - start < 8 and len(name) > 2:
                part = [replace(token, start=False) for token in tokens[start:end]]
                seen[label].setdefault(name, part)
    return {label: list(names.values()) for label, names in seen.items()}


def datelined(
    tokens: Sequence[Token], names: dict[str, list[list[Token]]], rng: random.Random
) -> list[Token]:
    """Return `tokens` behind a dateline: `KYIV (Reuters) — `, `Orlando, Fla. — `."""
    city = rng.choice(names["LOC"])
    upper = rng.random() < 0.7
    head = [replace(t, text=t.text.upper() if upper else t.text) for t in city]
    agency = rng.choice(("AP", "Reuters", "AFP", "CNN", "")) if rng.random() < 0.6 else ""
    if agency:
        head[-1] = replace(head[-1], space=" ")
        head += [Token("(", ""), Token(agency, "", entity="B-ORG"), Token(")", " ")]
    head[-1] = replace(head[-1], space=" ")
    head.append(Token(rng.choice(("—", "–", "-", "--"))))
    head[0] = replace(head[0], start=True)
    return [*head, *tokens]
