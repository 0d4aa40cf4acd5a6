"""Pattern files: what is read, and how mistakes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ConfigurationError
from kg.extractors.facts import load_patterns
from kg.model import Entity

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "kg" / "extractors" / "patterns"
HEAD = 'type = "endorses"\nsubject = ["Organization"]\nobject = ["Product"]\n'
FRAME = '[[verb]]\nwords = ["endorse"]\n'


def write(folder: Path, text: str) -> Path:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return folder


def test_shipped_patterns_cover_the_fact_types() -> None:
    types = {pattern.type for pattern in load_patterns([SHIPPED]).patterns}
    assert types == {"acquires", "affiliated", "deploys", "makes", "opposes", "partners"}


def test_own_patterns_add_a_claim_type(tmp_path: Path) -> None:
    patterns = load_patterns([SHIPPED, write(tmp_path, HEAD + FRAME)])
    own = patterns.patterns[-1]
    assert own.type == "endorses"
    assert own.frames[0].subject == ("subject",)
    assert own.frames[0].object_classes == {"Product"}


def test_a_class_fits_where_its_root_is_asked_for() -> None:
    patterns = load_patterns([SHIPPED])
    company = Entity("Acme", "Company")
    assert patterns.fits(company, frozenset({"Organization"}))
    assert not patterns.fits(company, frozenset({"Product"}))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (HEAD + FRAME + 'colour = "red"\n', "verb 1: colour"),
        (HEAD + "[[verb]]\n", "verb 1: words"),
        (HEAD, "verb"),
        ('type = "endorses"\n' + FRAME, "subject"),
        (HEAD + "confidence = 2\n" + FRAME, "confidence"),
        (HEAD + FRAME + 'modality = "sure"\n', "verb 1: modality"),
        (HEAD + FRAME + "requires = { into = 3 }\n", "verb 1: requires.into"),
        (HEAD + FRAME + 'lexicon = "no_such_list"\n', "no_such_list"),
        (HEAD + "[[verb\n", "cannot be read"),
        (HEAD + 'verb = "endorse"\n', "verb"),
    ],
)
def test_a_mistake_in_a_pattern_file_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_patterns([write(tmp_path, text)])
    assert named in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such folder"):
        load_patterns([tmp_path / "none"])
