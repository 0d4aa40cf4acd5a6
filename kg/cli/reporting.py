"""How the command line speaks: errors in one line, exit codes, progress on a terminal."""

from __future__ import annotations

import functools
import itertools
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import click

from kg.errors import KgError, NotFoundError
from kg.model import Rejection

OK = 0
PROBLEM = 1
USAGE = 2


def exits(command: Callable[..., int]) -> Callable[..., None]:
    """Make a command exit with the code that its function returns, and 2 on an error of ours."""

    @functools.wraps(command)
    def wrapped(*args: object, **kwargs: object) -> None:
        try:
            code = command(*args, **kwargs)
        except KgError as error:
            click.echo(f"Error: {error}", err=True)
            code = USAGE
        sys.exit(code)

    return wrapped


def missing_is_problem(command: Callable[..., int]) -> Callable[..., int]:
    """Make a command exit with 1, and say so, where the graph does not hold a name."""

    @functools.wraps(command)
    def wrapped(*args: object, **kwargs: object) -> int:
        try:
            return command(*args, **kwargs)
        except NotFoundError as error:
            say(f"Error: {error}")
            return PROBLEM

    return wrapped


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """End the program, with an error in one line, where what is inside takes longer; 0 waits on.

    The engine cannot be told to stop a query, so the process goes with it; nothing is written
    while it runs.
    """

    def end() -> None:
        click.echo(
            f"Error: the query took longer than {seconds:g} seconds and was ended"
            " (ask for less, or wait longer with --timeout)",
            err=True,
        )
        os._exit(USAGE)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    if seconds:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


def say(message: str, *, quiet: bool = False) -> None:
    """Write a message to standard error."""
    if not quiet:
        click.echo(message, err=True)


def say_rejections(rejections: Iterable[Rejection], *, most: int = 10) -> None:
    """Write what was set aside to standard error: a line each, the first `most` of them."""
    waiting = iter(rejections)
    for rejection in itertools.islice(waiting, most):
        remedy = f" ({rejection.remedy})" if rejection.remedy else ""
        click.echo(f"set aside: {rejection.where}: {rejection.reason}{remedy}", err=True)
    if more := sum(1 for _ in waiting):
        click.echo(f"set aside: {more} more", err=True)


def progress(*, quiet: bool = False, verbose: bool = False) -> Callable[[str], None]:
    """Return what is called with each source read: a line each, or a count on a terminal."""
    shown = sys.stderr.isatty() and not quiet
    numbers = itertools.count(1)

    def tell(location: str) -> None:
        number = next(numbers)
        if verbose:
            click.echo(location, err=True)
        elif shown:
            click.echo(f"\r\x1b[K{number} read: {location[-60:]}", err=True, nl=False)

    return tell


def end_progress(*, quiet: bool = False) -> None:
    """Clear the count from the terminal."""
    if sys.stderr.isatty() and not quiet:
        click.echo("\r\x1b[K", err=True, nl=False)
