"""Counts of things."""

from __future__ import annotations

from decimal import Decimal

import pytest
import spacy
from spacy.tokens import Doc as ParsedDoc

from kg.extractors.qualifiers.purposes import find_purpose
from kg.extractors.qualifiers.scale import find_scales
from kg.extractors.tokens import Doc

TAGS = {
    "NOUN": "NN", "ADJ": "JJ", "NUM": "CD", "ADP": "IN", "DET": "DT", "VERB": "VB", "PART": "TO",
    "PRON": "PRP$", "SYM": "$", "PUNCT": ".", "ADV": "RB",
}  # fmt: skip


def tagged(words: str) -> Doc:
    """Build a parsed text from "word/POS" pieces; the lemma is the word."""
    pairs = [piece.rsplit("/", 1) for piece in words.split()]
    parsed = ParsedDoc(
        spacy.blank("en").vocab,
        words=[word for word, _ in pairs],
        pos=[pos for _, pos in pairs],
        tags=[TAGS[pos] for _, pos in pairs],
        lemmas=[word for word, _ in pairs],
    )
    return Doc(parsed)


@pytest.mark.parametrize(
    ("words", "found", "number", "unit"),
    [
        ("300,000/NUM images/NOUN", "300,000 images", "300000", "images"),
        ("about/ADV 150/NUM street/NOUN camera/NOUN", "about 150 street camera", "150", "camera"),
        ("a/DET dozen/NOUN camera/NOUN", "a dozen camera", "12", "camera"),
        ("two/NUM million/NUM user/NOUN", "two million user", "2000000", "user"),
        ("hundreds/NOUN of/ADP camera/NOUN", "hundreds of camera", None, "camera"),
        ("half/NOUN of/ADP its/PRON 350/NUM staff/NOUN", "half of its 350 staff", "350", "staff"),
    ],
)
def test_a_count_has_its_number_and_what_is_counted(
    words: str, found: str, number: str | None, unit: str
) -> None:
    doc = tagged(words)
    (scale,) = find_scales(doc, 0, len(doc))
    assert doc.span(scale.start, scale.end).text == found
    assert scale.number == (None if number is None else Decimal(number))
    assert scale.unit == unit


@pytest.mark.parametrize(
    "words", ["2016/NUM election/NOUN", "$/SYM 40/NUM fee/NOUN", "three/NUM year/NOUN", "12/NUM"]
)
def test_years_money_and_times_are_no_counts(words: str) -> None:
    doc = tagged(words)
    assert find_scales(doc, 0, len(doc)) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("it/NOUN to/PART find/VERB people/NOUN ./PUNCT", "find people"),
        ("it/NOUN for/ADP internal/ADJ communication/NOUN ./PUNCT", "internal communication"),
        ("it/NOUN for/ADP 5/NUM years/NOUN ./PUNCT", None),
        ("it/NOUN for/ADP example/NOUN ./PUNCT", None),
    ],
)
def test_an_aim_is_what_follows_to_or_for(words: str, found: str | None) -> None:
    doc = tagged(words)
    span = find_purpose(doc, 1, len(doc))
    assert (doc.span(*span).text if span else None) == found
