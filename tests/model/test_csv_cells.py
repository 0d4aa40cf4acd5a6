from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.csv_cells import cell, cell_value

awkward = st.text(st.sampled_from("'=+-@\t\r\n＝＋－＠0.5a,;\"")) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
)


@given(awkward)
def test_a_value_comes_back_from_its_cell(value: str) -> None:
    assert cell_value(cell(value)) == value


@given(awkward)
def test_a_value_comes_back_from_a_file(value: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerow([cell(value), ""])
    (row,) = csv.reader(io.StringIO(text.getvalue(), newline=""), strict=True)
    assert cell_value(row[0]) == value


@given(st.sampled_from("=+@＝＋－＠\t\r\n"), awkward)
def test_no_cell_begins_as_a_formula_does(start: str, rest: str) -> None:
    assert cell(start + rest).startswith("'")


@pytest.mark.parametrize("value", ["'=1+1", "''@a", "'-5"])
def test_an_apostrophe_before_a_formula_is_kept_apart_from_the_guard(value: str) -> None:
    assert cell(value) == f"'{value}"


def test_an_apostrophe_before_a_word_is_no_guard() -> None:
    assert cell_value("'t Hof") == "'t Hof"


def test_what_no_spreadsheet_holds_is_marked() -> None:
    assert cell("a\0b") == "a\ufffdb"
