"""Links weighed again, each beside the others."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.link.consensus import TRUST, Neighbours, weighed
from quotetrack.link.relate import LINKED, load_model
from quotetrack.link.stacking import LEAST, added
from quotetrack.model.claim import Claim, Link, Relation

SAME, CONTRADICTS, UPDATES = Relation.SAME, Relation.CONTRADICTS, Relation.UPDATES
ABC = tuple(
    Claim(quote=name, article=f"art-{name}", text=name, language="it", published=date(2024, 6, day))
    for day, name in enumerate("abcdef", 1)
)


def link(a, b, relation=SAME, score=0.95, evidence=()):
    """A link that its pair alone gives this likelihood."""
    likely = tuple(score * (r is relation) for r in LINKED)
    return Link(a=a, b=b, relation=relation, score=score, evidence=evidence, likely=likely)


def found(links, claims=ABC, threshold=0.35, **more):
    return {frozenset((x.a, x.b)): x for x in weighed(links, claims, threshold=threshold, **more)}


def features(links, a, b, articles=None):
    around = Neighbours(articles or {claim.quote: claim.article for claim in ABC})
    for x in links:
        around.add(x.a, x.b, x.likely)
    assert around.features(a, b) == around.features(b, a)
    return around.features(a, b)


def test_what_is_the_same_stands_as_the_other_does():
    """B is the same as A, and C contradicts A: so C contradicts B, though the two alone hardly say so."""
    weak = link("b", "c", CONTRADICTS, 0.15)
    alone, beside = found([weak]), found([weak, link("a", "b"), link("a", "c", CONTRADICTS)])
    pair = frozenset(("b", "c"))
    assert pair not in alone
    assert beside[pair].relation is CONTRADICTS
    assert beside[pair].evidence[-1].because == 'both are linked to "a"'


def test_nothing_follows_that_was_not_compared():
    """Two that say nothing of each other are not linked by a third, however sure."""
    links = [link("a", "b", score=0.99), link("b", "c", CONTRADICTS, 0.99)]
    assert set(found(links, threshold=0.0)) == {frozenset("ab"), frozenset("bc")}


def test_counterpart_in_an_article_is_one():
    """Where A is surely the same as one quote of an article, and that as A, another of the article is less likely."""
    articles = {"a": "left", "b": "right", "c": "right", "d": "left"}
    free = features([link("a", "b", score=0.5)], "a", "b", articles)
    taken = features([link("a", "b", score=0.5), link("a", "c"), link("d", "b")], "a", "b", articles)
    assert (free["rival of both"], taken["rival of both"]) == (0.0, 0.95)
    model = load_model("consensus")
    chances = [added(model, values, (0.5, 0.0, 0.0, 0.0), trust=TRUST)[SAME] for values in (free, taken)]
    assert chances[1] < chances[0] / 1.3


def test_neighbour_without_the_other_speaks_against():
    """What is the same as A, and has nothing to do with B, makes the two less alike."""
    assert features([link("a", "b", score=0.5), link("a", "c", score=0.8)], "a", "b")["against"] == 0.8
    both = [link("a", "b", score=0.5), link("a", "c", score=0.8), link("b", "c", score=0.75)]
    assert features(both, "a", "b")["against"] == pytest.approx(0.2)


def test_two_that_oppose_one_have_an_opponent_in_common():
    """Which of them agree, the weights know."""
    links = [link("a", "c", CONTRADICTS, 0.8), link("b", "c", CONTRADICTS, 0.5)]
    assert features(links, "a", "b")["common opponent"] == pytest.approx(0.4)


@pytest.mark.parametrize("weak", [link("a", "c", score=0.3), link("a", "c", CONTRADICTS)])
def test_nothing_follows_from_a_weak_link_or_a_denial(weak):
    """It takes one "the same" that is itself likely."""
    values = features([weak, link("b", "c", CONTRADICTS)], "a", "b")
    assert not any(values[f"through {relation}"] for relation in LINKED)


@given(st.tuples(*(st.floats(0, 0.25),) * 4))
def test_alone_a_pair_is_as_it_was(likely):
    """Without neighbours the consensus changes nothing: what is hardly linked at all says nothing of how."""
    around = Neighbours({"a": "one", "b": "two"})
    around.add("a", "b", likely)
    beside = around.beside("a", "b", load_model("consensus"))
    expected = likely if sum(likely) >= LEAST else (LEAST / 4,) * 4
    assert [beside[r] for r in LINKED] == pytest.approx(expected, abs=0.004)


def test_newer_stays_first():
    """An update of B is one of A, in the same direction; where the relation changes, the ends are turned."""
    torn = evolve(link("a", "c", CONTRADICTS, 0.3), likely=(0.0, 0.0, 0.15, 0.15))
    update = found([link("a", "b", score=0.99), link("c", "b", UPDATES, 0.99), torn])[frozenset("ac")]
    assert (update.a, update.b, update.relation) == ("c", "a", UPDATES)


def test_what_says_nothing_of_its_pair_keeps_its_score():
    """A reviewer's link, or a translation inside an article, is not weighed again."""
    given_by_hand = Link(a="a", b="b", relation=SAME, score=1.0)
    assert found([given_by_hand, link("a", "c", CONTRADICTS)])[frozenset("ab")] == given_by_hand


def test_quotes_without_claims_are_passed_over():
    """A link to a quote that is not kept neither counts nor fails."""
    assert found([link("a", "unknown")]) == {}


LINKS = st.lists(
    st.builds(
        lambda ends, relation, score: link(*ends, relation, score),
        st.sampled_from([(a, b) for a in "abcdef" for b in "abcdef" if a < b]),
        st.sampled_from(LINKED),
        st.sampled_from([0.05, 0.4, 0.6, 0.8, 0.99]),
    ),
    unique_by=lambda x: (x.a, x.b),
)


@given(LINKS, st.randoms())
def test_order_changes_nothing_and_no_claim_is_linked_with_itself(links, chance):
    """The same links in any order give the same; each pair is linked once, none with itself."""
    answer = weighed(links, ABC, threshold=0.35)
    assert weighed(chance.sample(links, len(links)), ABC, threshold=0.35) == answer
    pairs = [frozenset((x.a, x.b)) for x in answer]
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 for pair in pairs)


@given(LINKS)
def test_unrelated_articles_change_nothing(links):
    """Links among other quotes leave these as they are."""
    others = tuple(evolve(claim, quote=claim.quote * 2, article=claim.article * 2) for claim in ABC)
    apart = [evolve(x, a=x.a * 2, b=x.b * 2) for x in links]
    before, after = found(links), found([*links, *apart], (*ABC, *others))
    assert before.items() <= after.items()
