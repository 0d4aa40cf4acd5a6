"""Fit the network of the larger model and write it as a pipeline.

    python training/fit_base.py --data ../shared/treebanks --encoder DIR --out kg/models/base

`--minutes` is how long it learns; the learning rate falls to nothing by then, so a slower machine
takes fewer steps. 70 minutes on two cores gave the figures in FIGURES.md.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import chunks
import export
import spacy
import torch
from network import Reader
from torch.nn import functional

from kg.extractors.neural.pieces import WordPieces, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from chunks import Chunk, Word

T = TypeVar("T")

_BATCH = 1200
"""Words in a batch, padding counted."""
_POOL = 1500
"""Chunks sorted by length together."""
_NONE = -100
_RATES = (2e-4, 1.2e-3)
"""Learning rates of the encoder and of the rest."""


class Batch(NamedTuple):
    """Chunks as tensors, (batch, pieces) and (batch, words)."""

    ids: torch.Tensor
    case: torch.Tensor
    padding: torch.Tensor
    first: torch.Tensor
    last: torch.Tensor
    words: torch.Tensor


def batch_of(texts: Sequence[Chunk], pieces: WordPieces) -> Batch:
    """Pad chunks into tensors; `words` is true where a word is."""
    rows = [_row(text, pieces) for text in texts]
    length, width = (max(len(row[k]) for row in rows) for k in (0, 2))
    ids, case = (torch.zeros(len(rows), length, dtype=torch.long) for _ in range(2))
    first, last = (torch.zeros(len(rows), width, dtype=torch.long) for _ in range(2))
    padding = torch.ones(len(rows), length)
    words = torch.zeros(len(rows), width, dtype=torch.bool)
    for i, row in enumerate(rows):
        for tensor, values in zip((ids, case, first, last), row, strict=True):
            tensor[i, : len(values)] = torch.tensor(values)
        padding[i, : len(row[0])] = 0
        words[i, : len(row[2])] = True
    return Batch(ids, case, padding, first, last, words)


def _row(text: Chunk, pieces: WordPieces) -> tuple[list[int], list[int], list[int], list[int]]:
    ids, case, first, last = [pieces.opening], [0], [], []
    for word in text:
        own = pieces.of_word(word.text)
        first.append(len(ids))
        ids += own
        last.append(len(ids) - 1)
        case += [2 * case_of(word.text) + word.space] * len(own)
    limit = 510
    return (
        [*ids[: limit + 1], pieces.closing], [*case[: limit + 1], 0],
        [min(i, limit) for i in first], [min(i, limit) for i in last],
    )  # fmt: skip


def batches(items: Sequence[T], size: Callable[[T], int], rng: random.Random) -> Iterator[list[T]]:
    """Yield batches of chunks of like length, for ever."""
    while True:
        order = list(items)
        rng.shuffle(order)
        for start in range(0, len(order), _POOL):
            ready: list[list[T]] = [[]]
            for item in sorted(order[start : start + _POOL], key=size):
                if ready[-1] and (len(ready[-1]) + 1) * size(item) > _BATCH:
                    ready.append([])
                ready[-1].append(item)
            rng.shuffle(ready)
            yield from ready


class Labels:
    """The labels of a field of `Word`, numbered."""

    def __init__(self, texts: Sequence[Chunk], field: str) -> None:
        self.field = field
        self.names = sorted({getattr(word, field) for text in texts for word in text})
        self._number = {name: i for i, name in enumerate(self.names)}

    def of(self, texts: Sequence[Chunk], width: int) -> torch.Tensor:
        """Return (batch, words), padded with what the loss leaves out."""
        return _gold(texts, width, lambda word: self._number[getattr(word, self.field)])


def _gold(texts: Sequence[Chunk], width: int, value: Callable[[Word], int]) -> torch.Tensor:
    gold = torch.full((len(texts), width), _NONE)
    for i, text in enumerate(texts):
        gold[i, : len(text)] = torch.tensor([value(word) for word in text])
    return gold


def _loss(scores: torch.Tensor, gold: torch.Tensor, smoothing: float = 0.03) -> torch.Tensor:
    return functional.cross_entropy(
        scores.reshape(-1, scores.shape[-1]), gold.reshape(-1),
        ignore_index=_NONE, label_smoothing=smoothing,
    )  # fmt: skip


class Fitting:
    """The network with the labels that it learns."""

    def __init__(
        self, parsed: Sequence[Chunk], named: Sequence[tuple[int, Chunk]], pieces: WordPieces
    ) -> None:
        self.parsed, self.named, self.pieces = parsed, named, pieces
        self.tags, self.kinds, self.relations = (
            Labels(parsed, field) for field in ("tag", "kind", "relation")
        )
        self.entities = Labels([text for _, text in named], "entity")
        self.reader = Reader(
            tags=len(self.tags.names), kinds=len(self.kinds.names),
            relations=len(self.relations.names), entities=len(self.entities.names),
        )  # fmt: skip

    def syntax_loss(self, texts: list[Chunk]) -> torch.Tensor:
        """Return the loss on parsed chunks: arcs, relations, tags, kinds, sentence starts."""
        *inputs, present = batch_of(texts, self.pieces)
        width = present.shape[1]
        words = self.reader.words(*inputs)
        heads = _gold(texts, width, lambda word: word.head)
        arcs = self.reader.arcs(words).masked_fill(~present[:, None, :], -1e4)
        hidden = self.reader.syntax(words)
        starts = _gold(texts, width, lambda word: int(word.start))
        relations = self.reader.relations(words, heads.clamp(min=0))
        return (
            _loss(arcs, heads, 0.0)
            + _loss(relations, self.relations.of(texts, width))
            + 0.5 * _loss(self.reader.tag(hidden), self.tags.of(texts, width))
            + 0.5 * _loss(self.reader.kind(hidden), self.kinds.of(texts, width))
            + 0.5 * _loss(self.reader.start(hidden), starts)
        )

    def name_loss(self, pairs: list[tuple[int, Chunk]]) -> torch.Tensor:
        """Return the loss on chunks with names, each under its guideline."""
        texts = [text for _, text in pairs]
        *inputs, present = batch_of(texts, self.pieces)
        guideline = torch.tensor([number for number, _ in pairs])
        scores = self.reader.entities(self.reader.words(*inputs), guideline)
        return 2 * _loss(scores, self.entities.of(texts, present.shape[1]))

    def fit(self, minutes: float, rng: random.Random) -> None:
        """Train for so many minutes, and leave the average of the last weights in the network."""
        reader = self.reader.train()
        encoder = list(reader.encoder.parameters())
        own = {id(p) for p in encoder}
        rest = [p for p in reader.parameters() if id(p) not in own]
        groups = [{"params": p, "lr": r} for p, r in zip((encoder, rest), _RATES, strict=True)]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        mean = {name: value.clone() for name, value in reader.state_dict().items()}
        parsed = batches(self.parsed, len, rng)
        named = batches(self.named, lambda pair: len(pair[1]), rng)
        began, step = time.monotonic(), 0
        while (done := (time.monotonic() - began) / (60 * minutes)) < 1:
            step += 1
            for group, rate in zip(optimizer.param_groups, _RATES, strict=True):
                group["lr"] = rate * min(1, step / 100) * max(0.01, 1 - done)
            syntax = self.syntax_loss(next(parsed))
            syntax.backward()
            names = self.name_loss(next(named))
            names.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 2.0)
            optimizer.step()
            optimizer.zero_grad()
            if step % 3 == 0:
                _average(mean, reader, min(0.997, (step + 1) / (step + 20)))
            if step % 50 == 0:
                print(
                    f"{step} steps, {done:.0%}: {float(syntax):.3f} {float(names):.3f}", flush=True
                )
        reader.load_state_dict(mean)


def _average(mean: dict[str, torch.Tensor], reader: Reader, decay: float) -> None:
    with torch.no_grad():
        for name, value in reader.state_dict().items():
            mean[name].lerp_(value, 1 - decay)


def main() -> None:
    """Read the data, fit, and write the pipeline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="MiniLM's folder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=70)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    rng = random.Random(7)  # noqa: S311  # not for secrets
    nlp = spacy.blank("en")
    data = arguments.data
    parsed = chunks.parsed_chunks(data / "dep-train.spacy", nlp, rng)
    named = chunks.named_chunks(data / "ner-train.spacy", data / "dep-train.spacy", nlp, rng)
    tokenizer = arguments.encoder / "tokenizer.json"
    fitting = Fitting(parsed, named, WordPieces.read(tokenizer))
    fitting.reader.encoder.read_pretrained(arguments.encoder / "model.safetensors")
    fitting.fit(arguments.minutes, rng)
    labels = {
        "tags": fitting.tags.names, "kinds": fitting.kinds.names,
        "relations": fitting.relations.names, "entities": fitting.entities.names,
    }  # fmt: skip
    small = spacy.load(Path(__file__).parents[1] / "kg" / "models" / "small")
    export.write_pipeline(fitting.reader, labels, tokenizer, arguments.out, small)


if __name__ == "__main__":
    main()
