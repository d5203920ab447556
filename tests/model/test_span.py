"""The arithmetic of spans."""

from itertools import pairwise

import pytest
import strategies as make
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.model.span import Span, hull, merged, without

SPANS = st.lists(make.spans(), max_size=6)


def places(*spans: Span) -> set[int]:
    """The characters spans cover."""
    return {place for span in spans for place in range(span.start, span.end)}


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_span_is_a_range(start, end):
    """A span begins at 0 or later and does not end before it starts."""
    with pytest.raises(ValueError, match=r"start|>= 0"):
        Span(start, end)


@given(make.spans(), st.text(max_size=80))
def test_span_covers_its_length(span, text):
    """What a span covers is as long as the span, where the text is."""
    assert len(span) == len(places(span))
    assert len(span.of(text.ljust(60))) == len(span)


@given(make.spans(), make.spans())
def test_relations_are_those_of_sets(a, b):
    """Spans overlap where they share a character, and contain what has none outside."""
    if len(a) and len(b):
        assert a.overlaps(b) == bool(places(a) & places(b))
        assert a.contains(b) == (places(b) <= places(a))
    assert a.overlaps(b) == b.overlaps(a)
    assert a.contains(a)


@given(make.spans(), st.integers(0, 100))
def test_shifting_goes_there_and_back(span, by):
    """A shifted span is as long, and comes back."""
    assert len(span.shifted(by)) == len(span)
    assert span.shifted(by).shifted(-by) == span


@given(make.spans(), st.text(" a«»", min_size=60, max_size=60), st.none() | st.just("«»"))
def test_stripped_covers_the_stripped_text(span, text, characters):
    """Stripping a span is stripping what it covers, inside the span."""
    inner = span.stripped(text, characters)
    assert inner.of(text) == span.of(text).strip(characters)
    assert span.contains(inner)


@given(st.lists(make.spans(), min_size=1, max_size=6))
def test_hull_is_the_smallest_cover(spans):
    """A hull contains each span and begins and ends with one."""
    cover = hull(iter(spans))
    assert all(cover.contains(span) for span in spans)
    assert cover.start in {span.start for span in spans}
    assert cover.end in {span.end for span in spans}


@given(SPANS)
def test_merged_covers_the_same_in_order(spans):
    """Merging changes no covered character, leaves gaps between, and merging again changes nothing."""
    whole = merged(spans)
    assert places(*whole) == places(*spans)
    assert all(before.end < after.start for before, after in pairwise(whole))
    assert merged(whole) == whole == merged(reversed(spans))


def test_merged_closes_gaps_of_white_space():
    """With the text at hand, spans with only white space between are one; with words, two."""
    assert merged([Span(0, 2), Span(3, 5), Span(8, 9)], "ab cd x e") == (Span(0, 5), Span(8, 9))


@given(make.spans(), SPANS)
def test_without_is_the_difference_of_sets(span, holes):
    """Cutting holes leaves what no hole covers, in order, in pieces that are not empty."""
    left = without(span, holes)
    assert places(*left) == places(span) - places(*holes)
    assert list(left) == sorted(left)
    assert all(len(piece) for piece in left)
