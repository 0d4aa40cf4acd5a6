"""Entities of a folder that was built, against gold: which references of documents are one.

The gold is JSON Lines, an entity of a document a line: {"document": FILE, "cluster": ID, "type":
CLASS, "names": [NAME...]}.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.errors import InputError
from kg.model import Claim, Entity
from kg.triples import Minter
from kg.triples.minting import slug

Reference = tuple[str, str, str]
"""A document's file, a root class, and the folded name by which the document calls an entity."""


def gold_entities(path: Path) -> dict[Reference, str]:
    """Return the cluster of every name of the gold.

    Raises:
        InputError: the file cannot be read, or a line is no entity.
    """
    found: dict[Reference, str] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line)
            names = [slug(name) for name in record["names"]]
            found |= {
                (record["document"], record["type"], name): record["cluster"] for name in names
            }
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"not an entity: {error}",
                where=f"{path}:{number}",
                remedy='write {"document": …, "cluster": …, "type": …, "names": […]}',
            ) from error
    return found


def found_entities(
    claims: Iterable[Claim], sources: Mapping[str, str], minter: Minter
) -> dict[Reference, str]:
    """Return the IRI of every reference of resolved claims; `sources` are documents' files."""
    return {
        (sources[claim.document], minter.ontology.root(entity.type), slug(entity.name)): str(
            minter.entity(entity)
        )
        for claim in claims
        if claim.document in sources
        for entity in _entities(claim)
    }


def _entities(claim: Claim) -> Iterator[Entity]:
    yield from filter(None, (claim.subject, claim.object, claim.attributed_to))
