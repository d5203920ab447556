"""Days and hours."""

from __future__ import annotations

from datetime import date

import pytest
import strategies
from hypothesis import given

from quotetrack.claims.extract import claim_from_text
from quotetrack.claims.times import find_times
from quotetrack.lang.load import load_profile

PROFILES = {"it": load_profile("it"), "en": load_profile("en")}
SATURDAY = date(2024, 6, 8)


def days(text, language, published=SATURDAY):
    return [str(f.time.start) for f in find_times(text, PROFILES[language], published)]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("it", "domani", "2024-06-09"),
        ("it", "ieri", "2024-06-07"),
        ("it", "il 12 luglio", "2024-07-12"),
        ("it", "12 luglio 2023", "2023-07-12"),
        ("it", "martedì prossimo", "2024-06-11"),
        ("it", "martedì scorso", "2024-06-04"),
        ("it", "a settembre", "2024-09-01"),
        ("it", "martedì 25", "2024-06-25"),
        ("it", "giovedì 27 giugno", "2024-06-27"),
        ("en", "tomorrow", "2024-06-09"),
        ("en", "12 July", "2024-07-12"),
        ("en", "Sept. 3", "2024-09-03"),
        ("en", "July 12, 2023", "2023-07-12"),
        ("en", "next Tuesday", "2024-06-11"),
        ("en", "by 2027", "2027-01-01"),
        ("en", "Tuesday 4th", "2024-06-04"),
        ("en", "Thursday, 27 June", "2024-06-27"),
        ("en", "on 20 November", "2024-11-20"),
    ],
)
def test_day(language, text, day):
    """A day is resolved against the day of publication; without a year it is the nearest."""
    assert days(text, language) == [day]


def test_bare_weekday_may_be_either():
    """A weekday without "next" or "last" is the last one or the coming one."""
    assert days("lunedì", "it") == ["2024-06-03", "2024-06-10"]


def test_number_after_weekday_is_a_day_only_where_it_falls_on_one():
    """The 25th is a Tuesday, so "lunedì 25 persone" speaks of a Monday and of persons."""
    claim = claim_from_text("lunedì 25 persone", PROFILES["it"], published=date(2024, 6, 8))
    assert [q.value for q in claim.quantities] == [25]
    assert {str(t.start) for t in claim.times} == {"2024-06-03", "2024-06-10"}


def test_december_read_in_january_lies_behind():
    """The nearest day of a name may be in the year before."""
    assert days("il 30 dicembre", "it", date(2025, 1, 4)) == ["2024-12-30"]


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        ("it", "alle 18", 1080),
        ("it", "alle 14.32", 872),
        ("it", "alle ore 9", 540),
        ("en", "6 p.m.", 1080),
        ("en", "1:32 p.m.", 812),
        ("en", "at 3.12am", 192),
        ("en", "12 a.m.", 0),
    ],
)
def test_hour(language, text, minutes):
    """Hours are minutes after midnight in both ways of counting them."""
    assert [f.time.hour for f in find_times(text, PROFILES[language])] == [minutes]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "He may march"), ("en", "at 14%"), ("it", "alle 14,5 tonnellate")]
)
def test_words_and_figures_are_no_times(language, text):
    """Verbs named like months, and figures behind "at", are no times."""
    assert find_times(text, PROFILES[language], SATURDAY) == ()


def test_without_publication_only_full_dates():
    """Where the day of publication is not known, what needs it is left out."""
    assert days("domani, lunedì, il 3 marzo e il 3 marzo 2020", "it", None) == ["2020-03-03"]


@given(strategies.texts, strategies.dates)
def test_any_text_can_be_read(text, published):
    """Odd text gives times or none, never an error."""
    for profile in PROFILES.values():
        find_times(text, profile, published)


@pytest.mark.parametrize("published", [date.min, date.max])
def test_ends_of_the_calendar(published):
    """A day of publication at the calendar's end breaks nothing."""
    assert days("domani e il 3 marzo, lunedì", "it", published) == []
