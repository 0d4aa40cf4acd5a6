"""Money: bounds, currency, period."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extractors.qualifiers.money import find_money


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "currency", "per"),
    [
        ("pays $6 to $12 monthly to", "$6 to $12 monthly", "6", "12", "USD", "month"),
        ("between $5 million and $7 million", "between $5 million and $7 million",
         "5000000", "7000000", "USD", None),
        ("a $6-12 million plan", "$6-12 million", "6000000", "12000000", "USD", None),
        ("up to $5m", "up to $5m", None, "5000000", "USD", None),
        ("more than £200,000 a year", "more than £200,000 a year", "200000", None, "GBP", "year"),
        ("€1.5bn", "€1.5bn", "1500000000", "1500000000", "EUR", None),
        ("A$3.2 million", "A$3.2 million", "3200000", "3200000", "AUD", None),
        ("US$ 40 per user", "US$ 40 per user", "40", "40", "USD", "person"),
        ("$5 each for 20 buses", "$5 each", "5", "5", "USD", "unit"),
        ("two million euros", "two million euros", "2000000", "2000000", "EUR", None),
        ("half a million dollars", "half a million dollars", "500000", "500000", "USD", None),
        ("5 million Swiss francs", "5 million Swiss francs", "5000000", "5000000", "CHF", None),
        ("Rs 50 lakh", "Rs 50 lakh", "5000000", "5000000", "INR", None),
        ("EUR 100", "EUR 100", "100", "100", "EUR", None),
        ("a $2.1 bln deal", "$2.1 bln", "2100000000", "2100000000", "USD", None),
        ("£3m-£4m", "£3m-£4m", "3000000", "4000000", "GBP", None),
        ("$3-4m", "$3-4m", "3000000", "4000000", "USD", None),
        ("a $1.2 million-a-year deal", "$1.2 million-a-year", "1200000", "1200000", "USD", "year"),
        ("an annual fee of $30,000", "$30,000", "30000", "30000", "USD", "year"),
        ("$25,000 per officer", "$25,000 per officer", "25000", "25000", "USD", "person"),
        ("trillions of dollars", "trillions of dollars", None, None, "USD", None),
    ],
)  # fmt: skip
def test_an_amount_has_its_bounds_currency_and_period(
    text: str, words: str, low: str | None, high: str | None, currency: str, per: str | None
) -> None:
    (money,) = find_money(text)
    assert text[money.start : money.end] == words
    assert money.minimum == (None if low is None else Decimal(low))
    assert money.maximum == (None if high is None else Decimal(high))
    assert (money.currency, money.per) == (currency, per)


@pytest.mark.parametrize("text", ["3 pounds of meat", "the real issue", "paid 40 people", "$", ""])
def test_words_that_are_no_money_give_none(text: str) -> None:
    assert find_money(text) == []


words = st.sampled_from(
    ["$", "€", "5", "12.50", "1,200", "million", "k", "to", "-", "and", "between", "a year", "each",
     "dollars", "half a", "up to", "per user", "USD", "bn"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(words, max_size=9).map(" ".join)))
def test_amounts_of_any_text_lie_in_it_in_order_and_their_bounds_agree(text: str) -> None:
    end = 0
    for money in find_money(text):
        assert end <= money.start < money.end <= len(text)
        if money.minimum is not None and money.maximum is not None:
            assert money.minimum <= money.maximum
        end = money.end
