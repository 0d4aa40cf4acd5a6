"""Make sentences that report speech, with their trees, from the corpora's own sentences.

The treebanks hold only some dozens of `"...," NAME said`, the commonest construction of news.
Here a sentence of the corpus becomes the speech, a subject of the corpus the speaker, and a
pattern gives the words between, analysed as the treebanks do: the verb of saying is the root,
the speech its `ccomp`, or, where the verb interrupts the speech, its `parataxis`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report import Builder
from treebank import Token, joined, sentences

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Material:
    """What speech is made of: declarative sentences, and speakers as subtrees with their heads."""

    speeches: list[list[Token]]
    speakers: list[list[Token]]


def material(documents: Iterable[Sequence[Token]]) -> Material:
    """Collect sentences fit to be spoken, and subjects fit to speak, from parsed documents."""
    speeches: list[list[Token]] = []
    speakers: list[list[Token]] = []
    for tokens in documents:
        for part in sentences(tokens):
            if _speakable(part):
                speeches.append(part)
            speakers.extend(_speakers(part))
    return Material(speeches, speakers)


def _speakable(part: Sequence[Token]) -> bool:
    marks = any(token.text in "“”\"'`‘’``:;()" or token.tag == "NFP" for token in part)
    ends = part[-1].text == "." and not any(t.head == len(part) - 1 for t in part[:-1])
    subject = any(token.dep.startswith("nsubj") for token in part)
    return 4 < len(part) < 40 and ends and subject and not marks and part[0].text[0].isupper()


def _speakers(part: Sequence[Token]) -> list[list[Token]]:
    return [
        found
        for i, token in enumerate(part)
        if token.dep == "nsubj" and token.pos in {"PROPN", "PRON", "NOUN"} and token.tag != "WDT"
        for found in [_subtree(part, i)]
        if found and (token.pos != "PRON" or token.text.lower() in {"he", "she", "they"})
    ]


def _subtree(part: Sequence[Token], root: int) -> list[Token]:
    """Return the phrase headed by `root`, its head an index beyond its end; nothing if unfit."""
    inside = [i for i in range(len(part)) if _leads(part, i, root)]
    low, high = inside[0], inside[-1]
    person = part[root].pos != "NOUN" or any(
        c.isupper() for t in part[low:high] for c in t.text[:1]
    )
    if inside != list(range(low, high + 1)) or len(inside) > 12 or not person:
        return []
    heads = [-1 if i == root else part[i].head - low for i in inside]
    return [
        replace(part[i], head=h, start=False, space=part[i].space if i < high else " ")
        for i, h in zip(inside, heads, strict=True)
    ]


def _leads(part: Sequence[Token], i: int, root: int) -> bool:
    while i != root and part[i].head != i:
        i = part[i].head
    return i == root


def speak(stuff: Material, rng: random.Random) -> list[Token]:
    """Return a paragraph of one to four sentences, one or two of which report speech."""
    makers = (_after, _after, _after, _before, _inside, _indirect, _according)
    parts = [rng.choice(makers)(stuff, rng)]
    if rng.random() < 0.4:
        parts.append(_quoted_sentence(rng.choice(stuff.speeches)))
    if rng.random() < 0.3:
        parts.insert(0, rng.choice(stuff.speeches))
    if rng.random() < 0.3:
        parts.append(rng.choice(makers)(stuff, rng))
    return joined(parts)


def _quoted_sentence(speech: Sequence[Token]) -> list[Token]:
    """Return `“S.”`."""
    return Builder().mark('"', "``", to=1 + _root(speech)).speech(speech).mark(
        '"', "''", to=1 + _root(speech)
    ).tokens(1 + _root(speech))  # fmt: skip


def _after(stuff: Material, rng: random.Random) -> list[Token]:
    """Return `“S,” NAME said.`, `“S,” said NAME.`, or the same without the quotes."""
    speech, quoted = rng.choice(stuff.speeches)[:-1], rng.random() < 0.85
    b, root = Builder(), _root(speech) + quoted
    if quoted:
        b.mark('"', "``", to=root)
    comma, inside = len(speech) + quoted, rng.random() < 0.85
    b.speech(speech).link(root, comma + 1 + quoted, "ccomp")
    close = rng.choices((",", "?", "!"), weights=(12, 1, 1))[0]
    order = [(close, ",")] + ([('"', "''")] if quoted else [])
    for text, tag in order if inside or not quoted else reversed(order):
        b.mark(text, tag, to=root if text != "," else -1)
    verb = b.attribute(rng.choice(stuff.speakers), rng, inverted=rng.random() < 0.4)
    return b.adopt(verb, root).mark(".", ".", to=verb).tokens(verb)


def _before(stuff: Material, rng: random.Random) -> list[Token]:
    """Return `NAME said, “S.”`."""
    speech, b = rng.choice(stuff.speeches), Builder()
    verb = b.attribute(rng.choice(stuff.speakers), rng, inverted=False)
    b.mark(rng.choice((",", ",", ":")), ",", to=verb)
    root = len(b.out) + 1 + _root(speech)
    b.mark('"', "``", to=root).speech(speech).mark('"', "''", to=root)
    return b.link(root, verb, "ccomp").tokens(verb)


def _inside(stuff: Material, rng: random.Random) -> list[Token]:
    """Return `“S, ” NAME said, “s.”`: a speech cut at a comma by the verb of saying."""
    speech = rng.choice(stuff.speeches)
    cut = next((i for i, t in enumerate(speech) if t.text == "," and _cuts(speech, i)), None)
    if cut is None:
        return _after(stuff, rng)
    left, right, b = speech[: cut + 1], speech[cut + 1 :], Builder()
    b.mark('"', "``", to=-1).speech(left).mark('"', "''", to=-1)
    verb = b.attribute(rng.choice(stuff.speakers), rng, inverted=rng.random() < 0.3)
    b.mark(",", ",", to=verb).mark('"', "``", to=-1)
    shift = len(b.out) - len(left)
    heads = [1 + t.head if t.head <= cut else t.head + shift for t in speech]
    for i, token in enumerate(right):
        b.out.append(replace(token, head=heads[cut + 1 + i], start=False))
    for i in range(len(left)):
        b.out[1 + i] = replace(b.out[1 + i], head=heads[i])
    root = heads[_root(speech)]
    b.mark('"', "''", to=root).link(verb, root, "parataxis").adopt(root, root)
    return b.tokens(root)


def _cuts(speech: Sequence[Token], cut: int) -> bool:
    """Tell whether no arc but the root's own crosses the comma at `cut`."""
    root = _root(speech)
    across = (
        t for i, t in enumerate(speech) if (i < cut) != (t.head < cut) and cut not in {i, t.head}
    )
    return 2 < cut < len(speech) - 3 and all(t.head == root for t in across)


