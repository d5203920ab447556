"""Threads are cut from an average-linkage tree."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.link.threads import cut, find_threads
from quotetrack.model.claim import Claim, Judgement, Link, Relation, Verdict


def link(a, b, score=0.9, relation=Relation.SAME):
    return Link(a=a, b=b, relation=relation, score=score)


def claim(quote, text="Il ponte riapre a fine mese secondo noi", **options):
    options = {
        "article": f"art-{quote}",
        "language": "it",
        "source": f"src-{quote}",
        "speaker": "s",
    } | options
    return Claim(quote=quote, text=text, **options)


LINKS = st.builds(
    lambda scores: [
        link(a, b, score) for (a, b), score in zip(combinations("abcdefg", 2), scores, strict=True) if score
    ],
    st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.35, 0.5, 0.7, 0.9, 1.0]), min_size=21, max_size=21),
)


@given(LINKS, st.floats(0.05, 1), st.floats(0.05, 1))
def test_a_higher_threshold_only_splits(links, one, other):
    """Every thread at a higher threshold lies inside one at a lower."""
    low, high = sorted((one, other))
    coarse = cut(links, low)
    assert all(any(group <= whole for whole in coarse) for group in cut(links, high))


@given(LINKS, st.randoms())
def test_the_order_of_links_does_not_matter(links, random):
    """Same links, same threads."""
    shuffled = random.sample(links, len(links))
    assert cut(shuffled, 0.4) == cut(links, 0.4)


@given(LINKS)
def test_threads_do_not_overlap(links):
    """A quote is in one thread at most."""
    quotes = [quote for group in cut(links, 0.4) for quote in group]
    assert len(quotes) == len(set(quotes))


def test_weak_links_do_not_chain():
    """Two tight groups with one weak link between them stay two."""
    triangles = [link(a, b) for group in ("abc", "xyz") for a, b in combinations(group, 2)]
    assert cut([*triangles, link("c", "x", 0.6)], 0.4) == (frozenset("abc"), frozenset("xyz"))


def test_related_claims_hold_no_thread():
    """Only strong relations tie."""
    assert cut([link("a", "b", relation=Relation.RELATED)], 0.1) == ()


def test_thread_shows_its_spread():
    """Languages, sources, first and last day and the weakest link come from the quotes."""
    claims = [
        claim("a", published=date(2024, 6, 9)),
        claim("b", "The bridge reopens at the end of the month", language="en", published=date(2024, 6, 8)),
    ]
    (thread,) = find_threads([link("a", "b", 0.8)], claims, threshold=0.5)
    assert thread.quotes == ("b", "a")
    assert (thread.languages, thread.sources) == (("en", "it"), ("src-a", "src-b"))
    assert (thread.first, thread.last, thread.weakest) == (date(2024, 6, 8), date(2024, 6, 9), 0.8)
    assert thread.note is None


def test_id_is_stable_when_later_articles_join():
    """A thread keeps its id when a later quote is added."""
    claims = [claim(q, published=date(2024, 6, 8 + n)) for n, q in enumerate("abc")]
    (before,) = find_threads([link("a", "b")], claims, threshold=0.5)
    (after,) = find_threads([link("a", "b"), link("b", "c"), link("a", "c")], claims, threshold=0.5)
    assert before.id == after.id


def test_headline_is_a_full_claim_with_a_speaker():
    """A fragment or a claim of nobody is no headline where there is a better one."""
    claims = [
        claim("a", "riapre"),
        claim("b", speaker=None),
        claim("c", "Il ponte sul fiume riaprirà il venti maggio"),
    ]
    links = [link(x, y) for x, y in combinations("abc", 2)]
    (thread,) = find_threads(links, claims, threshold=0.5)
    assert thread.headline == "Il ponte sul fiume riaprirà il venti maggio"


def test_thread_with_a_pair_judged_different_says_so():
    """A reader is told of a reviewer's doubt."""
    links = [link("a", "b"), link("b", "c"), link("a", "c", 0.5)]
    verdict = Judgement(a="a", b="c", verdict=Verdict.DIFFERENT)
    (thread,) = find_threads(links, map(claim, "abc"), threshold=0.4, judgements=[verdict])
    assert thread.note == "holds a pair judged different"


def test_a_claim_s_sentences_do_not_hide_the_whole():
    """What a thread shows of a quote is its first claim."""
    claims = [
        claim("a"),
        claim("b", "Il ponte riapre del tutto. Lo dico io adesso."),
        claim("b", "Lo dico io adesso."),
    ]
    (thread,) = find_threads([link("a", "b")], claims, threshold=0.5)
    assert thread.headline != "Lo dico io adesso."


@pytest.mark.parametrize("threshold", [0.0, 1.0])
def test_no_links_no_threads(threshold):
    """Nothing in, nothing out."""
    assert find_threads([], [], threshold=threshold) == ()
