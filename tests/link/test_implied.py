"""Links that follow from two others."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.link.implied import with_implied
from quotetrack.model.claim import Claim, Evidence, Judgement, Link, Quantity, Relation, Verdict


def claim(quote, day=1):
    return Claim(
        quote=quote, article=f"art-{quote[0]}", text=quote, language="it", published=date(2024, 6, day)
    )


def link(a, b, relation=Relation.SAME, score=0.9, evidence=()):
    return Link(a=a, b=b, relation=relation, score=score, evidence=evidence)


def ends(links):
    return {(found.a, found.b, found.relation) for found in links}


FIVE = evolve(claim("a"), quantities=(Quantity(value=5, text="5"),))
ABC = (claim("a"), claim("b", 2), claim("c", 3))


def test_what_is_the_same_is_linked_as_the_other_is():
    """A is the same as B, and C contradicts B: so C contradicts A, with the product of both scores."""
    numbers = Evidence(name="numbers", score=0.0, because="5 against 9")
    speaker = Evidence(name="speaker", score=0.0, because="Ada is not Ugo")
    two = [link("a", "b"), link("b", "c", Relation.CONTRADICTS, 0.8, (speaker, numbers))]
    for told, kept in (
        (FIVE, ["through", "numbers"]),
        (ABC[0], ["through"]),
    ):  # who names no figure has no rival
        (new,) = set(with_implied(two, (told, *ABC[1:]), threshold=0.35)) - set(two)
        assert (new.a, new.b, new.relation, new.score) == ("a", "c", Relation.CONTRADICTS, 0.72)
        assert [e.name for e in new.evidence] == kept


def test_no_claim_updates_a_newer_one():
    """What is the same as an old value, but was said after the new one, is not updated by it."""
    claims = (claim("new", 5), claim("old", 3), claim("late", 9))
    two = [link("new", "old", Relation.UPDATES), link("old", "late")]
    assert not set(with_implied(two, claims, threshold=0.35)) - set(two)


def test_reviewers_who_disagree_bar_nothing():
    """A pair is barred where reviewers judged it different, and not where one of them says the same."""
    two = [link("a", "b"), link("b", "c")]
    verdicts = [Judgement(a="a", b="c", verdict=v, reviewer=v) for v in (Verdict.DIFFERENT, Verdict.SAME)]
    assert not set(with_implied(two, ABC, threshold=0.35, judgements=verdicts[:1])) - set(two)
    assert set(with_implied(two, ABC, threshold=0.35, judgements=verdicts)) - set(two)


def test_the_newer_stays_first():
    """An update of B is one of A, in the same direction."""
    two = [link("a", "b"), link("c", "b", Relation.UPDATES)]
    assert ("c", "a", Relation.UPDATES) in ends(with_implied(two, ABC, threshold=0.35))


@pytest.mark.parametrize(
    "two",
    [
        [link("a", "b", score=0.45), link("b", "c", Relation.SUPPORTS)],
        [link("a", "b", score=0.6), link("b", "c", score=0.6)],
        [link("a", "b", Relation.CONTRADICTS), link("b", "c", Relation.CONTRADICTS)],
        [link("a", "b"), link("b", "c", Relation.RELATED)],
    ],
)
def test_nothing_follows_from_weak_links_or_two_denials(two):
    """It takes one sure "the same" and two strong links."""
    assert with_implied(two, ABC, threshold=0.35) == tuple(two)


def test_nothing_follows_inside_an_article():
    """Two quotes of one article are not linked by a third."""
    claims = (claim("a1"), claim("a2"), claim("b"))
    two = (link("a1", "b"), link("a2", "b"))
    assert with_implied(two, claims, threshold=0.35) == two


def test_reviewers_have_the_last_word():
    """What was judged different does not come back through a third quote."""
    judgement = Judgement(a="a", b="c", verdict=Verdict.DIFFERENT)
    two = (link("a", "b"), link("b", "c"))
    assert with_implied(two, ABC, threshold=0.35, judgements=[judgement]) == two
    assert len(with_implied(two, ABC, threshold=0.35)) == 3


PAIRS = [(a, b) for a in "abcde" for b in "abcde" if a < b]
LINKS = st.lists(
    st.builds(
        lambda ends, relation, score: link(*ends, relation, score),
        st.sampled_from(PAIRS),
        st.sampled_from(list(Relation)),
        st.sampled_from([0.4, 0.6, 0.8, 1.0]),
    ),
    unique_by=lambda found: (found.a, found.b),
)


@given(LINKS, st.randoms())
def test_order_changes_nothing_and_no_claim_is_linked_with_itself(links, chance):
    """The same links in any order imply the same; each pair is linked once, none with itself."""
    claims = [claim(name, day) for day, name in enumerate("abcde", 1)]
    found = with_implied(links, claims, threshold=0.35)
    shuffled = chance.sample(links, len(links))
    assert ends(with_implied(shuffled, claims, threshold=0.35)) == ends(found)
    pairs = [frozenset((x.a, x.b)) for x in found]
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 for pair in pairs)
    assert set(links) <= set(found)
