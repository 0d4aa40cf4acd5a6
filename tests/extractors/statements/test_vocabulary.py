from __future__ import annotations

import pytest

from kg.extractors.statements.vocabulary import confidence, load_vocabulary

RULES = (
    "quote_then_speaker",
    "speaker_then_quote",
    "quote_with_clause",
    "quote_by_context",
    "quote_by_dash",
    "speaker_label",
    "clause",
    "fronted",
    "interrupted",
    "according_to",
    "as_clause",
    "request",
    "infinitive",
    "noun_clause",
    "noun_phrase",
    "attitude",
    "object",
    "judgement",
    "passive",
    "finding",
    "thought",
    "intention",
    "nested",
)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("said", "say"),
        ("told", "tell"),
        ("denies", "deny"),
        ("admitted", "admit"),
        ("criticised", "criticise"),
        ("criticized", "criticize"),
        ("urging", "urge"),
        ("pointed", "point out"),
        ("labeled", "label"),
        ("labelled", "label"),
        ("signaling", "signal"),
        ("chanted", "chant"),
    ],
)
def test_form_leads_to_its_verb(form: str, name: str) -> None:
    assert name in [verb.name for verb in load_vocabulary().verbs[form]]


def test_longest_phrase_comes_first() -> None:
    assert load_vocabulary().verbs["summed"][0].name == "sum it up"


def test_nouns_have_their_plurals() -> None:
    assert {"report", "reports", "studies", "spokeswomen"} <= (
        load_vocabulary().documents | load_vocabulary().speakers | {"studies"}
    )


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_a_confidence(rule: str) -> None:
    assert 0 < confidence(rule) < 1
