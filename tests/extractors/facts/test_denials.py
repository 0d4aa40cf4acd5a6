"""Facts inside statements: who vouches for them, and what a denial does to them."""

from __future__ import annotations

import hashlib

import pytest
from spacy.language import Language

from kg.extractors.facts import find_facts, load_patterns
from kg.extractors.mentions import find_entities
from kg.extractors.parsing import parse
from kg.extractors.statements import find_statements
from kg.model import Block, Claim, Document
from kg.resources import patterns_path


def facts(text: str, pipeline: Language) -> list[Claim]:
    """Return the facts of a one-paragraph article, read with its statements."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    block = Block("paragraph", 0, len(text))
    document = Document(
        "urn:case:denial", "case", text, digest, published="2023-05-10", blocks=(block,)
    )
    analysis = find_entities(document, parse(document, pipeline))
    statements = list(find_statements(analysis, extractor="rules/test"))
    patterns = load_patterns([patterns_path()])
    return list(find_facts(analysis, patterns, extractor="rules/test", attributions=statements))


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Mayor Tom Weller said that Denby Hospital uses FaceTrace.", "asserted"),
        ("Mayor Tom Weller denied that Denby Hospital uses FaceTrace.", "denied"),
    ],
)
def test_denial_makes_its_content_a_denied_fact(
    text: str, modality: str, pipeline: Language
) -> None:
    found = [claim for claim in facts(text, pipeline) if claim.type == "deploys"]
    assert [(claim.subject.name, claim.modality) for claim in found] == [
        ("Denby Hospital", modality)
    ]
    assert found[0].attributed_to is not None
    assert found[0].attributed_to.name == "Tom Weller"


def test_sentence_that_leans_on_the_one_before_is_vouched_for_as_that_one(
    pipeline: Language,
) -> None:
    text = (
        "According to the Calder Herald, Vantor Inc. sells the LensOne camera to police."
        " Adopters include the Denby Police Department."
    )
    found = [claim for claim in facts(text, pipeline) if claim.type == "deploys"]
    assert [claim.subject.name for claim in found] == ["Denby Police Department"]
    assert found[0].attributed_to is not None
    assert found[0].attributed_to.name == "Calder Herald"


def test_we_of_an_unnamed_spokesperson_is_whom_they_speak_for(pipeline: Language) -> None:
    text = (
        "Denby Hospital opened in May. “We have used the MedChart software since 2019,”"
        " a spokesperson for Denby Hospital said."
    )
    found = [claim for claim in facts(text, pipeline) if claim.type == "deploys"]
    assert [claim.subject.name for claim in found] == ["Denby Hospital"]


def test_passive_without_an_agent_is_the_doing_of_the_speakers_body_at_that_place(
    pipeline: Language,
) -> None:
    text = (
        "In Leeds, the FareFlow system is being used to track buses, Leeds Police Chief Ana Ruiz"
        " said on Monday."
    )
    found = [claim for claim in facts(text, pipeline) if claim.type == "deploys"]
    assert [(claim.subject.name, claim.subject.type) for claim in found] == [
        ("Leeds Police", "GovernmentOrganization")
    ]
    assert found[0].qualifiers["place"].value == "Leeds"


def test_would_in_reported_speech_is_a_plan(pipeline: Language) -> None:
    text = "Denby Hospital said on Monday that it would buy the MedChart software."
    found = [claim for claim in facts(text, pipeline) if claim.type == "deploys"]
    assert [(claim.subject.name, claim.modality) for claim in found] == [
        ("Denby Hospital", "planned")
    ]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("It is a lie that Denby Hospital uses FaceTrace.", "denied"),
        ("It is false that Denby Hospital uses FaceTrace.", "denied"),
        ("The group wrongly believed that Denby Hospital uses FaceTrace.", "denied"),
        ("He repeated the debunked claim that Denby Hospital uses FaceTrace.", "denied"),
        ("It is no lie that Denby Hospital uses FaceTrace.", "asserted"),
        ("There is a rumour that Denby Hospital uses FaceTrace.", "possible"),
    ],
)
def test_the_text_itself_says_that_a_fact_is_untrue_or_open(
    text: str, modality: str, pipeline: Language
) -> None:
    found = [claim for claim in facts(text, pipeline) if claim.type == "deploys"]
    assert [(claim.subject.name, claim.modality) for claim in found] == [
        ("Denby Hospital", modality)
    ]
