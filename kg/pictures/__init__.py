"""Pictures of a network that stand still, for a report: as SVG, and drawn from it as PNG.

`arrange` finds the place of everything; `write_svg` and `write_png` write what it found.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import BinaryIO

import networkx as nx

from kg.pictures.arranging import arrange
from kg.pictures.png import png_bytes
from kg.pictures.shapes import Box, Picture, Spot, Strand
from kg.pictures.svg import svg_text

__all__ = ["Box", "Picture", "Spot", "Strand", "arrange", "write_png", "write_svg"]


def write_svg(
    graph: nx.MultiDiGraph[str], stream: BinaryIO, *, focus: Collection[str] = ()
) -> None:
    """Write a picture of a network as SVG; `kg.views.network` documents its attributes.

    `focus` are the IRIs of the entities that the picture is about, which get a ring. The same
    network gives the same bytes on every machine.

    >>> import io
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("urn:a", label="Ana Ruiz", kind="Person", sources=1)
    >>> write_svg(graph, file := io.BytesIO(), focus=["urn:a"])
    >>> b">Ana Ruiz</text>" in file.getvalue()
    True

    Raises:
        InputError: the network has more entities than a picture can show.
        NotFoundError: one of the focus is not in the network.
    """
    stream.write(svg_text(arrange(graph, focus=focus)).encode())


def write_png(
    graph: nx.MultiDiGraph[str],
    stream: BinaryIO,
    *,
    focus: Collection[str] = (),
    scale: float = 2.0,
) -> None:
    """Write a picture of a network as PNG; arguments are those of `write_svg`.

    `scale` is how many pixels of the file stand for one of the SVG, each way.

    Raises:
        InputError: the network has more entities than a picture can show.
        NotFoundError: one of the focus is not in the network.
        ConfigurationError: the library that draws is not installed (the extra `pictures`), or the
            scale makes the picture too small or too large.
    """
    picture = arrange(graph, focus=focus)
    svg = svg_text(picture)
    stream.write(png_bytes(svg, width=picture.width, height=picture.height, scale=scale))
