"""Names of people: their parts, and whether two may be one person's.

Parts are compared by keys, not by distance: equal keys are an equivalence, so that whoever is
compared first, the same names end up together.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import field, frozen

from ..lang.names import Names, Words, fold

#: One sound, several spellings, whatever language a name was romanised for.
_SOUNDS = [(re.compile(spelling), sound) for spelling, sound in (
    ("ph", "f"), ("th", "t"), ("ck|q", "k"), ("c(?![eihz])", "k"), ("w", "v"), ("[yj]", "i"), ("ou|oo", "u"),
    ("ii+", "i"),
)]  # fmt: skip

#: Sounds that one romanisation keeps apart and another does not (Hnatiuk, Gnatiuk). They make
#: two surnames one only where given names agree.
_WIDER = [(re.compile(spelling), sound) for spelling, sound in (
    ("tsch|tch|sch|sh|ch|cz|ts|tz|zh|^z|c(?=[ei])", "s"), ("kh|h", "g"), ("^ie", "e"), ("ie", "e"), ("f$", "v"),
    (r"(.)\1+", r"\1"),
)]  # fmt: skip

#: Vowels that are written by ear in names that end in a consonant (Hamed, Hamid). In those that
#: end in a vowel they tell names apart: Marco, Mirco; Longo, Lungo; Galante, Galanti.
_BY_EAR = str.maketrans("eo", "iu")

_SHORTEST = 5  # sounds below which wider ones tell too many names apart (Rossi, Rosi; Hall, Gall)
_INITIALS = 4  # letters of the longest acronym in capitals that is no name ("DCI", "Capt")


@frozen
class Given:
    """A given name: the key of its sound ("" for a mere initial), and its first letter."""

    key: str
    initial: str

    def agrees(self, other: Given) -> bool:
        """Whether both may be one name."""
        return self.key == other.key if self.key and other.key else self.initial == other.initial


@frozen(kw_only=True)
class PersonName:
    """A person's name in parts.

    Args:
        parts: as folded; the last is the family name.
        given: before the family name.
        family: the key of the family name as it sounds.
        wide: the same, with sounds together that only some romanisations tell apart.
    """

    parts: tuple[str, ...] = field(eq=False)
    given: tuple[Given, ...]
    family: str
    wide: str

    @property
    def bare(self) -> bool:
        """Whether it has no given name in full."""
        return not any(given.key for given in self.given)

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for names that sound alike in every part."""
        given = tuple(name.key or f"{name.initial}." for name in self.given)
        return (given, self.bare, self.family if self.bare else self.wide)

    @property
    def fullness(self) -> tuple[int, int]:
        """How much it says: given names in full, and given names."""
        return (sum(bool(name.key) for name in self.given), len(self.given))

    def agrees(self, other: PersonName) -> bool:
        """Whether both may be one person's: given names equal, shortened or left out."""
        same = self.family == other.family if self.bare or other.bare else self.wide == other.wide
        short, long = sorted((self.given, other.given), key=len)
        rest = iter(long)
        return same and all(any(name.agrees(candidate) for candidate in rest) for name in short)


def sound(part: str) -> str:
    """The key of a part of a name as it sounds.

    >>> sound("zelenskyy"), sound("zelenskij"), sound("farouk") == sound("faruq")
    ('zelenski', 'zelenski', True)
    """
    for spelling, key in _SOUNDS:
        part = spelling.sub(key, part)
    return part


def wide_sound(part: str) -> str:
    """The same, with sounds together that only some romanisations tell apart.

    >>> wide_sound("hnatov") == wide_sound("gnatov")
    True
    """
    narrow = wide = sound(part)
    for spelling, key in _WIDER:
        wide = spelling.sub(key, wide)
    if len(wide) < _SHORTEST:
        return narrow
    return wide if wide[-1] in "aeiou" else wide[0] + wide[1:].translate(_BY_EAR)


@lru_cache(maxsize=50_000)
def person_name(text: str, names: Names) -> PersonName | None:
    """The name in a description of a person; None where there is only a description.

    Capitals decide: the name is the last run of capitalised words, without what is known as a role.

    >>> from ..lang.names import load_names
    >>> person_name("il ministro della Difesa ucraino Rustem Umerov", load_names()).parts
    ('rustem', 'umerov')
    >>> person_name("un consigliere di Kiev", load_names())
    """
    pieces = re.split(r"[,;:()\[\]/\"«»“”„|]| [-–—] ", text)
    found = [parts for parts in (_parts(piece, names) for piece in pieces) if parts]
    if not found:
        return None
    parts = next((parts for parts in found if len(parts) > 1), found[0])
    family = names.spelling(parts[-1])
    given = tuple(_given(part, names) for part in parts[:-1])
    return PersonName(parts=parts, given=given, family=sound(family), wide=wide_sound(family))


