"""`--extractor llm` from the command line, with a scripted server behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.extractors.llm import extractor
from kg.extractors.parsing import load_pipeline
from kg.pipeline.settings import Settings, meter_of
from kg.resources import models_path
from tests.chat_server import ChatServer, Record, answered, chat_server, failed, said

pytest.importorskip("openai", reason="needs the extra: pip install 'claimkg[llm]'")
pytestmark = pytest.mark.skipif(
    not (models_path() / "base").is_dir(), reason="needs the language pipeline that ships"
)
TEXT = "The Riverford Transit Agency has used GateSense since 2021."
USES: Record = {
    "sentence": 1,
    "type": "deploys",
    "subject": {"name": "Riverford Transit Agency", "type": "Organization", "mention": None},
    "object": {"name": "GateSense", "type": "Product", "mention": "GateSense"},
    "content": None,
    "qualifiers": [{"name": "since", "words": "2021", "value": None}],
    "modality": "asserted",
    "attributed_to": None,
    "evidence": ["The Riverford Transit Agency has used GateSense since 2021"],
}
INVENTED: Record = USES | {"evidence": ["The agency adores GateSense"]}
# The shapes do not let a person be deployed.
UNSHAPELY: Record = USES | {
    "object": {"name": "GateSense", "type": "Person", "mention": "GateSense"},
}


@pytest.fixture(scope="module", autouse=True)
def _one_pipeline() -> Iterator[None]:
    pipeline = load_pipeline()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extractor, "load_pipeline", lambda: pipeline)
        yield


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    monkeypatch.setenv("KG_LLM_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    with chat_server() as served:
        yield served


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def lines(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def llm(server: ChatServer) -> tuple[str, ...]:
    return ("--extractor", "llm", "--model", "tiny", "--endpoint", server.url)


def test_extract_writes_claims_lists_what_it_sets_aside_and_says_what_it_cost(
    server: ChatServer, article: Path
) -> None:
    server.will_say(answered(USES, INVENTED))
    result = kg("extract", article, *llm(server))
    [claim] = [json.loads(line) for line in result.stdout.splitlines()]
    assert (claim["type"], claim["extractor"]) == ("deploys", "llm/0.1 tiny")
    assert "the text does not hold its evidence: 'The agency adores GateSense'" in result.stderr
    assert "asked of the model: 1 request, 0 answers from the cache; 100 prompt" in result.stderr
    assert result.exit_code == 1


def test_extract_exits_with_zero_where_nothing_was_set_aside(
    server: ChatServer, article: Path
) -> None:
    server.will_say(answered(USES))
    assert kg("extract", article, *llm(server)).exit_code == 0


def test_build_keeps_what_was_set_aside_and_its_numbers_add_up(
    server: ChatServer, article: Path, tmp_path: Path
) -> None:
    server.will_say(answered(USES, INVENTED, UNSHAPELY))
    out = tmp_path / "out"
    result = kg("build", article, "--out", out, *llm(server))
    assert "2 claims = 1 in the graph + 1 refused + 0 merged; 2 set aside" in result.stderr
    assert result.exit_code == 1
    invented, unshapely = lines(out / "rejected.jsonl")
    assert str(invented["where"]).startswith(f"{article}: characters 0–59: claim 2 of llm/0.1")
    assert json.loads(str(invented["item"])) == INVENTED
    assert unshapely["kind"] == "claim"
    assert len(lines(out / "claims.jsonl")) == 1
    assert kg("verify", out).exit_code == 0


def test_a_second_build_asks_nothing_and_changes_nothing(
    server: ChatServer, article: Path, tmp_path: Path
) -> None:
    server.will_say(answered(USES, INVENTED))
    first, second = tmp_path / "first", tmp_path / "second"
    kg("build", article, "--out", first, *llm(server))
    kg("build", article, "--out", first, *llm(server))
    kg("build", article, "--out", second, *llm(server))
    assert len(server.requests) == 1
    for path in first.iterdir():
        if path.is_file():
            assert path.read_bytes() == (second / path.name).read_bytes(), path.name


def test_sentences_without_a_usable_answer_count_as_not_read(
    server: ChatServer, article: Path, tmp_path: Path
) -> None:
    server.will_say(said("Sorry."), said("Sorry."))
    out = tmp_path / "out"
    result = kg("build", article, "--out", out, *llm(server))
    assert "0 claims" in result.stderr
    assert [entry["kind"] for entry in lines(out / "rejected.jsonl")] == ["document"]
    assert json.loads((out / "coverage.json").read_text(encoding="utf-8"))["sentences"] == 0


def test_an_endpoint_that_fails_ends_the_run_and_says_what_it_cost(
    server: ChatServer, article: Path
) -> None:
    server.will_say(failed(401, "bad key"))
    result = kg("extract", article, *llm(server))
    assert result.exit_code == 2
    assert "Error: " + server.url in result.stderr
    assert "asked of the model: 1 request" in result.stderr


def test_quiet_says_nothing_of_the_cost(server: ChatServer, article: Path) -> None:
    server.will_say(answered(USES))
    assert kg("extract", article, "--quiet", *llm(server)).stderr == ""


def test_a_model_must_be_named(article: Path) -> None:
    result = kg("extract", article, "--extractor", "llm", "--endpoint", "http://127.0.0.1:9/v1")
    assert (result.exit_code, "give --model" in result.stderr) == (2, True)


def test_an_endpoint_is_of_no_use_to_the_rules(article: Path) -> None:
    result = kg("extract", article, "--endpoint", "http://127.0.0.1:9/v1")
    assert result.exit_code == 2
    assert "the extractor 'rules' asks no endpoint" in result.stderr


def test_the_rules_send_nothing_although_the_environment_names_an_endpoint(
    server: ChatServer, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_API_KEY", "a-key")
    result = kg("extract", article)
    assert (result.exit_code, "asked of the model" in result.stderr) == (0, False)
    assert server.requests == []
    assert meter_of(Settings()) is None


def test_the_environment_names_the_endpoint_where_no_option_does(
    server: ChatServer, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    server.will_say(answered(USES))
    result = kg("extract", article, "--extractor", "llm", "--model", "tiny")
    assert (result.exit_code, len(server.requests)) == (0, 1)


def test_a_users_claim_type_is_asked_for_and_accepted(
    server: ChatServer, article: Path, tmp_path: Path
) -> None:
    ontology = tmp_path / "mine.ttl"
    ontology.write_text(
        "@prefix kg: <https://w3id.org/claimkg/ontology#> . <https://example.org/ns#tests>"
        " a kg:ClaimType .",
        encoding="utf-8",
    )
    server.will_say(answered(USES | {"type": "tests"}))
    result = kg("extract", article, "--ontology", ontology, *llm(server))
    assert json.loads(result.stdout)["type"] == "tests"
    assert "- tests (any entity → any entity)" in server.messages()[0]["content"]
