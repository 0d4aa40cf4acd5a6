"""`kg export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.as_of_options import open_asked
from kg.cli.network_options import network_options
from kg.cli.options import out_argument
from kg.cli.reporting import OK, exits, missing_is_problem
from kg.pipeline.exporting import FORMATS, VIEWS, Selection, write_selection
from kg.pipeline.outputs import replacing


@click.command()
@out_argument
@click.option("--format", "form", type=click.Choice(FORMATS), required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File.")
@click.option(
    "--view",
    type=click.Choice(VIEWS),
    default="entities",
    show_default=True,
    help="Of gexf and graphml: entities with their links, or every node of the graph.",
)
@click.option(
    "--around",
    multiple=True,
    metavar="NAME",
    help="Only what is near this entity; may be given more than once.",
)
@click.option(
    "--depth",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="N",
    help="With --around: steps that are near.",
)
@network_options
@exits
@missing_is_problem
def export(folder: Path, form: str, output: Path | None, **options: Any) -> int:
    """Write the graph of a folder in another format, to a file or to standard output.

    html is a page to explore, in one file; svg and png are pictures, best of one neighbourhood.

    \b
    kg export out --format gexf -o graph.gexf
    kg export out --format html -o graph.html
    kg export out --format svg --around FaceLedger -o faceledger.svg
    kg export out --format gexf --view full --around FaceLedger --depth 2 -o near.gexf
    kg export out --format turtle --as-of 2021-03-15
    """
    selection = Selection(
        *(options[name] for name in ("view", "around", "depth", "modalities", "kinds"))
    )
    with open_asked(folder, options) as found:
        if output is None:
            write_selection(found, form, sys.stdout.buffer, selection)
        else:
            with replacing(output) as stream:
                write_selection(found, form, stream, selection)
    return OK
