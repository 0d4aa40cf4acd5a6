from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extractors.analysis import Analysis

Read = Callable[[str], Analysis]


def name_of(analysis: Analysis, text: str) -> str | None:
    for mention in analysis.mentions:
        doc = analysis.passages[mention.passage].doc
        if doc.span(mention.start, mention.end).text == text:
            return analysis.entities[mention.entity].name
    return None


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        (
            "Harbour Lantern Cooperative won a grant. Harbour Lantern will use it for masts.",
            "Harbour Lantern",
            "Harbour Lantern Cooperative",
        ),
        (
            "The Fair Rent Law Project sued the city. A lawyer for Fair Rent spoke.",
            "Fair Rent",
            "Fair Rent Law Project",
        ),
        (
            "The Office of Inspector General (OIG) will look into it. OIG found gaps.",
            "OIG",
            "Office of Inspector General",
        ),
    ],
)
def test_shortened_name_is_the_organisation_introduced_in_full(
    text: str, short: str, full: str, read: Read
) -> None:
    assert name_of(read(text), short) == full


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (
            "Larkfield Police Department bought drones. Residents of Larkfield protested.",
            "Larkfield",
        ),
        ("Peter Marlow founded Marlow Systems. Marlow said it would grow.", "Marlow"),
        ("Crane Basin District Court ruled on Monday. Crane Basin is dry.", "Crane Basin"),
    ],
)
def test_place_or_person_is_no_short_form_of_an_organisation(
    text: str, short: str, read: Read
) -> None:
    name = name_of(read(text), short)
    assert name is None or name.removesuffix(short) != name


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Fair Vote Canada went further on Monday.", "Fair Vote Canada", "Organization"),
        (
            "Unified School District 12 bought the app.",
            "Unified School District 12",
            "Organization",
        ),
        ("Local 88, the drivers' union, called a strike.", "Local 88", "Organization"),
        ("General Suleiman al-Amr spoke on Monday.", "Suleiman al-Amr", "Person"),
    ],
)
def test_name_has_its_type(text: str, name: str, kind: str, read: Read) -> None:
    assert {record.name: record.type for record in read(text).entities}.get(name) == kind
