"""Names of one place or body in several languages."""

from __future__ import annotations

import pytest

from quotetrack.link.places import name_key


@pytest.mark.parametrize(
    ("italian", "english"),
    [
        ("Mosca", "Moscow"),
        ("Londra", "London"),
        ("Svezia", "Sweden"),
        ("Usa", "United States"),
        ("Stati Uniti", "US"),
        ("Onu", "United Nations"),
        ("Nazioni Unite", "UN"),
        ("Ue", "European Union"),
        ("Unione europea", "EU"),
        ("Bce", "ECB"),
        ("Nato", "NATO"),
    ],
)
def test_exonyms_and_acronyms_are_one_name(italian, english):
    """The forms of a place or body in two languages share a key, spelt out or not."""
    assert name_key(italian, "it") == name_key(english, "en")


@pytest.mark.parametrize(("one", "other"), [("Mosca", "London"), ("Onu", "EU"), ("Svezia", "Switzerland")])
def test_other_places_and_bodies_are_not(one, other):
    """Different places and bodies have different keys."""
    assert name_key(one, "it") != name_key(other, "en")
