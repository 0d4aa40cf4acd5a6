"""How two names of organizations are alike."""

from __future__ import annotations

import pytest

from kg.resolution.likeness import Likeness, compare, parse_name

CASES = [
    ("Port Elverton", "Port Elverton, Maryland", "related"),
    ("PEPD", "Port Elverton police", "acronym"),
    ("Port Orlo Fire Department", "Port Orlo Police Department", None),
    ("Orlo Police Association", "Orlo Police Department", "related"),
    ("Q&A Orlo", "Q & A Orlo", "equal"),
    ("Brant Co. Works", "Brant Company Works", "equal"),
    ("U.S. DTS", "U.S. Department of Tide Safety", "acronym"),
    ("Oregon DoT", "Oregon Department of Tides", "acronym"),
    ("UC Orlo", "University of Cornwick, Orlo", "acronym"),
    ("ORLO POLICE DEPARTMENT", "Orlo Police Dept", "equal"),
    ("Orlo County", "Orlo County Jail", None),
    ("Brantley Police Dept.", "Brantley Police Department", "equal"),
    ("Univ. of Orlo", "University of Orlo", "equal"),
    ("The Brant & Sons Co.", "Brant and Sons Company", "equal"),
    ("U.S. Department of Tides", "United States Dept of Tides", "equal"),
    ("US Department of Tides", "United States of America Department of Tides", "equal"),
    ("Marion Co. Sheriff's Office", "Marion County Sheriffs Office", "equal"),
    ("Marion County SO", "Marion County Sheriff's Office", "equal"),
    ("Brantley PD", "Brantley Police Department", "equal"),
    ("St. Orlo Hospital", "Saint Orlo Hospital", "equal"),
    ("Ft. Orlo Police", "Fort Orlo Police", "equal"),
    ("N. Brantley Police Dept", "North Brantley Police Department", "equal"),
    ("Natl. Orlo Assn.", "National Orlo Association", "equal"),
    ("Int'l Orlo Inst.", "International Orlo Institute", "equal"),
    ("4th Precinct of Orlo", "Fourth Precinct of Orlo", "equal"),
    ("Société Brântley", "Societe Brantley", "equal"),
    ("Orlo Ctr. for Tides", "Orlo Centre for Tides", "equal"),
    ("Strøm Łodz Großmark", "Strom Lodz Grossmark", "equal"),
    ("Northlight Incorporated", "Northlight Inc", "equal"),
    ("Northern Harbor Boat League (NHBL)", "Northern Harbor Boat League", "equal"),
    ("Police Department", "Police Dept.", "equal"),
    ("Orlo, Ore. Police", "Orlo Oregon Police", "equal"),
    ("Acme Co.", "Acme Company", "equal"),
    ("Orlo & Brant", "Orlo and Brant", "equal"),
    ("The Orlo Fund", "Orlo Fund", "equal"),
    ("U.K. Tide Office", "United Kingdom Tide Office", "equal"),
    ("Northlight, Inc.", "Northlight", "legal form"),
    ("Northlight Systems LLC", "Northlight Systems", "legal form"),
    ("Northlight S.p.A.", "Northlight", "legal form"),
    ("Northlight GmbH & Co. KG", "Northlight", "legal form"),
    ("Northlight Pty Ltd", "Northlight", "legal form"),
    ("Northlight Inc.", "Northlight GmbH", "legal forms"),
    ("Northlight LLC", "Northlight Ltd.", "legal forms"),
    ("Northlight.com", "Northlight", "domain"),
    ("Northlight.ai", "Northlight", "domain"),
    ("www.northlight.org", "Northlight", "domain"),
    ("Police Department of Brantley", "Brantley Police Department", "order"),
    ("Department of Justice of Orlo", "Orlo Department of Justice", "order"),
    ("City Council of Orlo", "Orlo City Council", "order"),
    ("Face Ledger", "FaceLedger", "spacing"),
    ("FaceLedger", "Face-Ledger", "spacing"),
    ("North Light Systems", "Northlight Systems", "spacing"),
    ("NHBL", "Northern Harbor Boat League", "acronym"),
    ("N.H.B.L.", "Northern Harbor Boat League", "acronym"),
    ("NHBL of Brantley", "Northern Harbor Boat League of Brantley", "acronym"),
    ("BOPD", "Brantley Orlo Police Department", "acronym"),
    ("DOT", "Department of Tides", "acronym"),
    ("DT", "Department of Tides", "acronym"),
    ("USDOT", "U.S. Department of Tides", "acronym"),
    ("DOT", "U.S. Department of Tides", "acronym"),
    ("EC", "Elverton College", "acronym"),
    ("AFO", "Acme Forests of Orlo", "acronym"),
    ("Brantley Police", "Brantley Police Department", "contained"),
    ("Northlight", "Northlight Systems", "contained"),
    ("City of Brantley", "Brantley", "contained"),
    ("U.S. Department of Tides", "Department of Tides", "contained"),
    ("Marion Sheriff's Office", "Marion County Sheriff's Office", "contained"),
    ("Acme Co.", "Acme", "contained"),
    ("Northlight", "Northlight Technologies Group", "contained"),
    ("Moonharbor", "Moonharbor AI", "contained"),
    ("Brantley Police", "Brantely Police", "spelling"),
    ("Northlight", "Nortlight", "spelling"),
    ("Northlight Systems", "Northligth Systems", "spelling"),
    ("Moonharbor Works", "Moonharbour Works", "spelling"),
    ("Brantley Police", "Brantley Police Association", "related"),
    ("Northlight", "Northlight Web Services", "related"),
    ("Northlight", "Northlight Foundation", "related"),
    ("NHBL", "NHBL of Brantley", "related"),
    ("Northlight", "Northlight 7", "related"),
    ("Northern Harbor Boat League", "Northern Harbor Boat League of Brantley", "related"),
    ("Orlo University", "Orlo State University", "related"),
    ("Moonharbor", "Moonharbor Robotics", "short"),
    ("Brantley Fire", "Brantley Fire Museum", "related"),
    ("University of Brantley", "Brantley University", "similar"),
    ("Northlight Systems", "Northlight Analytics", "similar"),
    ("Brantley Police Institute", "Brantley Policy Institute", None),
    ("Northlight.com", "Northlight.org", "similar"),
    ("Bank of Orlo", "Orlo Bank", "similar"),
    ("Brant Orlo Partners", "Orlo Brant Partners", "similar"),
    ("Moonharbor Security", "Moonharbor Foundation", None),
    ("NHBX", "Northern Harbor Boat League", None),
    ("NHBL of Orlo", "Northern Harbor Boat League of Brantley", None),
    ("Brantley", "Brantley Police Department", None),
    ("Police Department", "Brantley Police Department", None),
    ("Brantley Fire Department", "Brantley Police Department", None),
    ("Marion County", "Martin County", None),
    ("Precinct 4", "Precinct 5", None),
    ("North Orlo Council", "South Orlo Council", None),
    ("Northern Orlo Council", "Southern Orlo Council", None),
    ("Orlo School District 4", "Orlo School District 5", None),
    ("Northlight Inc.", "Moonharbor Inc.", None),
    ("Area 5 Orlo 12", "Area 51 Orlo 2", None),
    ("Orlos", "Orlas", None),
    ("Northlight 2000x", "Northlight 3000x", None),
]


