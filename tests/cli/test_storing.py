"""`kg query --store`: servers asked from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.cli.storing import publish_folder, target_of
from kg.errors import ConfigurationError
from kg.stores import OxigraphStore
from tests.queries import graphs
from tests.sparql_servers import Server


def kg(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, arguments, env=environment)


@pytest.fixture
def filled(server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Server:
    """Publish the sample graph from a folder, as `kg build --store` does."""
    (tmp_path / "out" / "store").mkdir(parents=True)
    sample = graphs.store_of()
    with OxigraphStore(tmp_path / "out" / "store" / "graph") as store:
        for graph in sample.graphs():
            store.replace_document(graph, sample.triples(graph))
    publish_folder(tmp_path / "out", server.target, progress=lambda _: None)
    assert "4 graphs sent, 0 unchanged, 0 removed" in capsys.readouterr().err
    return server


def test_a_named_question_is_asked_of_a_server(filled: Server) -> None:
    done = kg("query", "--store", filled.url, "vendors", "--param", "product=NightEye")
    assert done.exit_code == 0
    assert "Corvid Systems  NightEye  Elverton Harbour Police" in done.stdout


def test_a_query_with_a_limit_is_asked_of_a_server(filled: Server) -> None:
    query = "SELECT ?o { ?o a kg:Company } ORDER BY STR(?o)"
    done = kg("query", "--store", filled.url, query, "--limit", "1", "--format", "csv")
    assert done.exit_code == 0
    assert len(done.stdout.split()) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("out", "vendors"), "ask a folder or the server"),
        (("SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }",), "SERVICE"),
    ],
)
def test_what_cannot_be_asked_of_a_server_is_told(arguments: tuple[str, ...], words: str) -> None:
    with_store = kg("query", "--store", "http://127.0.0.1:1/sparql", *arguments)
    assert with_store.exit_code == 2
    assert words in with_store.stderr or "cannot be reached" in with_store.stderr


def test_an_address_with_a_password_is_refused_without_repeating_it() -> None:
    done = kg("query", "--store", "http://ana:s3cret@data.example/sparql", "vendors")
    assert done.exit_code == 2
    assert "take them out of the URL" in done.stderr
    assert "s3cret" not in done.output


def test_options_of_a_server_need_its_address() -> None:
    with pytest.raises(ConfigurationError, match="go with --store"):
        target_of({"store": None, "merged": "union"})
    assert kg("query", "vendors", "--merged", "union").exit_code == 2
