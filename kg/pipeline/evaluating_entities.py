"""Entities of a folder that was built, measured on gold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.evaluation.clusters import ClusterScores, cluster_misses, cluster_scores
from kg.evaluation.entities import Reference, found_entities, gold_entities
from kg.pipeline.folder import open_folder
from kg.pipeline.settings import Settings, minter_of


@dataclass(frozen=True, slots=True)
class EntityEvaluation:
    """Which references the gold and the folder put together; `found` has IRIs of entities."""

    gold: Mapping[Reference, str]
    found: Mapping[Reference, str]

    def scores(self) -> ClusterScores:
        """Return how well they agree, on the references that are in both."""
        return cluster_scores(self.gold, self.found)

    def misses(self) -> list[tuple[Reference, Reference, bool]]:
        """Return the pairs on which they differ, and whether each pair is one entity."""
        return list(cluster_misses(self.gold, self.found))


def evaluate_entities(gold: Path, folder: Path, settings: Settings) -> EntityEvaluation:
    """Compare the entities of a folder with a file of gold (see `kg.evaluation.entities`).

    Raises:
        InputError: the gold cannot be read, or the folder's files.
        StoreError: there is no graph in the folder.
    """
    wanted = gold_entities(gold)
    with open_folder(folder) as opened:
        found = found_entities(opened.claims(), _files(folder), minter_of(settings))
    return EntityEvaluation(wanted, found)


def _files(folder: Path) -> dict[str, str]:
    """Return the file of every document, by the document's IRI."""
    with (folder / "documents.jsonl").open(encoding="utf-8") as lines:
        records = map(json.loads, lines)
        return {record["id"]: Path(record["source"]).name for record in records}
