from __future__ import annotations

from kg.extractors.mentions.discourse import Discourse


def test_entities_near_come_by_how_present_they_are() -> None:
    discourse = Discourse()
    old, new, far = (discourse.add(name, "Company", named=True) for name in ("A", "B", "C"))
    for known, sentence, weight in ((far, 1, 80), (old, 8, 80), (new, 9, 30), (new, 10, 30)):
        discourse.meet(known, sentence, weight)
    assert list(discourse.ranked(10, within=3)) == [new, old]
    assert old.presence(10) == 20.0
    assert new.presence(10) == 45.0


def test_a_mention_read_late_counts_for_its_own_sentence() -> None:
    discourse = Discourse()
    known = discourse.add("A", "Company", named=True)
    discourse.meet(known, 5, 40)
    discourse.meet(known, 4, 40)
    assert known.distance(5) == 1
    assert known.presence(5) == 60.0


def test_who_was_never_mentioned_is_not_near() -> None:
    discourse = Discourse()
    discourse.add("A", "Company", named=True)
    assert list(discourse.ranked(1, within=40)) == []
