"""What the tests of the extractors share."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.errors import ConfigurationError
from kg.extractors.parsing import load_pipeline


@pytest.fixture(scope="session")
def pipeline() -> Language:
    try:
        return load_pipeline("base")
    except ConfigurationError as error:
        pytest.skip(f"needs the language pipeline that ships: {error}")
