"""Scores, misses and reliability as text for a person, and as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from kg.evaluation.clusters import ClusterScores
from kg.evaluation.measures import Measure, Scores, Share
from kg.evaluation.misses import Miss
from kg.evaluation.reliability import Reliability

_DIGITS = 3


def clusters_text(scores: ClusterScores) -> str:
    """Write how well references are put together, as a table."""
    return "\n".join(
        (
            f"{scores.references} references in the gold and in the graph, {scores.pairs} pairs",
            "           precision  recall",
            f"pairs           {scores.precision:.3f}   {scores.recall:.3f}",
            f"B-cubed         {scores.b_cubed_precision:.3f}   {scores.b_cubed_recall:.3f}",
        )
    )


def scores_text(scores: Scores) -> str:
    """Write scores as a table."""
    return "\n".join(_score_lines(scores))


def _score_lines(scores: Scores) -> Iterator[str]:
    yield f"{_count(scores.articles, 'article')}, {_count(scores.claims, 'claim')}"
    yield ""
    yield f"{'type':18}{'precision':>14}{'recall':>14}{'F1':>7}"
    for kind, found in scores.types.items():
        yield _row(kind, found)
    for mode, share in scores.modes.items():
        yield f"{f'states.{mode}':18}{'':14}{_cell(share)}"
    yield _row("all", scores.strict)
    yield _row("all, any type", scores.lenient)
    yield ""
    yield f"{'modality':18}{_cell(scores.modality)}"
    for name, share in scores.qualifiers.items():
        yield f"{name:18}{_cell(share)}"
    yield f"{'offsets':18}{_cell(scores.offsets)}"


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _row(name: str, found: Measure) -> str:
    return f"{name:18}{_cell(found.claims)}{_cell(found.facts)}{found.f1:7.2f}"


def _cell(share: Share) -> str:
    return f"{f'{share.right}/{share.all}':>9}{share.rate:5.2f}"


def reliability_text(found: Reliability) -> str:
    """Write a reliability table, a row a bin."""
    return "\n".join(_reliability_lines(found))


def _reliability_lines(found: Reliability) -> Iterator[str]:
    yield f"{'confidence':14}{'claims':>8}{'right':>8}{'share':>8}{'mean':>8}"
    for row in found.bins:
        name = f"{row.low:.2f} to {row.high:.2f}"
        yield f"{name:14}{row.claims:8}{row.right:8}{row.share_right:8.2f}{row.mean_confidence:8.2f}"
    if found.calibration_error is not None and found.brier is not None:
        yield f"expected calibration error {found.calibration_error:.3f}"
        yield f"Brier score {found.brier:.3f}"
    if found.unsure:
        yield f"{_count(found.unsure, 'claim')} without confidence"


def misses_text(found: Iterable[Miss]) -> str:
    """Write a list of misses, a paragraph each."""
    return "\n\n".join("\n".join(_miss_lines(miss)) for miss in found)


def _miss_lines(miss: Miss) -> Iterator[str]:
    sure = f", confidence {miss.confidence:g}" if miss.confidence is not None else ""
    yield f"{miss.kind}: {miss.article} {miss.claim} {miss.type} ({miss.where}{sure})"
    yield f"  {miss.says}"
    yield f"  {miss.problem}"
    if miss.nearest:
        # What is said of a claim that is right but for a detail need not be said twice.
        says = f": {miss.nearest_says}" if miss.kind in ("missed", "wrong") else ""
        yield f"  nearest: {miss.nearest}{says}"
    yield f"  > {miss.sentence}"


def scores_record(scores: Scores) -> dict[str, object]:
    """Return scores as a JSON object; rates are rounded to three digits."""
    return {
        "articles": scores.articles,
        "claims": scores.claims,
        "types": {kind: _measure_record(found) for kind, found in scores.types.items()},
        "modes": {mode: _share_record(share) for mode, share in scores.modes.items()},
        "strict": _measure_record(scores.strict),
        "lenient": _measure_record(scores.lenient),
        "modality": _share_record(scores.modality),
        "qualifiers": {name: _share_record(share) for name, share in scores.qualifiers.items()},
        "offsets": _share_record(scores.offsets),
    }


def _measure_record(found: Measure) -> dict[str, object]:
    return {
        "precision": round(found.precision, _DIGITS),
        "recall": round(found.recall, _DIGITS),
        "f1": round(found.f1, _DIGITS),
        "claims": _share_record(found.claims),
        "facts": _share_record(found.facts),
    }


def _share_record(share: Share) -> dict[str, object]:
    return {"right": share.right, "all": share.all}


def reliability_record(found: Reliability) -> dict[str, object]:
    """Return reliability as a JSON object; rates are rounded to three digits."""
    return {
        "bins": [
            {
                "low": row.low,
                "high": row.high,
                "claims": row.claims,
                "right": row.right,
                "share_right": round(row.share_right, _DIGITS),
                "mean_confidence": round(row.mean_confidence, _DIGITS),
            }
            for row in found.bins
        ],
        "claims": found.claims,
        "unsure": found.unsure,
        "calibration_error": _rounded(found.calibration_error),
        "brier": _rounded(found.brier),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def miss_record(miss: Miss) -> dict[str, object]:
    """Return a miss as a JSON object; what is not known is left out."""
    return {name: value for name, value in asdict(miss).items() if value is not None}
