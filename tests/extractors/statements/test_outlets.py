"""In what, on what and to whom something was said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extractors.statements.circumstances import carried
from kg.model import Claim

Find = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "outlet", "audience"),
    [
        ("“We are done,” Ruiz told reporters on Tuesday.", None, "reporters"),
        ("Ruiz told the board that the cameras would go.", None, "board"),
        (
            "In an interview with the Calder Herald, Ruiz said the cameras were safe.",
            "interview with the Calder Herald",
            None,
        ),
        ("Ruiz wrote on Twitter that the cameras were safe.", "Twitter", None),
        ("In a letter to the board, the union said the cameras were unsafe.", "letter", "board"),
        (
            "“They are safe,” the company said in a statement obtained by the Calder Herald.",
            "statement obtained by the Calder Herald",
            None,
        ),
        ("The union demanded that the council remove the cameras.", None, "council"),
        ("Ruiz testified before the Senate that the cameras were safe.", None, "Senate"),
    ],
)
def test_report_has_its_outlet_and_audience(
    text: str, outlet: str | None, audience: str | None, find: Find
) -> None:
    (claim,) = find(text)
    values = {name: found.value for name, found in claim.qualifiers.items()}
    assert (values.get("outlet"), values.get("audience")) == (outlet, audience)


def test_speaker_who_goes_on_does_so_in_the_same_letter(find: Find) -> None:
    claims = find(
        "In a letter to the board, the union said the cameras were unsafe.",
        "The union added that they were expensive.",
    )
    _, second = carried(claims)
    assert {name: found.value for name, found in second.qualifiers.items()} == {
        "cue": "add",
        "outlet": "letter",
        "audience": "board",
    }
