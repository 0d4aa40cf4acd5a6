"""Build one sentence that reports speech, token by token, with its tree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from treebank import Token

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

PAST = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
PRESENT = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
VERBS = {
    "said": "say", "added": "add", "told": "tell", "explained": "explain", "wrote": "write",
    "noted": "note", "argued": "argue", "stated": "state", "continued": "continue",
    "warned": "warn", "announced": "announce", "claimed": "claim", "tweeted": "tweet",
}  # fmt: skip
HEARERS = ("reporters", "CNN", "Reuters", "lawmakers", "investors", "me", "us")
TAILS = (
    (("in", "IN", "case", 2), ("a", "DT", "det", 2), ("statement", "NN", "obl", -1)),
    (("in", "IN", "case", 2), ("an", "DT", "det", 2), ("interview", "NN", "obl", -1)),
    (("on", "IN", "case", 1), ("Tuesday", "NNP", "obl", -1)),
    (("Thursday", "NNP", "obl:unmarked", -1),),
    (("by", "IN", "case", 1), ("email", "NN", "obl", -1)),
    (("at", "IN", "case", 3), ("a", "DT", "det", 3), ("news", "NN", "compound", 3),
     ("conference", "NN", "obl", -1)),
)  # fmt: skip
POS = {"IN": "ADP", "DT": "DET", "NN": "NOUN", "NNP": "PROPN", "NNS": "NOUN", "PRP": "PRON"}


class Builder:
    """A sentence under construction; a head of -1 is decided by `adopt`."""

    def __init__(self) -> None:
        self.out: list[Token] = []

    def mark(self, text: str, tag: str, *, to: int) -> Builder:
        """Add a punctuation mark that hangs on token `to`."""
        opens = tag == "``"
        if self.out and not opens:
            self.out[-1] = replace(self.out[-1], space="")
        tag = {"?": ".", "!": ".", ":": ":"}.get(text, tag)
        self.out.append(Token(text, "" if opens else " ", tag, "PUNCT", "", text, "punct", to))
        return self

    def speech(self, tokens: Sequence[Token]) -> Builder:
        """Add a whole or cut sentence with its own tree."""
        low = len(self.out)
        self.out.extend(replace(t, head=t.head + low, start=False) for t in tokens)
        return self

    def phrase(self, tokens: Sequence[Token], head: int, dep: str) -> Builder:
        """Add a phrase whose own root hangs on token `head`."""
        low = len(self.out)
        for token in tokens:
            top = token.head < 0
            text = token.text
            if low and token is tokens[0] and token.pos in {"DET", "PRON", "ADJ"}:
                text = text.lower()
            if not low and token is tokens[0]:
                text = text[0].upper() + text[1:]
            self.out.append(
                replace(
                    token, text=text, head=head if top else token.head + low,
                    dep=dep if top else token.dep,
                )
            )  # fmt: skip
        return self

    def attribute(
        self, speaker: Sequence[Token], rng: random.Random, *, inverted: bool, tail: float = 0.3
    ) -> int:
        """Add speaker and verb of saying in either order; return the verb's index."""
        word = rng.choice(tuple(VERBS)) if rng.random() < 0.5 else "said"
        inverted = inverted and word != "told" and speaker[0].pos != "PRON"
        verb = len(self.out) + (0 if inverted else len(speaker))
        said = Token(word, " ", "VBD", "VERB", PAST, VERBS[word], "ROOT", verb)
        if rng.random() < 0.12 and word == "said":
            said = replace(said, text="says", tag="VBZ", morph=PRESENT)
        if inverted:
            self.out.append(said)
        self.phrase(speaker, verb, "nsubj")
        if not inverted:
            self.out.append(said)
        if word == "told":
            hearer = rng.choice(HEARERS)
            tag = "PRP" if hearer in {"me", "us"} else "NNS" if hearer.islower() else "NNP"
            self.out.append(Token(hearer, " ", tag, POS[tag], "", hearer, "iobj", verb))
        if rng.random() < tail:
            low = len(self.out)
            for text, tag, dep, to in rng.choice(TAILS):
                head = verb if to < 0 else low + to
                self.out.append(Token(text, " ", tag, POS[tag], "", text.lower(), dep, head))
        return verb

    def link(self, child: int, head: int, dep: str) -> Builder:
        """Hang token `child` on token `head`."""
        self.out[child] = replace(self.out[child], head=head, dep=dep)
        return self

    def adopt(self, verb: int, speech: int) -> Builder:
        """Hang the open marks on `verb`, and the speech's root too where it is another."""
        self.out = [replace(t, head=verb) if t.head == -1 else t for t in self.out]
        if verb != speech:
            self.link(speech, verb, "ccomp")
        return self

    def tokens(self, root: int) -> list[Token]:
        """Return the finished sentence."""
        self.link(root, root, "ROOT")
        self.out[0] = replace(self.out[0], start=True)
        return self.out
