"""A folder's graph in another format: the whole of it, or a view of its network."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal, NamedTuple, get_args

import networkx as nx

from kg.errors import ConfigurationError
from kg.exporters import gexf, graphml
from kg.exporters.whole_network import write_gexf, write_graphml
from kg.model import Modality
from kg.networks import neighbourhood
from kg.pipeline.folder import Folder
from kg.pipeline.outputs import exporter
from kg.pipeline.relating import Relations
from kg.registry import names
from kg.views import Edge, Node, full_network
from kg.views.network import network_parts
from kg.views.records import ASSERTED

View = Literal["entities", "full"]
VIEWS: tuple[View, ...] = get_args(View)
PAGE = "html"
PICTURES: tuple[str, ...] = ("png", "svg")
FORMATS: tuple[str, ...] = tuple(sorted({*names("exporters"), PAGE, *PICTURES}))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of a graph is shown.

    `view` is "entities", where deployments, affiliations and statements are folded into links, or
    "full", where every node of the graph is one; `around` are names of entities, within `depth`
    steps of which all is shown; `modalities` and `kinds` (predicates, all where none is given) are
    those of links between entities.
    """

    view: View = "entities"
    around: Sequence[str] = ()
    depth: int = 1
    modalities: Collection[Modality] = ASSERTED
    kinds: Collection[str] = ()


EVERYTHING = Selection()


def write_selection(
    folder: Folder, form: str, stream: BinaryIO, selection: Selection = EVERYTHING
) -> None:
    """Write the graph of a folder, or a part of its network, in one of `FORMATS`.

    Raises:
        NotFoundError: there is no such format, or the graph does not hold a name.
        ConfigurationError: the format does not show such a part of the network, or wants a package
            that is not installed.
        InputError: the picture would hold too many entities.
    """
    if form in PICTURES:
        if selection.view == "full":
            remedy = "leave out --view, or write gexf, graphml or html"
            raise ConfigurationError("pictures show entities and their links", remedy=remedy)
        graph, focus = _network(folder, selection)
        _write_picture(form, graph, stream, focus)
    elif selection == EVERYTHING:
        _write_everything(folder, form, stream)
    elif form in _NETWORKS:
        graph, _ = _network(folder, selection)
        if selection.view == "full":
            _NETWORKS[form].whole(graph, stream)
        else:
            _NETWORKS[form].entities(*network_parts(graph), stream)
    else:
        parts = ", ".join(sorted({*_NETWORKS, *PICTURES}))
        raise ConfigurationError(
            f"the format {form!r} holds the whole graph",
            remedy=f"a part, or another view, can be had as {parts}",
        )


def _write_everything(folder: Folder, form: str, stream: BinaryIO) -> None:
    if form == PAGE:
        from kg.pages import write_page

        write_page(folder.store.quads(), stream, document=folder.document)
    else:
        exporter(form)(folder.store.quads(), stream)


def _write_picture(
    form: str, graph: nx.MultiDiGraph[str], stream: BinaryIO, focus: frozenset[str]
) -> None:
    from kg.pictures import write_png, write_svg

    (write_svg if form == "svg" else write_png)(graph, stream, focus=focus)


def _network(folder: Folder, selection: Selection) -> tuple[nx.MultiDiGraph[str], frozenset[str]]:
    """Return what a selection shows, and the entities around which it is."""
    relations = Relations(folder, modalities=selection.modalities, kinds=selection.kinds)
    focus = frozenset(map(relations.node, selection.around))
    graph = full_network(folder.store.quads()) if selection.view == "full" else relations.graph
    return (neighbourhood(graph, focus, depth=selection.depth) if focus else graph), focus


class _Writers(NamedTuple):
    """What writes entities and links, and what writes any network."""

    entities: Callable[[Iterable[Node], Iterable[Edge], BinaryIO], None]
    whole: Callable[[nx.MultiDiGraph[str], BinaryIO], None]


_NETWORKS = {
    "gexf": _Writers(gexf.write_network, write_gexf),
    "graphml": _Writers(graphml.write_network, write_graphml),
}
