"""How two names of products are alike."""

from __future__ import annotations

import pytest

from kg.resolution.likeness import Likeness, compare, parse_name

CASES = [
    ("CastOrlo tabulators", "CastOrlo", "contained"),
    ("CastOrlo smart meters", "CastOrlo", "contained"),
    ("CastOrlo smart meters", "CastOrlo smart meter", "equal"),
    ("Orlo robots", "Orlo robot", "equal"),
    ("tide towers", "tide tower", "equal"),
    ("Norvane CastOrlo tabulators", "CastOrlo", "prefixed"),
    ("CastOrlo tabulators", "CastOrlo Pro", "related"),
    ("CastOrlo 2 tabulators", "CastOrlo", "related"),
    ("CastOrlo pro", "CastOrlo", "related"),
    ("Gates", "Gate", None),
    ("CastOrlo Tabulators", "CastOrlo", "short"),
    ("Orlo robots", "Orlo kettles", "related"),
    ("smart meters", "smart kettles", None),
    ("CellOrlo tablet", "CellOrlo tablets", "equal"),
    ("Norvane FaceLedgr", "FaceLedger", "spelling"),
    ("FaceLedger", "faceledger", "equal"),
    ("FaceLedger 2.0", "FaceLedger v2", "equal"),
    ("FaceLedger II", "FaceLedger 2", "equal"),
    ("Facial recognition software", "facial recognition software", "equal"),
    ("Ledger of Faces", "Ledger Faces", "order"),
    ("Face Ledger", "FaceLedger", "spacing"),
    ("FaceLedger2", "FaceLedger 2", "spacing"),
    ("Gate Watch", "GateWatch", "spacing"),
    ("ALPR", "Automated License Plate Reader", "acronym"),
    ("RTSV", "Rapid Tide Sensing Vessel", "acronym"),
    ("FaceLedger software", "FaceLedger", "contained"),
    ("FaceLedger app", "FaceLedger platform", "contained"),
    ("GateWatch camera system", "GateWatch", "contained"),
    ("Norvane FaceLedger", "FaceLedger", "prefixed"),
    ("Norvane's FaceLedger software", "FaceLedger", "prefixed"),
    ("Norvane X200", "X200", "prefixed"),
    ("Norvane Face Ledger", "FaceLedger", "prefixed"),
    ("Norvane GateWatch camera", "GateWatch", "prefixed"),
    ("FaceLedger", "FaceLegder", "spelling"),
    ("FaceLedger 2", "FaceLedger", "related"),
    ("FaceLedger Pro", "FaceLedger", "related"),
    ("GateWatch", "GateWatch Harbor", "short"),
    ("FaceLedger Harbor", "Harbor FaceLedger", "similar"),
    ("FaceLedger 2", "FaceLedger 3", None),
    ("FaceLedger Pro", "FaceLedger Max", None),
    ("Camera", "Norvane Camera", None),
    ("X200", "X300", None),
    ("GateWatch", "FaceLedger", None),
    ("GateWatch Mini", "GateWatch Ultra", None),
    ("GateWatch 1.1", "GateWatch 1.2", None),
]


def compared(root: str, name: str, other: str) -> Likeness | None:
    return compare(parse_name(root, name), parse_name(root, other))


@pytest.mark.parametrize(("name", "other", "kind"), CASES)
def test_two_names_are_alike_in_one_way_or_not_at_all(
    name: str, other: str, kind: str | None
) -> None:
    found = compared("Product", name, other)
    assert (found and found.kind) == kind


@pytest.mark.parametrize(("name", "other", "kind"), CASES)
def test_every_name_is_equal_to_itself(name: str, other: str, kind: str | None) -> None:
    assert {getattr(compared("Product", one, one), "kind", kind) for one in (name, other)} == {
        "equal"
    }


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("Norvane FaceLedger", "FaceLedger", Likeness("prefixed", 0.6, ("norvane",))),
        ("Orlo Norvane FaceLedger", "Face Ledger", Likeness("prefixed", 0.6, ("orlo", "norvane"))),
        ("FaceLedger software", "FaceLedger", Likeness("contained", 0.9, ("software",))),
        ("FaceLedger Pro", "FaceLedger", Likeness("related", 0.2, ("pro",))),
        ("body camera", "Body Camera", Likeness("equal", 0.5)),
    ],
)
def test_a_likeness_tells_how_sure_it_is_and_what_one_name_has_more(
    name: str, other: str, expected: Likeness
) -> None:
    assert compared("Product", name, other) == expected
