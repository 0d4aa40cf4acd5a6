"""Print a table of the model's figures on every test set, on raw text.

python training/evaluate.py --data ../shared/treebanks --model kg/models/small
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc, DocBin
from spacy.training import Example

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language

PARSES = {"pud-test": "PUD", "gumnews-test": "GUM news", "gum-test": "GUM", "ewt-test": "EWT"}
NAMES = {f"ner-{name}": title for name, title in PARSES.items()}
LABELS = ("PERSON", "ORG", "LOC")
PARSE_SCORES = ("pos_acc", "tag_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")

Spans = set[tuple[int, int, int, str]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, in 0 to 1."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """Return the harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def main() -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the DocBin files")
    parser.add_argument("--model", type=Path, required=True, help="folder of the model")
    arguments = parser.parse_args()
    nlp = spacy.load(arguments.model)
    print("\n".join([*parse_table(nlp, arguments.data), "", *name_table(nlp, arguments.data)]))
    print(f"\n{speed(nlp, arguments.data):,.0f} tokens a second on one core.")


def parse_table(nlp: Language, data: Path) -> list[str]:
    """Return the rows for tags, lemmas, trees and sentences, in per cent."""
    rows = ["| | UPOS | tag | lemma | UAS | LAS | sentence F |", "|---|---|---|---|---|---|---|"]
    for name, title in PARSES.items():
        gold = gold_docs(nlp, data / f"{name}.spacy")
        examples = [Example(nlp.make_doc(doc.text), doc) for doc in gold]
        scores = nlp.evaluate(examples)
        rows.append(_row(title, [100 * scores[key] for key in PARSE_SCORES], "{:.1f}"))
    return rows


def name_table(nlp: Language, data: Path) -> list[str]:
    """Return the rows for entities: F by label, of all three, and of spans without labels."""
    rows = [
        "| | PERSON | ORG | LOC | precision | recall | F | F unlabelled |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, title in NAMES.items():
        gold = gold_docs(nlp, data / f"{name}.spacy")
        true = spans(gold)
        found = spans(nlp.pipe([doc.text for doc in gold]))
        one = [score(_of(true, label), _of(found, label)).f for label in LABELS]
        both = score(true, found)
        bare = score({(*span[:3], "") for span in true}, {(*span[:3], "") for span in found})
        rows.append(_row(title, [*one, both.precision, both.recall, both.f, bare.f], "{:.3f}"))
    return rows


def gold_docs(nlp: Language, path: Path) -> list[Doc]:
    """Return the documents of a DocBin file."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def spans(docs: Iterable[Doc]) -> Spans:
    """Return people, organisations and places as (document, start, end, label), in characters."""
    return {
        (i, ent.start_char, ent.end_char, ent.label_)
        for i, doc in enumerate(docs)
        for ent in doc.ents
        if ent.label_ in LABELS
    }


def score(true: Spans, found: Spans) -> Score:
    """Compare what was found with what is true."""
    hits = len(true & found)
    return Score(hits / max(len(found), 1), hits / max(len(true), 1))


def _of(found: Spans, label: str) -> Spans:
    return {span for span in found if span[3] == label}


def _row(title: str, values: Sequence[float], form: str) -> str:
    return f"| {title} | " + " | ".join(form.format(value) for value in values) + " |"


def speed(nlp: Language, data: Path) -> float:
    """Return tokens per second over the PUD test set, the better of two runs."""
    texts = [doc.text for doc in gold_docs(nlp, data / "pud-test.spacy")]
    best = 0.0
    for _ in range(2):
        start = time.perf_counter()
        count = sum(len(doc) for doc in nlp.pipe(texts))
        best = max(best, count / (time.perf_counter() - start))
    return best


if __name__ == "__main__":
    main()
