"""Who comes in: hosts, tokens, pages of other origins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.running import FORM, UPDATE, Server, refused, serving

TOKEN = "wrens-nest-in-march"  # noqa: S105 - of this test alone
PAGE = {"Origin": "https://page.example"}
ASK = "/sparql?query=ASK+%7B%7D"
PREFLIGHT = {"Access-Control-Request-Headers": "content-type", **PAGE}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A writable server that others can reach, with a token, for one page."""
    folder = tmp_path_factory.mktemp("guarded")
    options = ("--writable", "--host", "0.0.0.0", "--cors-origin", PAGE["Origin"])  # noqa: S104
    with serving(folder, *options, environment={"KG_TOKEN": f" {TOKEN}\n"}) as found:
        yield found


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost@evil.example", ""],
)
def test_another_host_than_this_machine_is_sent_away(server: Server, host: str) -> None:
    assert server.request("GET", ASK, headers={"Host": host}).status == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:1", "[::1]:7878"])
def test_this_machine_has_several_names(server: Server, host: str) -> None:
    assert server.request("GET", ASK, headers={"Host": host}).status == 200


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/sparql", "/store?default", "/nothing"])
def test_nothing_is_had_without_the_token(guarded: Server, method: str, path: str) -> None:
    reply = guarded.request(method, path)
    assert (reply.status, reply.headers["www-authenticate"]) == (401, 'Bearer realm="kg"')


@pytest.mark.parametrize(
    "shown",
    [f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", TOKEN, "Bearer", "Bearer é", ""],
)
def test_another_token_does_not_do(guarded: Server, shown: str) -> None:
    assert guarded.request("GET", ASK, headers={"Authorization": shown}).status == 401


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_the_token_opens(guarded: Server, scheme: str) -> None:
    headers = {"Authorization": f"{scheme} {TOKEN}", "Host": "any.example"}
    assert guarded.request("GET", ASK, headers=headers).status == 200
    insert = "INSERT DATA { <urn:s> <urn:p> <urn:o> }"
    assert guarded.request("POST", "/sparql", insert, {**headers, **UPDATE}).status == 204


def test_others_are_not_served_without_a_token(folder: Path) -> None:
    message = refused(str(folder), "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - is refused
    assert "no token is set" in message


def test_an_empty_token_is_none(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("\n", encoding="utf-8")
    assert "the token is empty" in refused(str(folder), "--token-file", str(file))


def test_no_page_may_read_unless_it_is_allowed(server: Server) -> None:
    assert "access-control-allow-origin" not in server.request("GET", ASK, headers=PAGE).headers


def test_every_page_may_read_where_all_are_allowed(hurried: Server) -> None:
    reply = hurried.request("GET", ASK, headers=PAGE)
    assert reply.headers["access-control-allow-origin"] == "*"
    asked = {**PREFLIGHT, "Access-Control-Request-Method": "POST"}
    preflight = hurried.request("OPTIONS", "/sparql", headers=asked)
    assert preflight.status == 200
    assert "POST" in preflight.headers["access-control-allow-methods"]


def test_no_page_may_write_unless_it_is_named(writable: Server) -> None:
    for headers, body in ((UPDATE, "DROP ALL"), (FORM, "update=DROP+ALL")):
        reply = writable.request("POST", "/sparql", body, {**headers, **PAGE})
        assert (reply.status, "may not change" in reply.text) == (403, True)
    assert writable.request("DELETE", "/store?default", headers=PAGE).status == 403
    assert writable.update("DROP ALL", {"Origin": "null"}).status == 403
    asked = {**PREFLIGHT, "Access-Control-Request-Method": "PUT"}
    assert writable.request("OPTIONS", "/store?default", headers=asked).status == 400


def test_a_page_of_the_server_itself_may_write(writable: Server) -> None:
    assert writable.update("DROP ALL", {"Origin": writable.url.rstrip("/")}).status == 204


def test_a_page_that_is_named_may_write_and_no_other_may_read(guarded: Server) -> None:
    token = {"Authorization": f"Bearer {TOKEN}"}
    asked = {**PREFLIGHT, "Access-Control-Request-Method": "PUT"}
    assert guarded.request("OPTIONS", "/store?default", headers=asked).status == 200
    assert guarded.request("DELETE", "/store?default", headers={**token, **PAGE}).status == 204
    other = {**token, "Origin": "https://other.example"}
    assert "access-control-allow-origin" not in guarded.request("GET", ASK, headers=other).headers
