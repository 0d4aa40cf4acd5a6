"""The network: one reading of a stretch of words gives the scores of all that is asked of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from thinc.api import NumpyOps

from kg.extractors.neural.pieces import Pieces, WordPieces

Floats = npt.NDArray[np.floating]

_ON_ONE = NumpyOps()

GRAPH, LABELS, RELATIONS, PIECES = "encoder.onnx", "labels.json", "relations.npy", "pieces.json"
"""The files of a network's folder."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network thinks of n words, as logits.

    `tag`, `kind`, `start` and `entity` have a row a word and a column a label; `arc[d, h]` is how
    well word `h` heads word `d`; `dependent` and `head` are what relations are scored from.
    """

    tag: Floats
    kind: Floats
    start: Floats
    entity: Floats
    arc: Floats
    dependent: Floats
    head: Floats


@dataclass(frozen=True, slots=True)
class Network:
    """A trained network with its labels.

    `kinds` are parts of speech with their features ("NOUN|Number=Sing"), `relations` the labels
    of arcs, `entities` those of names in the IOB2 scheme. `bilinear` has the shape
    (1 + width, relations * (1 + width)).
    """

    session: onnxruntime.InferenceSession
    pieces: WordPieces
    tags: tuple[str, ...]
    kinds: tuple[str, ...]
    relations: tuple[str, ...]
    entities: tuple[str, ...]
    bilinear: Floats

    @classmethod
    def read(cls, folder: Path) -> Network:
        """Read a network from its folder.

        It runs on one thread: documents are what is spread over processors, and the sums come out
        the same wherever it runs beside others. numpy would multiply on as many threads as there
        are processors, so that several readers stand in each other's way; spaCy's own arithmetic
        takes one.

        Raises:
            OSError: a file is missing.
            ValueError: a file is not what it should be.
        """
        labels = json.loads((folder / LABELS).read_text(encoding="utf-8"))
        bilinear = np.load(folder / RELATIONS, allow_pickle=False).astype(np.float32)
        width = bilinear.shape[1]
        return cls(
            session=_session(folder / GRAPH),
            pieces=WordPieces.read(folder / PIECES),
            tags=tuple(labels["tags"]),
            kinds=tuple(labels["kinds"]),
            relations=tuple(labels["relations"]),
            entities=tuple(labels["entities"]),
            bilinear=bilinear.transpose(1, 0, 2).reshape(width, -1),
        )

    def scores(self, pieces: Pieces) -> Scores:
        """Return the scores of one stretch of words."""
        feed = {
            "ids": pieces.ids[None],
            "case": pieces.spelling[None],
            "first": pieces.first[None],
            "last": pieces.last[None],
        }
        return Scores(*(output[0] for output in self.session.run(None, feed)))

    def relation_scores(self, scores: Scores, heads: list[int]) -> Floats:
        """Return the scores of each word's relation to its head: a row a word.

        Source: the biaffine classifier of Dozat and Manning 2017 (ICLR).
        """
        one = np.ones((len(heads), 1), dtype=np.float32)
        dependents = np.concatenate((scores.dependent, one), axis=1)
        governors = np.concatenate((scores.head[heads], one), axis=1)
        half = _ON_ONE.gemm(dependents, self.bilinear)
        half = half.reshape(len(heads), len(self.relations), -1)
        result: Floats = np.einsum("wrj,wj->wr", half, governors)
        return result


def _session(path: Path) -> onnxruntime.InferenceSession:
    """Open the graph; its weights, stored in eight bits, are widened once while it loads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return onnxruntime.InferenceSession(
        path.read_bytes(), options, providers=["CPUExecutionProvider"]
    )
