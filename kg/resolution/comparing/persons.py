"""Names of persons, taken apart: given, middle and family name, without titles and degrees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.resolution.comparing.folding import fold
from kg.resolution.comparing.given_names import first_sound, full_forms
from kg.resolution.comparing.lexicons import listed
from kg.resolution.comparing.titles import Part, is_age, is_said_of, without_titles
from kg.resolution.names import plain_name

_NICKNAME = re.compile(r"[\"“„(]\s*([^\W\d_]+)\s*[\"”“)]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_INITIALS = re.compile(r"(?<=\.)[-‐‑–]?(?=[^\W\d_])")
_NOT_NAME = re.compile(r"['’ʼ`.,;:\"“”()]")
_HYPHENS = re.compile(r"[-‐‑–]")
_SUFFIXES = {
    "jr": "jr",
    "jnr": "jr",
    "junior": "jr",
    "sr": "sr",
    "snr": "sr",
    "senior": "sr",
    "ii": "ii",
    "2nd": "ii",
    "iii": "iii",
    "3rd": "iii",
    "iv": "iv",
    "4th": "iv",
    "v": "v",
}
_LINKS = frozenset({"y", "e", "i"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name; `given` is "" where only the family name is there.

    `family` is written in one, with its particles; `parts` are the names in it, without them.
    """

    given: str
    middle: tuple[str, ...]
    family: str
    parts: tuple[str, ...]
    suffix: str = ""
    nicknames: tuple[str, ...] = ()

    @property
    def letters(self) -> str:
        """All letters of the name in a row.

        >>> parse_person("Jo-Ann van der Brant, Jr.").letters
        'joannvanderbrant'
        """
        return self.given + "".join(self.middle) + self.family


def parse_person(name: str) -> PersonName:
    """Take a person's name apart.

    >>> parse_person("Sen. Ana M. de la Brant-Orlo, Ph.D.")
    PersonName(given='ana', middle=('m',), family='delabrantorlo', parts=('brant', 'orlo'), suffix='', nicknames=())
    """
    text = plain_name(name)
    nicknames = tuple(fold(found) for found in _NICKNAME.findall(text))
    for aside in (_NICKNAME, _BRACKETS):
        text = aside.sub(" ", text) if aside.sub("", text).strip() else text
    parts, suffix = _without_ends(_in_order(text))
    parts = without_titles(_initials_apart(parts)) or [Part(fold(text.strip()), text)]
    start = _family_start(parts)
    before = [_HYPHENS.sub("", part.text) for part in parts[:start]]
    family = [piece for part in parts[start:] for piece in _HYPHENS.split(part.text) if piece]
    particles = listed("person_particles")
    own = tuple(piece for piece in family if piece not in particles) or tuple(family)
    given = before[0] if before else ""
    return PersonName(given, tuple(before[1:]), "".join(family), own, suffix, nicknames)


def _in_order(text: str) -> list[Part]:
    first, *others = (_split(part) for part in text.split(","))
    ends = [part for other in others if all(map(_is_end, other)) for part in other]
    names = [other for other in others if other and not (all(map(_is_end, other)) or is_age(other))]
    turned = names and first and len(names[0]) <= 3 and not is_said_of(names[0])
    inverted = names[0] if turned else []
    return [*inverted, *first, *ends]


def _split(text: str) -> list[Part]:
    parts = (Part(fold(_NOT_NAME.sub("", raw)).strip("-"), raw) for raw in text.split())
    return [part for part in parts if part.text]


def _is_end(part: Part) -> bool:
    return part.text in _SUFFIXES or part.text in listed("person_degrees")


def _without_ends(parts: list[Part]) -> tuple[list[Part], str]:
    suffix = ""
    while len(parts) > 1:
        last = parts[-1]
        letters = last.raw.replace(".", "").replace(",", "")
        degree = last.text in listed("person_degrees") and (
            letters.isupper() or "." in last.raw or len(last.text) > 2
        )
        if last.text in _SUFFIXES and not suffix and (len(parts) > 2 or len(last.text) == 2):
            suffix = _SUFFIXES[last.text]
        elif not (degree and len(parts) > 2):
            break
        parts = parts[:-1]
    return parts, suffix


def _initials_apart(parts: Sequence[Part]) -> list[Part]:
    return [
        Part(fold(_NOT_NAME.sub("", piece)), piece)
        for part in parts
        for piece in _INITIALS.split(part.raw)
        if _NOT_NAME.sub("", piece).strip("-")
    ]


def _family_start(parts: Sequence[Part]) -> int:
    particles = listed("person_particles")
    if parts[0].text in particles and parts[0].raw.islower():
        return 0
    start = len(parts) - 1
    while start > 1:
        before = parts[start - 1]
        if before.text not in particles or (len(before.text) == 1 and not before.raw.islower()):
            break
        start -= 2 if before.text in _LINKS and start > 2 else 1
    return start


def person_keys(name: PersonName) -> frozenset[str]:
    """Return the blocking keys of a person's name.

    >>> left, right = parse_person("Bob Brant"), parse_person("Robert Brant")
    >>> "+brant robert" in person_keys(left) & person_keys(right)
    True
    """
    return frozenset(_keys(name))


def _keys(name: PersonName) -> Iterator[str]:
    yield f"={name.letters}"
    families = {name.family, "".join(name.parts), *name.parts}
    for family in families - listed("common_surnames"):
        yield f"*{family}"
    if not name.given:
        return
    families |= {middle for middle in name.middle[-1:] if len(middle) > 1}
    forms = {form for given in (name.given, *name.nicknames) for form in full_forms(given)}
    initials = {first_sound(name.given)}
    if len(name.given) == 1:
        initials |= {first_sound(middle) for middle in name.middle[:1]}
    # The first of them may be a title that is in no list.
    forms |= {middle for middle in name.middle if len(middle) > 1}
    for family in families:
        yield from (f"/{family} {initial}" for initial in initials)
        yield from (f"+{family} {form}" for form in forms if len(form) > 1)
    if len(name.given) > 1:
        yield from (f"-{name.given} {end}" for end in _ends(name.family))


def _ends(family: str) -> Iterator[str]:
    # One slip leaves one of these as it is, in names of five letters as in longer ones.
    if len(family) >= 5:
        yield f">{family[-3:]}"
        yield f"<{family[:2]}" if len(family) <= 6 else f"<{family[:3]}"
    if len(family) in (6, 7):
        yield f"<{family[:3]}"
        yield f"<{family[:2]}>{family[-2:]}"
    if len(family) in (5, 6):
        yield f"<{family[:1]}>{family[-2:]}"
