"""One pair after the other on a terminal, a key a decision; each is kept as it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from kg.cli.candidate_text import candidate_lines
from kg.cli.signing import now
from kg.errors import InputError
from kg.model.judgement import Judgement, Verdict
from kg.pipeline.candidates import Candidates
from kg.resolution.judgements import (
    check,
    constraints,
    merge,
    read_judgements,
    without,
    write_judgements,
)
from kg.stores.references import CandidateEntry
from kg.vocab.ontology import Ontology

_VERDICTS: dict[str, Verdict] = {"s": "same", "d": "different", "u": "unsure"}
_SKIP = ("k", " ")
_HELP = "s same   d different   u unsure   k or space skip   z undo the last   ? help   q quit"
_LONG_HELP = """  s  same: both names are one entity; by way of it, so is what is the same as either
  d  different: they are two entities
  u  unsure: leave it open, and do not ask again
  k  or the space bar: skip it for now; the next kg resolve asks again
  z  take the last decision back
  q  quit; what was decided is kept"""
_STRONG = ("\x1b[1m", "\x1b[0m")
_MARKED = ("\x1b[1;33m", "\x1b[0m")


@dataclass(frozen=True, slots=True)
class JudgementsFile:
    """A file of judgements that is read and written whole with every change."""

    path: Path
    ontology: Ontology

    def read(self) -> list[Judgement]:
        """Return what it holds.

        Raises:
            InputError: it cannot be read.
        """
        return read_judgements(self.path, ontology=self.ontology)

    def add(self, new: Iterable[Judgement]) -> list[Judgement]:
        """Add judgements, and return all that there are.

        Raises:
            InputError: one cannot be meant, or contradicts others; the file is left as it was.
            StoreError: the file cannot be written.
        """
        added = list(new)
        for judgement in added:
            check(judgement, self.ontology)
        judgements = merge(self.read(), added)
        constraints(judgements)
        write_judgements(self.path, judgements)
        return judgements

    def remove(self, judgement: Judgement) -> list[Judgement]:
        """Take a judgement back, and return those that are left.

        Raises:
            InputError: the file cannot be read.
            StoreError: it cannot be written.
        """
        left = without(self.read(), (judgement.left, judgement.right))
        write_judgements(self.path, left)
        return left


@dataclass(slots=True)
class Dialogue:
    """The pairs of a folder, shown to a person, and what is decided on them.

    `key` returns the key that the person presses, and raises EOFError where there is no more.
    """

    candidates: Candidates
    file: JudgementsFile
    by: str
    why: str = ""
    key: Callable[[], str] = click.getchar
    _decided: list[tuple[CandidateEntry, Judgement]] = field(default_factory=list)

    def run(self, entries: Iterable[CandidateEntry]) -> tuple[int, int]:
        """Ask about pairs until there are no more, or the person ends it.

        Returns how many decisions were made, and about how many pairs was asked.

        Raises:
            InputError: the file of judgements cannot be read any more.
            StoreError: it cannot be written.
        """
        number = 0
        for entry in entries:
            if not self.candidates.is_open(entry):
                continue  # a decision that was made since then tells what it is
            if not number:
                click.echo(_HELP)
            number += 1
            waiting = [entry]
            while waiting:
                again = self._ask(waiting.pop(), number)
                if again is None:
                    return len(self._decided), number
                waiting += again
        return len(self._decided), number

    def _ask(self, entry: CandidateEntry, number: int) -> list[CandidateEntry] | None:
        """Ask about one pair; return what is to be asked next before others, None at the end."""
        if not self.candidates.is_open(entry):
            return []
        candidate = self.candidates.shown(entry)
        click.echo()
        click.echo(f"[{number}] ", nl=False)
        for line in candidate_lines(candidate, marks=_MARKED, strong=_STRONG):
            click.echo(line)
        while True:
            pressed = self._pressed()
            if pressed == "q":
                return None
            if pressed in _SKIP:
                click.echo("skipped")
                return []
            if pressed == "z" and self._decided:
                return [entry, self._undo()]
            if pressed in _VERDICTS:
                verdict = _VERDICTS[pressed]
                judgement = candidate.judgement(verdict, by=self.by, at=now(), why=self.why)
                if self._decide(entry, judgement):
                    return []
            elif pressed == "z":
                click.echo("there is no decision to take back")
            else:
                click.echo(_LONG_HELP if pressed == "?" else _HELP)

    def _pressed(self) -> str:
        try:
            return self.key().lower()
        except (EOFError, KeyboardInterrupt):
            return "q"

    def _decide(self, entry: CandidateEntry, judgement: Judgement) -> bool:
        try:
            judgements = self.file.add([judgement])
        except InputError as error:
            click.echo(f"this cannot be: {error}")
            return False
        self.candidates.judge(judgements)
        self._decided.append((entry, judgement))
        click.echo(judgement.verdict)
        return True

    def _undo(self) -> CandidateEntry:
        entry, judgement = self._decided.pop()
        self.candidates.judge(self.file.remove(judgement))
        click.echo("taken back")
        return entry


def shown_lines(lines: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of several things with an empty line between two of them."""
    for number, each in enumerate(lines):
        if number:
            yield ""
        yield from each
