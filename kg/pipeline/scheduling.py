"""The wall around Dask: connect to a scheduler, give it work, wait, and say as ours what went wrong.

Source: https://distributed.dask.org/en/stable/resilience.html, for what happens when a worker dies.
"""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from time import monotonic
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

from kg.errors import ConfigurationError, StoreError
from kg.readers.addresses import INSTALL

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
_ANSWER_SECONDS = 20
_WORKERLESS_SECONDS = 60
_LOOK_SECONDS = 2
_SCHEMES = frozenset({"tcp", "tls", "ws", "wss"})


@dataclass(frozen=True, slots=True)
class Died:
    """What comes of work that several workers have died of."""


class Scheduler:
    """A scheduler that is connected, and has workers with the same program."""

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address
        # The scheduler would give the result of another run's work of the same key.
        self._run = uuid4().hex

    def threads(self) -> int:
        """Return how many threads the workers have that are there now."""
        known = self._client.scheduler_info(n_workers=-1)["workers"]
        return sum(int(worker["nthreads"]) for worker in known.values())

    def submit(self, name: str, work: Callable[..., T], *given: object) -> Future[T]:
        """Give work to a worker; it is given to another one where the first dies."""
        return self._client.submit(work, *given, key=f"{name}-{self._run}", pure=False)

    def outcome(self, future: Future[T]) -> T | Died:
        """Wait for work to be done, and return what came of it.

        Raises:
            ConfigurationError: there has been no worker any more for a minute.
            StoreError: the scheduler is lost.
        """
        from distributed import KilledWorker

        seen = monotonic()
        while True:
            try:
                return future.result(timeout=_LOOK_SECONDS)
            except KilledWorker:
                return Died()
            except (TimeoutError, CancelledError, OSError) as error:
                if future.status == "error":
                    raise  # by the work itself
                if not isinstance(error, TimeoutError):
                    raise self.lost() from error
            seen = monotonic() if self.threads() else seen
            if monotonic() - seen > _WORKERLESS_SECONDS:
                raise self.no_workers()

    def check(self) -> None:
        """Wait for a worker, and see that all have the same versions as this machine.

        Raises:
            ConfigurationError: there is no worker, or one has other versions.
        """
        try:
            self._client.wait_for_workers(1, timeout=_ANSWER_SECONDS)
        except TimeoutError:
            raise self.no_workers() from None
        here = installed()
        answers = self._client.run(installed, on_error="return")
        for worker, there in sorted(answers.items()):
            if there != here:
                found = there if isinstance(there, str) else "no claimkg that can be used"
                raise ConfigurationError(
                    f"this machine has {here}, the worker {worker} {found}",
                    remedy="install the same versions on every machine",
                )

    def lost(self) -> StoreError:
        """Return the error that says that the scheduler does not answer any more."""
        return StoreError(
            "the connection to the scheduler is lost",
            where=self._address,
            remedy="run it again: what is finished is kept",
        )

    def no_workers(self) -> ConfigurationError:
        """Return the error that says there are none."""
        return ConfigurationError(
            f"the scheduler at {self._address} has no workers",
            remedy=f"start some on the machines that are to work: dask worker {self._address}",
        )


def is_done(future: Future[T]) -> bool:
    """Tell whether work is done, well or not."""
    return bool(future.done())  # type: ignore[no-untyped-call]


@contextmanager
def connected(address: str) -> Iterator[Scheduler]:
    """Connect to a scheduler for as long as the context lasts; what is not done then is given up.

    Raises:
        ConfigurationError: it does not answer, has no workers, or they have other versions.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ConfigurationError("Dask is not installed", remedy=INSTALL) from None
    try:
        _knock(address)
        client = Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"no scheduler answers at {address!r}",
            remedy="start one with: dask scheduler; give the address that it prints, as tcp://…:8786",
        ) from error
    with _quiet(), client:
        scheduler = Scheduler(client, address)
        try:
            scheduler.check()
        except OSError as error:
            raise scheduler.lost() from error
        yield scheduler


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from writing what is raised as an error of ours as well."""
    logger = logging.getLogger("distributed.client")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _knock(address: str) -> None:
    """See that somebody listens, since a client that found nobody takes long to give up.

    Raises:
        OSError: nobody does.
        ValueError: this is no address of a scheduler.
    """
    place = urlsplit(address if "://" in address else f"tcp://{address}")
    if place.scheme not in _SCHEMES or place.hostname is None or place.port is None:
        raise ValueError(address)
    socket.create_connection((place.hostname, place.port), timeout=_ANSWER_SECONDS).close()


def installed() -> str:
    """Return the versions of the program and of Python that a worker must have, too.

    >>> installed().startswith("claimkg ")
    True
    """
    return f"claimkg {version('claimkg')} on Python {sys.version_info[0]}.{sys.version_info[1]}"
