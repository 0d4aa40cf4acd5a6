"""What the words around an unknown name show of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extractors.analysis import Analysis

Read = Callable[..., Analysis]


def types(analysis: Analysis) -> dict[str, str]:
    return {record.name: record.type for record in analysis.entities}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Plainsoft, made by Hartwell Systems, costs $5 a month.", "Plainsoft", "Product"),
        ("The clerk uses Plainsoft software to issue permits.", "Plainsoft", "Product"),
        ("Staff at the library use the Plainsoft app.", "Plainsoft", "Product"),
        ("The school cancelled its subscription to ExamEye.", "ExamEye", "Product"),
        ("The agency is piloting a chatbot called HelpMate.", "HelpMate", "Product"),
        ("The hospital began using MediScan to find fractures.", "MediScan", "Product"),
        ("Zippa teamed up with Fenwick Energy.", "Zippa", "Organization"),
        ("Daxon has agreed to take over Aviotech.", "Daxon", "Organization"),
        ("Daxon has agreed to take over Aviotech.", "Aviotech", "Organization"),
        ("The port ordered 14 cranes from Liftonne last March.", "Liftonne", "Organization"),
        ("Former Daxon executive Paul Reyes spoke.", "Daxon", "Organization"),
        ("Vantor Imaging spokeswoman Irene Salas spoke.", "Vantor Imaging", "Organization"),
        ("It is an app from Dover-based startup Kestrel Mobile.", "Dover", "Place"),
    ],
)
def test_frame_types_an_unknown_name(text: str, name: str, kind: str, read: Read) -> None:
    assert types(read(text)).get(name) == kind


def test_name_of_a_firm_holds_what_follows_its_ampersand(read: Read) -> None:
    analysis = read("The city paid Bell & Son Ltd. for the work.")
    assert any(record.name.startswith("Bell & Son") for record in analysis.entities)


def test_surname_stays_a_persons_where_it_acts_as_firms_do(read: Read) -> None:
    found = types(read("Ana Ruiz sold the firm. Ruiz acquired a rival in May."))
    assert found == {**found, "Ana Ruiz": "Person"}
    assert "Ruiz" not in found


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("The union is suing Flourish Foods Ltd. over its use of cameras.", "Flourish Foods Ltd."),
        (
            "Norvik Robotics said that Calder Foods has chosen its delivery robots.",
            "Norvik Robotics",
        ),
        ("Calder Foods Ltd. uses its delivery robots in Leeds.", "Calder Foods Ltd."),
    ],
)
def test_possessive_after_blame_and_after_a_choice(text: str, owner: str, read: Read) -> None:
    analysis = read(text)
    its = [
        analysis.entities[mention.entity].name
        for mention in analysis.mentions
        if analysis.entity(mention).mention.text == "its"  # type: ignore[union-attr]
    ]
    assert its == [owner]


def test_dateline_names_a_place(read: Read) -> None:
    found = types(read("VARNDAL, 4 May 2023 – Acme Robotics opened an office in Oslo."))
    assert found["VARNDAL"] == "Place"
