"""What a parser is given."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import marked_texts
from test_marks import PROFILES, found, paragraphs

from quotetrack.quotes.passages import find_passages


def passages(text: str, language: str = "it") -> list[str]:
    """The texts to parse."""
    return [p.of(text) for p in find_passages(text, paragraphs(text), found(text, language)[0])]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Il ponte riapre oggi.", ["Il ponte riapre oggi."]),
        ("«Il ponte riapre oggi», ha detto Neri.", ["Il ponte riapre oggi", "ha detto Neri."]),
        ("Neri ha detto: «Il ponte riapre.»", ["Neri ha detto", "Il ponte riapre."]),
        ("Il piano «Ponte aperto a tutti» è pronto.", ["Il piano «Ponte aperto a tutti» è pronto."]),
        ("«No», ha detto Neri.", ["«No», ha detto Neri."]),
        ("Ha chiesto: «Chi viene?» Nessuno rispose.", ["Ha chiesto: «Chi viene?»", "Nessuno rispose."]),
        ("Uno.\nDue.", ["Uno.", "Due."]),
        ("«»\n…", []),
    ],
)
def test_running_text_and_speech_are_parsed_apart(text: str, wanted: list[str]) -> None:
    """A quotation that stands free is a passage of its own; a term inside a clause stays in it."""
    assert passages(text) == wanted


@given(marked_texts, st.sampled_from(sorted(PROFILES)))
def test_passages_lie_in_order_in_their_paragraphs(text: str, language: str) -> None:
    """Passages are ordered and apart, each inside one paragraph, and each has something to parse."""
    quotations, _ = found(text, language)
    spans = find_passages(text, paragraphs(text), quotations)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        assert any(p.contains(span) for p in paragraphs(text))
        assert any(c.isalnum() for c in span.of(text))


@given(marked_texts, st.sampled_from(sorted(PROFILES)))
def test_every_word_is_parsed(text: str, language: str) -> None:
    """No letter or digit of a paragraph is left out."""
    spans = find_passages(text, paragraphs(text), found(text, language)[0])
    parsed = {i for span in spans for i in range(span.start, span.end)}
    assert all(i in parsed for i, character in enumerate(text) if character.isalnum())
