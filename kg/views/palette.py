"""Colours of the classes of entities, wherever a network is drawn.

They are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which colour-blind people can
tell apart.
"""

from __future__ import annotations

from collections.abc import Mapping

Colour = tuple[int, int, int]

COLOURS: Mapping[str, Colour] = {
    "Company": (230, 159, 0),
    "GovernmentOrganization": (0, 114, 178),
    "NewsOrganization": (204, 121, 167),
    "NonprofitOrganization": (0, 158, 115),
    "Organization": (86, 180, 233),
    "Person": (213, 94, 0),
    "Place": (153, 153, 153),
    "Product": (240, 228, 66),
}
OTHER_COLOUR: Colour = (0, 0, 0)
