from __future__ import annotations

from kg.extractors.mentions.aliases import link_aliases
from kg.extractors.mentions.misspellings import Misspellings
from kg.extractors.mentions.name_index import NameIndex

NAMES = NameIndex(
    {
        "ana ruiz": ("Person", 5.0),
        "ana maria ruiz": ("Person", 5.0),
        "tom oak jr": ("Person", 5.0),
        "oak valley transit": ("Organization", 5.0),
    },
    {"ruiz": 2, "ana maria ruiz": 1, "ana ruiz": 1, "tom oak jr": 1, "oak valley transit": 1},
)


def test_names_are_found_by_their_first_and_last_words() -> None:
    assert list(NAMES.beginning("ana lee")) == ["ana maria ruiz", "ana ruiz"]
    assert list(NAMES.ending("ruiz")) == ["ana maria ruiz", "ana ruiz", "ruiz"]


def test_a_shorter_form_of_one_person_is_no_namesake() -> None:
    assert NAMES.namesakes("ruiz") == ("ana maria ruiz",)
    assert NAMES.namesakes("oak") == ("tom oak jr",)


def test_names_of_one_first_letter_and_the_same_digits_may_be_misspelt() -> None:
    names = NameIndex({}, {"pathfinder 9": 2, "pathfnder 9": 1, "pathfinder 8": 1, "ship": 1})
    alike = Misspellings(names)
    assert set(alike.candidates("pathfnder 9")) == {"pathfinder 9", "pathfnder 9"}
    assert alike.tell("pathfnder 9", "pathfinder 9")
    assert alike.candidates("ship") == ()


def test_an_acronym_of_a_name_that_the_document_lacks_stands_alone() -> None:
    assert link_aliases(NAMES, {"ruiz": "regional union"})["ruiz"] == "ana maria ruiz"
