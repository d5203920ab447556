"""Names of organisations."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import field, frozen
from rapidfuzz import fuzz

from ..lang.names import Names
from .names import Token, is_article, is_particle, tokens

#: Likeness from which two nouns for organisations are one in two languages: università and
#: university have 84, ministero and ministry 71; governo and government 82, banca and bank 67.
_SAME_NOUN = 70

_LONGEST_ACRONYM = 6


@frozen(kw_only=True)
class BodyName:
    """An organisation's name, or any description, in words.

    Args:
        words: folded, without articles and function words.
        listed: the first form of a name that the lists of names have.
        nouns: those of `words` that say what kind of organisation it is.
        proper: the others, sorted.
        named: whether it names one organisation rather than any of its kind.
        initials: of its words, with and without function words.
        acronym: whether it may be one.
    """

    words: tuple[str, ...]
    listed: str | None = field(eq=False)
    nouns: tuple[str, ...] = field(eq=False)
    proper: tuple[str, ...] = field(eq=False)
    named: bool = field(eq=False)
    initials: frozenset[str] = field(eq=False)
    acronym: bool = field(eq=False)

    @property
    def key(self) -> str:
        """Equal for names that are equal or listed together."""
        return self.listed or " ".join(self.words)

    def shortens(self, other: BodyName) -> bool:
        """Whether it is the acronym of the other."""
        return self.acronym and len(other.words) > 1 and self.words[0] in other.initials

    def translates(self, other: BodyName) -> bool:
        """Whether only the noun differs, and that by its language: università, university."""
        if not self.proper or self.proper != other.proper or not (self.nouns and other.nouns):
            return False
        return fuzz.ratio(" ".join(self.nouns), " ".join(other.nouns)) >= _SAME_NOUN


@lru_cache(maxsize=50_000)
def body_name(text: str, names: Names) -> BodyName:
    """The name of an organisation in words.

    >>> from ..lang.names import load_names
    >>> body_name("l'Organizzazione mondiale della sanità", load_names()).words
    ('organizzazione', 'mondiale', 'sanita')
    """
    found = tokens(_without_elided_article(text, names), names)
    while len(found) > 1 and is_article(found[0], names):
        found = found[1:]
    content = [token for token in found if not _is_linking(token, names)] or found
    words = tuple(token.key for token in content)
    common = names.bodies | names.roles
    capitals = [token for token in content if token.capital]
    return BodyName(
        words=words,
        listed=names.organisation(" ".join(token.key for token in found)),
        nouns=tuple(word for word in words if word in names.bodies),
        proper=tuple(sorted(word for word in words if word not in names.bodies)),
        named=len(capitals) > 1 or bool(capitals and set(words) - common),
        initials=frozenset("".join(t.key[0] for t in some) for some in (found, content)),
        acronym=len(found) == 1 and found[0].capital and 2 <= len(found[0].key) <= _LONGEST_ACRONYM,
    )


def _without_elided_article(text: str, names: Names) -> str:
    """L'Unità without its article, whose capital the tokens take for a part of the name."""
    head = re.match(r"\s*([^\W_]+)['’ʼ](?=\w)", text)
    if head and is_article(Token(f"{head[1]}'", head[1].lower()), names):
        return text[head.end() :]
    return text


def _is_linking(token: Token, names: Names) -> bool:
    if token.capital:
        return False
    return token.key in names.grammar or is_article(token, names) or is_particle(token, names)