def _indirect(stuff: Material, rng: random.Random) -> list[Token]:
    """Return `NAME said that s.` or `NAME said s.`."""
    speech, b = _uncapitalised(rng.choice(stuff.speeches)), Builder()
    verb = b.attribute(rng.choice(stuff.speakers), rng, inverted=False, tail=0.15)
    that = rng.random() < 0.6
    root = len(b.out) + that + _root(speech)
    if that:
        b.out.append(Token("that", " ", "IN", "SCONJ", "", "that", "mark", root))
    return b.speech(speech).link(root, verb, "ccomp").tokens(verb)


def _according(stuff: Material, rng: random.Random) -> list[Token]:
    """Return `According to NAME, s.`."""
    speech, speaker = _uncapitalised(rng.choice(stuff.speeches)), rng.choice(stuff.speakers)
    if speaker[0].pos == "PRON":
        return _before(stuff, rng)
    b, root = Builder(), 3 + len(speaker) + _root(speech)
    name = 2 + next(i for i, t in enumerate(speaker) if t.head < 0)
    b.out.append(Token("According", " ", "VBG", "VERB", "VerbForm=Ger", "accord", "case", name))
    b.out.append(Token("to", " ", "IN", "ADP", "", "to", "fixed", 0))
    b.phrase(speaker, root, "obl").mark(",", ",", to=root).speech(speech)
    return b.tokens(root)


def _uncapitalised(speech: Sequence[Token]) -> list[Token]:
    first = speech[0]
    keep = first.pos == "PROPN" or first.text == "I" or first.text.isupper() or "'" in first.text
    text = first.text if keep else first.text[0].lower() + first.text[1:]
    return [replace(first, text=text), *speech[1:]]


def _root(speech: Sequence[Token]) -> int:
    return next(i for i, token in enumerate(speech) if token.head == i)
