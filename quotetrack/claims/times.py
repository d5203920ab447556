"""Days and hours a claim speaks of, resolved against the day it was published."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache
from itertools import chain

from attrs import frozen

from ..lang.cldr import tables
from ..lang.profile import LanguageProfile
from ..model.claim import TimePoint
from ..model.span import Span

_YEAR = r"(?:19|20)\d\d"
_ORDINAL = r"(?:st|nd|rd|th|º|°|er|\.(?!\d))?"  # after the number of a day
_MONTH = 31  # days
_SHORTEST = 4  # "mar", "gen", "sett" may be words: a month alone needs its full name


@frozen
class FoundTime:
    """A time and where it stands."""

    span: Span
    time: TimePoint


@frozen
class _Calendar:
    """The names and patterns of one language."""

    clock: re.Pattern[str]
    day: re.Pattern[str]
    month: re.Pattern[str]
    weekday: re.Pattern[str]
    relative: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    days: dict[str, int]
    afternoon: frozenset[str]
    next: frozenset[str]
    last: frozenset[str]


def find_times(text: str, profile: LanguageProfile, published: date | None = None) -> tuple[FoundTime, ...]:
    """The days and hours in `text`, in order.

    A bare weekday may be the last one or the next: both are given. Without a day of publication
    only what needs none is found.

    >>> from quotetrack.lang.load import load_profile
    >>> [str(f.time.start) for f in find_times("il 3 marzo", load_profile("it"), date(2025, 2, 20))]
    ['2025-03-03']
    """
    names = _calendar(profile)
    if published is not None and not MINYEAR < published.year < MAXYEAR:
        published = None  # no days around it to count
    found = chain(
        _clocks(text, names),
        _days(text, names, published),
        _weekdays(text, names, published),
        _relatives(text, names, published),
        _months(text, names, published),
    )
    out: list[FoundTime] = []  # the more exact reading of a stretch comes first
    for item in found:
        if all(item.span == kept.span or not item.span.overlaps(kept.span) for kept in out):
            out.append(item)
    return tuple(sorted(out, key=lambda f: f.span))


@cache
def _calendar(profile: LanguageProfile) -> _Calendar:
    written = [
        (name.rstrip("."), number)
        for form in ("wide", "abbreviated")
        for table in tables(profile.code, "months", "format", form)
        for number, name in table.items()
    ]
    months = {name.lower(): number for name, number in written}
    written_days = next(tables(profile.code, "days", "format", "wide"))
    weekdays = {name.lower(): number for number, name in written_days.items()}
    days = {form: int(offset) for form, offset in profile.calendar.days}
    morning, afternoon = (_day_half(profile.code, half) for half in ("am", "pm"))
    around = _any(profile.calendar.next | profile.calendar.last)
    weekday, month = _names(written_days.values()), _names(name for name, _ in written)
    full = _names(name for name, _ in written if len(name) > _SHORTEST)
    return _Calendar(
        clock=_pattern(
            rf"(?:(?<!\w)(?P<lead>{_any(profile.calendar.clock)})\s*)?(?<![\d.,:])\b(?P<hour>[01]?\d|2[0-4])"
            rf"(?:[.:](?P<minute>[0-5]\d))?(?![\d%]|[.,:]\d|\s?[%°])"
            rf"(?:\s*(?P<half>{_any(morning | afternoon)})(?!\w)|\s*(?P<told>{_any(profile.calendar.oclock)})(?!\w)|(?!\w))"
        ),
        day=_pattern(
            rf"\b(?P<d1>\d{{1,2}}){_ORDINAL}\s+(?P<m1>{month})\b\.?(?:,?\s+(?P<y1>{_YEAR}))?"
            rf"|\b(?P<m2>{month})\b\.?\s+(?P<d2>\d{{1,2}}){_ORDINAL}(?!\w)(?:,?\s+(?P<y2>{_YEAR}))?"
        ),
        month=_pattern(rf"\b(?:(?P<m>{full})\b(?:\s+(?P<y>{_YEAR}))?|(?P<year>{_YEAR})\b(?![.,]\d|\s?%))"),
        weekday=_pattern(
            rf"(?:\b(?P<before>{around})\s+)?\b(?P<name>{weekday})\b"
            rf"(?:\s+(?P<after>{around})\b|,?\s+(?P<day>\d{{1,2}}){_ORDINAL}(?!\w|[.,:]\d|\s?[%°]))?"
        ),
        relative=_pattern(rf"(?<!\w)(?:{_any(days)})(?!\w)"),
        months=months,
        weekdays=weekdays,
        days=days,
        afternoon=afternoon,
        next=profile.calendar.next,
        last=profile.calendar.last,
    )


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    """An alternation, longest first; without words, a pattern that never matches."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) or r"(?!)"


