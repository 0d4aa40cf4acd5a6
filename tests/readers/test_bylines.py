"""Bylines, agencies and owners."""

from __future__ import annotations

import pytest

from kg.readers.bylines import agency_of, copyright_owner, is_byline, read_byline


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("BY ANN LEE", ("ANN LEE",)),
        ("By Ann Lee and Bo Diaz", ("Ann Lee", "Bo Diaz")),
        ("By Ann Lee, Bo Diaz & Carla Funk", ("Ann Lee", "Bo Diaz", "Carla Funk")),
        ("By Ann Lee, Lakeview Herald", ("Ann Lee",)),
        ("By Ann Lee | Staff Writer", ("Ann Lee",)),
        ("By Ann LeeMay 2, 2020", ("Ann Lee",)),
        ("Posted on May 2, 2020 by Ann Lee", ("Ann Lee",)),
        ("Written by: Ludwig van der Aa", ("Ludwig van der Aa",)),
        ("Ann Lee, Crime Correspondent", ("Ann Lee",)),
        ("Von Jürgen Öz", ("Jürgen Öz",)),
    ],
)
def test_byline_names_its_authors(line: str, authors: tuple[str, ...]) -> None:
    assert read_byline(line) == authors


@pytest.mark.parametrize(
    "line",
    [
        "By the river, ducks sleep.",
        "By 2020 the town had no cinema left.",
        "By the numbers",
        "Ann Lee, who runs the company",
        "The mayor resigned by May 2020",
        "Bytes and pieces",
        "",
    ],
)
def test_other_lines_are_no_bylines(line: str) -> None:
    assert not is_byline(line)


def test_agency_of_a_dateline_is_named_whole() -> None:
    assert agency_of("LIMA, March 3 (AFP) — The mayor resigned.") == "Agence France-Presse"


@pytest.mark.parametrize("opening", ["The mayor (left) — who resigned", "LIMA (AP is away)", ""])
def test_other_brackets_are_no_agency(opening: str) -> None:
    assert agency_of(opening) is None


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("© 2026 Pantry Media Ltd. All Rights Reserved. Use of this site", "Pantry Media Ltd"),
        ("Copyright 2011-2024 The Lakeview Herald", "The Lakeview Herald"),
        ("Copyright (c) 2019 by Harbour News, all rights reserved", "Harbour News"),
        ("© Lakeview City Council 2023", "Lakeview City Council"),
        ("© 2020", None),
        ("The Herald won the copyright case.", None),
    ],
)
def test_owner_of_a_copyright_line_is_found(line: str, owner: str | None) -> None:
    assert copyright_owner([line]) == owner
