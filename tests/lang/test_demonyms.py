"""Words for what is of a country."""

from __future__ import annotations

import pytest
import strategies
from hypothesis import given

from quotetrack.lang.demonyms import country_of, find_demonyms
from quotetrack.lang.load import load_profile

PROFILES = {code: load_profile(code) for code in ("it", "en")}


@pytest.mark.parametrize(
    ("language", "words", "country"),
    [
        ("it", "italiano italiana italiani Italiane", "IT"),
        ("it", "tedesco tedeschi tedesca", "DE"),
        ("it", "coreano coreani", "KR"),
        ("it", "americano americani", "US"),
        ("it", "britannico", "GB"),
        ("en", "Italian Italians", "IT"),
        ("en", "Dutch", "NL"),
        ("en", "British", "GB"),
        ("en", "Ukrainian", "UA"),
        ("en", "Brazilian", "BR"),
    ],
)
def test_demonyms_in_their_forms(language, words, country):
    """Inflected forms speak of one country, in each language."""
    assert {country_of(word, PROFILES[language]) for word in words.split()} == {country}


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("it", "coro"),
        ("it", "romano"),
        ("it", "latino"),
        ("it", "George"),
        ("en", "English"),
        ("en", "Arabic"),
    ],
)
def test_other_words_are_none(language, word):
    """Languages of many countries, peoples without one, and words of a like form speak of no country."""
    assert country_of(word, PROFILES[language]) is None


@given(strategies.texts)
def test_any_text_can_be_searched(text):
    """What is found is a word of the text, once."""
    for profile in PROFILES.values():
        found = find_demonyms(text, profile)
        assert len(set(found)) == len(found)
        assert all(country_of(word, profile) for word in found)
