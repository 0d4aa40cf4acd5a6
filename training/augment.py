"""Make training text look like news on the web: typography, headlines, loose white space.

Each function takes the gold tokens of a document and a random generator, and returns gold tokens.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from treebank import Token, sentences

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

DASHES = (" — ", "—", " – ", " -- ", " - ", "–")
SMALL_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "of", "on", "or", "the", "to")
)
DOUBLE_QUOTES = frozenset(('"', "``", "''", "“", "”"))
SINGLE_QUOTES = frozenset(("'", "`", "‘", "’"))


def typographic(tokens: Sequence[Token], rng: random.Random) -> list[Token]:
    """Turn quotes and apostrophes curly, and dashes and dots into their printed forms."""
    marked = _quoted(tokens, double="“”", single="‘’")
    marked = [replace(token, text=token.text.replace("'", "’")) for token in marked]
    return _dashed([_dotted(token) for token in marked], rng)


def plain(tokens: Sequence[Token], rng: random.Random) -> list[Token]:
    """Turn curly quotes and apostrophes straight, and vary the dashes."""
    marked = _quoted(tokens, double='""', single="''")
    return _dashed([replace(token, text=token.text.replace("’", "'")) for token in marked], rng)


def _quoted(tokens: Sequence[Token], *, double: str, single: str) -> list[Token]:
    inside = {double: False, single: False}
    out = []
    for i, token in enumerate(tokens):
        pair = next(
            (p for p, m in ((double, DOUBLE_QUOTES), (single, SINGLE_QUOTES)) if token.text in m),
            None,
        )
        if pair is None or token.tag == "POS":
            out.append(token)
            continue
        opens = _opens(tokens, i, inside=inside[pair])
        inside[pair] = opens
        out.append(replace(token, text=pair[0] if opens else pair[1]))
    return out


def _opens(tokens: Sequence[Token], i: int, *, inside: bool) -> bool:
    if tokens[i].tag in {"``", "''"}:
        return tokens[i].tag == "``"
    before = i == 0 or bool(tokens[i - 1].space) or tokens[i - 1].text in {"(", "["}
    after = bool(tokens[i].space) or i + 1 == len(tokens)
    return before if before != after else not inside


def _dotted(token: Token) -> Token:
    return replace(token, text="…") if token.text == "..." else token


def _dashed(tokens: list[Token], rng: random.Random) -> list[Token]:
    out = list(tokens)
    for i in range(1, len(out)):
        loose = out[i].text in {"-", "--"} and out[i].space and out[i - 1].space
        if loose or out[i].text in {"—", "–"}:
            dash = rng.choice(DASHES)
            out[i - 1] = replace(out[i - 1], space=" " if dash[0] == " " else "")
            out[i] = replace(out[i], text=dash.strip(), space=" " if dash[-1] == " " else "")
    return out


def headline(tokens: Sequence[Token], rng: random.Random) -> list[Token]:
    """Return one sentence of `tokens` as a headline: title case, capitals or lower case."""
    choices = [part for part in sentences(tokens) if 3 < len(part) < 18]
    if not choices:
        return list(tokens)
    part = rng.choice(choices)
    if part[-1].text == "." and not any(t.head == len(part) - 1 for t in part[:-1]):
        part = part[:-1]
    case = rng.choices((_title, str.upper, str.lower), weights=(8, 2, 1))[0]
    out = [replace(token, text=case(token.text)) for token in part]
    out[0] = replace(out[0], text=out[0].text[:1].upper() + out[0].text[1:])
    return [*out[:-1], replace(out[-1], space="")]


def _title(word: str) -> str:
    return word if word.lower() in SMALL_WORDS else word[:1].upper() + word[1:]


def lower(tokens: Sequence[Token], _: random.Random) -> list[Token]:
    """Return `tokens` without capitals."""
    return [replace(token, text=token.text.lower()) for token in tokens]


def loose(tokens: Sequence[Token], rng: random.Random) -> list[Token]:
    """Put line breaks and double spaces where there was one space."""
    breaks, hard = rng.choice(("\n\n", "\n", "  ")), rng.random() < 0.3
    out = []
    for i, token in enumerate(tokens):
        ends = i + 1 < len(tokens) and tokens[i + 1].start
        if token.space and ((ends and rng.random() < 0.7) or (hard and rng.random() < 0.05)):
            token = replace(token, space=breaks if ends else "\n")
        out.append(token)
    return out
