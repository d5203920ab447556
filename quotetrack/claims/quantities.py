"""Numbers in digits and words, with what they measure, in base units."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from ..lang.profile import LanguageProfile
from ..lang.words import stem
from ..model.claim import Quantity
from ..model.span import Span
from .measures import (
    currency_names,
    currency_symbols,
    in_base_units,
    unit_names,
)
from .numerals import Token, digits, magnitude, number_words, tokens_of

_LONGEST = 4  # words in "miles per hour" and one more
_NOUNS = 3  # "three serious cases": which of them is the noun, only a parser knows
_DASHES, _JOINTS = ("-", "–"), ("-", "'", "’")  # "10-15%"; "a 10-mile road", "un'ora"
_ONE_IN = 20  # the largest whole of "one in twelve"; "ten in 12" is a count
_SOME_IN = 9  # that of "two in three"; "two boats in three" are boats
_SECOND = 2  # "a second" is no share
_BETWEEN = 2  # "seven of the 20 boats"


@frozen
class FoundQuantity:
    """A quantity, where it stands, and its tokens: the first, and the one behind it."""

    span: Span
    quantity: Quantity
    tokens: tuple[int, int] = (0, 0)


def find_quantities(
    text: str, profile: LanguageProfile, *, but: Iterable[Span] = ()
) -> tuple[FoundQuantity, ...]:
    """The quantities in `text` in order; stretches of `but` (dates and hours) are not read.

    >>> from quotetrack.lang.load import load_profile
    >>> [(f.quantity.value, f.quantity.unit) for f in find_quantities("tre milioni e mezzo di euro", load_profile("it"))]
    [(3500000.0, 'EUR')]
    """
    holes = tuple(but)
    tokens = [t for t in tokens_of(text) if not any(t.span.overlaps(h) for h in holes)]
    return tuple(_Reader(text, tokens, profile).quantities())


class _Reader:
    """Reads the quantities of one text, token by token."""

    def __init__(self, text: str, tokens: list[Token], profile: LanguageProfile) -> None:
        self.text, self.tokens, self.profile = text, tokens, profile
        self.forms = [t.form.lower().rstrip("’'") or t.form for t in tokens]  # ‘six feet’
        self.figures = profile.figures
        self.words = number_words(tokens, profile.code)
        self.multipliers = {form: float(value) for form, value in profile.figures.multipliers}
        self.fractions = {form: float(value) for form, value in profile.figures.fractions}
        self.factors = {stem(form, profile): float(value) for form, value in profile.figures.factors}

    def quantities(self) -> Iterable[FoundQuantity]:
        i, found = 0, list[FoundQuantity]()
        while i < len(self.tokens):
            read = self._quantity(i)
            if read is not None and not self._denied(i) and not self._is_label(read[0]):
                whole = self._with_part(found[-1], read[0]) if found else None
                found[-1:] = [whole] if whole else [*found[-1:], read[0]]
            i = read[1] if read is not None else i + 1
        following = (*found[1:], None)
        return [self._shared(one, other) for one, other in zip(found, following[: len(found)], strict=True)]

    def _is_label(self, found: FoundQuantity) -> bool:
        """Whether a number is part of a name ("Line 4"): it counts nothing, and a capital stands before it that
        no sentence begins with.
        """
        i = found.tokens[0]
        before = [token.form for token in self.tokens[max(0, i - 2) : i]]
        named = len(before) > 1 and before[1][0].isupper() and before[0][-1].isalpha()
        return named and not found.quantity.unit and self.forms[i][0].isdecimal()

    def _with_part(self, found: FoundQuantity, part: FoundQuantity) -> FoundQuantity | None:
        """A measure with its smaller part ("five hours and 30 minutes"); None where the next figure is none."""
        (start, end), (first, last) = found.tokens, part.tokens
        between, unit = self.forms[end:first], found.quantity.unit
        smaller = part.quantity.value < found.quantity.value and self.forms[last - 1] != self.forms[end - 1]
        measure = found.quantity.kind not in ("share", "money", "count", "times")
        if (
            not measure
            or part.quantity.unit != unit
            or not smaller
            or not self.figures.joins.issuperset(between)
        ):
            return None
        return self._found(start, last, found.quantity.value + part.quantity.value, unit)

    def _denied(self, i: int) -> bool:
        """Whether the figure at `i` is named only to say that it is another ("75, and not 60")."""
        start = i - self._is(i - 1, self.figures.of) if i else i
        before = " ".join(self.forms[max(0, start - 2) : start])
        denials = self.figures.instead | self.profile.grammar.negations
        return any(before == word or before.endswith(f" {word}") for word in denials)

    def _shared(self, found: FoundQuantity, following: FoundQuantity | None) -> FoundQuantity:
        """With the unit of the next where only a word or two stand between ("from 30 to 20 percent")."""
        if found.quantity.unit or following is None:
            return found
        between = self.forms[found.tokens[1] : following.tokens[0]]
        unit = following.quantity.unit
        words = self.profile.grammar.function_words | set(_DASHES)
        near = (
            0 < len(between) <= _BETWEEN
            and words.issuperset(between)
            and not self._symbol(following.tokens[0])
        )
        if not near or following.quantity.kind not in ("share", "money", "count"):
            return found
        value = found.quantity.value / (100 if unit == "share" else 1)
        forms = self.forms[following.tokens[0] : following.tokens[1]]
        times = next((self.multipliers[form] for form in forms if form in self.multipliers), 1.0)
        if value * times <= following.quantity.value:  # "between 2 and 5 million"
            value *= times
        return evolve(found, quantity=evolve(found.quantity, value=value, unit=unit))

    def _quantity(self, i: int) -> tuple[FoundQuantity, int] | None:
        """The quantity that begins at token `i`, and the token behind it."""
        symbol, start = self._symbol(i), i
        number = self._number(i + bool(symbol))
        if number is None:
            factor = self.factors.get(stem(self.forms[i], self.profile))
            return None if factor is None else (self._found(start, i + 1, factor, "times"), i + 1)
        value, end, bare_one = number
        if symbol:
            return self._found(start, end, value, symbol), end
        value, end, unit = self._unit(value, end)
        halved = " ".join(self.forms[start:end]).endswith(tuple(self.figures.halves))
        if bare_one and unit != "share" and not halved:
            return None  # an article, most of the time
        return self._found(start, end, value, unit or self._counted(end)), end

    def _found(self, start: int, end: int, value: float, unit: str) -> FoundQuantity:
        span = Span(self.tokens[start].span.start, self.tokens[end - 1].span.end)
        before, inside = " ".join(self.forms[max(0, start - 3) : start]), set(self.forms[start:end])
        rough = self.profile.grammar.approximations
        approximate = any(before.endswith(word) for word in rough) or bool(rough & inside)
        quantity = Quantity(
            value=float(f"{value:.9g}"), unit=unit, approximate=approximate, text=span.of(self.text)
        )
        return FoundQuantity(span, quantity, (start, end))

    def _symbol(self, i: int) -> str | None:
        """The currency of a symbol before a number."""
        return (
            currency_symbols(self.profile.code).get(self.tokens[i].form) if i + 1 < len(self.tokens) else None
        )

    def _number(self, i: int) -> tuple[float, int, bool] | None:
        """Value, end, and whether it is only the word for one."""
        if i >= len(self.tokens):
            return None
        if self.forms[i][0].isdecimal():
            value, end, bare = digits(self.forms[i], self.profile.code), i + 1, False
        elif i in self.words and not self.words[i][2]:
            value, end = self.words[i][:2]
            bare = value == 1
        elif self.forms[i] in self.figures.one:
            value, end, bare = 1.0, i + 1, True
        elif self.forms[i] in self.fractions:
            value, end, bare = self.fractions[self.forms[i]], i + 1, False
            return self._multiplied(value, end + self._is(end, self.figures.one), bare)
        else:
            return None
        if value is None:
            return None
        return self._multiplied(value, end, bare)

    def _multiplied(self, value: float, end: int, bare: bool) -> tuple[float, int, bool]:
        """With a multiplier, a half, a fraction or a ratio behind it."""
        half = self._phrase(end, self.figures.halves)
        if half and self._multiplier(end + half):  # "two and a half million"
            value, end = value + 0.5, end + half
        scale = 1.0
        while factor := self._multiplier(end):
            scale, end, bare = scale * factor, end + 1, False
        if rest := self._rest(end, magnitude(value * scale)):
            return value * scale + rest[0], rest[1], False
        if half := self._phrase(end, self.figures.halves):
            return value * scale + magnitude(value * scale) / 2, end + half, False
        if part_of := self._ordinal(end, value):  # "two thirds"
            return value * scale / part_of[0], part_of[1], False
        part = self.fractions.get(self._form(end))
        if part and value * part < 1:  # "a quarter", "three quarters"
            return value * part, end + 1, False
        return self._ratio(value * scale, end, bare)

    def _ordinal(self, end: int, value: float) -> tuple[float, int] | None:
        """The ordinal that makes a number a share, and the token behind it: "a third of them", but "a third man"."""
        start = end + (self._form(end) == _JOINTS[0])
        whole, behind, ordinal = self.words.get(start, (0.0, 0, False))
        if not ordinal or value >= whole:
            return None
        following = self._form(behind)
        known = self.figures.of | self.profile.grammar.function_words
        counted = following[:1].isalpha() and following not in known
        listed = self._is(end - 1, self.figures.one) and (counted or whole == _SECOND)
        return None if listed else (whole, behind)

    def _rest(self, end: int, scale: float) -> tuple[float, int] | None:
        """What a number of several parts adds to its first ("four billion and 300 million")."""
        start = end + self._is(end, self.figures.joins)
        read = self._plain(start)
        if read is None or self._symbol(start):
            return None
        value, end = read
        factor = self._multiplier(end)
        return (value * factor, end + 1) if factor and value * factor < scale else None

    def _multiplier(self, i: int) -> float | None:
        if i >= len(self.tokens):
            return None
        glued = self.tokens[i].span.start == self.tokens[i - 1].span.end
        if len(self.forms[i]) == 1 and not glued:  # "3 m" are metres
            return None
        return self.multipliers.get(self.forms[i])

    def _ratio(self, value: float, end: int, bare: bool) -> tuple[float, int, bool]:
        """A share, as "one in ten", where the second number is round, or small and no length of time; "of the 14"
        needs a round one.
        """
        for skip in (0, 1):
            if size := self._phrase(end + skip, self.figures.ratios):
                start = end + skip + size
                whole = self._plain(start)
                if not whole or value > whole[0]:
                    continue
                of = self.figures.of.issuperset(self.forms[end + skip : start])
                few = whole[0] <= _ONE_IN if value == 1 else whole[0] <= _SOME_IN and not skip
                small = few and not of and self._unit(1, whole[1])[2] != "second"
                if whole[0] in (10.0, 100.0, 1000.0) or small:
                    return value / whole[0], whole[1], False
        return value, end, bare

    def _plain(self, i: int) -> tuple[float, int] | None:
        if i < len(self.tokens) and self.forms[i].isdecimal():
            return float(self.forms[i]), i + 1
        return self.words[i][:2] if i in self.words and not self.words[i][2] else None

    def _unit(self, value: float, end: int) -> tuple[float, int, str]:
        """The value in base units, where the unit ends, and its name ("" without one)."""
        if size := self._phrase(end, self.figures.percent):
            return value / 100, end + size, "share"
        if 0 < value < 1:
            return value, end, "share"
        skip = int(self._form(end) in _JOINTS or self._form(end) in self.figures.of)
        for size in range(min(_LONGEST, len(self.forms) - end - skip), 0, -1):
            first, last = self.tokens[end + skip].span.start, self.tokens[end + skip + size - 1].span.end
            written = self.text[first:last].lower()  # "km/h"
            phrase = " ".join(self.forms[end + skip : end + skip + size])
            if currency := currency_names(self.profile).get(phrase):
                return value, end + skip + size, currency
            units = unit_names(self.profile)
            if unit := units.get(phrase) or units.get(written):
                half = self._phrase(end + skip + size, self.figures.halves)
                base, name = in_base_units(value + 0.5 * bool(half), unit)
                return base, end + skip + size + half, name
        return value, end, ""

    def _counted(self, end: int) -> str:
        """The noun behind a number with those that say of what, and adjectives where the language may have
        them first; "" where there is none.
        """
        words: list[str] = []
        linked = True
        for i, form in enumerate(self.forms[end : end + _NOUNS + 2], end):
            link = form in self.figures.of
            known = i in self.words or (form in self.profile.grammar.function_words and not link)
            if known or not form[0].isalpha() or len(words) == _NOUNS or not (link or linked):
                break
            words += [] if link else [form]
            linked = link or self.figures.adjectives_first
        return " ".join(words)

    def _phrase(self, i: int, phrases: frozenset[str]) -> int:
        """How many tokens of the longest phrase begin at `i`; 0 for none."""
        sizes = range(_LONGEST, 0, -1)
        return next(
            (n for n in sizes if " ".join(self.forms[i : i + n]) in phrases and i + n <= len(self.forms)), 0
        )

    def _is(self, i: int, forms: frozenset[str]) -> bool:
        return self._form(i) in forms

    def _form(self, i: int) -> str:
        return self.forms[i] if i < len(self.forms) else ""
