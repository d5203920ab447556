"""The names of units, currencies and number signs in a language, from CLDR; their sizes from pint."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..lang.cldr import tables
from ..lang.profile import LanguageProfile

_MEASURES = (
    "length-",
    "mass-",
    "duration-",
    "temperature-",
    "area-",
    "volume-",
    "speed-",
    "energy-",
    "power-",
)


# Units nobody measures news in, whose names or signs are other things: "three points", "tre quarti", "due braccia",
# "3 cups", "1st", "500 MW".
_ODD = frozenset({
    *("length-point", "length-rod", "length-chain", "length-fathom", "length-furlong", "length-parsec", "length-rin"),
    *("mass-slug", "mass-grain", "mass-dalton", "volume-cup", "volume-quart", "volume-pinch", "volume-dram"),
    *("duration-quarter", "power-milliwatt", "length-milliinch"),
})  # fmt: skip
_SHORT_ODD = frozenset({"mass-stone", "duration-century", "duration-decade", "mass-carat"})  # "1st", "75C"

_POWERS = {"square": 2, "cubic": 3}


@cache
def number_signs(code: str) -> tuple[str, str]:
    """What stands between groups of digits, and before decimals."""
    from babel import numbers  # noqa: PLC0415

    return numbers.get_group_symbol(code), numbers.get_decimal_symbol(code)


@cache
def currency_symbols(code: str) -> dict[str, str]:
    """Symbols of one character → currency."""
    from babel import Locale  # noqa: PLC0415

    symbols = {s: c for c, s in sorted(Locale.parse(code).currency_symbols.items()) if len(s) == 1}
    return symbols | {"$": "USD", "£": "GBP", "¥": "JPY", "€": "EUR"}  # several share "$" and "£"


@cache
def currency_names(profile: LanguageProfile) -> dict[str, str]:
    """Names, everyday and official, and codes → currency."""
    from babel import Locale  # noqa: PLC0415

    locale = Locale.parse(profile.code)
    names = {name.lower(): code for code, name in locale.currencies.items()}
    return names | dict(profile.figures.currencies) | {c.lower(): c for c in ("EUR", "USD", "GBP")}


@cache
def unit_names(profile: LanguageProfile) -> dict[str, str]:
    """Names and symbols of units → pint's name. A ton is a metric one: all but America's are, and CLDR
    calls the Italian one short.
    """
    registry = _registry()
    names: dict[str, str] = {}
    for table in tables(profile.code, "unit_patterns"):
        for unit, widths in sorted(table.items()):
            name = _name(unit)
            if not unit.startswith(_MEASURES) or unit in _ODD or name not in registry:
                continue
            for width in ("long",) if unit in _SHORT_ODD else ("long", "short"):
                forms = widths.get(width, {}).items()
                written = (form for count, form in forms if count != "per" and "{0}" in form)
                names |= {form.replace("{0}", "").strip().lower(): name for form in written}
    words = profile.grammar.function_words
    return {f: name for f, name in names.items() if f and f not in words} | dict(profile.figures.units)


def _name(unit: str) -> str:
    """CLDR's "area-square-meter" as pint calls it: "meter ** 2"."""
    _, _, name = unit.partition("-")
    power, _, rest = name.partition("-")
    if power in _POWERS:
        return f"{rest.replace('-', '_')} ** {_POWERS[power]}"
    return "tonne" if name == "ton" else name.replace("-", "_")


def in_base_units(value: float, unit: str) -> tuple[float, str]:
    """A value in base units, and their name.

    >>> in_base_units(3, "kilometer")
    (3000.0, 'meter')
    """
    converted = _registry().Quantity(value, unit).to_base_units()
    return float(converted.magnitude), str(converted.units)


@cache
def _registry() -> Any:
    import pint  # noqa: PLC0415  # 0.6 s: only where a unit is read

    return pint.UnitRegistry()
