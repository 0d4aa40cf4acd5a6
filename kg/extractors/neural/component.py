"""The spaCy component that tags, parses and finds names with one network."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, MORPH, POS, TAG
from spacy.language import Language
from spacy.parts_of_speech import IDS as POS_IDS
from spacy.pipeline.dep_parser import parser_score
from spacy.pipeline.morphologizer import morphologizer_score
from spacy.pipeline.tagger import tagger_score
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from kg.extractors.neural.names import best_labels
from kg.extractors.neural.network import Floats, Network, Scores
from kg.extractors.neural.trees import best_tree

Codes = npt.NDArray[np.uint64]

_LAYERS = [TAG, POS, MORPH, HEAD, DEP, ENT_IOB, ENT_TYPE]
_IOB = {"I": 1, "O": 2, "B": 3}
_WINDOW = 400
"""Pieces read at once; the encoder has 512 places, and longer stretches gain little."""


class EncoderPipe:
    """Set tags, parts of speech, features, trees, sentences and names of a document.

    A token that is marked as no sentence start before will not start one. Documents are read one
    by one, so that what a document gives does not depend on those beside it.
    """

    def __init__(self, nlp: Language, name: str, threads: int = 0) -> None:
        self.name = name
        self.threads = threads
        self._vocab = nlp.vocab
        self._network: Network | None = None
        self._codes: _Codes | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document in place and return it.

        Raises:
            ValueError: the component has no network yet.
        """
        return _annotated(doc, self._read(doc))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Annotate documents, several at once on as many threads, and yield them in their order.

        Raises:
            ValueError: the component has no network yet.
        """
        if self.threads == 1:
            yield from map(self, stream)
            return
        with ThreadPoolExecutor(self.threads or processors()) as pool:
            coming = iter(stream)
            while docs := list(islice(coming, batch_size)):
                for doc, layers in zip(docs, pool.map(self._read, docs), strict=True):
                    yield _annotated(doc, layers)

    def _read(self, doc: Doc) -> Codes:
        """Return a row of annotations for each token."""
        if self._network is None or self._codes is None:
            raise ValueError(f"the component {self.name!r} has no network: load it from a folder")
        layers = np.zeros((len(doc), len(_LAYERS)), dtype=np.uint64)
        for start, end in self._windows(doc, self._network) if len(doc) else ():
            scores = self._network.scores(self._network.pieces.of_words(doc, start, end))
            heads = _heads(scores, _sentences(doc, start, end, scores))
            relations = self._network.relation_scores(scores, heads)
            names = best_labels(scores.entity, self._network.entities)
            layers[start:end] = self._codes.layers(scores, heads, relations, names)
        return layers

    def score(self, examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
        """Return spaCy's scores of the layers that the component sets; `nlp.evaluate` asks."""
        examples = list(examples)
        scorers = (tagger_score, morphologizer_score, parser_score, get_ner_prf)
        return {
            name: value
            for scorer in scorers
            for name, value in scorer(examples, **settings).items()
        }

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> EncoderPipe:
        """Read the network from the component's folder.

        Raises:
            OSError: a file is missing.
            ValueError: a file is not what it should be.
        """
        del exclude
        self._network = Network.read(Path(path))
        self._codes = _Codes.of(self._network, self._vocab)
        return self

    def _windows(self, doc: Doc, network: Network) -> Iterator[tuple[int, int]]:
        """Yield the token ranges that are read at once: all, or whole sentences as far as known.

        Where no token within reach may start a sentence, the cut falls after the last that fits.
        """
        start, length, candidate = 0, 0, 0
        for token in doc:
            length += len(network.pieces.of_word(token.text))
            if token.i > start and token.is_sent_start is not False:
                candidate = token.i
            if length > _WINDOW and token.i > start:
                cut = candidate if candidate > start else token.i
                yield start, cut
                start = cut
                length = sum(len(network.pieces.of_word(t.text)) for t in doc[cut : token.i + 1])
        yield start, len(doc)


@dataclass(frozen=True, slots=True)
class _Codes:
    """spaCy's numbers for the network's labels, in the network's order."""

    tags: Codes
    kinds: Codes
    relations: Codes
    root: int
    entities: dict[str, int]

    @classmethod
    def of(cls, network: Network, vocab: Vocab) -> _Codes:
        """Look the labels up, and add them to the vocabulary where it lacks them."""
        kinds = (kind.partition("|") for kind in network.kinds)
        return cls(
            tags=np.array([vocab.strings.add(tag) for tag in network.tags], dtype=np.uint64),
            kinds=np.array(
                [(POS_IDS[pos], vocab.morphology.add(features)) for pos, _, features in kinds],
                dtype=np.uint64,
            ),
            relations=np.array(
                [vocab.strings.add(label) for label in network.relations], dtype=np.uint64
            ),
            root=vocab.strings.add("ROOT"),
            entities={
                label: vocab.strings.add(label[2:]) if label != "O" else 0
                for label in network.entities
            },
        )

    def layers(
        self, scores: Scores, heads: list[int], relations: Floats, names: list[str]
    ) -> Codes:
        """Return a row for each token, in the order of `_LAYERS`."""
        places = np.arange(len(heads))
        steps = np.array(heads, dtype=np.int64) - places
        layers = np.zeros((len(heads), len(_LAYERS)), dtype=np.uint64)
        layers[:, 0] = self.tags[scores.tag.argmax(axis=1)]
        layers[:, 1:3] = self.kinds[scores.kind.argmax(axis=1)]
        layers[:, 3] = steps.astype(np.uint64)
        layers[:, 4] = self.relations[relations.argmax(axis=1)]
        layers[places[steps == 0], 4] = self.root
        layers[:, 5] = [_IOB[name[0]] for name in names]
        layers[:, 6] = [self.entities[name] for name in names]
        return layers


def _annotated(doc: Doc, layers: Codes) -> Doc:
    return doc.from_array(_LAYERS, layers) if len(doc) else doc  # type: ignore[arg-type]  # spaCy's stubs know integers only


def _sentences(doc: Doc, start: int, end: int, scores: Scores) -> list[int]:
    """Return where sentences begin, counted from `start`, and the end."""
    starts = [0]
    for place, (stays, begins) in enumerate(scores.start):
        if place and begins > stays and doc[start + place].is_sent_start is not False:
            starts.append(place)
    return [*starts, end - start]


def _heads(scores: Scores, bounds: list[int]) -> list[int]:
    heads: list[int] = []
    for low, high in pairwise(bounds):
        heads += [low + head for head in best_tree(scores.arc[low:high, low:high])]
    return heads


@Language.factory(
    "kg_encoder",
    assigns=["token.tag", "token.pos", "token.morph", "token.dep", "token.head", "doc.ents"],
    default_config={"threads": 0},
)
def make_encoder(nlp: Language, name: str, threads: int) -> EncoderPipe:
    """Make the component, without a network: `from_disk` brings one.

    `threads` is how many documents `pipe` reads at once; 0 stands for one a processor.
    """
    return EncoderPipe(nlp, name, threads)


def processors() -> int:
    """Return how many processors this process may use, at least one."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1
