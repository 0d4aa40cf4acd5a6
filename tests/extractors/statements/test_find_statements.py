from __future__ import annotations

import pytest

from tests.extractors.statements.conftest import Find

QUOTED = [
    (
        "“Our nurses save two hours a day,” said Maria Lopez, chief nurse at the hospital.",
        "Maria Lopez",
        ["Our nurses save two hours a day,"],
    ),
    (
        "“The buses run late,” Ann Webb, head of the transport union, said in 2021. “They always did.”",
        "Ann Webb",
        ["The buses run late,", "They always did."],
    ),
    (
        "“The cameras,” Ann Webb said, “do not work at night.”",
        "Ann Webb",
        ["The cameras,", "do not work at night."],
    ),
    ("Ann Webb says: “We have to stop this.”", "Ann Webb", ["We have to stop this."]),
    ("Ann Webb said, “We have to stop this.”", "Ann Webb", ["We have to stop this."]),
    ("“Is it safe?” asked Ann Webb. “I doubt it.”", "Ann Webb", ["Is it safe?", "I doubt it."]),
    ("‘It’s a big change,’ Ann Webb said.", "Ann Webb", ["It’s a big change,"]),
    ('"We are ready," says Ann Webb.', "Ann Webb", ["We are ready,"]),
    (
        "“It keeps our notes in one place, said Ann Webb, a planner. “It also saves time.”",
        "Ann Webb",
        ["It keeps our notes in one place,", "It also saves time."],
    ),
    (
        "“The drones saved three people last year.” — Ann Webb",
        "Ann Webb",
        ["The drones saved three people last year."],
    ),
]

INDIRECT = [
    (
        "Ann Webb said that the city would buy 40 buses.",
        "Ann Webb",
        "the city would buy 40 buses",
    ),
    ("Ann Webb said the scanners were too slow.", "Ann Webb", "the scanners were too slow"),
    ("The scanners were too slow, Ann Webb said.", "Ann Webb", "The scanners were too slow"),
    (
        "Ann Webb told reporters on Monday that the drones had been grounded.",
        "Ann Webb",
        "the drones had been grounded",
    ),
    (
        "According to Ann Webb, the ministry knew about the flaw.",
        "Ann Webb",
        "the ministry knew about the flaw",
    ),
    (
        "The ministry knew about the flaw, according to Ann Webb.",
        "Ann Webb",
        "The ministry knew about the flaw",
    ),
    (
        "As Ann Webb noted, the cameras cannot see in the dark.",
        "Ann Webb",
        "the cameras cannot see in the dark",
    ),
    (
        "Ann Webb was quoted as saying that the deal was dead.",
        "Ann Webb",
        "the deal was dead",
    ),
    (
        "Ann Webb denied that the software stored faces.",
        "Ann Webb",
        "the software stored faces",
    ),
]

SILENT = [
    "Ann Webb did not say when the trial would end.",
    "Ann Webb declined to comment.",
    "The so-called “smart city” project began in 2019 under the title “Bright Lights”.",
    "The union warned its members off the new badges.",
    "The town snapped up a rival bid and shelved it.",
    "Clara Bell’s team wrote 40 drafts of “We are sorry” before the launch.",
    "The council weighed that idea with an open mind.",
    "The council plans to expand the trial next year.",
    "Where will your supervisor find the answer next month?",
]


@pytest.mark.parametrize(("text", "speaker", "content"), QUOTED)
def test_quotation_goes_to_its_speaker(
    find: Find, text: str, speaker: str, content: list[str]
) -> None:
    (claim,) = find(text)
    assert claim.subject.name == speaker
    assert [span.text for span in claim.content] == content
    assert claim.mode == "direct"


@pytest.mark.parametrize(("text", "speaker", "content"), INDIRECT)
def test_reported_clause_goes_to_its_speaker(
    find: Find, text: str, speaker: str, content: str
) -> None:
    (claim,) = find(text)
    assert claim.subject.name == speaker
    assert [span.text for span in claim.content] == [content]
    assert claim.mode == "indirect"


@pytest.mark.parametrize("text", SILENT)
def test_nothing_said_makes_no_statement(find: Find, text: str) -> None:
    assert find(text) == []


def test_partly_quoted_clause_is_mixed(find: Find) -> None:
    (claim,) = find("Ann Webb said the system is “reliable” and cheap.")
    assert claim.mode == "mixed"
    assert claim.content[0].text == "the system is “reliable” and cheap"


def test_long_quotation_is_one_claim_over_its_paragraphs(find: Find) -> None:
    (claim,) = find("Ann Webb added: “The data belongs to patients.", "“We will not sell it.”")
    assert [span.text for span in claim.content] == [
        "The data belongs to patients.",
        "We will not sell it.",
    ]
    assert len(claim.evidence) == 2


def test_colon_at_the_end_of_a_paragraph_introduces_the_next_one(find: Find) -> None:
    (claim,) = find("Ann Webb continued:", "“The data belongs to patients.”")
    assert claim.subject.name == "Ann Webb"
    assert [span.text for span in claim.content] == ["The data belongs to patients."]


def test_letter_speaks_for_its_authors(find: Find) -> None:
    first, second = find(
        "“Streets should be free of cameras,” Privacy League said in a letter.",
        "“Act now,” the letter concludes.",
    )
    assert first.qualifiers["outlet"].value == "letter"
    assert (second.subject.name, second.qualifiers["outlet"].value) == ("Privacy League", "letter")


def test_circumstances_of_saying_become_qualifiers(find: Find) -> None:
    (claim,) = find("Ann Webb told the board on Friday that the scanners were slow.")
    assert claim.qualifiers["cue"].value == "tell"
    assert claim.qualifiers["date"].value == "2024-03-01"


def test_report_inside_a_report_names_who_vouches_for_it(find: Find) -> None:
    claims = find("Ann Webb said that Tom Reed had told them that the device was off.")
    inner = next(claim for claim in claims if claim.subject.name == "Tom Reed")
    assert inner.attributed_to is not None
    assert inner.attributed_to.name == "Ann Webb"


def test_same_document_gives_the_same_claims(find: Find) -> None:
    text = "“It works,” Ann Webb said. Tom Reed disagreed and said it does not."
    assert find(text) == find(text)
