"""`kg validate` on files: exit codes and the two ways of validating."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

WRONG = """
@prefix kg: <https://w3id.org/claimkg/ontology#> .
<https://example.org/a> a kg:Person ; kg:makes <https://example.org/b> .
"""


@pytest.mark.parametrize(("text", "code"), [("", 0), (WRONG, 1)])
def test_both_ways_of_validating_print_the_same(tmp_path: Path, text: str, code: int) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(text, encoding="utf-8")
    screened, exact = (
        CliRunner().invoke(main, ["validate", str(path), *options]) for options in ([], ["--exact"])
    )
    assert (screened.exit_code, exact.exit_code) == (code, code)
    assert screened.output == exact.output


def test_unreadable_file_is_no_violation(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["validate", str(tmp_path / "none.ttl")]).exit_code == 2
