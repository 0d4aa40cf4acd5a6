"""The network of the larger model: MiniLM under heads for tags, trees, sentences and names.

The encoder knows small letters only, so the way a word is written is added to its pieces. The
corpora follow different guidelines on names; the head for names is told which, and learns from all
of them without having to make peace between them.

Source: MiniLM, Wang et al. 2020 (NeurIPS); the parser's biaffine scores, Dozat and Manning 2017
(ICLR).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

if TYPE_CHECKING:
    from pathlib import Path

GUIDELINES = ("wikipedia", "web", "gum", "news")
"""Whose way of marking names: see `chunks.py`."""

_WIDTH, _HEADS, _LAYERS, _INNER, _PIECES, _PLACES = 384, 12, 6, 1536, 30522, 512
_CASES = 18
_ARC, _RELATION = 192, 80


class Attention(nn.Module):
    """A transformer layer with the names of BERT's parts."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (
            nn.Linear(_WIDTH, _WIDTH) for _ in range(4)
        )
        self.inner, self.outer = nn.Linear(_WIDTH, _INNER), nn.Linear(_INNER, _WIDTH)
        self.after_attention = nn.LayerNorm(_WIDTH, 1e-12)
        self.after_inner = nn.LayerNorm(_WIDTH, 1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: torch.Tensor, blocked: torch.Tensor | None) -> torch.Tensor:
        """Read (batch, pieces, width); `blocked` is -inf where a piece is padding."""
        batch, length, _ = x.shape
        query, key, value = (
            part(x).view(batch, length, _HEADS, _WIDTH // _HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(-1, -2) * (_WIDTH // _HEADS) ** -0.5
        if blocked is not None:
            scores = scores + blocked
        seen = self.dropout(torch.softmax(scores, -1)) @ value
        joined = seen.transpose(1, 2).reshape(batch, length, _WIDTH)
        x = self.after_attention(x + self.dropout(self.output(joined)))
        return self.after_inner(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """MiniLM, with an embedding of how each piece's word is written."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(_PIECES, _WIDTH)
        self.places = nn.Embedding(_PLACES, _WIDTH)
        self.segment = nn.Parameter(torch.zeros(_WIDTH))
        self.norm = nn.LayerNorm(_WIDTH, 1e-12)
        self.layers = nn.ModuleList(Attention() for _ in range(_LAYERS))
        self.case = nn.Embedding(_CASES, _WIDTH)
        nn.init.zeros_(self.case.weight)
        self.dropout = nn.Dropout(0.1)

    def forward(
        self, ids: torch.Tensor, case: torch.Tensor, padding: torch.Tensor | None
    ) -> torch.Tensor:
        """Return (batch, pieces, width)."""
        x = self.pieces(ids) + self.places.weight[: ids.shape[1]] + self.segment + self.case(case)
        x = self.dropout(self.norm(x))
        blocked = None
        if padding is not None:
            blocked = (padding * -1e4)[:, None, None, :]
        # Half the width is twice as fast to train with; what is written is full width.
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            for layer in self.layers:
                x = layer(x, blocked)
        return x.float()

    def read_pretrained(self, path: Path) -> None:
        """Take over MiniLM's weights from a safetensors file with BERT's names."""
        found = load_file(path)
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "output": "attention.output.dense",
            "after_attention": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "after_inner": "output.LayerNorm",
        }
        state = {
            "pieces.weight": found["embeddings.word_embeddings.weight"],
            "places.weight": found["embeddings.position_embeddings.weight"],
            "segment": found["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": found["embeddings.LayerNorm.weight"],
            "norm.bias": found["embeddings.LayerNorm.bias"],
            "case.weight": self.case.weight,
        }
        for number in range(_LAYERS):
            for ours, theirs in names.items():
                for kind in ("weight", "bias"):
                    state[f"layers.{number}.{ours}.{kind}"] = found[
                        f"encoder.layer.{number}.{theirs}.{kind}"
                    ]
        self.load_state_dict(state)


class Half(nn.Module):
    """One hidden layer."""

    def __init__(self, wide: int, narrow: int) -> None:
        super().__init__()
        self.linear = nn.Linear(wide, narrow)
        self.dropout = nn.Dropout(0.2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the layer's values."""
        return self.dropout(functional.gelu(self.linear(x)))


class Reader(nn.Module):
    """The encoder and what is read off it; a word is its first and its last piece."""

    def __init__(self, *, tags: int, kinds: int, relations: int, entities: int) -> None:
        super().__init__()
        word, hidden = 2 * _WIDTH, 256
        self.encoder = Encoder()
        self.guideline = nn.Embedding(len(GUIDELINES), 32)
        nn.init.normal_(self.guideline.weight, std=0.3)
        self.naming = Half(word + 32, hidden)
        self.beside = nn.Conv1d(hidden, hidden, 3, padding=1)
        self.entity = nn.Linear(hidden, entities)
        self.syntax = Half(word, hidden)
        self.tag, self.kind = nn.Linear(hidden, tags), nn.Linear(hidden, kinds)
        self.start = nn.Linear(hidden, 2)
        self.arc_dependent, self.arc_governor = Half(word, _ARC), Half(word, _ARC)
        self.arc = nn.Parameter(torch.empty(_ARC, _ARC))
        nn.init.xavier_uniform_(self.arc)
        self.governs = nn.Linear(_ARC, 1)
        self.dependent, self.governor = Half(word, _RELATION), Half(word, _RELATION)
        self.bilinear = nn.Parameter(torch.randn(relations, _RELATION + 1, _RELATION + 1) * 0.02)

    def words(
        self,
        ids: torch.Tensor,
        case: torch.Tensor,
        padding: torch.Tensor | None,
        first: torch.Tensor,
        last: torch.Tensor,
    ) -> torch.Tensor:
        """Return (batch, words, 2 * width)."""
        x = self.encoder(ids, case, padding)
        ends = (
            torch.gather(x, 1, index[:, :, None].expand(-1, -1, _WIDTH)) for index in (first, last)
        )
        return torch.cat(tuple(ends), -1)

    def entities(self, words: torch.Tensor, guideline: torch.Tensor) -> torch.Tensor:
        """Return (batch, words, labels); `guideline` has an index of `GUIDELINES` a text."""
        told = self.guideline(guideline)[:, None, :].expand(-1, words.shape[1], -1)
        hidden = self.naming(torch.cat((words, told), -1))
        beside = self.beside(hidden.transpose(1, 2)).transpose(1, 2)
        return self.entity(hidden + functional.gelu(beside))

    def arcs(self, words: torch.Tensor) -> torch.Tensor:
        """Return (batch, dependents, heads)."""
        governors = self.arc_governor(words)
        pairs = self.arc_dependent(words) @ self.arc @ governors.transpose(1, 2)
        return pairs + self.governs(governors).transpose(1, 2)

    def relations(self, words: torch.Tensor, heads: torch.Tensor) -> torch.Tensor:
        """Return (batch, words, labels) for the words' given heads."""
        dependents, governors = self.dependent(words), self.governor(words)
        chosen = torch.gather(governors, 1, heads[:, :, None].expand(-1, -1, _RELATION))
        one = torch.ones_like(dependents[..., :1])
        return torch.einsum(
            "bdi,rij,bdj->bdr",
            torch.cat((dependents, one), -1), self.bilinear, torch.cat((chosen, one), -1),
        )  # fmt: skip
