"""Two descriptions of speakers: how likely their names are one's."""

from __future__ import annotations

from rapidfuzz import fuzz

from ..lang.names import Names, load_names
from .bodies import BodyName, body_name
from .names import PersonName, person_name

#: Scores of `same_name`: what each kind of likeness is worth. Ordered by how often it misleads;
#: links weigh them as one piece of evidence among others.
_WIDE, _INITIAL, _ACRONYM, _BARE, _KIND_LEFT_OUT, _SPELLING, _DESCRIPTION = (
    0.95,
    0.9,
    0.9,
    0.85,
    0.8,
    0.7,
    0.5,
)

#: Likeness of family names, given names equal, that may be a slip of the pen (Hnatov, Hantov: 83).
_SLIP = 83


def same_name(a: str, b: str, names: Names | None = None) -> float:
    """How likely two descriptions name one speaker, by their names alone: 0 to 1.

    >>> same_name("il presidente Volodymyr Zelenskyy", "Zelensky")
    0.85
    >>> same_name("Anna Rossi", "Carlo Rossi")
    0.0
    """
    names = names or load_names()
    one, other = body_name(a, names), body_name(b, names)
    if not one.words or not other.words:
        return 0.0
    listed = names.person(a), names.person(b)
    if listed[0] is not None and listed[0] == listed[1]:
        return 1.0
    if one.key == other.key:
        return 1.0 if _says_who(one, names) or _says_who(other, names) else _DESCRIPTION
    if one.shortens(other) or other.shortens(one):
        return _ACRONYM
    left, right = person_name(a, names), person_name(b, names)
    people = _same_person(left, right) if left and right else 0.0
    return max(people, _same_body(one, other))


def _says_who(name: BodyName, names: Names) -> bool:
    """Not so: "a spokesman", "European sources", "the government"."""
    return name.named or (bool(name.proper) and not names.roles.intersection(name.words))


def _same_person(a: PersonName, b: PersonName) -> float:
    if not a.agrees(b):
        slip = bool(a.given) and a.given == b.given and fuzz.ratio(a.family, b.family) >= _SLIP
        return _SPELLING if slip else 0.0
    if bool(a.given) != bool(b.given):
        return _BARE
    if a.bare != b.bare:
        return _INITIAL
    return 1.0 if a.parts == b.parts else _WIDE


def _same_body(a: BodyName, b: BodyName) -> float:
    if a.translates(b):
        return _WIDE
    left_out = set(a.nouns) < set(b.nouns) or set(b.nouns) < set(a.nouns)
    return _KIND_LEFT_OUT if a.proper and a.proper == b.proper and left_out else 0.0
