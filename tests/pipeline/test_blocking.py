"""Names taken apart in other processes stand in the same blocks, in the same order."""

from __future__ import annotations

from kg.pipeline.blocking import Spelt, blocks_of

_KINDS = ("Organization", "Person", "Product", "Place", "Document")


def _chunks(count: int) -> list[Spelt]:
    return [
        {
            10 * chunk + number: (kind, f"Brant{chr(97 + chunk)}ley {word}")
            for number, (kind, word) in enumerate(
                (kind, word) for kind in _KINDS for word in ("Labs", "Police Department")
            )
        }
        for chunk in range(count)
    ]


def test_several_processes_give_what_one_gives() -> None:
    chunks = _chunks(12)
    alone = list(blocks_of(chunks))
    assert [chunk for chunk, _ in alone] == chunks
    assert {name for _, found in alone for _, name in found} == set(range(120))
    assert list(blocks_of(iter(chunks), workers=2)) == alone


def test_few_names_and_none_are_taken_apart_as_well() -> None:
    assert list(blocks_of(_chunks(1), workers=2)) == list(blocks_of(_chunks(1)))
    assert list(blocks_of([], workers=2)) == []
