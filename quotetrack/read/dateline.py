"""The place, agency and day at the head of a story: "NEW YORK, Nov. 19 (UPI) —"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from attrs import frozen

from ..lang.profile import LanguageProfile
from .dates import find_date, is_day

_DATELINE = re.compile(
    r"""
    (?:\((?P<before>[^\W\d_][^()\n]{1,40})\)\s*[-–—]+\s*)?   # (AgeNord) -
    (?P<place>[^\W\d_][^\d()«»“”"\n–—]{0,50}?)               # NEW YORK; CASTELVERO, Italy; LONDON/SIENA
    (?:,\s*(?P<day>[^()«»“”"\n–—]{0,24}\d[^()«»“”"\n–—]{0,24}?))?    # , Nov. 19
    (?:\s*\((?P<after>[^\W\d_][^()\n]{1,40})\))?             # (UPI)
    (?:\s+[-–—]{1,2}\s+|\s*—\s*)
    """,
    re.VERBOSE,
)
_LONGEST_PLACE = 4  # words: "SAN BENEDETTO DEL TRONTO"


@frozen
class Dateline:
    """What a dateline says, and where the story after it begins."""

    end: int
    story: int
    agency: str | None = None
    published: date | None = None


def find_dateline(text: str, profiles: Sequence[LanguageProfile]) -> Dateline | None:
    """The dateline a paragraph begins with. A place in capital letters, an agency or a day shows that
    it is one; a place in lower case alone only where the story goes on with a capital letter.

    >>> find_dateline("LONDON (Reuters) - The pound fell.", []).agency
    'Reuters'
    >>> find_dateline("Trump – who was there – left.", [])
    """
    match = _DATELINE.match(text)
    if match is None or match.end() == len(text):
        return None
    place, *region = match["place"].split(",")
    agency = match["before"] or match["after"]
    if not _is_name(place) or len(region) > 1:
        return None
    if match["day"] and not is_day(match["day"], profiles):
        return None
    shown = agency or match["day"] or _is_capital(place)
    if not shown and (region or not text[match.end()].isupper()):
        return None
    if agency == match["after"] and not match["day"] and not _is_capital(place) and " " in (agency or ""):
        agency = None  # a region: "Newark (New Jersey) -"
    published = find_date(match["day"], profiles) if match["day"] else None
    end = match.start() + len(match[0].rstrip())
    return Dateline(end, match.end(), agency=agency, published=published)


def _is_name(place: str) -> bool:
    """Words that begin with a capital letter; short ones in between may not ("Reggio nell'Emilia")."""
    words = place.split()
    tall = [word for word in words if word[0].isupper()]
    return 0 < len(words) <= _LONGEST_PLACE and words[0] in tall and 2 * len(tall) >= len(words)


def _is_capital(place: str) -> bool:
    return place.isupper() and len(place) > 1
