"""Words for what is of a country ("italiano", "Italian"), from CLDR's names of languages.

CLDR has no demonyms, but most of them name a language as well: the official one that shares its code with the country
(it/IT) or its name's beginning (Ukrainian/Ukraine), and what tells a dialect from the rest of its language ("American
English").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from .names import fold
from .profile import LanguageProfile
from .words import stem, words_of

_ALIKE = 3  # letters: "svedese", "Svezia"
_LONG = 5  # letters of a stem, or of a word; shorter ones are other words' as well ("coro", "coreano")
_VOWELS = "aeiou"  # what inflects at its last vowel may do so where stems differ ("americano", "americani")
_INFLECTION = 2  # letters by which forms of one word differ; "George" has the stem of "georgiano"
_CODE = 2  # letters of a country's; scripts have four


def find_demonyms(text: str, profile: LanguageProfile) -> tuple[str, ...]:
    """The words of `text`, in lower case, that say of which country something is, each once.

    >>> from quotetrack.lang.load import load_profile
    >>> find_demonyms("Le navi italiane e i marinai ucraini", load_profile("it"))
    ('italiane', 'ucraini')
    """
    return tuple(word for word in dict.fromkeys(words_of(text)) if country_of(word, profile))


def country_of(word: str, profile: LanguageProfile) -> str | None:
    """The code of the country that a demonym speaks of; None for other words.

    >>> from quotetrack.lang.load import load_profile
    >>> country_of("americani", load_profile("it")), country_of("Swiss", load_profile("en"))
    ('US', 'CH')
    """
    stems, beginnings = _demonyms(profile)
    plain = fold(word)
    country, letters = stems.get(stem(plain, profile), (None, 0))
    if country and abs(len(plain) - letters) <= _INFLECTION:
        return country
    return beginnings.get(plain[:-1]) if plain[-1:] in _VOWELS else None


@cache
def _demonyms(profile: LanguageProfile) -> tuple[dict[str, tuple[str, int]], dict[str, str]]:
    """Stem → country and letters of the word, and all but the last vowel → country; words that speak of two are left out."""
    found: dict[str, set[str]] = {}
    for word, country in _named(profile.code):
        found.setdefault(word, set()).add(country)
    one = {word: next(iter(countries)) for word, countries in found.items() if len(countries) == 1}
    stems = {stem(word, profile): (country, len(word)) for word, country in one.items()}
    vowels = {
        word[:-1]: country for word, country in one.items() if len(word) >= _LONG and word[-1] in _VOWELS
    }
    return {form: known for form, known in stems.items() if len(form) >= _LONG}, vowels


def _named(code: str) -> Iterator[tuple[str, str]]:
    """Single words with the country they speak of."""
    from babel import Locale  # noqa: PLC0415  # CLDR tables: only when names are compared

    locale = Locale.parse(code)
    names = {language: fold(name) for language, name in locale.languages.items()}
    for language, name in names.items():
        base, _, territory = language.partition("_")
        word = _without(name, names.get(base, "")) if territory else name
        country = territory or _home(base, name, locale)
        if country and len(country) == _CODE and country.isalpha() and word and " " not in word:
            yield word, country


def _without(name: str, base: str) -> str:
    """What a dialect's name adds to that of its language; nothing where it is another name."""
    words = name.split()
    return " ".join(word for word in words if word != base) if base in words else ""


def _home(language: str, name: str, locale: Any) -> str | None:
    """The country a language is official in and named after."""
    from babel.core import get_global  # noqa: PLC0415
    from babel.languages import get_official_languages  # noqa: PLC0415

    if language in get_official_languages(language.upper()):
        return language.upper()
    likely = get_global("likely_subtags").get(language, "").split("_")[-1]
    country = fold(locale.territories.get(likely, ""))
    alike = len(country) >= _ALIKE and country[:_ALIKE] == name[:_ALIKE]
    return likely if alike and language in get_official_languages(likely) else None
