"""One key for a name's forms in several languages, from CLDR and `names.toml`."""

from __future__ import annotations

from functools import cache

from ..lang.names import fold, load_names


def name_key(name: str, language: str) -> str:
    """What the forms of one name share.

    >>> name_key("Germania", "it") == name_key("Germany", "en") == "territory/DE"
    True
    >>> name_key("Mosca", "it") == name_key("Moscow", "en")
    True
    """
    names, form = load_names(), fold(name)
    listed = names.place(name) or names.organisation(name) or names.person(name)
    return listed or _places(language).get(form) or form


def territory_key(code: str) -> str:
    """The key of a country's names, by its code."""
    return f"territory/{code}"


@cache
def _places(language: str) -> dict[str, str]:
    """Countries, and the cities that name a time zone, in a language."""
    from babel import Locale  # noqa: PLC0415  # CLDR tables: only when names are compared

    locale = Locale.parse(language)
    cities = {fold(zone.rpartition("/")[2]): f"city/{zone}" for zone in _zones()}
    named = {fold(z["city"]): f"city/{zone}" for zone, z in locale.time_zones.items() if "city" in z}
    countries = {
        fold(name): territory_key(code) for code, name in locale.territories.items() if code.isalpha()
    }
    return cities | named | countries


def _zones() -> list[str]:
    from babel.core import get_global  # noqa: PLC0415

    return sorted(z for z in get_global("zone_territories") if "/" in z and not z.startswith("Etc/"))
