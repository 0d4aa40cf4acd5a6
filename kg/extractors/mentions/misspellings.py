"""Names that are others with a letter wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz.fuzz import ratio

from kg.extractors.mentions.name_index import NameIndex, digits

SURE = 4.0
"""A type of this weight stands, whatever a name is compared with."""
_SPELT_ALIKE = 90.0
_LONG_ENOUGH = 9
_OTHERS = frozenset({"Person", "Place"})


class Misspellings:
    """Tells which of a document's long names are alike but for a letter.

    Only names with one first letter and the same digits can be, so that few are compared.
    """

    def __init__(self, names: NameIndex) -> None:
        self._names = names
        self._bare = {key: _without_maker(key, names) for key in names.keys}
        self._alike: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, bare in self._bare.items():
            if len(bare) >= _LONG_ENOUGH and names.kind(key) not in _OTHERS:
                self._alike[bare[0], digits(bare)].append(key)

    def candidates(self, short: str) -> Sequence[str]:
        """Return the names that one may be a misspelling of, those of most words first."""
        bare = self._bare[short]
        if len(bare) < _LONG_ENOUGH or self._names.kind(short) in _OTHERS:
            return ()
        return self._alike[bare[0], digits(bare)]

    def tell(self, short: str, full: str) -> bool:
        """Tell whether the rarer of two long names is the other with a letter wrong."""
        ours, theirs, counts = self._bare[short], self._bare[full], self._names.counts
        if ours == theirs or counts[short] == counts[full] > 1:
            return False
        types = [self._names.types[key] for key in (short, full) if key in self._names.types]
        one_kind = len({kind for kind, _ in types}) <= 1
        weak = any(weight < SURE for _, weight in types)
        return (one_kind or weak) and ratio(ours, theirs) >= _SPELT_ALIKE


def _without_maker(key: str, names: NameIndex) -> str:
    name = key.split(" ")
    for length in range(len(name) - 1, 0, -1):
        if names.kind(" ".join(name[:length])) == "Organization":
            return " ".join(name[length:])
    return key
