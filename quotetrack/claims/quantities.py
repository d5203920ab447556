"""Numbers in digits and words, with what they measure, in base units."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from ..lang.profile import LanguageProfile
from ..lang.words import stem
from ..model.claim import Quantity
from ..model.span import Span
from .counted import Counted
from .numerals import Line, digits, magnitude, tokens_of

_DASHES = ("-", "–")  # "10-15%"
_ONE_IN = 20  # the largest whole of "one in twelve"; "ten in 12" is a count
_SOME_IN = 9  # that of "two in three"; "two boats in three" are boats
_SECOND = 2  # "a second" is no share
_BETWEEN = 2  # "seven of the 20 boats"
_PART = 3  # "seven of the last 20 boats"
_GROUP = 4  # "one exposed patient out of five": words of the noun


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
    return tuple(_Reader(Line(text, tokens, profile.code), profile).quantities())


class _Reader:
    """Reads the quantities of one text, token by token."""

    def __init__(self, line: Line, profile: LanguageProfile) -> None:
        self.line, self.profile, self.figures = line, profile, profile.figures
        self.counted = Counted(line, profile)
        self.multipliers = {form: float(value) for form, value in profile.figures.multipliers}
        self.fractions = {form: float(value) for form, value in profile.figures.fractions}
        self.factors = {stem(form, profile): float(value) for form, value in profile.figures.factors}

    def quantities(self) -> Iterable[FoundQuantity]:
        i, found = 0, list[FoundQuantity]()
        while i < len(self.line.tokens):
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
        i, end = found.tokens
        before = [token.form for token in self.line.tokens[max(0, i - 2) : i]]
        named = len(before) > 1 and before[1][0].isupper() and before[0][-1].isalpha()
        return named and not found.quantity.unit and end == i + 1 and self.line.form(i).isdecimal()

    def _with_part(self, found: FoundQuantity, part: FoundQuantity) -> FoundQuantity | None:
        """A measure with its smaller part ("five hours and 30 minutes"); None where the next figure is none."""
        (start, end), (first, last) = found.tokens, part.tokens
        unit, forms = found.quantity.unit, self.line.forms
        smaller = part.quantity.value < found.quantity.value and forms[last - 1] != forms[end - 1]
        measure = found.quantity.kind not in ("share", "money", "count", "times")
        joined = self.figures.joins.issuperset(forms[end:first])
        if not (measure and smaller and joined and part.quantity.unit == unit):
            return None
        return self._found(start, last, found.quantity.value + part.quantity.value, unit)

    def _denied(self, i: int) -> bool:
        """Whether the figure at `i` is named only to say that it is another ("75, and not 60")."""
        start = i - (self.line.form(i - 1) in self.figures.of) if i else i
        before = self.line.forms_between(start - 2, start)
        denials = self.figures.instead | self.profile.grammar.negations
        return any(before == word or before.endswith(f" {word}") for word in denials)

    def _shared(self, found: FoundQuantity, following: FoundQuantity | None) -> FoundQuantity:
        """With the unit of the next where only a word or two stand between ("from 30 to 20 percent"), or it says of
        what ("three of the last five summers").
        """
        if found.quantity.kind != "count" or following is None:
            return found
        between = self.line.forms[found.tokens[1] : following.tokens[0]]
        unit = following.quantity.unit
        words = self.profile.grammar.function_words | set(_DASHES)
        near = not found.quantity.unit and 0 < len(between) <= _BETWEEN and words.issuperset(between)
        part = 0 < len(between) <= _PART and between[0] in self.figures.of
        if not (near or part) or self.counted.symbol(following.tokens[0]):
            return found
        if following.quantity.kind not in ("share", "money", "count"):
            return found
        value = found.quantity.value / (100 if unit == "share" else 1)
        forms = self.line.forms[following.tokens[0] : following.tokens[1]]
        scales = self.multipliers | self.counted.parts
        times = next((scales[form] for form in forms if form in scales), 1.0)
        if value * times <= following.quantity.value or times < 1:  # "between 2 and 5 million"
            value *= times
        return evolve(found, quantity=evolve(found.quantity, value=value, unit=unit))

    def _quantity(self, i: int) -> tuple[FoundQuantity, int] | None:
        """The quantity that begins at token `i`, and the token behind it."""
        symbol, start = self.counted.symbol(i), i
        number = self._number(i + bool(symbol))
        if number is None:
            factor = self.factors.get(stem(self.line.form(i), self.profile))
            return None if factor is None else (self._found(start, i + 1, factor, "times"), i + 1)
        value, end, bare_one = number
        if symbol:
            return self._found(start, end, value, symbol), end
        value, end, unit = self.counted.unit(value, end)
        if not unit and self.line.is_glued(end) and self.line.form(end).isalpha():
            return None  # "15th", "18enne"
        more = not self.figures.joins.isdisjoint(self.line.forms[start:end])  # "a mile and a half"
        if bare_one and unit != "share" and not more:
            return None  # an article, most of the time
        return self._found(start, end, value, unit or self.counted.noun(end)), end

    def _found(self, start: int, end: int, value: float, unit: str) -> FoundQuantity:
        span = self.line.span(start, end)
        before, inside = self.line.forms_between(start - 3, start), set(self.line.forms[start:end])
        rough = self.profile.grammar.approximations
        in_words = unit == "share" and not self.counted.is_percentage(start, end)  # "one in three"
        approximate = in_words or any(before.endswith(word) for word in rough) or bool(rough & inside)
        quantity = Quantity(
            value=float(f"{value:.9g}"), unit=unit, approximate=approximate, text=span.of(self.line.text)
        )
        return FoundQuantity(span, quantity, (start, end))

    def _number(self, i: int) -> tuple[float, int, bool] | None:
        """Value, end, and whether it is only the word for one."""
        if i >= len(self.line.tokens):
            return None
        if self.line.form(i)[0].isdecimal():
            value, end, bare = digits(self.line.form(i), self.profile.code), i + 1, False
        elif i in self.line.numbers and not self.line.numbers[i][2]:
            value, end = self.line.numbers[i][:2]
            bare = value == 1
        elif self.line.form(i) in self.figures.one:
            value, end, bare = 1.0, i + 1, True
        elif self.line.form(i) in self.fractions:
            value, end, bare = self.fractions[self.line.form(i)], i + 1, False
            return self._multiplied(value, end + (self.line.form(end) in self.figures.one), bare)
        else:
            return None
        if value is None:
            return None
        return self._multiplied(value, end, bare)

    def _multiplied(self, value: float, end: int, bare: bool) -> tuple[float, int, bool]:
        """With a multiplier, a half, a fraction or a ratio behind it."""
        half = self.line.phrase(end, self.figures.halves)
        if half and self._multiplier(end + half):  # "two and a half million"
            value, end = value + 0.5, end + half
        scale = 1.0
        while factor := self._multiplier(end):
            scale, end, bare = scale * factor, end + 1, False
        if rest := self._rest(end, magnitude(value * scale)):
            return value * scale + rest[0], rest[1], False
        if half := self.line.phrase(end, self.figures.halves):
            return value * scale + magnitude(value * scale) / 2, end + half, False
        if part_of := self._ordinal(end, value):  # "two thirds"
            return value * scale / part_of[0], part_of[1], False
        dashed = end + (self.line.form(end) == _DASHES[0])
        part = self.fractions.get(self.line.form(dashed))
        if part and value * part < 1:  # "a quarter", "three-quarters"
            return value * part, dashed + 1, False
        return self._ratio(value * scale, end, bare)

    def _ordinal(self, end: int, value: float) -> tuple[float, int] | None:
        """The ordinal that makes a number a share, and the token behind it: "a third of them", but "a third man"."""
        start = end + (self.line.form(end) == _DASHES[0])
        whole, behind, ordinal = self.line.numbers.get(start, (0.0, 0, False))
        if not ordinal or value >= whole or self.line.form(start) in self.counted.parts:  # "6 centesimi"
            return None
        following = self.line.form(behind)
        known = self.figures.of | self.profile.grammar.function_words
        counted = following[:1].isalpha() and following not in known
        listed = self.line.form(end - 1) in self.figures.one and (counted or whole == _SECOND)
        return None if listed else (whole, behind)

    def _rest(self, end: int, scale: float) -> tuple[float, int] | None:
        """What a number of several parts adds to its first ("four billion and 300 million")."""
        start = end + (self.line.form(end) in self.figures.joins)
        read = self._plain(start)
        if read is None or self.counted.symbol(start):
            return None
        value, end = read
        factor = self._multiplier(end)
        return (value * factor, end + 1) if factor and value * factor < scale else None

    def _multiplier(self, i: int) -> float | None:
        if len(self.line.form(i)) == 1 and not self.line.is_glued(i):  # "3 m" are metres
            return None
        return self.multipliers.get(self.line.form(i))

    def _ratio(self, value: float, end: int, bare: bool) -> tuple[float, int, bool]:
        """A share, as "one in ten", where the second number is round, or small and no length of time; "of the 14"
        needs a round one.
        """
        for skip in range(_GROUP + 1 if value == 1 else 2):
            if size := self.line.phrase(end + skip, self.figures.ratios):
                start = end + skip + size
                whole = self._plain(start) or self._thousand(start)
                if not whole or value > whole[0]:
                    continue
                of = self.figures.of.issuperset(self.line.forms[end + skip : start])
                few = whole[0] <= _ONE_IN if value == 1 else whole[0] <= _SOME_IN and not skip
                small = few and not of and self.counted.unit(1, whole[1])[2] != "second"
                if (whole[0] in (10.0, 100.0, 1000.0) or small) and (
                    skip < _BETWEEN or self._is_group(end, skip, whole[1])
                ):
                    return value / whole[0], whole[1], False
        return value, end, bare

    def _is_group(self, start: int, size: int, behind: int) -> bool:
        """Whether words may be the noun of "one exposed patient in five", and that number counts nothing else."""
        words, following = self.line.forms[start : start + size], self.line.form(behind)
        known = self.profile.grammar.function_words
        counts = following[:1].isalpha() and following not in known
        return not counts and words[0] not in known and all(word.isalpha() for word in words)

    def _thousand(self, i: int) -> tuple[float, int] | None:
        """The whole of "one in a thousand"."""
        factor = self._multiplier(i + 1) if self.line.form(i) in self.figures.one else None
        return (factor, i + 2) if factor else None

    def _plain(self, i: int) -> tuple[float, int] | None:
        if i < len(self.line.tokens) and self.line.form(i).isdecimal():
            return float(self.line.form(i)), i + 1
        return self.line.numbers[i][:2] if i in self.line.numbers and not self.line.numbers[i][2] else None
