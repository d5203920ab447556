"""Comparisons of figures, days and hours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product

from rapidfuzz import fuzz

from ..model.claim import Evidence, Quantity, TimePoint
from .pair import Pair

# Figures within half a per cent are equal (formats, units); within 5% one is the other rounded, as
# "just over 2%" for 2.1%; with "about" on either side within 12%.
_EQUAL, _ROUNDED, _ROUGH = 0.005, 0.05, 0.12
_EXACT = 20  # nobody rounds twelve persons to eleven
_MONEY = 1000  # from here on "3 milioni" may be euros left unsaid
COGNATE = 75  # "inflazione", "inflation": 84; chance pairs of content words stay below 70
_ONE_THING = 0.6  # cosine of single nouns: translations lie above, other nouns around 0.4
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
    """Whether they measure one kind of thing at all: years are no euros, camions no persons."""
    left, right = pair.a.claim.quantities, pair.b.claim.quantities
    if not left or not right:
        return None
    met = [(x, y) for x, y in product(left, right) if comparable(x, y, pair)]
    x, y = (met or [(left[0], right[0])])[0]
    because = "their figures are of one kind" if met else f"{x.text} and {y.text} measure different things"
    return Evidence(name="units", score=float(bool(met)), because=because, left=x.text, right=y.text)


def comparable(a: Quantity, b: Quantity, pair: Pair) -> bool:
    """Whether two quantities can be rivals: of one unit, or counts of one thing."""
    kinds = {a.kind, b.kind}
    if kinds == {"count"}:
        return not a.unit or not b.unit or _one_thing(a.unit, b.unit, pair)
    if kinds == {"count", "money"}:
        return min(a.value, b.value) >= _MONEY and "" in (a.unit, b.unit)
    return len(kinds) == 1


def _one_thing(a: str, b: str, pair: Pair) -> bool:
    """Whether two nouns name one thing, in one language or two; any of several words may be the noun."""
    left, right = a.split(), b.split()
    if any(fuzz.ratio(x, y) >= COGNATE for x, y in product(left, right)):
        return True
    cosines = pair.finder.embedder.encode(left) @ pair.finder.embedder.encode(right).T
    return bool(round(float(cosines.max()), 4) >= _ONE_THING)


def agreement(a: Quantity, b: Quantity) -> float:
    """1 for equal, 0.8 for one the other rounded, 0 for rivals.

    >>> agreement(Quantity(value=48.3), Quantity(value=48))
    0.8
    """
    zero = _FREEZING if a.kind == b.kind == "kelvin" else 0.0
    largest = max(abs(a.value - zero), abs(b.value - zero))
    gap = abs(a.value - b.value) / largest if largest else 0.0
    rounding = _ROUGH if a.approximate or b.approximate else _ROUNDED
    small = a.kind == "count" and largest <= _EXACT
    return 1.0 if gap <= _EQUAL else 0.8 if gap <= rounding and not small else 0.0


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
