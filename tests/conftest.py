"""What tests of several rooms share: SPARQL servers, each started once where a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import sparql_servers
from tests.sparql_servers import Server

# How long an example takes depends on what else the machine does, and is no promise.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def oxigraph_server() -> Iterator[Server]:
    if reason := sparql_servers.missing_oxigraph():
        pytest.skip(reason)
    with sparql_servers.oxigraph_server() as server:
        yield server


@pytest.fixture(scope="session")
def kg_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if reason := sparql_servers.missing_kg_serve():
        pytest.skip(reason)
    with sparql_servers.kg_server(tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if reason := sparql_servers.missing_virtuoso():
        pytest.skip(reason)
    with sparql_servers.virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(params=["oxigraph_server", "kg_server", "virtuoso_server"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the servers in turn, emptied."""
    found: Server = request.getfixturevalue(request.param)
    found.empty()
    return found
