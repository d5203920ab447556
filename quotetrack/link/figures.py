"""Comparisons of figures, days and hours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import product

from attrs import evolve
from rapidfuzz import fuzz

from ..model.claim import Evidence, Quantity, TimePoint
from .pair import Pair

# Measures within half a per cent are equal (formats, units), and what is told roughly; of the rest 47,950 is not 48,100. Within 5% one may be the other rounded, as "just over
# 2%" for 2.1%: what is measured always, since units are changed and rounded at once; what is counted, money and
# shares where it has fewer digits (71% is not 74%). With "about" on either side within 12%.
_SAME, _EQUAL, _ROUNDED, _ROUGH = 1e-6, 0.005, 0.05, 0.12
_TOLD = frozenset({"count", "money", "share", "times"})
_EXACT = 20  # nobody rounds twelve persons to eleven
_MONEY = 1000  # from here on "3 milioni" may be euros left unsaid
COGNATE = 75  # "inflazione", "inflation": 84; chance pairs of content words stay below 70
# Likeness of counted nouns from which their figures can be rivals: 0.68 is the median of counterparts in invented
# events, nine in ten others lie below 0.60. Equal figures need none: 8% of chance pairs are equal.
_ONE_THING = 0.5
_UNNAMED = 0.6  # likeness where one figure does not say what it counts
_SCALE = re.compile(r"[cfk]\b|celsius|centigrad|fahrenheit|kelvin", re.IGNORECASE)
_FREEZING = 273.15  # kelvins; readers round degrees Celsius
_MINUTES = 5  # hours this near are one hour, rounded


def numbers(pair: Pair) -> Evidence | None:
    """Whether their figures are the same, rounded, or rivals; only figures of one kind are compared."""
    left, right = pair.a.claim.quantities, pair.b.claim.quantities
    met = [(i, j) for (i, x), (j, y) in product(enumerate(left), enumerate(right)) if comparable(x, y, pair)]
    if not met:
        return None
    best, i, j = min(_matched(left, right, met))
    x, y = left[i], right[j]
    if best >= 0.95:
        because = f"both say {x.text}" if x.text == y.text else f"{x.text} is {y.text}"
    elif best >= 0.5:
        because = f"{x.text} and {y.text} are one figure, rounded"
    else:
        because = f"{x.text} against {y.text}"
    return Evidence(name="numbers", score=best, because=because, left=x.text, right=y.text)


def _matched(
    left: Sequence[Quantity], right: Sequence[Quantity], met: Iterable[tuple[int, int]]
) -> list[tuple[float, int, int]]:
    """Each figure with its counterpart, the best agreement first: two that are left over are rivals,
    whatever else agrees ("seven of the 20", "eight of the 20").
    """
    found: list[tuple[float, int, int]] = []
    scored = ((agreement(left[i], right[j]), i, j) for i, j in met)
    # Ties in an order that swapping the claims does not change.
    for score, i, j in sorted(scored, key=lambda s: (-s[0], s[1] + s[2], abs(s[1] - s[2]))):
        if all(i != k and j != m for _, k, m in found):
            found.append((score, i, j))
    return found


def units(pair: Pair) -> Evidence | None:
    """How surely they measure one kind of thing: years are no euros, camions no persons."""
    left, right = pair.a.claim.quantities, pair.b.claim.quantities
    if not left or not right:
        return None
    likeness = [
        (_likeness(x, y, pair), i, j) for (i, x), (j, y) in product(enumerate(left), enumerate(right))
    ]
    score, i, j = max(likeness, key=lambda s: (s[0], -s[1] - s[2], -abs(s[1] - s[2])))
    x, y = left[i], right[j]
    one = score >= _ONE_THING
    because = "their figures are of one kind" if one else f"{x.text} and {y.text} measure different things"
    return Evidence(name="units", score=score, because=because, left=x.text, right=y.text)


def comparable(a: Quantity, b: Quantity, pair: Pair) -> bool:
    """Whether two quantities can be one or rivals: of one unit, or counts of one thing, or of one number."""
    equal = a.kind == b.kind == "count" and agreement(a, b) == 1
    return equal or _likeness(a, b, pair) >= _ONE_THING


def _likeness(a: Quantity, b: Quantity, pair: Pair) -> float:
    """How alike what two quantities measure is, 0 to 1, in one language or two."""
    kinds = {a.kind, b.kind}
    if kinds == {"count", "money"}:
        return float(min(a.value, b.value) >= _MONEY and "" in (a.unit, b.unit))
    if kinds != {"count"}:
        return float(len(kinds) == 1)
    if not a.unit or not b.unit:
        return _UNNAMED
    left, right = a.unit.split(), b.unit.split()  # any of several words may be the noun
    cognate = max(fuzz.ratio(x, y) for x, y in product(left, right))
    cosines = pair.finder.embedder.encode(left) @ pair.finder.embedder.encode(right).T
    near = max(0.0, round(float(cosines.max()), 4))
    return min(1.0, max(near, cognate / 100) if cognate >= COGNATE else near)


def agreement(a: Quantity, b: Quantity) -> float:
    """1 for equal, 0.8 for one the other rounded, 0 for rivals.

    Degrees of no scale may be either's: "33 gradi" are "91 degrees" in America.

    >>> agreement(Quantity(value=48.3), Quantity(value=48))
    0.8
    """
    ways = (a, b), (_in_fahrenheit(a), b), (a, _in_fahrenheit(b))
    return max(_agreement(x, y) for x, y in ways)


def _in_fahrenheit(told: Quantity) -> Quantity:
    """A temperature read as degrees Celsius, as if they were Fahrenheit, where its text names neither."""
    if told.kind != "kelvin" or _SCALE.search(told.text):
        return told
    return evolve(told, value=(told.value - _FREEZING - 32) / 1.8 + _FREEZING)


def _agreement(a: Quantity, b: Quantity) -> float:
    zero = _FREEZING if a.kind == b.kind == "kelvin" else 0.0
    largest = max(abs(a.value - zero), abs(b.value - zero))
    gap = abs(a.value - b.value) / largest if largest else 0.0
    rough, told = a.approximate or b.approximate, {a.kind, b.kind} <= _TOLD
    if gap <= (_SAME if told and not rough else _EQUAL):
        return 1.0
    if a.kind == b.kind == "count" and largest <= _EXACT:
        return 0.0
    if rough:
        both_shares = (
            a.kind == b.kind == "share" and a.approximate and b.approximate
        )  # "two thirds", "three quarters"
        return 0.8 if gap <= (_ROUNDED if both_shares else _ROUGH) else 0.0
    return 0.8 if gap <= _ROUNDED and (not told or _rounds(a.value, b.value)) else 0.0


def _rounds(a: float, b: float) -> bool:
    """Whether one is the other at fewer digits, rounded or cut off.

    >>> _rounds(48.3, 48), _rounds(74, 71), _rounds(196, 200)
    (True, False, True)
    """
    places = [Decimal(f"{value:.6g}").normalize().as_tuple().exponent for value in (a, b)]
    return places[0] != places[1] and abs(a - b) < 10.0 ** max(map(int, places))


def dates(pair: Pair) -> Evidence | None:
    """Whether the days and hours they speak of can be the same."""
    days = _times(pair, lambda t: t.start is not None, _same_days)
    hours = _times(
        pair, lambda t: t.hour is not None, lambda x, y: abs((x.hour or 0) - (y.hour or 0)) <= _MINUTES
    )
    known = [found for found in (days, hours) if found]
    if not known:
        return None
    same = [f for f in known if f[0]]
    score = len(same) / len(known)
    _, x, y = (same or known)[0]
    because = f"both speak of {x.text}" if score == 1 else f"{x.text} against {y.text}"
    return Evidence(name="dates", score=score, because=because, left=x.text, right=y.text)


def _times(
    pair: Pair, chosen: Callable[[TimePoint], bool], same: Callable[[TimePoint, TimePoint], bool]
) -> tuple[bool, TimePoint, TimePoint] | None:
    left, right = (tuple(filter(chosen, f.claim.times)) for f in (pair.a, pair.b))
    pairs = list(product(left, right))
    if not pairs:
        return None
    equal = next((p for p in pairs if same(*p)), None)
    return (equal is not None, *(equal or pairs[0]))


def _same_days(a: TimePoint, b: TimePoint) -> bool:
    if not (a.start and a.end and b.start and b.end):
        return False
    return a.start <= b.end and b.start <= a.end
