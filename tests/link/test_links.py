"""Candidates and links."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.backends.cache import CachedEmbedder
from quotetrack.backends.use import UseEmbedder
from quotetrack.claims import claim_from_text, meaning_text
from quotetrack.lang.load import load_profile
from quotetrack.link.candidates import find_candidates
from quotetrack.link.facts import FactFinder
from quotetrack.link.links import judged, link_claims
from quotetrack.link.relate import Related
from quotetrack.model.claim import Judgement, Relation, Verdict
from quotetrack.settings import Settings
from quotetrack.testing.fakes import FakeEmbedder

PROFILES = {"it": load_profile("it"), "en": load_profile("en")}
EMBEDDER = CachedEmbedder(FakeEmbedder(256))
FINDER = FactFinder(PROFILES, EMBEDDER, lambda a, b: float(a == b))
SETTINGS = Settings()


def claim(text, article, *, language="it", speaker="Ada Riva", day=8, quoted=False):
    made = claim_from_text(text, PROFILES[language], speaker=speaker, published=date(2024, 6, day))
    quote, own = f"{article}:{made.text}:{language}", f"{article}:{text}:{language}"
    return evolve(made, article=article, quote=quote, id=own, quoted=quoted)


def links(new, old=(), judgements=(), finder=FINDER):
    rows = [finder.embedder.encode([meaning_text(c) for c in claims]) for claims in (new, old)]
    found = link_claims(new, rows[0], old, rows[1], finder=finder, settings=SETTINGS)
    return judged(found, judgements, {c.quote for c in (*new, *old)})


NEAR = Settings(candidate=0.0, story=0.99, story_by_speaker=0.99)
DAM = "La diga ha ceduto per la piena del torrente Orba"
DAM_IN_ENGLISH = "The dam gave way to the flood of the Orba torrent"
SNOW = "Sulle cime più alte è scesa la neve fresca di maggio"


def test_same_words_by_one_speaker_are_the_same():
    """A quotation two outlets print is one claim, and the link says why."""
    (link,) = links([claim(DAM, "a"), claim(DAM, "b")])
    assert link.relation is Relation.SAME
    assert link.score > 0.8
    assert {"meaning", "speaker"} <= {e.name for e in link.evidence}


def test_candidates_know_the_nearest():
    """Of two pairs with one quote in common, the nearer one is that quote's nearest."""
    told = [claim(DAM, "a"), claim(DAM, "b"), claim(f"{DAM} e del lago", "b")]
    rows = EMBEDDER.encode([meaning_text(c) for c in told])
    found = {(c.left, c.right): c.nearest for c in find_candidates(told, rows, SETTINGS)}
    assert found == {(0, 1): 1.0, (0, 2): 0.5}


def test_newer_comes_first_in_an_update(monkeypatch):
    """In `updates`, `a` is the newer, whatever the order the claims came in."""

    def updating(pair, _model):
        return Related(Relation.UPDATES, None, 0.9, ())

    monkeypatch.setattr("quotetrack.link.links.linked", updating)
    old, new = claim(DAM, "a", day=8), claim(DAM, "b", day=11)
    for order in ([old, new], [new, old]):
        (link,) = links(order)
        assert (link.relation, link.a, link.b) == (Relation.UPDATES, new.quote, old.quote)


def test_unrelated_claims_are_not_linked():
    """Claims of different stories get no link."""
    assert links([claim(DAM, "a"), claim(SNOW, "b")]) == ()


def test_one_article_links_only_across_languages():
    """Inside one article only words quoted in two languages are compared."""
    finder = evolve(FINDER, embedder=CachedEmbedder(UseEmbedder()))
    said, again = claim(DAM, "a", quoted=True), claim(DAM_IN_ENGLISH, "a", language="en", quoted=True)
    assert links([said, claim(DAM + " ieri", "a", quoted=True)], finder=finder) == ()
    assert links([said, claim(DAM_IN_ENGLISH, "a", language="en")], finder=finder) == ()
    assert len(links([said, again], finder=finder)) == 1


def test_judgements_override_scores():
    """A pair judged different is never linked, one judged the same always."""
    a, b, c = claim(DAM, "a"), claim(DAM, "b"), claim(SNOW, "c")
    verdicts = [
        Judgement(a=b.quote, b=a.quote, verdict=Verdict.DIFFERENT),
        Judgement(a=a.quote, b=c.quote, verdict=Verdict.SAME, reviewer="Lia"),
    ]
    (link,) = links([a, b, c], judgements=verdicts)
    assert {link.a, link.b} == {a.quote, c.quote}
    assert link.evidence[0].because == "Lia judged them the same"


SENTENCES = st.lists(
    st.sampled_from(
        [
            "diga",
            "piena",
            "torrente",
            "Orba",
            "feriti",
            "dodici",
            "ora",
            "neve",
            "cime",
            "tasse",
            "ministro",
            "non",
        ]
    ),
    min_size=3,
    max_size=7,
).map(" ".join)
ARTICLES = st.lists(st.lists(SENTENCES, min_size=1, max_size=3, unique=True), min_size=1, max_size=4)


def claims_of(articles, prefix="a"):
    return [claim(text, f"{prefix}{n}") for n, texts in enumerate(articles) for text in texts]


@settings(deadline=None)  # the first example reads CLDR's tables
@given(ARTICLES)
def test_no_claim_is_linked_with_itself(articles):
    """Both ends of a link are quotes of different articles, and a pair is linked once."""
    found = links(claims_of(articles))
    assert all(link.a.partition(":")[0] != link.b.partition(":")[0] for link in found)
    assert len({frozenset((link.a, link.b)) for link in found}) == len(found)


@given(ARTICLES, SENTENCES)
def test_another_article_changes_no_link(articles, text):
    """Links among articles are the same with or without one more."""
    claims, other = claims_of(articles), claim(text, "z")
    before, after = links(claims), links([*claims, other])
    assert before == tuple(link for link in after if other.quote not in (link.a, link.b))


@given(ARTICLES, ARTICLES)
def test_linking_in_two_steps_is_linking_at_once(first, second):
    """New articles against old ones give the links that all at once would."""
    old, new = claims_of(first, "a"), claims_of(second, "b")
    stepwise = sorted([*links(old), *links(new, old)], key=lambda link: (link.a, link.b))
    assert stepwise == list(links([*old, *new]))


def test_candidates_see_each_pair_once():
    """A pair of articles that share a near pair is compared in full, others not at all."""
    claims = [claim(DAM, "a"), claim(SNOW, "a"), claim(DAM, "b"), claim(SNOW + " oggi", "c")]
    rows = EMBEDDER.encode([c.text for c in claims])
    found = {(c.left, c.right) for c in find_candidates(claims, rows, NEAR)}
    assert found == {(0, 2), (1, 2)}


@pytest.mark.parametrize(
    ("speakers", "compared"),
    [(("Ada Riva", "ADA RIVA"), True), (("Ada Riva", "Ugo Neri"), False), (("Riva", "Riva"), False)],
)
def test_stories_are_known_by_a_speaker(speakers, compared):
    """Articles that quote somebody of one full name need less of a likeness; a surname is anybody's."""
    claims = [claim(text, text, speaker=name) for text, name in zip((DAM, SNOW), speakers, strict=True)]
    rows = EMBEDDER.encode([c.text for c in claims])
    near = evolve(NEAR, story_by_speaker=0.0)
    assert bool(list(find_candidates(claims, rows, near))) is compared


def test_no_claims_no_candidates():
    """Nothing in, nothing out."""
    assert list(find_candidates([], np.zeros((0, 4), np.float32), SETTINGS)) == []
    assert links([]) == ()
