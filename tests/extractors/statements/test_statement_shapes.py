"""One sentence for each shape in which news tells what somebody says, thinks or judges."""

from __future__ import annotations

import pytest

from tests.extractors.statements.conftest import Find

NAMED = [
    ("The mayor called the plan a waste of money.", "mayor", "the plan a waste of money"),
    ("Ann Webb labeled the plan a mistake.", "Ann Webb", "the plan a mistake"),
    ("The strike ended what Ann Webb called “a lost decade.”", "Ann Webb", "a lost decade."),
    (
        "Critics see the trial as a step towards surveillance.",
        "Critics",
        "the trial as a step towards surveillance",
    ),
    ("Ann Webb accused them of hiding the report.", "Ann Webb", "hiding the report"),
]

PASSIVE = [
    (
        "The council was criticised by the transport union.",
        "transport union",
        "The council",
    ),
    ("The plan was endorsed by Ann Webb.", "Ann Webb", "The plan"),
]

ATTITUDES = [
    (
        "The union is concerned that the scanners will replace nurses.",
        "union",
        "the scanners will replace nurses",
    ),
    (
        "Nurses are adamant that the alarms are too loud.",
        "Nurses",
        "the alarms are too loud",
    ),
    ("Ann Webb is critical of the contract.", "Ann Webb", "the contract"),
    ("Ann Webb agreed with the judge.", "Ann Webb", "the judge"),
]

NOUNS = [
    (
        "Ann Webb raised questions about the price of the scanners.",
        "Ann Webb",
        "questions about the price of the scanners",
    ),
    (
        "Residents voiced fears that the line will close.",
        "Residents",
        "the line will close",
    ),
    ("The union expressed support for the strike.", "union", "support for the strike"),
    ("The union’s call for a vote was ignored.", "union", "a vote"),
    (
        "Ann Webb came to the conclusion that the line was safe.",
        "Ann Webb",
        "the line was safe",
    ),
    (
        "Ann Webb made it clear that the line would close.",
        "Ann Webb",
        "the line would close",
    ),
]

PAPERS = [
    (
        "The report released last year found that the scanners were slow.",
        "report",
        "the scanners were slow",
    ),
    ("A study of 40 hospitals found a fall in errors.", "study", "a fall in errors"),
    (
        "A letter obtained by the Evening Post says the line is safe.",
        "letter",
        "the line is safe",
    ),
    (
        "The ministry published a letter that says the line is safe.",
        "ministry",
        "the line is safe",
    ),
    ("Ann Webb filed papers opposing the sale.", "Ann Webb", "the sale"),
    (
        "Per the contract, the firm must repair the scanners.",
        "contract",
        "the firm must repair the scanners",
    ),
]

PLACED = [
    ("In Ann Webb’s view, the line is safe.", "Ann Webb", "the line is safe"),
    (
        "By the ministry’s own admission, the line is unsafe.",
        "ministry",
        "the line is unsafe",
    ),
    ("According to Ann Webb the line is safe.", "Ann Webb", "the line is safe"),
    (
        "The union sued to stop the sale, arguing that the price was too low.",
        "union",
        "the price was too low",
    ),
    ("Ann Webb called Friday for a ban on drones.", "Ann Webb", "a ban on drones"),
    (
        "The council this month said the line would close.",
        "council",
        "the line would close",
    ),
    ("The court ruled against the ministry.", "court", "the ministry"),
    ("The mayor promised a veto and attempted to leave.", "mayor", "a veto"),
    (
        "Dozens of residents said the cameras were useless.",
        "Dozens of residents",
        "the cameras were useless",
    ),
    (
        "The council chimed in on Monday, saying that the line was safe.",
        "council",
        "the line was safe",
    ),
]

SILENT = [
    "The school wants the scanners.",
    "The union has 40 members and plans to grow.",
    "The firm supports 40 languages.",
    "The state’s calls went to a private firm.",
    "Ann Webb maintained three shops in the city.",
    "Assuming that the line is safe, the firm will buy it.",
    "Mongolia will issue its findings.",
    "But when the money ran out, Ann Webb said enough.",
    "The museum spends a pound per visitor.",
]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [*NAMED, *PASSIVE, *ATTITUDES, *NOUNS, *PAPERS, *PLACED],
)
def test_source_and_content_of_each_shape_are_found(
    find: Find, text: str, speaker: str, content: str
) -> None:
    (claim,) = find(text)
    assert claim.subject.name == speaker
    assert [span.text for span in claim.content] == [content]


@pytest.mark.parametrize("text", SILENT)
def test_acts_needs_and_conditions_are_no_statements(find: Find, text: str) -> None:
    assert find(text) == []


def test_words_quoted_in_a_description_are_direct(find: Find) -> None:
    (claim,) = find("The strike ended what Ann Webb called “a lost decade.”")
    assert claim.mode == "direct"


def test_reason_before_a_report_belongs_to_its_speaker(find: Find) -> None:
    first, second = find("Citing the costs, Ann Webb said the line would close.")
    assert (first.subject.name, first.content[0].text) == ("Ann Webb", "the costs")
    assert (second.subject.name, second.content[0].text) == ("Ann Webb", "the line would close")


def test_quantity_of_whom_speaks_for_those_it_counts(find: Find) -> None:
    (claim,) = find("Residents, many of whom say the cameras are useless, will march.")
    assert (claim.subject.name, claim.content[0].text) == ("Residents", "the cameras are useless")


def test_sentence_goes_on_after_a_report_with_a_verbal_noun(find: Find) -> None:
    (claim,) = find("Though the line is safe, Ann Webb said, closing it would be wise.")
    assert [span.text for span in claim.content] == [
        "Though the line is safe",
        "closing it would be wise",
    ]


def test_paper_without_a_known_author_is_a_publication(find: Find) -> None:
    (claim,) = find("A letter obtained by the Evening Post says the line is safe.")
    assert claim.subject.type == "Publication"


def test_attitude_that_another_source_tells_of_is_hearsay(find: Find) -> None:
    claims = find("Ann Webb said that nurses are adamant that the alarms are too loud.")
    assert [claim.subject.name for claim in claims] == ["Ann Webb"]


def test_headline_that_begins_with_a_paper_tells_what_it_says(find: Find) -> None:
    (claim,) = find("The line opened in May.", title="Study: Cameras Do Not Cut Crime")
    assert (claim.subject.name, claim.subject.type) == ("study", "Publication")
    assert [span.text for span in claim.content] == ["Cameras Do Not Cut Crime"]
    assert claim.mode == "indirect"
