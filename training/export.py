"""Write a fitted network as a spaCy pipeline that needs no torch: an ONNX graph and its labels.

The weights are stored in eight bits, one scale a row of an embedding or a column of a matrix, and
widened again when the graph is loaded; the sums are done in 32 bits, so that a processor's way
with small integers changes nothing.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import spacy
import torch
from network import GUIDELINES, Reader
from onnx import helper, numpy_helper

if TYPE_CHECKING:
    from spacy.language import Language

_SMALL = 4096
"""Tensors of fewer numbers stay as they are."""
_INPUTS = ("ids", "case", "first", "last")
_OUTPUTS = ("tag", "kind", "start", "entity", "arc", "dependent", "head")


class Written(torch.nn.Module):
    """The network for one stretch of words, with the guideline that it follows built in."""

    def __init__(self, reader: Reader, guideline: str) -> None:
        super().__init__()
        self.reader = reader
        self.guideline = GUIDELINES.index(guideline)

    def forward(
        self, ids: torch.Tensor, case: torch.Tensor, first: torch.Tensor, last: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        """Return all scores, in the order of the graph's outputs."""
        reader = self.reader
        words = reader.words(ids, case, None, first, last)
        syntax = reader.syntax(words)
        guideline = torch.full((ids.shape[0],), self.guideline, dtype=torch.long)
        return (
            reader.tag(syntax),
            reader.kind(syntax),
            reader.start(syntax),
            reader.entities(words, guideline),
            reader.arcs(words),
            reader.dependent(words),
            reader.governor(words),
        )


def write_graph(reader: Reader, path: Path, guideline: str = "news") -> None:
    """Write the network as an ONNX graph with weights of eight bits."""
    two = torch.tensor([[1, 2]])
    sample = (torch.tensor([[101, 1000, 1001, 102]]), torch.tensor([[0, 3, 2, 0]]), two, two)
    axes = {name: {1: "pieces"} for name in ("ids", "case")}
    axes |= {name: {1: "words"} for name in ("first", "last", *_OUTPUTS)}
    axes["arc"] = {1: "words", 2: "words"}
    with torch.no_grad():
        torch.onnx.export(
            Written(reader.eval(), guideline), sample, str(path), input_names=list(_INPUTS),
            output_names=list(_OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
    model = onnx.load(path)
    _narrow(model.graph)
    model.producer_name, model.producer_version, model.doc_string = "kg", "", ""
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _narrow(graph: onnx.GraphProto) -> None:
    """Store each large matrix as whole numbers with a node that widens it."""
    rows = {node.input[0] for node in graph.node if node.op_type == "Gather"}
    widening = []
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < _SMALL:
            continue
        axis = 0 if tensor.name in rows else 1
        largest = np.abs(values).max(axis=1 - axis, keepdims=True)
        scale = np.where(largest > 0, largest / 127, 1).astype(np.float32)
        whole = np.clip(np.rint(values / scale), -127, 127).astype(np.int8)
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(whole, f"{tensor.name}.whole"))
        graph.initializer.append(numpy_helper.from_array(scale.ravel(), f"{tensor.name}.scale"))
        widening.append(
            helper.make_node(
                "DequantizeLinear",
                [f"{tensor.name}.whole", f"{tensor.name}.scale"],
                [tensor.name],
                axis=axis,
            )
        )
    nodes = [*widening, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def write_pipeline(
    reader: Reader, labels: dict[str, list[str]], pieces: Path, out: Path, lemmas: Language
) -> None:
    """Write the spaCy pipeline to the folder `out`; its lemmatizer is that of `lemmas`."""
    import kg.extractors.neural  # noqa: F401  # registers the component

    nlp = spacy.blank("en")
    nlp.add_pipe("kg_encoder")
    nlp.add_pipe("lemmatizer", source=lemmas)
    nlp.meta.update(name=out.name, description="Tags, trees and names of English news")
    nlp.to_disk(out)
    folder = out / "kg_encoder"
    folder.mkdir(exist_ok=True)
    write_graph(reader, folder / "encoder.onnx")
    (folder / "labels.json").write_text(json.dumps(labels, indent=0) + "\n", encoding="utf-8")
    np.save(folder / "relations.npy", reader.bilinear.detach().numpy().astype(np.float16))
    shutil.copyfile(pieces, folder / "pieces.json")
    shutil.copytree(Path(__file__).parent / "model", out, dirs_exist_ok=True)
