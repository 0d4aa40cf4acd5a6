"""Where what is said begins and ends, and who says it where no verb of saying stands."""

from __future__ import annotations

import pytest

from tests.extractors.statements.conftest import Find

ASKED = [
    ("Ann Webb called on the council to stop using the cameras.", "to stop using the cameras"),
    (
        "Ann Webb urged councils in two counties not to renew the lease.",
        "not to renew the lease",
    ),
    (
        "Ann Webb is asking the minister to look into the lease, and Bob Finch wants to end it.",
        "to look into the lease",
    ),
    ("Ann Webb expects the harbour to do better next year.", "the harbour to do better next year"),
]

ENDS = [
    (
        "Ann Webb admitted that her officers turned to the tool twice and logged one result.",
        "her officers turned to the tool twice and logged one result",
    ),
    (
        "The port told auditors that it plans to drop the badge and has begun testing another.",
        "it plans to drop the badge and has begun testing another",
    ),
    (
        "Ann Webb blames a fault in the ticket gates; the maker blames the weather.",
        "a fault in the ticket gates",
    ),
    (
        "The county will scrap its cameras, Ann Webb said on Friday, in the latest setback to a trial.",
        "The county will scrap its cameras",
    ),
    ("The gates stand at nine stations, Acme reports.", "The gates stand at nine stations"),
    ("Two lines lost money last year, company records show.", "Two lines lost money last year"),
]

INTRODUCED = [
    ("Ann Webb, head of the port: “We were asked by nobody at all.”", "Ann Webb"),
    ("Mayor Ann Webb of Lund: “We were asked by nobody at all.”", "Ann Webb"),
    ("Ann Webb was blunt: “We were asked by nobody at all.”", "Ann Webb"),
    ("Ann Webb did not mince her words: “We were asked by nobody at all.”", "Ann Webb"),
    ("“We were asked by nobody at all,” quips harbour pilot Ann Webb.", "Ann Webb"),
]

SPEAKERS = [
    ("Lund’s chief pilot, Ann Webb, said the quay was full.", "Ann Webb"),
    (
        "LUND, Sweden (NewsPost) — Acme, Inc., a maker of gates, announced that it had moved.",
        "Acme, Inc.",
    ),
    (
        "They wrote to the Harbour Union, which has spent a year arguing that pay is low.",
        "Harbour Union",
    ),
    ("The port’s lawyers wrote to Ann Webb demanding that she pay.", "port's lawyers"),
]


@pytest.mark.parametrize(("text", "content"), ASKED)
def test_what_is_asked_for_begins_with_the_act(find: Find, text: str, content: str) -> None:
    (claim,) = find(text)
    assert [span.text for span in claim.content] == [content]


def test_who_is_asked_is_the_audience(find: Find) -> None:
    (claim,) = find("Ann Webb urged councils in two counties to renew the lease.")
    assert claim.qualifiers["audience"].span.text == "councils in two counties"


@pytest.mark.parametrize(("text", "content"), ENDS)
def test_content_ends_where_the_saying_ends(find: Find, text: str, content: str) -> None:
    assert content in [span.text for claim in find(text) for span in claim.content]


@pytest.mark.parametrize(("text", "speaker"), INTRODUCED)
def test_colon_or_inversion_gives_a_quotation_to_its_speaker(
    find: Find, text: str, speaker: str
) -> None:
    (claim,) = find(text)
    assert (claim.subject.name, claim.mode) == (speaker, "direct")


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_speaker_is_named_across_titles_and_datelines(find: Find, text: str, speaker: str) -> None:
    assert speaker in [claim.subject.name.replace("’", "'") for claim in find(text)]


def test_items_of_a_list_are_one_report(find: Find) -> None:
    (claim,) = find(
        "The port authority also determined that:",
        "- Two cranes were never checked; and",
        "- A third had no brakes.",
    )
    assert [span.text for span in claim.content] == [
        "Two cranes were never checked",
        "A third had no brakes",
    ]


def test_paper_of_a_source_is_the_outlet(find: Find) -> None:
    (claim,) = find("The quay is sinking, according to a survey published by the Harbour Union.")
    assert claim.qualifiers["outlet"].value == "survey"
    (claim,) = find("The Harbour Union, in a brief to the court, argued that the quay is sinking.")
    assert claim.qualifiers["outlet"].value == "brief"


def test_where_a_speaker_works_is_no_outlet(find: Find) -> None:
    (claim,) = find("“We were told nothing,” said Ann Webb, a clerk at the county court.")
    assert "outlet" not in claim.qualifiers


def test_what_a_newspaper_is_told_is_out(find: Find) -> None:
    (claim,) = find("“Nothing was kept,” Ann Webb told the Lund Ledger on Monday.")
    assert claim.qualifiers["outlet"].span.text == "the Lund Ledger"


def test_papers_sent_speak_for_their_senders(find: Find) -> None:
    (claim,) = find("Ann Webb sent a letter to the board of directors urging them to resign.")
    assert claim.subject.name == "Ann Webb"


def test_somebody_else_speaks_outside_the_letter(find: Find) -> None:
    first, second = find(
        "Acme admitted in a letter that it keeps copies, and a former clerk said it sells them."
    )
    assert "outlet" in first.qualifiers
    assert "outlet" not in second.qualifiers


def test_name_beside_a_description_is_the_speaker(find: Find) -> None:
    (claim,) = find("One of the pilots, Ben Azar, recalled that alarms rang all night.")
    assert claim.subject.name == "Ben Azar"
    (claim,) = find("One resident, Ida Holm, said the drone “hung over the garden like a wasp”.")
    assert claim.subject.name == "Ida Holm"