def _given(part: str, names: Names) -> Given:
    key = wide_sound(names.spelling(part)) if len(part) > 1 else ""
    return Given(key, part[0])


@frozen
class Token:
    """A word of a description, as written and folded."""

    text: str
    key: str

    @property
    def elided(self) -> bool:
        """Whether it lost its vowel before an apostrophe."""
        return self.text.endswith("'")

    @property
    def capital(self) -> bool:
        """Whether it does not begin in lower case; so is every word of a script without case."""
        return not self.text[0].islower()


def tokens(text: str, names: Names) -> list[Token]:
    """The words of a description. What stands before an apostrophe is a word where it begins in
    lower case (l', d'); what stands before a hyphen, where it is a particle (al-Masri).
    """
    text = re.sub(r"\b(\w+)-(?=\w)", lambda m: _apart(m[1], names), text)
    text = re.sub(r"\b([^\W_]+)['’ʼ](?=\w)", lambda m: m[1] + ("' " if m[1][0].islower() else ""), text)
    words = re.findall(r"[^\W_][\w.\-]*'?", text)
    return [Token(word, fold(word).replace(" ", "")) for word in words if fold(word)]


def _apart(prefix: str, names: Names) -> str:
    return f"{prefix.capitalize()} " if fold(prefix) in names.particles else f"{prefix}-"


def _parts(piece: str, names: Names) -> tuple[str, ...]:
    found = tokens(piece, names)
    start = len(found)
    while start and (
        found[start - 1].capital or (start < len(found) and is_particle(found[start - 1], names))
    ):
        start -= 1
    while start < len(found) and _is_preposition(found[start], names):
        start += 1
    before, run = found[:start], found[start:]
    led = bool(before) or bool(run and _is_capital_article(run[0], names))
    if before and _is_linking(before[-1], names):
        proper = [token for token in run if not is_particle(token, names)]
        if len(proper) <= 2:
            return ()  # "un consigliere di Kiev" names Kiev
        run = run[run.index(proper[-2]) :]  # "il ministro della Difesa Rustem Umerov"
    return _joined(_without_roles(run, names, led=led), names)


def is_article(token: Token, names: Names) -> bool:
    """Also where its vowel is elided (l', un'); not so an initial (A. Rossi)."""
    return not token.text.endswith(".") and _is_among(token, names.articles)


def is_particle(token: Token, names: Names) -> bool:
    """Also where its vowel is elided (d', dell')."""
    return _is_among(token, names.particles)


def _is_among(token: Token, words: Words) -> bool:
    return token.key in words or (token.elided and any(token.key == word[:-1] for word in words))


def _is_linking(token: Token, names: Names) -> bool:
    return not is_article(token, names) and (token.key in names.grammar or is_particle(token, names))


def _is_preposition(token: Token, names: Names) -> bool:
    """A particle that is a word of its own as well (di), not one of names only (von)."""
    return not token.capital and (token.elided or token.key in names.grammar)


def _is_capital_article(token: Token, names: Names) -> bool:
    """Not so where it may be part of a name (La Russa)."""
    return is_article(token, names) and token.key not in names.particles


def _without_roles(run: list[Token], names: Names, *, led: bool) -> list[Token]:
    known = names.roles | names.bodies
    if run and run[-1].key in known and (led or all(t.key in known for t in run)):
        return []  # "the Prime Minister", but Stephen King
    last = max((place for place, token in enumerate(run[:-1]) if token.key in names.roles), default=-1)
    run = run[last + 1 :]
    while len(run) > 1 and _is_capital_article(run[0], names):
        run = run[1:]
    shout = all(token.text.isupper() for token in run)
    return [t for t in run if shout or t is run[-1] or not _is_rank(t)]


def _is_rank(token: Token) -> bool:
    """Whether it is letters in capitals, as in "DCI", and no initials, as in "J.D."."""
    return token.text.isupper() and token.text.isalpha() and 2 < len(token.text) <= _INITIALS


def _joined(run: list[Token], names: Names) -> tuple[str, ...]:
    """Parts of a name: particles are one with what follows, optional ones are dropped."""
    parts, prefix = [], ""
    for token in run:
        if token is run[-1] or not (is_particle(token, names) or token.key in names.joined):
            parts.append(prefix + token.key)
            prefix = ""
        elif token.key not in names.optional:
            prefix += token.key
    return tuple(parts)
