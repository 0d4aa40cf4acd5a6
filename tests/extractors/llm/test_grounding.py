"""Whatever a model writes becomes a claim that fits the text, or one error of ours."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.errors import ClaimError, NotFoundError
from kg.extractors.llm.chunks import sentences_of
from kg.extractors.llm.grounding import Ground, claim_of, shown_text
from kg.extractors.llm.locating import readable
from kg.extractors.llm.vocabulary import load_terms
from kg.extractors.parsing import parse
from kg.extractors.statements.quotation import find_quotations
from kg.model.claim_format import claim_from_record, claim_record
from kg.readers.text import text_document
from kg.resources import ontology_path

TEXT = "“It hums,” Ann Bell said in May 2020. Orla Ltd uses 30 gates at $5 a day in Riverford."
ENTITY = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Ann Bell", "Orla Ltd", "orla ltd", "it", "Acme"]),
        "type": st.sampled_from(["Person", "Organization", "Product", "Robot"]),
        "mention": st.sampled_from([None, "Bell", "Orla", "", "She", "\x00"]),
    }
)
WORDS = st.sampled_from(
    [
        "It hums,",
        '"It hums,"',
        "said",
        "May 2020",
        "30 gates",
        "at $5 a day",
        "in Riverford",
        ".",
        "",
    ]
) | st.text(max_size=5)
QUALIFIER = st.fixed_dictionaries(
    {
        "name": st.sampled_from(
            ["cue", "date", "scale", "price", "place", "status", "role", "hue"]
        ),
        "words": WORDS,
        "value": st.sampled_from([None, "active", "7"]),
    }
)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
CLAIM = st.fixed_dictionaries(
    {
        "sentence": st.integers(0, 3) | JSON,
        "type": st.sampled_from(["states", "deploys", "adores"]) | JSON,
        "subject": ENTITY | JSON,
        "object": st.none() | ENTITY | JSON,
        "content": st.none() | st.lists(WORDS, max_size=2) | JSON,
        "qualifiers": st.lists(QUALIFIER, max_size=2) | JSON,
        "modality": st.sampled_from(["asserted", "denied", "sure"]) | JSON,
        "attributed_to": st.none() | ENTITY | JSON,
        "evidence": st.lists(WORDS, min_size=1, max_size=2) | JSON,
    }
)


@pytest.fixture(scope="module")
def ground(pipeline: Language) -> Ground:
    document = text_document(TEXT, source="a.txt")
    return Ground(
        document=document,
        passages=parse(document, pipeline),
        quotations=find_quotations(TEXT, document.blocks),
        named=readable(TEXT, [(0, len(TEXT))]),
        vocabulary=load_terms([ontology_path()]),
        extractor="llm/0.1 tiny",
    )


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(value=CLAIM | JSON)
def test_what_a_model_writes_becomes_a_claim_that_fits_or_one_error(
    ground: Ground, value: object
) -> None:
    chunk = sentences_of(ground.passages)
    try:
        claim = claim_of(value, chunk, shown_text(ground.document, chunk), ground)
    except (ClaimError, NotFoundError) as error:
        assert error.reason.encode()
        return
    assert all(span.fits(TEXT) for span in claim.spans())
    assert claim.type in ground.vocabulary.ontology.claim_types
    assert claim_from_record(claim_record(claim), where="test") == claim
