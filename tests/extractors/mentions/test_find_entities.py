from __future__ import annotations

from collections.abc import Callable

from kg.extractors.analysis import Analysis
from kg.extractors.mentions import add_mentions, describe

Read = Callable[..., Analysis]
Mentions = Callable[[Analysis, str], list[str]]

COUNCIL = (
    "The Fairhaven City Council voted on Tuesday to buy 22 license plate readers from Lumen Safety,"
    " a company that sells equipment to police departments.",
    "Mayor Teresa Okafor said the readers would help the Fairhaven Police Department. The"
    " department has tested them since January, Okafor said. She backed the purchase.",
)


def types(analysis: Analysis) -> dict[str, str]:
    return {record.name: record.type for record in analysis.entities}


def head(analysis: Analysis, word: str) -> tuple[int, int]:
    for passage in analysis.passages:
        for token in passage.doc:
            if token.text == word:
                return passage.index, token.i
    raise AssertionError(word)


def test_authority_is_one_name_with_its_place(read: Read) -> None:
    found = types(read(*COUNCIL))
    assert found["Fairhaven City Council"] == "GovernmentOrganization"
    assert found["Fairhaven Police Department"] == "GovernmentOrganization"


def test_title_marks_a_person_and_stays_out_of_the_name(read: Read) -> None:
    assert types(read(*COUNCIL))["Teresa Okafor"] == "Person"


def test_last_name_and_pronoun_stand_for_the_person(read: Read, mentions: Mentions) -> None:
    assert mentions(read(*COUNCIL), "Teresa Okafor") == ["Teresa Okafor", "Okafor", "She"]


def test_description_points_back_to_the_authority(read: Read, mentions: Mentions) -> None:
    found = mentions(read(*COUNCIL), "Fairhaven Police Department")
    assert found == ["Fairhaven Police Department", "The department"]


def test_device_without_a_name_is_a_product(read: Read, mentions: Mentions) -> None:
    analysis = read(*COUNCIL)
    assert types(analysis)["22 license plate readers"] == "Product"
    assert "the readers" in mentions(analysis, "22 license plate readers")


def test_acronym_in_brackets_names_the_same_organisation(read: Read, mentions: Mentions) -> None:
    analysis = read(
        "The Bureau of Harbour Research (BHR) opened in May. BHR employs 40 people in Leeds."
    )
    assert mentions(analysis, "Bureau of Harbour Research")[:3] == [
        "Bureau of Harbour Research",
        "BHR",
        "BHR",
    ]


def test_sheriffs_office_is_not_its_county(read: Read, mentions: Mentions) -> None:
    analysis = read(
        "The Lake County Sheriff’s Office bought drones last year. The sheriff’s office flies them"
        " over Lake County."
    )
    assert mentions(analysis, "Lake County Sheriff’s Office") == [
        "Lake County Sheriff’s Office",
        "The sheriff’s office",
    ]
    assert types(analysis)["Lake County"] == "Place"


def test_versions_of_a_product_are_different_products(read: Read) -> None:
    found = types(read("Norrland sells Web Reader 6. The newer Web Reader 9 browser is faster."))
    assert found["Web Reader 6"] == "Product"
    assert found["Web Reader 9"] == "Product"


def test_product_is_known_by_what_it_is_called(read: Read, mentions: Mentions) -> None:
    analysis = read(
        "Acme Works sells face recognition software called Lookout. Police use Lookout."
    )
    assert types(analysis)["Lookout"] == "Product"
    assert any("software" in words for words in mentions(analysis, "Lookout"))


def test_spokesperson_without_a_name_is_named_after_the_organisation(read: Read) -> None:
    analysis = read("Acme Works Inc. grew. A spokesperson for Acme Works Inc. declined to comment.")
    assert types(analysis)["Acme Works Inc. spokesperson"] == "Person"


def test_name_with_other_organisations_is_a_group(read: Read, mentions: Mentions) -> None:
    analysis = read(
        "The Harbour Alliance along with about a dozen other organizations opposes the plan. The"
        " groups sent a letter."
    )
    name = "Harbour Alliance along with about a dozen other organizations"
    assert mentions(analysis, name)[-1] == "The groups"


def test_first_person_is_left_to_the_reader_of_quotations(read: Read) -> None:
    analysis = read("“We like it,” said Ana Ruiz. “I asked for it.”")
    assert analysis.mention_at(*head(analysis, "We")) is None
    assert analysis.mention_at(*head(analysis, "I")) is None


def test_added_mentions_do_not_displace_others(read: Read) -> None:
    analysis = read("“We like it,” said Ana Ruiz.")
    ruiz = analysis.mention_at(*head(analysis, "Ruiz"))
    assert ruiz is not None
    passage, token = head(analysis, "We")
    we = type(ruiz)(passage, token, token + 1, token, "pronoun", ruiz.entity)
    more = add_mentions(analysis, [we])
    assert more.mention_at(passage, token) == we
    assert more.mention_at(*head(analysis, "Ruiz")) == ruiz


def test_phrase_without_a_name_is_described_by_its_words(read: Read) -> None:
    analysis = read("Two residents spoke against the plan on Monday.")
    passage, token = head(analysis, "residents")
    found = describe(analysis, analysis.passages[passage], token)
    assert found is not None
    assert (found.name, found.type) == ("Two residents", "Person")


def test_verb_is_no_entity(read: Read) -> None:
    analysis = read("Two residents spoke against the plan on Monday.")
    passage, token = head(analysis, "spoke")
    assert describe(analysis, analysis.passages[passage], token) is None


def test_every_mention_stands_in_the_text(read: Read) -> None:
    analysis = read(*COUNCIL, title="Fairhaven City Council Buys Plate Readers")
    for mention in analysis.mentions:
        words = analysis.entity(mention).mention
        assert words is not None
        assert words.fits(analysis.document.text)


def test_same_text_gives_the_same_analysis(read: Read) -> None:
    first, second = read(*COUNCIL), read(*COUNCIL)
    assert (first.entities, first.mentions) == (second.entities, second.mentions)


def test_document_without_readable_text_has_no_entities(read: Read) -> None:
    assert read().entities == ()
