"""Numbers in digits and words."""

from __future__ import annotations

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.claims.quantities import find_quantities
from quotetrack.lang.load import load_profile

ITALIAN, ENGLISH = load_profile("it"), load_profile("en")
PROFILES = {"it": ITALIAN, "en": ENGLISH}


def read(text, language):
    return [(f.quantity.value, f.quantity.unit) for f in find_quantities(text, PROFILES[language])]


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("it", "3 milioni di euro", 3e6, "EUR"),
        ("it", "tre milioni e mezzo di euro", 3.5e6, "EUR"),
        ("it", "4,5 miliardi di dollari", 4.5e9, "USD"),
        ("it", "mezzo milione", 5e5, ""),
        ("it", "il 5 per cento", 0.05, "share"),
        ("it", "l'1,7%", 0.017, "share"),
        ("it", "due terzi", 0.666666667, "share"),
        ("it", "un elettore su dieci", 0.1, "share"),
        ("it", "18 centimetri", 0.18, "meter"),
        ("it", "un anno e mezzo", 47336400, "second"),
        ("it", "250.000 firme", 250000, "firme"),
        ("it", "trentamila firme", 30000, "firme"),
        ("it", "I furti sono raddoppiati", 2, "times"),
        ("en", "three million euros", 3e6, "EUR"),
        ("en", "3m", 3e6, ""),
        ("en", "€3m", 3e6, "EUR"),
        ("en", "£2.6 million", 2.6e6, "GBP"),
        ("en", "half a million", 5e5, ""),
        ("en", "5 percent", 0.05, "share"),
        ("en", "two thirds", 0.666666667, "share"),
        ("en", "one twentieth", 0.05, "share"),
        ("en", "nine out of ten", 0.9, "share"),
        ("en", "180 millimetres", 0.18, "meter"),
        ("en", "ten feet", 3.048, "meter"),
        ("en", "18 months", 47336400, "second"),
        ("en", "250,000 signatures", 250000, "signatures"),
        ("en", "a hundred and twenty-one goats", 121, "goats"),
        ("it", "due miliardi e 300 milioni di dollari", 2.3e9, "USD"),
        ("en", "four billion and 300 million dollars", 4.3e9, "USD"),
        ("en", "two and a half million voters", 2.5e6, "voters"),
        ("en", "three quarters", 0.75, "share"),
        ("it", "4 500 000 voti", 4.5e6, "voti"),
        ("en", "4 500 000 votes", 4.5e6, "votes"),
        ("it", "due milioni di tonnellate", 2e9, "kilogram"),
        ("en", "2 million metric tons", 2e9, "kilogram"),
        ("it", "un'ora e mezza", 5400, "second"),
        ("it", "80 km/h", 80 / 3.6, "meter / second"),
        ("en", "86 °F", 303.15, "kelvin"),
        ("it", "30 gradi", 303.15, "kelvin"),
        ("en", "‘six feet’", 1.8288, "meter"),
        ("it", "novecento posti di lavoro", 900, "posti lavoro"),
        ("en", "seven serious falls were reported", 7, "serious falls"),
        ("it", "i cani sono nove e nessuno abbaia", 9, ""),
        ("en", "nearly two-thirds of the herd", 0.666666667, "share"),
        ("en", "one in every eight lorries", 0.125, "share"),
        ("it", "un passeggero su tre", 0.333333333, "share"),
        ("it", "un terzo delle reti", 0.333333333, "share"),
        ("it", "cinque ore e trenta minuti", 19800, "second"),
        ("en", "three feet 6 inches", 1.0668, "meter"),
        ("en", "they priced Line 4 at €1.84bn", 1.84e9, "EUR"),
    ],
)
def test_quantity(language, text, value, unit):
    """A figure has one value and unit however the language writes it."""
    assert read(text, language) == [(pytest.approx(value), unit)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "una casa"),
        ("en", "a house"),
        ("en", "the second man"),
        ("en", "a second phone"),
        ("it", "un terzo indagato"),
        ("en", "she closed Gallery 4"),
    ],
)
def test_articles_and_ordinals_are_no_figures(language, text):
    """An article that looks like one, and an ordinal, count nothing."""
    assert read(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("it", "dal 30 al 20 per cento", [(0.3, "share"), (0.2, "share")]),
        ("it", "il 10-15 per cento", [(0.1, "share"), (0.15, "share")]),
        ("en", "seven of the 20 boats", [(7, "boats"), (20, "boats")]),
        ("it", "undici su quattordici moli", [(11, "moli"), (14, "moli")]),
        ("it", "due su tre", [(pytest.approx(2 / 3), "share")]),
        ("en", "two strikes in three weeks", [(2, "strikes"), (1814400, "second")]),
        ("it", "dieci ore e dodici ore", [(36000, "second"), (43200, "second")]),
    ],
)
def test_neighbours_share_a_unit(language, text, figures):
    """A figure without a unit has that of the next where only a word or two stand between."""
    assert read(text, language) == figures


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "sono 75, e non 60"),
        ("it", "75 anziché 60"),
        ("en", "not 60 but 75"),
        ("en", "75 rather than 60"),
    ],
)
def test_denied_alternatives_are_no_figures(language, text):
    """A figure named only to say that it is another is not claimed."""
    assert [value for value, _ in read(text, language)] == [75]


@pytest.mark.parametrize(
    ("language", "text", "value"), [("it", "una ventina di case", 20), ("en", "a couple of weeks", 1209600)]
)
def test_rough_numbers(language, text, value):
    """Words that are a number and its rounding at once make it approximate."""
    (found,) = find_quantities(text, PROFILES[language])
    assert (found.quantity.value, found.quantity.approximate) == (value, True)


@pytest.mark.parametrize(("language", "text"), [("it", "circa 200 case"), ("en", "about 200 houses")])
def test_approximation(language, text):
    """A word of rounding before a figure makes it approximate."""
    (found,) = find_quantities(text, PROFILES[language])
    assert found.quantity.approximate


@given(st.integers(1001, 999_999_999))
def test_number_formats_do_not_change_a_quantity(number):
    """Grouped by points in Italian, by commas in English, or not at all, a number is one number."""
    english = f"{number:,} votes"
    italian = f"{number:,} voti".replace(",", ".")
    assert read(english, "en")[0][0] == read(italian, "it")[0][0] == read(f"{number} votes", "en")[0][0]


@given(strategies.texts)
def test_any_text_can_be_read(text):
    """Odd text gives figures or none, never an error, and each lies in the text."""
    for profile in PROFILES.values():
        for found in find_quantities(text, profile):
            assert found.span.of(text) == found.quantity.text
