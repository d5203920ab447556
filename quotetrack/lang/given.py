"""The gender a given name suggests, from the name lists that come with Faker."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache


@cache
def given_gender(name: str, language: str) -> str | None:
    """The gender as Universal Dependencies write it ("Masc", "Fem"), or None where the lists do not agree.

    The lists of the language's own countries are asked first: Andrea is a man in Italy.
    """
    own, everywhere = _lists(language), _lists("")
    for men, women in (own, everywhere):
        if (name in men) != (name in women):
            return "Masc" if name in men else "Fem"
    return None


@cache
def _lists(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Men's and women's given names of all locales of a language ("" for every locale)."""
    package = importlib.import_module("faker.providers.person")
    men: set[str] = set()
    women: set[str] = set()
    for module in pkgutil.iter_modules(package.__path__):
        if language and module.name.partition("_")[0] != language:
            continue
        provider = importlib.import_module(f"{package.__name__}.{module.name}").Provider
        men.update(getattr(provider, "first_names_male", ()))
        women.update(getattr(provider, "first_names_female", ()))
    return frozenset(men), frozenset(women)
