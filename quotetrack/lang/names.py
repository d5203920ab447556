"""Names across languages: what no rule of spelling can tell, and the words that stand around names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from anyascii import anyascii
from attrs import field, frozen

from ..errors import LexiconError
from .load import available_languages, load_profile

Entries = tuple[tuple[str, ...], ...]
Words = frozenset[str]

_LISTS = ("optional", "joined")
_KEYS = ("persons", "organisations", "places", "spellings", *_LISTS)


def fold(text: str) -> str:
    """`text` in lower-case ASCII letters and digits, words apart by one space.

    >>> fold("L’Unità di  Зеленський")
    'l unita di zelenskiy'
    """
    ascii_words = (re.sub("['`]", "", anyascii(word)) for word in re.findall(r"\w+", text.replace("_", " ")))
    return " ".join(re.findall("[a-z0-9]+", " ".join(ascii_words).lower()))


@frozen(kw_only=True, eq=False)  # compared by identity: it is a key of caches
class Names:
    """Names that differ between languages beyond spelling. Each entry lists the forms of one name.

    Args:
        persons: whole names ("Papa Francesco", "Pope Francis"); so `organisations` and `places`.
        spellings: one part of a name ("Volodymyr", "Vladimir").
        optional: parts that may be left out ("al").
        joined: parts that are one with the next ("abdel").
        roles: from all profiles, folded: nouns for those who speak, and titles; so the following.
        bodies: nouns for organisations and documents.
        particles: inside names in lower case.
        articles: "il", "the".
        grammar: function words.
    """

    persons: Entries = ()
    organisations: Entries = ()
    places: Entries = ()
    spellings: Entries = ()
    optional: Words = frozenset()
    joined: Words = frozenset()
    roles: Words = field(default=frozenset(), repr=False)
    bodies: Words = field(default=frozenset(), repr=False)
    particles: Words = field(default=frozenset(), repr=False)
    articles: Words = field(default=frozenset(), repr=False)
    grammar: Words = field(default=frozenset(), repr=False)

    def person(self, name: str) -> str | None:
        """The first form of a listed person's name, folded; None for one that is not listed."""
        return self._persons.get(fold(name))

    def organisation(self, name: str) -> str | None:
        """The first form of a listed organisation's name, folded; None for one not listed.

        >>> names = load_names()
        >>> names.organisation("World Health Organization") == names.organisation("OMS")
        True
        """
        return self._organisations.get(fold(name))

    def place(self, name: str) -> str | None:
        """The first form of a listed place's name, folded; None for one that is not listed."""
        return self._places.get(fold(name))

    def spelling(self, part: str) -> str:
        """The first listed spelling of a part of a name, folded; of one not listed, itself.

        >>> load_names().spelling("Volodymyr")
        'vladimir'
        """
        return self._spellings.get(fold(part), fold(part))

    @cached_property
    def _persons(self) -> dict[str, str]:
        return _first_forms(self.persons)

    @cached_property
    def _organisations(self) -> dict[str, str]:
        return _first_forms(self.organisations)

    @cached_property
    def _places(self) -> dict[str, str]:
        return _first_forms(self.places)

    @cached_property
    def _spellings(self) -> dict[str, str]:
        return _first_forms(self.spellings)


def _first_forms(entries: Entries) -> dict[str, str]:
    return {fold(form): fold(entry[0]) for entry in entries for form in entry}


@cache
def load_names(*paths: str | Path) -> Names:
    """The names that come with quotetrack, and those of the user's own files.

    Raises:
        LexiconError: for a file that can't be read, or says something else than lists of names.
    """
    shipped = resources.files(__package__) / "data" / "names.toml"
    tables = [_read(shipped, Path(str(shipped))), *(_read(Path(path), Path(path)) for path in paths)]
    found: dict[str, Any] = {
        key: [entry for table in tables for entry in table.get(key, ())] for key in _KEYS
    }
    lists: dict[str, Any] = {key: _folded(found.pop(key)) for key in _LISTS}
    entries: dict[str, Any] = {key: tuple(map(tuple, found[key])) for key in found}
    return Names(**entries, **lists, **_words())


def _words() -> dict[str, Any]:
    profiles = [load_profile(code) for code in available_languages()]
    people = [profile.people for profile in profiles]
    return {
        "roles": _folded(word for p in people for word in p.person | p.group | p.titles),
        "bodies": _folded(word for p in people for word in p.organisation | p.document),
        "particles": _folded(word for p in people for word in p.particles),
        "articles": _folded(word for p in profiles for word in p.grammar.articles),
        "grammar": _folded(word for p in profiles for word in p.grammar.function_words),
    }


def _folded(words: Iterable[str]) -> Words:
    return frozenset(map(fold, words))


def _read(file: Traversable | Path, path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(path, "(file)", str(error)) from error
    for key, value in table.items():
        if key not in _KEYS:
            raise LexiconError(path, key, f"is unknown; known: {', '.join(_KEYS)}")
        if key in _LISTS and not _strings(value):
            raise LexiconError(path, key, "must be a list of strings")
        if key not in _LISTS and not (isinstance(value, list) and all(map(_strings, value))):
            raise LexiconError(path, key, "must be a list of lists of names")
    return table


def _strings(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)
