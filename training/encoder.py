"""Run the MiniLM encoder in numpy, so that making word vectors needs neither torch nor a network.

Source: MiniLM, https://arxiv.org/abs/2002.10957; a BERT of six layers, 384 wide, twelve heads.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Array = NDArray[np.float32]

HEADS, LAYERS = 12, 6


@dataclass(frozen=True, slots=True)
class Encoder:
    """The encoder's weights by name, and its word pieces by text."""

    weights: dict[str, Array]
    pieces: dict[str, int]

    def ids(self, word: str) -> list[int]:
        """Return the numbers of the lower-case word's longest pieces, between the end marks."""
        letters = (c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")
        out, rest, mark = [self.pieces["[CLS]"]], "".join(letters), ""
        while rest:
            cut = next((n for n in range(len(rest), 0, -1) if mark + rest[:n] in self.pieces), 0)
            if not cut:
                return [self.pieces[name] for name in ("[CLS]", "[UNK]", "[SEP]")]
            out.append(self.pieces[mark + rest[:cut]])
            rest, mark = rest[cut:], "##"
        return [*out, self.pieces["[SEP]"]]

    def means(self, ids: Sequence[Sequence[int]]) -> Array:
        """Return the mean of the last layer for each row of `ids`; the rows are equally long."""
        table = self.weights["embeddings.word_embeddings.weight"]
        places = self.weights["embeddings.position_embeddings.weight"]
        kinds = self.weights["embeddings.token_type_embeddings.weight"]
        x = table[np.array(ids)] + places[: len(ids[0])] + kinds[0]
        x = self._normal(x, "embeddings.LayerNorm")
        for i in range(LAYERS):
            name = f"encoder.layer.{i}"
            mixed = self._linear(
                self._attend(x, f"{name}.attention.self"), f"{name}.attention.output.dense"
            )
            x = self._normal(x + mixed, f"{name}.attention.output.LayerNorm")
            wide = _gelu(self._linear(x, f"{name}.intermediate.dense"))
            x = self._normal(
                x + self._linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm"
            )
        return np.asarray(x.mean(axis=1), dtype=np.float32)

    def _linear(self, x: Array, name: str) -> Array:
        weights = self.weights[f"{name}.weight"]
        flat = x.reshape(-1, x.shape[-1]) @ weights.T  # one product, not one for each row
        return flat.reshape(*x.shape[:-1], len(weights)) + self.weights[f"{name}.bias"]

    def _normal(self, x: Array, name: str) -> Array:
        spread = np.sqrt(x.var(axis=-1, keepdims=True) + 1e-12)
        scaled = (x - x.mean(axis=-1, keepdims=True)) / spread
        return np.asarray(scaled * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"])

    def _attend(self, x: Array, name: str) -> Array:
        rows, length, width = x.shape
        query, key, value = (
            self._linear(x, f"{name}.{part}")
            .reshape(rows, length, HEADS, width // HEADS)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / sqrt(width // HEADS)
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        return np.asarray((weights @ value).transpose(0, 2, 1, 3).reshape(rows, length, width))


def load(folder: Path) -> Encoder:
    """Read `model.safetensors` and `vocab.txt` in `folder`.

    Source: https://github.com/huggingface/safetensors, section "Format".
    """
    words = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    raw = (folder / "model.safetensors").read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    weights: dict[str, Array] = {}
    for name, entry in json.loads(raw[8:start]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            low, high = (start + offset for offset in entry["data_offsets"])
            weights[name] = np.frombuffer(raw[low:high], np.float32).reshape(entry["shape"])
    return Encoder(weights, {word: i for i, word in enumerate(words) if word})


def _gelu(x: Array) -> Array:
    """Return x times the normal distribution at x (erf after Abramowitz and Stegun 7.1.26)."""
    z = np.abs(x) / np.float32(sqrt(2))
    t = 1 / (1 + 0.3275911 * z)
    tail = (
        (((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592
    ) * t
    erf = np.sign(x) * (1 - tail * np.exp(-z * z))
    return np.asarray(0.5 * x * (1 + erf), dtype=np.float32)
