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
        ("it", "un prestito della Regione 4,4 miliardi più caro", 4.4e9, ""),
        ("it", "12 mila metri cubi di ghiaia", 12000, "meter ** 3"),
        ("en", "12,000 cubic metres of gravel", 12000, "meter ** 3"),
        ("it", "quasi 30 chilometri quadrati di bosco", 3e7, "meter ** 2"),
        ("en", "a quarter of a mile from the lock", 402.336, "meter"),
        ("en", "three-quarters of an hour late", 2700, "second"),
        ("it", "mezz'ora di ritardo", 1800, "second"),
        ("it", "un quarto d’ora", 900, "second"),
        ("en", "0.8 miles", 1287.4752, "meter"),
        ("it", "un metro e ottanta d'acqua", 1.8, "meter"),
        ("it", "un biglietto da 9 euro e 50", 9.5, "EUR"),
        ("it", "240 milioni l'anno", 2.4e8, ""),
        ("it", "due miliardi e mezzo l'anno", 2.5e9, ""),
        ("en", "12 cents a litre", 0.12, "XXX"),
        ("it", "12 centesimi al litro", 0.12, "XXX"),
        ("it", "90 chili di rame", 90, "kilogram"),
        ("en", "2,000 pounds of copper", 907.18474, "kilogram"),
        ("en", "it got up to 51C", 324.15, "kelvin"),
        ("it", "70 chilometri l'ora", 70 / 3.6, "meter / second"),
        ("en", "a turbine of 500 MW", 5e8, "kilogram * meter ** 2 / second ** 3"),
        ("en", "five points ahead", 5, "points ahead"),
        ("it", "provato 14 volte", 14, "times"),
        ("en", "tried 14 times", 14, "times"),
        ("it", "una barca da pesca su cinque", 0.2, "share"),
        ("en", "one returned parcel in ten is opened", 0.1, "share"),
        ("en", "one letter in a thousand", 0.001, "share"),
        ("en", "1,200 a day", 1200, ""),
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


@pytest.mark.parametrize(
    ("language", "text"), [("en", "the 15th century"), ("it", "un 18enne"), ("en", "before noon, o'clock")]
)
def test_part_of_a_word_is_no_figure(language, text):
    """What is glued to its digits and no unit makes an ordinal or a name of them."""
    assert read(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [("it", "tre delle ultime cinque barche", "barche"), ("en", "from 12 to 8 cents", "XXX")],
)
def test_first_of_two_figures_takes_the_unit_of_the_next(language, text, unit):
    """Also where a word stands between them."""
    assert [found for _, found in read(text, language)] == [unit, unit]


def test_share_in_words_is_rough():
    """A boat in three may be 35 per cent; written with its sign a share is exact."""
    told = (*find_quantities("one boat in three", PROFILES["en"]), *find_quantities("35%", PROFILES["en"]))
    assert [found.quantity.approximate for found in told] == [True, False]


def test_end_of_a_range_is_no_part_of_its_beginning():
    """Where a language tells no hundredths behind a unit, "and 50" is another figure."""
    assert [value for value, _ in read("between 20 euros and 50", "en")] == [20, 50]
