"""What a number measures or counts: its unit in base units, or the noun behind it."""

from __future__ import annotations

from ..lang.profile import LanguageProfile
from .measures import currency_names, currency_symbols, in_base_units, unit_names
from .numerals import Line

_NOUNS = 3  # "three serious cases": which of them is the noun, only a parser knows
_JOINTS = frozenset(("-", "'", "’"))  # "a 10-mile road", "un'ora"
_SOME_CURRENCY = "XXX"  # ISO 4217: whose cents they are, nobody says
_METRE = "meter"
_LONGEST = 4  # words in "miles per hour" and one more


class Counted:
    """Reads units and nouns in one text."""

    def __init__(self, line: Line, profile: LanguageProfile) -> None:
        self.line, self.profile, self.figures = line, profile, profile.figures
        self.parts = {form: float(value) for form, value in profile.figures.subunits}

    def symbol(self, i: int) -> str | None:
        """The currency of a symbol before a number."""
        inside = i + 1 < len(self.line)
        return currency_symbols(self.profile.code).get(self.line.tokens[i].form) if inside else None

    def unit(self, value: float, end: int) -> tuple[float, int, str]:
        """The value in base units, where the unit ends, and its name ("" without one)."""
        if size := self.line.phrase(end, self.figures.percent):
            return value / 100, end + size, "share"
        if 0 < value < 1:
            return self._part(value, end) or (value, end, "share")
        if size := self.line.phrase(end, self.figures.times):
            return value, end + size, "times"
        skip = int(self.line.form(end) in _JOINTS or self.line.form(end) in self.figures.of)
        return self._named(value, end + skip) or (value, end, "")

    def _part(self, value: float, end: int) -> tuple[float, int, str] | None:
        """A part of one measure: "half a mile", "three quarters of an hour"."""
        while self.line.form(end) in self.figures.of | self.figures.one | _JOINTS:
            end += 1
        return self._named(value, end)

    def _named(self, value: float, start: int) -> tuple[float, int, str] | None:
        """The currency or unit of measure that begins at `start`, the longest."""
        units, currencies = unit_names(self.profile), currency_names(self.profile)
        for end in range(min(start + _LONGEST, len(self.line)), start, -1):
            phrase = self.line.forms_between(start, end)
            written = self.line.span(start, end).of(self.line.text).lower()  # "km/h"
            if currency := currencies.get(phrase):
                return *self._with_hundredths(value, end), currency
            if phrase in self.parts:
                return value * self.parts[phrase], end, _SOME_CURRENCY
            unit = None if self.line.is_elided(end - 1) else units.get(phrase) or units.get(written)
            if unit:
                half = self.line.phrase(end, self.figures.halves)
                base, name = in_base_units(value + 0.5 * bool(half), unit)
                if base == value and name == _METRE:
                    return *self._with_hundredths(value, end), name
                return base, end + half, name
        return None

    def _with_hundredths(self, value: float, end: int) -> tuple[float, int]:
        """With what "e ottanta" adds to "un metro", or "e 50" to "9 euro"."""
        if self.line.form(end) not in self.figures.hundredths:
            return value, end
        form = self.line.form(end + 1)
        read = (float(form), end + 2) if form.isdecimal() else self.line.numbers.get(end + 1, (0.0, 0))[:2]
        following = self.line.form(read[1])
        idle = following in self.profile.grammar.function_words or self.line.is_elided(read[1])
        counts = following[:1].isalpha() and not idle
        return (value + read[0] / 100, read[1]) if 10 <= read[0] < 100 and not counts else (value, end)

    def is_percentage(self, start: int, end: int) -> bool:
        """Whether a figure is told in per cent."""
        return any(self.line.phrase(i, self.figures.percent) for i in range(start, end))

    def noun(self, end: int) -> str:
        """The noun behind a number with those that say of what, and adjectives where the language may have
        them first; "" where there is none.
        """
        words: list[str] = []
        linked = True
        for i, form in enumerate(self.line.forms[end : end + _NOUNS + 2], end):
            link = form in self.figures.of
            known = i in self.line.numbers or (form in self.profile.grammar.function_words and not link)
            stops = known or not form[0].isalpha() or self.line.is_elided(i)
            if (stops and not link) or len(words) == _NOUNS or not (link or linked):
                break
            words += [] if link else [form]
            linked = link or self.figures.adjectives_first
        return " ".join(words)
