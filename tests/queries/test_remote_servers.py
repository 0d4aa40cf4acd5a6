"""Where servers take what, found out from one address."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.errors import StoreError
from kg.queries.remote_http import Connection
from kg.queries.remote_servers import Endpoints, find_endpoints
from kg.queries.remote_target import Addresses
from tests.scripted_server import Answer, Request, scripted


def server(header: str, query: str) -> Callable[[Request], Answer]:
    """Answer queries at one path, and 404 elsewhere, with a Server header."""
    headers = {"Server": header} if header else {}

    def answer(request: Request) -> Answer:
        path = request.path.partition("?")[0]
        return (
            Answer(headers=headers) if path == query else Answer(404, "no", headers, "text/plain")
        )

    return answer


def found(answer: Callable[[Request], Answer], path: str) -> tuple[str, str, str | None]:
    """Return the paths that are found from the address of a path."""
    with scripted(answer) as running, Connection() as connection:
        endpoints = find_endpoints(connection, Addresses(running.url + path))
        addresses = (endpoints.query, endpoints.update, endpoints.graph_store)
        query, update, graphs = (
            address.removeprefix(running.url) if address is not None else None
            for address in addresses
        )
    assert query is not None
    assert update is not None
    return query, update, graphs


@pytest.mark.parametrize("path", ["", "/", "/sparql", "/sparql-auth"])
def test_the_addresses_of_virtuoso(path: str) -> None:
    answer = server("Virtuoso/07.20.3229 (Linux)", "/sparql")
    expected = ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth")
    assert found(answer, path) == expected


@pytest.mark.parametrize("path", ["", "/query", "/update", "/store"])
def test_the_addresses_of_oxigraph(path: str) -> None:
    assert found(server("Oxigraph/0.5.13", "/query"), path) == ("/query", "/update", "/store")


@pytest.mark.parametrize("path", ["/ds", "/ds/sparql", "/ds/update", "/ds/data"])
def test_the_addresses_of_fuseki(path: str) -> None:
    answer = server("Apache Jena Fuseki (5.2.0)", "/ds/sparql")
    assert found(answer, path) == ("/ds/sparql", "/ds/update", "/ds/data")


@pytest.mark.parametrize("path", ["", "/statements", "/rdf-graphs/service"])
def test_the_addresses_of_a_repository_of_rdf4j(path: str) -> None:
    root = "/rdf4j-server/repositories/news"
    expected = (root, f"{root}/statements", f"{root}/rdf-graphs/service")
    assert found(server("", root), root + path) == expected


@pytest.mark.parametrize("path", ["", "/sparql"])
def test_a_server_that_is_not_known_takes_all_at_one_address(path: str) -> None:
    assert found(server("Unheard/1", "/sparql"), path) == ("/sparql", "/sparql", None)


def test_an_address_that_is_given_is_taken() -> None:
    with scripted(server("Oxigraph/0.5.13", "/query")) as running, Connection() as connection:
        given = Addresses(running.url, "http://a.example/update", "http://b.example/store/")
        assert find_endpoints(connection, given) == Endpoints(
            f"{running.url}/query", "http://a.example/update", "http://b.example/store", "Oxigraph"
        )


def test_a_page_is_no_answer() -> None:
    def answer(request: Request) -> Answer:
        return Answer(body="<html>", kind="text/html") if request.path == "/" else Answer()

    assert found(answer, "/") == ("/sparql", "/sparql", None)


def test_an_address_at_which_nothing_is_found_is_named_as_it_was_given() -> None:
    with (
        scripted(server("Virtuoso/07", "/sparql")) as running,
        Connection() as connection,
        pytest.raises(StoreError) as caught,
    ):
        find_endpoints(connection, Addresses(f"{running.url}/wrong"))
    assert str(caught.value).startswith(f"{running.url}/wrong: the server answers 404 Not Found")
