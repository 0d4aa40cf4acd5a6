"""Which server is asked or filled: its addresses, who asks, how patiently, where the merged graph is.

Credentials come from the environment. They never stand in a URL, in a message or in a log.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg.errors import ConfigurationError
from kg.vocab import DEFAULT_BASE

# The named graph of the merged triples on a server whose default graph cannot hold them alone.
MERGED_GRAPH = f"{DEFAULT_BASE}merged"
AUTO, DEFAULT, UNION = "auto", "default", "union"
_WRITTEN = re.compile(r"[!-~]+")  # ASCII, without spaces
USER, PASSWORD, TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and password, or a token, or neither; not shown when printed."""

    user: str | None = field(default=None, repr=False)
    password: str = field(default="", repr=False)
    token: str | None = field(default=None, repr=False)

    @property
    def given(self) -> bool:
        """Tell whether there are any."""
        return self.user is not None or self.token is not None


ANONYMOUS = Credentials()


def credentials_from(environment: Mapping[str, str]) -> Credentials:
    """Return the credentials in the environment's `KG_STORE_…` variables.

    >>> credentials_from({"KG_STORE_USER": "ana", "KG_STORE_PASSWORD": "s3cret"})
    Credentials()

    Raises:
        ConfigurationError: a token and a user are both set, or a password without its user.
    """
    user, password, token = (environment.get(name) or None for name in (USER, PASSWORD, TOKEN))
    if token and (user or password):
        raise ConfigurationError(
            f"{TOKEN} and {USER} are both set", remedy="unset the one that the server does not take"
        )
    if password and not user:
        raise ConfigurationError(f"{PASSWORD} is set without {USER}", remedy=f"set {USER}")
    return Credentials(user, password or "", token)


def checked_url(url: str) -> str:
    """Return a server's URL without its trailing slash, if it may be used.

    >>> checked_url("http://localhost:7878/")
    'http://localhost:7878'

    Raises:
        ConfigurationError: it is no http or https URL, or it holds a user, a password, a query or a
            fragment.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or not _WRITTEN.fullmatch(url):
        # What is no URL may still hold a password, and is not repeated.
        raise ConfigurationError(
            "the address of the store is no URL",
            remedy="write it as in http://localhost:7878 or https://data.example/sparql",
        )
    if "@" in parts.netloc:
        raise ConfigurationError(
            f"the address of the store on {host} holds credentials",
            remedy=f"take them out of the URL and set {USER} and {PASSWORD}",
        )
    if parts.query or parts.fragment:
        raise ConfigurationError(
            f"the address of the store on {host} has a query or a fragment",
            remedy="give the URL up to the '?' or '#'",
        )
    return url.rstrip("/")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What the user says of a server's addresses: one, and those that differ from what it tells."""

    store: str
    update: str | None = None
    graph_store: str | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: tries a request, seconds before the second try, and the bounds of a pause
    and of an answer in seconds."""

    tries: int = 7
    first: float = 0.5
    longest: float = 120.0
    answer: float = 300.0
    connecting: float = 10.0


PATIENT = Patience()


@dataclass(frozen=True, slots=True)
class Target:
    """A server to ask or to fill.

    `merged` says where it has the merged triples: "default" for its default graph, "union" for
    nowhere, since its default graph is the union of all graphs, the IRI of a named graph, or "auto".
    """

    addresses: Addresses
    merged: str = AUTO
    credentials: Credentials = ANONYMOUS
    patience: Patience = PATIENT