def _names(written: Iterable[str]) -> str:
    """Names as CLDR writes them or with a capital, so that the English "may" is no month."""
    return f"(?-i:{_any({form for name in written for form in (name, name[:1].upper() + name[1:])})})"


def _day_half(code: str, half: str) -> frozenset[str]:
    """The forms of "a.m." or "p.m.", with and without points; single letters say too little."""
    found = tables(code, "day_periods", "format")
    forms = {names[half].lower() for table in found for names in table.values() if half in names}
    bare = {form.replace(".", "") for form in forms} | {half}
    return frozenset(f for f in forms | bare | {".".join(b) + "." for b in bare} if len(f) > 1)


def _clocks(text: str, names: _Calendar) -> Iterator[FoundTime]:
    """Hours: they need a word before them, a half of the day behind, or a colon inside."""
    for match in names.clock.finditer(text):
        if not (match["lead"] or match["half"] or match["told"] or ":" in match[0]):
            continue
        hour, half = int(match["hour"]), match["half"]
        if half and hour <= 12:
            hour = hour % 12 + 12 * (half.lower() in names.afternoon)
        time = TimePoint(hour=hour % 24 * 60 + int(match["minute"] or 0), text=match[0].strip())
        yield FoundTime(Span(*match.span()), time)


def _days(text: str, names: _Calendar, published: date | None) -> Iterator[FoundTime]:
    for match in names.day.finditer(text):
        month = names.months[(match["m1"] or match["m2"]).lower()]
        day, year = int(match["d1"] or match["d2"]), match["y1"] or match["y2"]
        if not (year or published) or not 1 <= day <= 31:
            continue
        when = _nearest(month, day, int(year) if year else None, published)
        if when is not None:
            yield FoundTime(Span(*match.span()), TimePoint(start=when, end=when, text=match[0]))


def _nearest(month: int, day: int, year: int | None, published: date | None) -> date | None:
    """The day of that name in `year`, else the one nearest to publication; None for 30 February."""
    years = [year] if year else [published.year + k for k in (-1, 0, 1)] if published else []
    days = [date(y, month, day) for y in years if day <= monthrange(y, month)[1]]
    return min(days, key=lambda d: (abs((d - (published or d)).days), d), default=None)


def _weekdays(text: str, names: _Calendar, published: date | None) -> Iterator[FoundTime]:
    if published is None:
        return
    for match in names.weekday.finditer(text):
        weekday = names.weekdays[match["name"].lower()]
        dated = _dated(weekday, int(match["day"]), published) if match["day"] else None
        ahead = (weekday - published.weekday()) % 7
        side = (match["before"] or match["after"] or "").lower()
        if side in names.next:
            offsets = {ahead or 7}
        elif side in names.last:
            offsets = {ahead - 7}
        else:
            offsets = {ahead, (ahead or 7) - 7}
        days = [dated] if dated else [published + timedelta(days=offset) for offset in sorted(offsets)]
        end = match.end("name") if match["day"] and not dated else match.end()
        span = Span(match.start(), end)
        for day in days:
            yield FoundTime(span, TimePoint(start=day, end=day, text=span.of(text)))


def _dated(weekday: int, number: int, published: date) -> date | None:
    """The day nearest to publication with this number that falls on this weekday ("Tuesday 25"), within a month."""
    near = (published + timedelta(days=offset) for offset in sorted(range(-_MONTH, _MONTH + 1), key=abs))
    return next((day for day in near if (day.day, day.weekday()) == (number, weekday)), None)


def _relatives(text: str, names: _Calendar, published: date | None) -> Iterator[FoundTime]:
    if published is None:
        return
    for match in names.relative.finditer(text):
        day = published + timedelta(days=names.days[match[0].lower()])
        yield FoundTime(Span(*match.span()), TimePoint(start=day, end=day, text=match[0]))


def _months(text: str, names: _Calendar, published: date | None) -> Iterator[FoundTime]:
    """Months and years, as ranges of days."""
    for match in names.month.finditer(text):
        if match["year"]:
            year = int(match["year"])
            yield FoundTime(
                Span(*match.span()), TimePoint(start=date(year, 1, 1), end=date(year, 12, 31), text=match[0])
            )
        elif (month := names.months[match["m"].lower()]) and (match["y"] or published):
            first = _nearest(month, 1, int(match["y"]) if match["y"] else None, published) or date.min
            last = first.replace(day=monthrange(first.year, month)[1])
            yield FoundTime(Span(*match.span()), TimePoint(start=first, end=last, text=match[0]))