def compared(root: str, name: str, other: str) -> Likeness | None:
    return compare(parse_name(root, name), parse_name(root, other))


@pytest.mark.parametrize(("name", "other", "kind"), CASES)
def test_two_names_are_alike_in_one_way_or_not_at_all(
    name: str, other: str, kind: str | None
) -> None:
    found = compared("Organization", name, other)
    assert (found and found.kind) == kind


@pytest.mark.parametrize(("name", "other", "kind"), CASES)
def test_every_name_is_equal_to_itself(name: str, other: str, kind: str | None) -> None:
    assert {getattr(compared("Organization", one, one), "kind", kind) for one in (name, other)} == {
        "equal"
    }


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("Brantley Police Dept.", "Brantley Police Department", Likeness("equal", 0.99)),
        ("Police Department", "Police Dept.", Likeness("equal", 0.5)),
        ("Northlight, Inc.", "Northlight", Likeness("legal form", 0.98, ("inc",))),
        ("Northlight Inc", "Northlight GmbH", Likeness("legal forms", 0.85, ("gmbh", "inc"))),
        ("Northlight.com", "Northlight", Likeness("domain", 0.95, ("com",))),
        ("NHBL", "Northern Harbor Boat League", Likeness("acronym", 0.9)),
        ("DOT", "Department of Tides", Likeness("acronym", 0.8)),
        ("EC", "Elverton College", Likeness("acronym", 0.5)),
        ("Brantley Police", "Brantley Police Dept", Likeness("contained", 0.8, ("department",))),
        ("NHBL", "NHBL of Brantley", Likeness("related", 0.2, ("brantley",))),
        ("Northlight", "Northlight Web Services", Likeness("related", 0.2, ("web", "services"))),
        ("Northlight", "Nortlight", Likeness("spelling", 0.7)),
    ],
)
def test_a_likeness_tells_how_sure_it_is_and_what_one_name_has_more(
    name: str, other: str, expected: Likeness
) -> None:
    assert compared("Organization", name, other) == expected
