"""How two names of persons are alike."""

from __future__ import annotations

import pytest

from kg.resolution.likeness import Likeness, compare, parse_name

CASES = [
    ("Cllr. Jane Brant", "Jane Brant", "equal"),
    ("Smt. Jane Brant", "Jane Brant", "equal"),
    ("Inspector-General Jane Brant", "Jane Brant", "equal"),
    ("Harbor Commissioner Jane Brant", "Jane Brant", "equal"),
    ("glassblower Jane Brant", "Jane Brant", "equal"),
    ("Jane Brant, glassblower", "Jane Brant", "equal"),
    ("Jane Brant, 54", "Jane Brant", "equal"),
    ("Jane Brant, aged 54", "Jane Brant", "equal"),
    ("Jane Brant TD", "Jane Brant", "equal"),
    ("Rudi Zöllner", "Rudi Zoellner", "equal"),
    ("Rudi Zöllner", "Rudi Zollner", "equal"),
    ("Søren Brantgård", "Soeren Brantgaard", "equal"),
    ("Rudi Groß", "Rudi Gross", "equal"),
    ("J.-F. Brant", "J. F. Brant", "equal"),
    ("Wim Brant", "Willem Brant", "nickname"),
    ("Paco Ruiz", "Francisco Ruiz", "nickname"),
    ("Harborwoman Jane Brant", "Jane Brant", "titled"),
    ("Tidereeve Jane M. Smith", "Jane Smith", "titled"),
    ("Mary Jane Brant", "Jane Brant", "middle"),
    ("Mary Jane M. Brant", "Jane K. Brant", None),
    ("Harbor Commissioner Jane Brant", "Joan Brant", None),
    ("Anjali Sen Gupta", "Sen Gupta", "surname"),
    ("Mathematician Orla Brant", "Orla Brant", "equal"),
    ("Brant", "Orla Brant Jr.", "surname"),
    ("Rep. Jane Ruiz (D-Ore.)", "Jane Ruiz", "equal"),
    ("Steven Brant", "Stephen Brant", "spelling"),
    ("Orlo St. Brant", "Orlo Saint Brant", "family"),
    ("Alexander Brant", "Alexandra Brant", None),
    ("Chen Wei", "Wei Chen", None),
    ("José Ruiz", "Jose Ruiz", "equal"),
    ("Dr. Jane Ruiz, Ph.D.", "Jane Ruiz", "equal"),
    ("Police Chief Jane Ruiz", "Jane Ruiz", "equal"),
    ("Ruiz, Jane", "Jane Ruiz", "equal"),
    ("Chief of Police Jane Ruiz", "Jane Ruiz", "equal"),
    ("Jane Ruiz MD", "Jane Ruiz", "equal"),
    ("John Ruiz, Jr.", "John Ruiz Jr", "equal"),
    ("Ana Ruiz-Ortega", "Ana Ruiz Ortega", "equal"),
    ("Juan de la Cruz", "Juan De La Cruz", "equal"),
    ("Omar al-Brant", "Omar Al Brant", "equal"),
    ("J.R. Brant", "J. R. Brant", "equal"),
    ('Robert "Bob" Brant', "Robert Brant", "equal"),
    ("Seán O'Brant", "Sean O’Brant", "equal"),
    ("Jean-Luc Brant", "Jean Luc Brant", "equal"),
    ("Judge Jane Brant", "Jane Brant", "equal"),
    ("Jane Brant", "Jane Brant, chief executive of Orlo Works, Inc", "equal"),
    ("Orlo Brant, Esq.", "Orlo Brant", "equal"),
    ("Lt. Gov. Orla Brant", "Orla Brant", "equal"),
    ("Omar bin Brant", "Omar Bin Brant", "equal"),
    ("John Ruiz Jr.", "John Ruiz", "suffix"),
    ("Jane Ruiz III", "Jane Ruiz", "suffix"),
    ("Orla Brant Sr.", "Orla M. Brant", "suffix"),
    ("Jane M. Ruiz", "Jane Ruiz", "middle"),
    ("Jane M. Ruiz", "Jane Maria Ruiz", "middle"),
    ("J. Robert Brant", "Robert Brant", "middle"),
    ("J. Ruiz", "Jane Ruiz", "initial"),
    ("J.R. Brant", "John Robert Brant", "initial"),
    ("J. M. Ruiz", "Jane Maria Ruiz", "initial"),
    ("Bob Ruiz", "Robert Ruiz", "nickname"),
    ("Liz Brant", "Elizabeth Brant", "nickname"),
    ('Archibald "Scooter" Brant', "Scooter Brant", "nickname"),
    ("Robert J. Brant", "Bob Brant", "nickname"),
    ("Peggy Brant", "Margaret Brant", "nickname"),
    ("Bobby Brant", "Bob Brant", "nickname"),
    ("Ana Ruiz-Ortega", "Ana Ruiz", "family"),
    ("Ana Ruiz Ortega", "Ana Ruiz", "family"),
    ("Ana Ruiz-Ortega", "Ana Ortega", "family"),
    ("Juan de la Cruz", "Juan Cruz", "family"),
    ("Ana Ruiz y Ortega", "Ana Ruiz", "family"),
    ("Ruiz", "Jane Ruiz", "surname"),
    ("Mr. Ruiz", "Jane Ruiz", "surname"),
    ("van der Brant", "Jan van der Brant", "surname"),
    ("Brant", "Orla Brant-Ruiz", "surname"),
    ("Jane Brantley", "Jane Brantly", "spelling"),
    ("Jeffrey Brant", "Jeffery Brant", "spelling"),
    ("Catherine Brant", "Katherine Brant", "spelling"),
    ("Orla Brantley", "Orla Brantely", "spelling"),
    ("John Ruiz Jr.", "John Ruiz Sr.", None),
    ("Jane M. Ruiz", "Jane K. Ruiz", None),
    ("Jane Maria Ruiz", "Jane Karen Ruiz", None),
    ("K. Ruiz", "Jane Ruiz", None),
    ("Bob Brant", "William Brant", None),
    ("Brant", "Jane Ruiz", None),
    ("Daniel Brant", "Daniela Brant", None),
    ("Maria Brant", "Mario Brant", None),
    ("Jane Ruiz", "Joan Ruiz", None),
    ("Jane Ruiz", "Karen Ruiz", None),
    ("Orla Brant II", "Orla Brant III", None),
    ("J. K. Ruiz", "Jane Maria Ruiz", None),
    ("Peggy Brant", "Margaret Orlo", None),
    ("Smith", "Jane Smith", None),
    ("Orla Hart", "Orla Hert", None),
    ("Jefrey Brantly", "Jeffrey Brantley", None),
    ("Jason Brant", "Mason Brant", None),
    ("Ana Ruiz-Ortega", "Ana Brant", None),
]


