"""`kg export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.as_of_options import as_of_options, open_asked
from kg.cli.options import out_argument
from kg.cli.reporting import OK, exits
from kg.pipeline.outputs import exporter, write_export
from kg.registry import names


@click.command()
@out_argument
@click.option("--format", "form", type=click.Choice(names("exporters")), required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File.")
@as_of_options
@exits
def export(folder: Path, form: str, output: Path | None, **options: Any) -> int:
    """Write the graph of a folder in another format, to a file or to standard output.

    \b
    kg export out --format gexf -o graph.gexf
    kg export out --format turtle --as-of 2021-03-15
    """
    with open_asked(folder, options) as found:
        if output is None:
            exporter(form)(found.store.quads(), sys.stdout.buffer)
        else:
            write_export(found.store, form, output)
    return OK
