"""Days of publication, as newspapers write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from ..lang.profile import LanguageProfile

#: "mercoledì 10 settembre 2025, aggiornato alle 21:40" has 50 characters; no date needs many more.
_LONGEST = 60
_LONGEST_PLACE = 4  # words: "San Benedetto del Tronto"
_DAY = re.compile(r"(?<!\d)[0-3]?\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?)?")
_ORDINAL = re.compile(r"(?<=\d)[º°ª]")
#: A year without a date stands for itself: a leap year, so that 29 February is a day, and never the
#: clock's, so that an answer does not depend on when it was asked for.
_BASE = datetime(2000, 1, 1)


def find_date(text: str, profiles: Sequence[LanguageProfile]) -> date | None:
    """The day `text` names, if it names one in full (day, month and year) and says nothing else but
    perhaps a place, an hour, or "published on". Of two readings ("05/03/2025") the earlier profile's
    is taken.

    >>> from quotetrack.lang.load import load_profile
    >>> find_date("Catania, venerdì 12 dicembre 2025", [load_profile("it")])
    datetime.date(2025, 12, 12)
    """
    if not _YEAR.search(text):
        return None
    return _read(text, profiles, ("day", "month", "year"))


def is_day(text: str, profiles: Sequence[LanguageProfile]) -> bool:
    """Whether `text` names a day, with or without its year ("3 DIC", "Nov. 19, 2025")."""
    return _read(text, profiles, ("day", "month")) is not None


def iso_date(text: str) -> date | None:
    """The day of an ISO 8601 date or time ("2025-12-22T10:00:00Z"), or None."""
    match = _ISO.fullmatch(text.strip())
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _read(text: str, profiles: Sequence[LanguageProfile], parts: tuple[str, ...]) -> date | None:
    text = text.strip()
    if len(text) > _LONGEST or not _DAY.search(text):  # the parser is slow: ask it only of dates
        return None
    if day := iso_date(text):
        return day
    for profile in profiles:
        for candidate in _candidates(_ORDINAL.sub("", text), profile):
            moment = _parser(profile.code, parts).get_date_data(candidate).date_obj
            if moment is not None:
                return date(moment.year, moment.month, moment.day)
    return None


def _candidates(text: str, profile: LanguageProfile) -> list[str]:
    """`text` without "published on", and that without the place before its first comma."""
    lower = text.lower()
    lead = max((p for p in profile.page.published if lower.startswith(f"{p} ")), key=len, default="")
    text = text[len(lead) :].strip(" :")
    place, _, rest = text.partition(",")
    is_place = rest and len(place.split()) <= _LONGEST_PLACE and not any(c.isdigit() for c in place)
    return [text, rest.strip()] if is_place else [text]


@cache
def _parser(code: str, parts: tuple[str, ...]) -> Any:
    from dateparser.date import DateDataParser  # noqa: PLC0415  # 0.3 s: only for dates

    settings = {"REQUIRE_PARTS": list(parts), "PARSERS": ["absolute-time"], "RELATIVE_BASE": _BASE}
    return DateDataParser(languages=[code], settings=settings)
