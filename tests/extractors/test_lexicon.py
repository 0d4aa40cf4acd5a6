from __future__ import annotations

import pytest

from kg.errors import ConfigurationError
from kg.extractors.lexicon import groups, table, words


def test_words_leave_out_comments() -> None:
    assert "inc" in words("organisations_suffixes")
    assert not any(entry.startswith("#") for entry in words("organisations_suffixes"))


def test_groups_are_sets_by_key() -> None:
    assert "she" in groups("pronouns")["feminine"]


@pytest.mark.parametrize("load", [words, table, groups])
def test_missing_lexicon_is_named_with_the_known_ones(load: object) -> None:
    assert callable(load)
    with pytest.raises(ConfigurationError, match="no lexicon named 'absent"):
        load("absent")


def test_table_that_is_not_of_word_lists_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="not a list of words"):
        groups("names_cues")
