"""Which media type an answer is sent in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.server.accepting import MediaRange, choose, parse_accept
from kg.server.formats import SOLUTIONS, TRIPLES

JSON, XML, CSV = "application/sparql-results+json", "application/sparql-results+xml", "text/csv"


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("text/*", CSV),
        ("application/json", "application/json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.8", XML),
        ("text/csv ; q=0.9 , */* ; q=0.1", CSV),
        ("*/*, text/csv", CSV),
        ("*/*;q=0.5, application/sparql-results+json;q=0", "application/json"),
        ("text/csv;q=0, text/*;q=1", "text/tab-separated-values"),
        ("text/csv;charset=utf-8", CSV),
        ('text/html;level="1,2;3", text/csv', CSV),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("*/*;q=0", None),
        ("nonsense", JSON),
        ("text/csv;q=high, application/sparql-results+xml", XML),
        ("*/csv, application/sparql-results+xml", XML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
    ],
)
def test_the_client_gets_what_it_likes_best(header: str | None, chosen: str | None) -> None:
    assert choose(header, SOLUTIONS) == chosen


@pytest.mark.parametrize("quality", ["1.5", "-1", "0.1234", "x", "", "1.001", "NaN", "1e0"])
def test_a_range_with_a_wrong_quality_is_left_out(quality: str) -> None:
    assert parse_accept(f"text/csv;q={quality}") == ()


names = st.text("abcdefghijklmnopqrstuvwxyz0123456789+-.", min_size=1, max_size=12)
ranges = st.one_of(
    st.sampled_from(["*/*", "text/*", "application/*"]),
    st.sampled_from([*SOLUTIONS, *TRIPLES]),
    st.builds("{}/{}".format, names, names),
)
qualities = st.sampled_from(["", ";q=1", ";q=0", ";q=0.5", "; Q=0.25", ";q=1.000", ";x=y;q=0.7"])
headers = st.lists(st.builds("{}{}".format, ranges, qualities), max_size=8).map(", ".join)


@given(st.text(max_size=200))
def test_no_header_is_too_odd_to_be_read(header: str) -> None:
    assert choose(header, SOLUTIONS) in (*SOLUTIONS, None)


@given(headers, st.sampled_from([SOLUTIONS, TRIPLES]))
def test_what_is_chosen_is_acceptable(header: str, offers: tuple[str, ...]) -> None:
    chosen = choose(header, offers)
    found = parse_accept(header)
    if not found:
        assert chosen == offers[0]
    elif chosen is None:
        assert all(quality(found, offer) == 0 for offer in offers)
    else:
        assert quality(found, chosen) == max(quality(found, offer) for offer in offers) > 0


def quality(found: tuple[MediaRange, ...], offer: str) -> float:
    """Read the rule of RFC 9110 anew: the most exact range that matches decides."""
    kind = offer.split("/")[0]
    for pattern in (offer, f"{kind}/*", "*/*"):
        same = [item.quality for item in found if f"{item.kind}/{item.subtype}" == pattern]
        if same:
            return max(same)
    return 0.0
