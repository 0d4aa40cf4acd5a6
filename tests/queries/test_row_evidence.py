"""Every row of an answer can show the claims that say what it says."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from kg.api import build
from kg.cli import main
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_record
from kg.queries import Table, list_questions, run
from kg.queries.engine import objects
from kg.queries.row_evidence import row_evidence, with_evidence
from kg.triples import Term
from kg.triples.terms import iri_value, literal_value
from kg.vocab import terms
from kg.vocab.ontology import local_name
from tests.queries import graphs

STORE = graphs.store_of()
ENGINE = STORE.engine
TEXTS = {document.id: document.text for document in graphs.DOCUMENTS}


def ask(question: str) -> Table:
    found = run(ENGINE, question)
    assert isinstance(found, Table)
    return found


def is_there(claim: Term) -> bool:
    return bool(objects(ENGINE, claim, terms.SUBJECT))


@pytest.mark.parametrize("question", list_questions(), ids=lambda question: question.name)
def test_the_claims_behind_a_row_are_those_that_it_holds(question: object) -> None:
    table = ask(question.text)  # type: ignore[attr-defined]
    evidence = list(row_evidence(ENGINE, table, graphs.texts))
    assert len(evidence) == len(table.rows)
    for record, found in zip(table.records(), evidence, strict=True):
        if "claim" in record:
            held = {cell for cell in record.values() if "/claim/" in cell}
            ids = {item.claim.id for item in found}
            # A claim that a person has put right is named by its correction only.
            assert ids == {iri_value(cell).rpartition("/")[2] for cell in held if is_there(cell)}
        elif {"subject", "predicate", "object"} <= record.keys() and found:
            kinds = {item.claim.type for item in found}
            assert kinds == {local_name(iri_value(record["predicate"]))}
        for item in found:
            spans = [span.text for span in item.claim.evidence]
            text = TEXTS.get(item.claim.document)
            assert text is None or all(words in text for words in spans)


def test_a_pair_of_entities_is_said_by_the_claims_that_link_them() -> None:
    table = ask("SELECT ?one ?other { ?one kg:deploys ?other }")
    for record, found in zip(
        table.records(), row_evidence(ENGINE, table, graphs.texts), strict=True
    ):
        assert found, record
        assert {item.claim.type for item in found} <= {"deploys", "states"}


def test_a_count_has_no_claims_behind_it() -> None:
    table = ask("SELECT (COUNT(*) AS ?all) { ?s ?p ?o }")
    assert list(row_evidence(ENGINE, table, graphs.texts)) == [()]


def test_two_columns_hold_a_sentence_and_a_source_for_each_claim() -> None:
    table = ask("SELECT ?one ?other { ?one kg:deploys ?other }")
    evidence = list(row_evidence(ENGINE, table, graphs.texts))
    wide = with_evidence(table, evidence)
    assert wide.variables == ("one", "other", "sentences", "sources")
    for row, found in zip(wide.rows, evidence, strict=True):
        assert row[2] is not None
        assert row[3] is not None
        for cell in (row[2], row[3]):
            assert len(literal_value(cell)[0].split("\n")) == len(found)
        assert literal_value(row[2])[0].count(">>") >= len(found)


def test_the_command_shows_sentences_for_people_and_columns_for_programs(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    lines = [json.dumps(document_record(document)) for document in graphs.DOCUMENTS]
    path = folder / "all.jsonl"
    path.write_text("\n".join([*lines, *map(dump_claim, graphs.CLAIMS)]), encoding="utf-8")
    build(path, folder / "out")

    def kg(*words: str) -> str:
        result = CliRunner().invoke(main, ["query", str(folder / "out"), *words])
        assert result.exit_code == 0, result.output
        return result.stdout

    told = kg("vendors", "--evidence")
    assert "] Corvid Systems makes NightEye" in told
    assert ">>Corvid Systems, of Elverton, sells NightEye<<." in told
    plain = list(csv.reader(io.StringIO(kg("vendors", "--format", "csv"))))
    wide = list(csv.reader(io.StringIO(kg("vendors", "--evidence", "--format", "csv"))))
    assert [row[: len(plain[0])] for row in wide] == plain
    assert wide[0][-2:] == ["sentences", "sources"]
    refused = CliRunner().invoke(
        main, ["query", str(folder / "out"), "ASK { ?s ?p ?o }", "--evidence"]
    )
    assert refused.exit_code == 2
    assert "a table" in refused.stderr
