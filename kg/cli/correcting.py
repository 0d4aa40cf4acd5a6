"""`kg correct`."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import click

from kg.cli.options import DEFAULT_OUT, EXISTING, shapes_option
from kg.cli.reporting import OK, exits, say
from kg.cli.signing import now, user
from kg.errors import InputError
from kg.model import Claim, Document
from kg.model.claim_changes import changed_claim
from kg.model.claim_format import claim_from_record
from kg.model.correction import Correction, correction_of
from kg.model.correction_format import dump_corrections, read_corrections
from kg.pipeline.checking import split_claims
from kg.pipeline.folder import Folder, open_folder
from kg.pipeline.outputs import replacing
from kg.pipeline.settings import CORRECTIONS, Settings, minter_of, shapes_of
from kg.queries.claim_names import claim_name, corrected_claims, find_claim, find_id
from kg.queries.claim_settings import changes_of
from kg.queries.correction_text import correction_text
from kg.queries.explanation_text import MARKS, claim_words
from kg.queries.passages import find_passages
from kg.triples import Triple, claim_triples, document_triples
from kg.triples.corrections import correction_iri
from kg.validation import accept_claims

_NEXT = "the next kg build applies it"


@click.command()
@click.argument("arguments", nargs=-1, metavar="[DIR] CLAIM")
@click.option("--reject", is_flag=True, help="The claim is wrong: take it out.")
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Amend a field.")
@click.option("--undo", is_flag=True, help="Take back the correction of the claim.")
@click.option("--list", "listing", is_flag=True, help="Show all corrections.")
@click.option("--why", help="The reason, for those who read the graph.")
@click.option("--by", help="Who corrects it. [default: the user's name on this computer]")
@click.option(
    "--corrections",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"File of corrections. [default: {CORRECTIONS} in DIR]",
)
@click.option("--ontology", type=EXISTING, multiple=True, help="Turtle that adds to the ontology.")
@shapes_option
@exits
def correct(
    arguments: tuple[str, ...],
    reject: bool,
    settings: tuple[str, ...],
    undo: bool,
    listing: bool,
    why: str | None,
    by: str | None,
    file: Path | None,
    ontology: tuple[Path, ...],
    shapes: tuple[Path, ...],
) -> int:
    """Reject or amend a claim, so that every build keeps to it and the graph says who did, and why.

    CLAIM is the claim's id, its IRI, or the beginning of its id. What FIELDs there are, the claim
    format says; VALUE null takes one away. Words are looked up in the document.

    \b
    kg correct c0d6 --reject --why "the city only tried it"
    kg correct out c0d6 --set object.name=TernSight --why "the other product"
    kg correct c0d6 --set qualifiers.since.text="in May 2021" --set qualifiers.since.value=2021-05 \\
      --why "it was overlooked"
    kg correct --list
    kg correct --undo c0d6
    """
    if reject + bool(settings) + undo + listing != 1:
        raise click.UsageError("give one of --reject, --set, --undo, --list")
    folder, name = _split(arguments, listing)
    path = file or folder / CORRECTIONS
    known = read_corrections(path)
    if listing:
        _list(known, folder)
    elif undo:
        _undo(name, known, path, folder)
    else:
        if why is None or not why.strip():
            raise click.UsageError("say the reason with --why")
        used = Settings(ontology=ontology, shapes=shapes)
        with open_folder(folder) as found:
            claim, document = _wanted(found, name, known)
            changes = changes_of(settings, claim, document) if settings else None
            _show("before", claim, document)
            if changes is None:
                click.echo("after: the claim is rejected")
            else:
                changed = changed_claim(claim, changes, where="--set")
                _check(changed, document, used)
                _show("after", changed, document)
        made = correction_of(claim, by=by or user("corrects"), why=why, at=now(), changes=changes)
        _write([*known, made], path)
        say(f"written to {path}; {_NEXT}")
    return OK


def _split(arguments: Sequence[str], listing: bool) -> tuple[Path, str]:
    """Part the folder, which may be left out, from the claim."""
    *folders, name = [*arguments, ""] if listing else arguments or ("", "", "")
    if len(folders) > 1:
        raise click.UsageError("give [DIR]" if listing else "give [DIR] CLAIM")
    return Path(folders[0]) if folders else DEFAULT_OUT, name


def _wanted(
    found: Folder, name: str, corrections: Iterable[Correction]
) -> tuple[Claim, Document | None]:
    """Return the claim that is to be corrected, which may be one that was set aside."""
    claim = find_claim(chain(found.claims(), _set_aside(found.path / "rejected.jsonl")), name)
    made = corrected_claims(found.store.engine).get(claim.id, set())
    for correction in corrections:
        if correction.claim == claim.id or _key(correction) in made:
            undo = shlex.join(["kg", "correct", str(found.path), "--undo", correction.claim])
            raise InputError(
                f"claim {claim.id} is corrected already, by {correction.by}: {correction.why}",
                remedy=f"take that back with: {undo}, and build",
            )
    return claim, found.document(claim.document)


def _key(correction: Correction) -> str:
    return claim_name(correction_iri(correction, ""))


def _set_aside(path: Path) -> Iterator[Claim]:
    """Yield the claims that a build found and set aside."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            record = json.loads(line)
            if record.get("kind") == "claim" and record.get("claim") and record.get("item"):
                yield claim_from_record(json.loads(record["item"]), where=f"{path}:{number}")


def _check(claim: Claim, document: Document | None, settings: Settings) -> None:
    """Make the graph of a claim, as a build would.

    Raises:
        InputError: the claim would be set aside.
    """
    minter = minter_of(settings)
    usable, refused = split_claims([claim], document, minter.ontology)

    def triples_of(some: Sequence[Claim]) -> set[Triple]:
        told = set(document_triples(document)) if document else set()
        return told.union(*(claim_triples(each, minter) for each in some))

    if usable:
        refused += accept_claims(usable, triples_of, shapes_of(settings)).rejections
    for rejection in refused:
        raise InputError(rejection.reason, where="the amended claim", remedy=rejection.remedy)


def _undo(name: str, corrections: Sequence[Correction], path: Path, folder: Path) -> None:
    named = {claim_name(name)}
    if (folder / "store").is_dir():
        with open_folder(folder) as found:
            made = corrected_claims(found.store.engine).get(claim_name(name), set())
        named |= {correction.claim for correction in corrections if _key(correction) in made}
    ids = {correction.claim for correction in corrections}
    wanted = next(iter(sorted(named & ids)), None) or find_id(ids, name, kind="corrected claim")
    _write([each for each in corrections if each.claim != wanted], path)
    say(f"the correction of {wanted} is taken back in {path}; {_NEXT}")


def _write(corrections: Iterable[Correction], path: Path) -> None:
    with replacing(path) as stream:
        stream.write(dump_corrections(corrections).encode())


def _list(corrections: Iterable[Correction], folder: Path) -> None:
    if not (folder / "store").is_dir():
        for correction in corrections:
            click.echo(correction_text(correction, None))
        return
    with open_folder(folder) as found:
        for correction in corrections:
            document = found.document(correction.document) if correction.document else None
            click.echo(correction_text(correction, document))


def _show(title: str, claim: Claim, document: Document | None) -> None:
    click.echo(f"{title}: {claim_words(claim)}")
    for passage in find_passages(document, claim.evidence):
        click.echo(f"    {passage.marked(*MARKS)}")
