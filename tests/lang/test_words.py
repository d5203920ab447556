"""Words, stems and names of a text."""

from __future__ import annotations

import pytest
import strategies
from hypothesis import given

from quotetrack.lang.load import load_profile
from quotetrack.lang.words import find_names, stem, words_of

ITALIAN, ENGLISH = load_profile("it"), load_profile("en")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ieri Anna Bo ha visto l'Etna", ("Anna Bo", "Etna")),
        ("Forse piove", ()),
        ("NATO non decide", ("NATO",)),
        ("Parla la sindaca. Domani tocca a Rita Fo", ("Rita Fo",)),
    ],
)
def test_names(text, names):
    """Names are runs of capitals; a sentence's first word is none unless it has more."""
    assert find_names(text, ITALIAN) == names


def test_stems_join_inflections():
    """Forms of one word share a stem in either language."""
    assert stem("chiudono", ITALIAN) == stem("chiudere", ITALIAN)
    assert stem("closing", ENGLISH) == stem("closed", ENGLISH)


@given(strategies.texts)
def test_any_text_has_words(text):
    """Odd text gives words or none, never an error."""
    assert all(words_of(text))
    find_names(text, ENGLISH)
