"""`kg resolve`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, cast

import click

from kg.cli.candidate_text import candidate_lines, judgement_lines
from kg.cli.judging import Dialogue, JudgementsFile, shown_lines
from kg.cli.options import EXISTING, out_argument, resolution_options, shapes_option
from kg.cli.reporting import OK, exits, say
from kg.cli.signing import now, user
from kg.model.document_format import absolute_iri
from kg.model.judgement import VERDICTS, Judgement, Verdict
from kg.pipeline.candidates import Candidates, candidate_table
from kg.pipeline.outputs import replacing
from kg.pipeline.reviewing import apply_judgements, counting_of, open_journal
from kg.pipeline.selecting import Asked, find_sides, judgement_on
from kg.pipeline.settings import JUDGEMENTS, Settings, minter_of
from kg.queries.explanation_text import counted
from kg.resolution.judgements import read_judgements
from kg.stores.references import CandidateEntry
from kg.vocab import DEFAULT_BASE

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NOTHING = "there is no pair to judge"
_NEXT = "kg build applies it, or kg resolve --apply"
_MODES = (*VERDICTS, "undo", "listing", "table", "filled")


@click.command()
@out_argument
@click.option("--same", nargs=2, metavar="A B", help="A and B are one entity.")
@click.option("--different", nargs=2, metavar="A B", help="A and B are two entities.")
@click.option("--unsure", nargs=2, metavar="A B", help="Leave it open, and do not ask again.")
@click.option("--undo", nargs=2, metavar="A B", help="Take back the judgement on A and B.")
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="IRI",
    help="A is that document's entity of the name; given twice, B that of the second.",
)
@click.option("--list", "listing", is_flag=True, help="Show all judgements.")
@click.option(
    "--csv", "table", metavar="FILE", help="Write the pairs as a table; - for the output."
)
@click.option(
    "--import",
    "filled",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take over the judgements of a table that was filled in.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The most pairs to show.")
@click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out pairs that are less likely one.",
)
@click.option("--type", "kind", metavar="CLASS", help="Only entities of a class (Person, …).")
@click.option("--why", default="", help="The reason, for those who read the graph.")
@click.option("--by", help="Who judges. [default: the user's name on this computer]")
@click.option("--apply", is_flag=True, help="Bring the graph to the judgements at the end.")
@click.option("--base", default=DEFAULT_BASE, help="IRI that instances stand under.")
@click.option("--ontology", type=EXISTING, multiple=True, help="Turtle that adds to the ontology.")
@shapes_option
@resolution_options
@exits
def resolve(folder: Path, **options: Any) -> int:
    """Judge which names are one entity; every build keeps to it, and the graph says who did.

    On a terminal the pairs that may be one are shown one by one, the likeliest first, and a key is
    a decision; else they are written as text. A and B are names or IRIs.

    \b
    kg resolve
    kg resolve out --same "Elverton PD" "Elverton Police Department" --why "says its own site"
    kg resolve out --different "Ada Moss" "Ada Moss" --document https://news.example/1 \\
      --document https://news.example/2
    kg resolve out --undo "Elverton PD" "Elverton Police Department"
    kg resolve out --csv pairs.csv
    kg resolve out --import pairs.csv --by Ada --apply
    """
    asked = [mode for mode in _MODES if options[mode]]
    if len(asked) > 1:
        raise click.UsageError(
            "give one of --same, --different, --unsure, --undo, --list, --csv, --import"
        )
    if options["documents"] and not set(asked) & {*VERDICTS, "undo"}:
        raise click.UsageError("--document goes with --same, --different, --unsure or --undo")
    run = _Run(folder, _settings(folder, options), options)
    run.do(asked[0] if asked else "")
    if options["apply"]:
        summary = apply_judgements(folder, run.settings)
        say(f"applied: {summary.totals.accepted} claims in the graph of {folder}")
    return OK


def _settings(folder: Path, options: dict[str, Any]) -> Settings:
    return Settings(
        base=options["base"],
        ontology=tuple(options["ontology"]),
        shapes=tuple(options["shapes"]),
        judgements=options["judgements"] or folder / JUDGEMENTS,
        corrections=options["corrections"],
        known=tuple(options["known"]),
        known_base=options["known_base"],
    )


class _Run:
    """One run of the command on a folder."""

    def __init__(self, folder: Path, settings: Settings, options: dict[str, Any]) -> None:
        self.settings = settings
        self._folder = folder
        self._options = options
        self._ontology = minter_of(settings).ontology
        self._path = cast("Path", settings.judgements)
        self._file = JudgementsFile(self._path, self._ontology)
        kind = options["kind"]
        self._root = self._ontology.root(kind) if kind else None

    def do(self, mode: str) -> None:
        """Do what was asked for: a mode, or "" for the pairs."""
        if mode == "listing":
            _write_lines(shown_lines(map(judgement_lines, self._file.read())))
        elif mode == "filled":
            self._take_over(self._options["filled"])
        elif mode == "undo":
            self._undo()
        elif mode in VERDICTS:
            self._judge(mode)
        elif mode == "table":
            self._write_table(self._options["table"])
        else:
            self._show()

    def _by(self) -> str:
        return self._options["by"] or user("decides")

    def _pair(self, mode: str) -> tuple[Asked, Asked]:
        left, right = self._options[mode]
        documents = [*map(absolute_iri, self._options["documents"])]
        if len(documents) > 2:
            raise click.UsageError("--document may be given twice at most: for A, then for B")
        one, other = [*documents, "", ""][:2]
        return Asked.of(left, one), Asked.of(right, other)

    def _judge(self, verdict: Verdict) -> None:
        with open_journal(self._folder) as journal:
            sides = find_sides(journal, self._ontology, self._pair(verdict), root=self._root)
        made = Judgement(verdict, *sides, by=self._by(), at=now(), why=self._options["why"])
        self._file.add([made])
        _write_lines(judgement_lines(made))
        self._say(f"written to {self._path}")

    def _undo(self) -> None:
        asked, known = self._pair("undo"), self._file.read()
        if any(each.is_iri for each in asked):
            with open_journal(self._folder) as journal:
                found = judgement_on(known, asked, self._ontology, journal=journal, root=self._root)
        else:
            found = judgement_on(known, asked, self._ontology, root=self._root)
        self._file.remove(found)
        _write_lines(judgement_lines(found))
        self._say(f"taken back in {self._path}")

    def _take_over(self, table: Path) -> None:
        new = read_judgements(table, by=self._by(), at=now(), ontology=self._ontology)
        if new:
            self._file.add(new)
        told = f"{len(new)} judgement{'' if len(new) == 1 else 's'} taken over from {table}"
        if new:
            self._say(f"{told} into {self._path}")
        else:
            say(f"{told}: none is filled in")

    def _write_table(self, name: str) -> None:
        with self._open() as (found, entries):
            rows = candidate_table(found.open(entries, most=self._options["limit"]))
            if name == "-":
                _write_bytes(rows)
                return
            with replacing(Path(name)) as stream:
                stream.write(_BYTE_ORDER_MARK)
                count = sum(1 for row in rows if stream.write(row)) - 1
        command = shlex.join(["kg", "resolve", str(self._folder), "--import", name])
        say(f"{counted(count, 'pair')} in {name}; fill in 'judgement', then: {command}")

    def _show(self) -> None:
        with self._open() as (found, entries):
            if sys.stdin.isatty() and sys.stdout.isatty():
                self._ask(found, entries)
                return
            shown = found.open(entries, most=self._options["limit"])
            if not _write_lines(shown_lines(map(candidate_lines, shown))):
                say(_NOTHING)

    def _ask(self, found: Candidates, entries: Iterable[CandidateEntry]) -> None:
        waiting = islice(filter(found.is_open, entries), self._options["limit"])
        dialogue = Dialogue(found, self._file, self._by(), self._options["why"])
        count, asked = dialogue.run(waiting)
        if not asked:
            say(_NOTHING)
        elif count:
            self._say(f"{count} decision{'' if count == 1 else 's'} in {self._path}")
        else:
            say("no decision was made")

    def _say(self, told: str) -> None:
        """Say what was written, and, where it is not to be applied now, what applies it."""
        say(told if self._options["apply"] else f"{told}; {_NEXT}")

    @contextmanager
    def _open(self) -> Iterator[tuple[Candidates, Iterator[CandidateEntry]]]:
        """Open the folder's candidates, and those of them that were asked for."""
        least = self._options["min_score"]
        with open_journal(self._folder) as journal:
            counting = counting_of(journal, self._folder, self.settings)
            found = Candidates(counting, self._file.read())
            with closing(found.entries(least=least, root=self._root)) as entries:
                yield found, entries


def _write_lines(lines: Iterable[str]) -> int:
    """Write lines to the output, and return how many."""
    count = 0
    for line in lines:
        click.echo(line)
        count += 1
    return count


def _write_bytes(rows: Iterator[bytes]) -> None:
    for row in rows:
        sys.stdout.buffer.write(row)
    sys.stdout.buffer.flush()
