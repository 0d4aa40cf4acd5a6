"""Cues to a name's type in what is told of a maker: "Birch, which Acme sells", "Dover-based Acme"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.lexicon import groups
from kg.extractors.mentions.names import Name
from kg.extractors.mentions.shapes import lemmas
from kg.extractors.tokens import Doc

_FRAMES = "names_frames"
_NEAR = 4


def maker_cues(doc: Doc, name: Name, *, branded: bool) -> Iterator[tuple[str, str]]:
    """Yield cues from "Birch is the brainchild of", "Dover-based Acme", "FlowMap, from Acme".

    `branded` tells that the name is written as brands are, with a capital inside.
    """
    near = doc[name.end : name.end + _NEAR + 1]
    works = groups(_FRAMES)["works"]
    copula = bool(near) and (near[0].lemma_ == "be" or near[0].text == ",")
    if _sold(doc, name.end) or (near and near[0].lemma_ == "cost"):
        yield "Product", "used"
    if _is_model(doc, name):
        yield "Product", "version_of"
    work = next((token for token in near if token.lower_ in works), None)
    if copula and work is not None and work.i + 1 < len(doc) and doc[work.i + 1].lower_ == "of":
        yield "Product", "made"
    seated = name.start > 2 and doc[name.start - 1].lower_ == "based"
    if seated and doc[name.start - 2].text in {"-", "–"}:
        yield "Organization", "acts_as_body"
        yield "Place", "taken"
    apart = [token.lower_ for token in near[:2]] == [",", "from"] and len(near) > 2
    if apart and near[2].pos_ in {"PROPN", "DET"} and branded:
        yield "Product", "made"


def _sold(doc: Doc, end: int) -> bool:
    """Tell whether a name is what somebody sells: "Birch, which the firm Acme sells"."""
    if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ != "which":
        return False
    for token in doc[end + 2 : end + 2 + _NEAR + 1]:
        if token.pos_ == "VERB":
            return token.i > end + 2 and bool(set(lemmas(token)) & groups(_FRAMES)["sells"])
        if token.pos_ not in {"DET", "NOUN", "PROPN", "ADJ"}:
            return False
    return False


def _is_model(doc: Doc, name: Name) -> bool:
    """Tell whether "the" and one thing that firms make stand around a name: "the Pelican mower"."""
    led = name.start > 0 and doc[name.start - 1].lower_ in {"the", "its", "their"}
    if not led or name.end >= len(doc) or doc[name.end].tag_ != "NN":
        return False
    closed = name.end + 1 >= len(doc) or doc[name.end + 1].pos_ not in {"NOUN", "PROPN"}
    return closed and doc[name.end].lower_ in groups("facts_goods")["sure"]
