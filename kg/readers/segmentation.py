"""From units to blocks: where the article is in a text, and what each of its parts is.

Every unit has evidence for and against running text. Whether one unit belongs to the article is
decided with its neighbours: the likeliest sequence of "article" and "furniture", where changing
over has a price, so that a caption among teasers stays furniture and a short line between
paragraphs stays text.

Source: after Pasternack and Roth, "Extracting Article Text from the Web with Maximum Subsequence
Segmentation", WWW 2009, https://doi.org/10.1145/1526709.1526840, as a two-state Viterbi search.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Block, BlockKind
from kg.readers.furniture import Evidence, weigh
from kg.readers.header import Header, find_header, stamp_kind
from kg.readers.layout import Unit, split_units

# The states of the search: above the article, in it, and below it (or in a box within it).
_ABOVE, _INSIDE, _BELOW = range(3)
# What each change of state costs. An article ends more readily than it begins again.
_CHANGES: tuple[tuple[int, int, float], ...] = (
    (_ABOVE, _ABOVE, 0.0),
    (_ABOVE, _INSIDE, 0.5),
    (_INSIDE, _INSIDE, 0.0),
    (_INSIDE, _BELOW, 1.5),
    (_BELOW, _BELOW, 0.0),
    (_BELOW, _INSIDE, 3.5),
)
_NO_ARTICLE = 4.0  # what it costs to end above the article, which is to find none
_STRAY = 0.5  # what a line of furniture costs within the article
_LONGEST_HEADING = 14


def segment(text: str) -> tuple[Block, ...]:
    r"""Split a text into blocks, which cover all of it but white space, in order.

    >>> [block.kind for block in segment("Buses return\n\nThe city has its buses back today.")]
    ['title', 'paragraph']
    """
    return label(text)[1]


def label(text: str) -> tuple[Header, tuple[Block, ...]]:
    """Split a text into blocks; return what its header says, too."""
    units = split_units(text)
    evidence = weigh(units)
    article = _article(evidence)
    header = find_header(units, evidence, article)
    kinds = _kinds(units, evidence, article, header)
    return header, tuple(
        Block(kind, unit.start, unit.end) for unit, kind in zip(units, kinds, strict=True)
    )


def _article(evidence: Sequence[Evidence]) -> list[bool]:
    """Tell for each unit whether it belongs to the article or to the furniture around it."""
    has_prose = any(item.prose >= 2 for item in evidence)
    scores = {_ABOVE: 0.0, _INSIDE: 0.0}
    steps: list[dict[int, int]] = []
    for item in evidence:
        gain = _gain(item, has_prose=has_prose)
        # menus hold no paragraphs, so what is passed over above the article is hardly one
        skipped = gain / 2 if gain >= 2 else 0.0
        best: dict[int, tuple[float, int]] = {}
        for before, after, price in _CHANGES:
            if before in scores and (steps or before == after):
                score = scores[before] - price
                score += gain if after == _INSIDE else -skipped if after == _ABOVE else 0.0
                # of two equal ways, the one that stays
                if after not in best or score > best[after][0]:
                    best[after] = (score, before)
        scores = {state: score for state, (score, _) in best.items()}
        steps.append({state: before for state, (_, before) in best.items()})
    if not steps:
        return []
    scores[_ABOVE] -= _NO_ARTICLE
    here = max(scores, key=lambda state: (scores[state], state == _INSIDE))
    labels: list[bool] = []
    for step in reversed(steps):
        labels.append(here == _INSIDE)
        here = step[here]
    return labels[::-1]


def _gain(item: Evidence, *, has_prose: bool) -> float:
    """Return what a unit is worth to the article."""
    if item.certain and item.box is None:
        return -_STRAY  # it is left out whether the article goes on around it or not
    # In a text without one paragraph (a list, a poem) being short tells nothing.
    return (item.prose if has_prose else max(item.prose, 0.5)) - item.against


def _kinds(
    units: Sequence[Unit], evidence: Sequence[Evidence], article: Sequence[bool], header: Header
) -> list[BlockKind]:
    kinds: list[BlockKind] = []
    box: str | None = None
    for index, (unit, item) in enumerate(zip(units, evidence, strict=True)):
        fixed = header.kinds.get(index)
        box = _box_after(box, unit, item)
        if fixed is not None:
            kinds.append(fixed)
        elif item.certain or box is not None or not article[index]:
            kinds.append("furniture")
        elif item.stamp:
            kinds.append(stamp_kind(unit.text))
        else:
            kinds.append("heading" if _is_heading(units, index) else "paragraph")
    return kinds


def _box_after(box: str | None, unit: Unit, item: Evidence) -> str | None:
    """Return the box that a unit stands in: one it opens itself, or the one before it.

    A list of other articles goes on up to the next sentence, a contact block over names and
    addresses up to the next sentence or heading.
    """
    if item.box in {"list", "contact"}:
        return item.box
    if box == "list":
        return box if item.prose < 1 or item.stamp or item.against > item.prose else None
    if box == "contact":
        heads = unit.text.casefold().startswith("about ")
        short = not unit.ends and unit.words <= 12
        return box if item.address or (short and not heads) else None
    return None


def _is_heading(units: Sequence[Unit], index: int) -> bool:
    """Tell whether a unit is a heading: short, no sentence, no list item, something under it."""
    unit = units[index]
    if unit.ends or unit.words > _LONGEST_HEADING or index + 1 == len(units):
        return False
    following = units[index + 1]
    numbered = unit.bullet[:1].isdigit() and following.ends and not following.bullet
    return (numbered or not unit.bullet) and unit.text[-1] not in ",;"