def compared(root: str, name: str, other: str) -> Likeness | None:
    return compare(parse_name(root, name), parse_name(root, other))


@pytest.mark.parametrize(("name", "other", "kind"), CASES)
def test_two_names_are_alike_in_one_way_or_not_at_all(
    name: str, other: str, kind: str | None
) -> None:
    found = compared("Person", name, other)
    assert (found and found.kind) == kind


@pytest.mark.parametrize(("name", "other", "kind"), CASES)
def test_every_name_is_equal_to_itself(name: str, other: str, kind: str | None) -> None:
    assert {getattr(compared("Person", one, one), "kind", kind) for one in (name, other)} == {
        "equal"
    }


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("Jos\u00e9 Ruiz", "Jose Ruiz", Likeness("equal", 0.97)),
        ("J. Ruiz", "J Ruiz", Likeness("equal", 0.6)),
        ("Ruiz", "Mr. Ruiz", Likeness("equal", 0.5)),
        ("Jane M. Ruiz", "Jane Ruiz", Likeness("middle", 0.93, ("m",))),
        ("John Ruiz Jr.", "John Ruiz", Likeness("suffix", 0.6, ("jr",))),
        ("J. Ruiz", "Jane Ruiz", Likeness("initial", 0.6)),
        ("Harborwoman Jane Ruiz", "Jane Ruiz", Likeness("titled", 0.9, ("harborwoman",))),
        ("Tidereeve Jane Ruiz", "Jane Ruiz", Likeness("titled", 0.6, ("tidereeve",))),
        ("Mary Jane Ruiz", "Jane Ruiz", Likeness("middle", 0.5, ("mary",))),
        ("J. M. Ruiz", "Jane Maria Ruiz", Likeness("initial", 0.7)),
        ("Ruiz", "Jane Ruiz", Likeness("surname", 0.3, ("jane",))),
        ("Ana Ruiz-Ortega", "Ana Ruiz", Likeness("family", 0.7, ("ortega",))),
        ("Robert J. Brant", "Bob Brant", Likeness("nickname", 0.79, ("j",))),
    ],
)
def test_a_likeness_tells_how_sure_it_is_and_what_one_name_has_more(
    name: str, other: str, expected: Likeness
) -> None:
    assert compared("Person", name, other) == expected
