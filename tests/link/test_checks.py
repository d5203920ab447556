"""Which claims were checked before."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.backends.cache import CachedEmbedder
from quotetrack.claims import claim_from_text, meaning_text
from quotetrack.claims.reviewed import reviewed_claim
from quotetrack.lang.load import load_profile
from quotetrack.link import checks as module
from quotetrack.link.checks import check_claims
from quotetrack.link.facts import FactFinder
from quotetrack.model.claim import Relation
from quotetrack.model.review import ClaimReview
from quotetrack.settings import Settings
from quotetrack.testing.fakes import FakeEmbedder

PROFILES = {"it": load_profile("it"), "en": load_profile("en")}
EMBEDDER = CachedEmbedder(FakeEmbedder(256))
FINDER = FactFinder(PROFILES, EMBEDDER, lambda a, b: float(a == b))
SETTINGS = Settings()
DAM = "La diga ha ceduto per la piena del torrente Orba"
SNOW = "Sulle cime più alte è scesa la neve fresca di maggio"


def said(text, article="a", *, quote=None, day=8):
    """A kept claim."""
    made = claim_from_text(text, PROFILES["it"], speaker="Ada Riva", published=date(2024, 6, day))
    quote = quote or f"{article}:{text}"
    return evolve(made, article=article, quote=quote, id=f"{quote}:{text}:{day}")


def review(text, *, url=None, day=8, claimants=("Ada Riva",)):
    """A review of a claim."""
    return ClaimReview(claim=text, claimants=claimants, claimed=date(2024, 6, day), url=url)


def checks(claims, reviews, settings=SETTINGS):
    """The checks of claims against reviews, with the fake encoder."""
    reviewed = [reviewed_claim(one, PROFILES["it"]) for one in reviews]
    rows = [EMBEDDER.encode([meaning_text(c) for c in some]) for some in (claims, reviewed)]
    return check_claims(claims, rows[0], reviewed, rows[1], finder=FINDER, settings=settings)


def test_the_words_of_a_reviewed_claim_are_checked():
    """A quote that says what was reviewed gets a check that names both, and says why."""
    claim, known = said(DAM), review(DAM)
    (check,) = checks([claim, said(SNOW)], [known])
    assert (check.quote, check.review, check.relation) == (claim.quote, known.id, Relation.SAME)
    assert check.score > 0.8
    assert {"meaning", "speaker"} <= {e.name for e in check.evidence}


def test_other_claims_are_not_checked():
    """A review of another matter says nothing of a quote."""
    assert checks([said(SNOW)], [review(DAM)]) == ()


def test_two_reviews_of_one_claim_are_told_apart():
    """Each review of the same words gives a check of its own."""
    known = [review(DAM, url=url) for url in ("https://a.example", "https://b.example")]
    assert {check.review for check in checks([said(DAM)], known)} == {one.id for one in known}


def test_a_quote_is_checked_by_its_nearest_claim():
    """Of the claims of one quote only the nearest is compared with a review."""
    claims = [said(f"{SNOW}. {DAM}", quote="q"), said(DAM, quote="q")]
    (check,) = checks(claims, [review(DAM)])
    assert next(e for e in check.evidence if e.name == "meaning").score == 1.0


def test_the_surest_check_comes_first():
    """Checks go by falling score, equal ones by their ids."""
    claims = [said(f"{DAM} ieri notte", "b"), said(DAM, "c"), said(DAM, "a")]
    found = checks(claims, [review(DAM), review(SNOW)])
    assert [check.quote for check in found] == [claims[n].quote for n in (2, 1, 0)]
    assert found[0].score == found[1].score > found[2].score


def test_a_check_needs_the_score_of_a_link():
    """What scores below `settings.check` is no check."""
    claims, known = [said(f"{DAM} ieri notte")], [review(DAM)]
    (check,) = checks(claims, known)
    assert checks(claims, known, Settings(check=check.score)) == (check,)
    assert checks(claims, known, Settings(check=check.score + 0.0001)) == ()


def test_claims_of_reviews_have_ids_of_their_own():
    """The same words reviewed twice are two claims, each named for its review."""
    known = [review(DAM, url=url) for url in ("https://a.example", "https://b.example")]
    claims = [reviewed_claim(one, PROFILES["it"]) for one in known]
    assert [(c.quote, c.article) for c in claims] == [(one.id, one.id) for one in known]
    assert claims[0].id != claims[1].id


def test_figures_that_agree_are_no_topic():
    """Two claims that share a figure and its unit, and nothing else, are not compared."""
    claims, known = [said("Danni stimati: 3 milioni di euro")], [review("Polizze vendute: 3 milioni di euro")]
    anything = Settings(check=0.0)
    assert checks(claims, known, anything) == ()
    assert len(checks(claims, [review("Danni temuti: 3 milioni di euro")], anything)) == 1


def test_a_topic_without_its_figures_is_not_enough():
    """Two claims of one topic whose whole texts are far from each other are not compared."""
    claims, known = [said("Danni: 3 milioni di euro, 40 tonnellate")], [review("Danni: 512 dollari, 7 metri")]
    assert checks(claims, known, Settings(check=0.0)) == ()
    assert len(checks(claims, known, Settings(check=0.0, review=0.1))) == 1


@pytest.mark.parametrize(("day", "newer"), [(11, "quote"), (5, "review"), (8, None)])
def test_a_check_says_what_was_said_later(day, newer):
    """The days of the quote's article and of the reviewed claim tell which is newer."""
    (check,) = checks([said(DAM, day=day)], [review(DAM)])
    assert check.newer == newer


def test_blocks_of_reviews_change_nothing(monkeypatch):
    """However many reviews go into one product, the checks are the same."""
    claims = [said(text, article) for article in "ab" for text in (DAM, SNOW)]
    known = [review(text, url=str(n)) for n in range(3) for text in (SNOW, DAM)]
    found = checks(claims, known)
    assert len(found) == 12
    monkeypatch.setattr(module, "_BLOCK", 2)
    assert checks(claims, known) == found


def test_no_claims_or_no_reviews_no_checks():
    """Nothing on either side, nothing found."""
    assert checks([], []) == checks([said(DAM)], []) == checks([], [review(DAM)]) == ()


SENTENCES = st.lists(
    st.sampled_from(["diga", "piena", "Orba", "feriti", "dodici", "neve", "cime", "non"]),
    min_size=3,
    max_size=6,
).map(" ".join)


@settings(deadline=None)  # the first example loads the relation model
@given(st.lists(SENTENCES, max_size=4, unique=True), st.lists(SENTENCES, max_size=4, unique=True), SENTENCES)
def test_another_review_changes_no_check(texts, reviews, other):
    """The checks of a file of reviews stay when one more comes, in whatever order claims and reviews go."""
    claims, known = [said(text) for text in texts], [review(text, url="a") for text in reviews]
    more = review(other, url="b")
    before, after = checks(claims, known), checks(claims[::-1], [more, *known[::-1]])
    assert before == tuple(check for check in after if check.review != more.id)
