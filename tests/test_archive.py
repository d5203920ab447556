"""Questions to what is kept: by meaning, by speaker over time, and reviewers' verdicts."""

from __future__ import annotations

import newsroom
import pytest
from attrs import evolve

from quotetrack import ClaimReview, Judgement, Rating, Verdict
from quotetrack.errors import InputError


@pytest.fixture(params=["memory", "sqlite"])
def tracker(request, tmp_path):
    """A tracker over each store, with some articles."""
    with newsroom.open_tracker(None if request.param == "memory" else tmp_path / "news.db") as opened:
        opened.add(newsroom.ARTICLES)
        yield opened


def quotes_of(tracker):
    return {quote.article: quote.id for quote in tracker.quotes()}


def test_search_finds_what_is_near_first(tracker):
    """The words of a claim find it before all others, and the limit cuts the rest."""
    hits = tracker.search("La mensa della scuola resta chiusa", limit=2)
    assert len(hits) == 2
    assert (hits[0].article, hits[0].speaker, hits[0].score) == ("other", "Carla Riva", 1.0)
    assert hits[0].score > hits[1].score


def test_search_narrows_as_quotes_do(tracker):
    """Filters leave out what `quotes` leaves out, and order stays."""
    everything = tracker.search("ponte", limit=10)
    narrowed = tracker.search("ponte", speaker="riva")
    assert {hit.article for hit in narrowed} == {"rival", "other"}
    assert list(narrowed) == [hit for hit in everything if hit.speaker == "Carla Riva"]


@pytest.mark.parametrize(("words", "limit"), [(" ", 3), ("ponte", 0)])
def test_a_search_for_nothing_is_misuse(tracker, words, limit):
    """Empty words and limits below 1 are told, not answered."""
    with pytest.raises(InputError):
        tracker.search(words, limit=limit)


def test_searching_an_empty_archive():
    """Nothing kept, nothing found."""
    with newsroom.open_tracker() as empty:
        assert len(empty.search("ponte")) == 0
        assert len(empty.positions("Neri", "ponte")) == 0


def test_positions_of_a_speaker(tracker):
    """A speaker's claims stand in time order under one name, and what is said again is marked."""
    quote = quotes_of(tracker)
    first, second = tracker.positions("neri")
    assert (first.quote, second.quote) == (quote["bridge"], quote["repeated"])
    assert {first.speaker, second.speaker} == {"Aldo Neri"}
    assert (first.repeats, second.repeats) == ((), (quote["bridge"],))
    assert tracker.positions("nobody").records == ()


def test_positions_on_a_topic(tracker):
    """A topic is told by words or by a thread, and leaves out what the speaker says of something else."""
    quote = quotes_of(tracker)
    about = tracker.positions("Riva", "Il ponte di Varzo riapre lunedì")
    assert [position.quote for position in about] == [quote["rival"]]
    (thread,) = [t for t in tracker.threads() if quote["bridge"] in t.quotes]
    assert {p.quote for p in tracker.positions("Neri", thread.id)} == {quote["bridge"], quote["repeated"]}


def test_verdicts_go_out_and_in_again(tracker):
    """Verdicts given to another archive override its scores too; a later one replaces an earlier one."""
    quote = quotes_of(tracker)
    tracker.judge(quote["bridge"], quote["repeated"], "same", reviewer="Lia")
    tracker.judge(quote["repeated"], quote["bridge"], "different", reviewer="Lia", comment="no")
    (verdict,) = tracker.judgements()
    assert (verdict.verdict, verdict.comment) == (Verdict.DIFFERENT, "no")
    with newsroom.open_tracker() as other:
        assert list(other.add_judgements(tracker.judgements())) == [verdict]  # its quotes are not there yet
        other.add(newsroom.ARTICLES)
        assert list(other.links()) == list(tracker.links())
        assert not any({link.a, link.b} == {verdict.a, verdict.b} for link in other.links())


def test_a_verdict_leaves_no_trace_once_withdrawn(tracker):
    """A reviewer who is no longer sure takes the verdict back, and articles are linked as they were found."""
    pair = [quotes_of(tracker)[name] for name in ("bridge", "repeated")]
    tracker.judge(*pair, "different", reviewer="Lia")
    more = {"id": "more", "text": newsroom.REPEATED, "source": "Il Faro", "published": "2025-12-24"}
    tracker.add(more)
    tracker.judge(*pair, "unsure", reviewer="Lia")
    with newsroom.open_tracker(None) as other:
        other.add(newsroom.ARTICLES)
        other.add(more)
        assert other.links() == tracker.links()


def test_a_contradiction_judged_the_same_is_none(tracker):
    """What a reviewer calls the same is no longer told as a contradiction."""
    quote = quotes_of(tracker)
    pair = {quote["bridge"], quote["rival"]}
    assert [x.relation.value for x in tracker.links() if {x.a, x.b} == pair] == ["contradicts"]
    tracker.judge(*sorted(pair), "same")
    assert [x.relation.value for x in tracker.links() if {x.a, x.b} == pair] == ["same"]


def test_a_verdict_needs_two_quotes(tracker):
    """A quote can't be judged against itself."""
    with pytest.raises(ValueError, match="twice"):
        tracker.judge("q", "q", "same")


def test_reviewers_who_disagree_change_nothing(tracker):
    """Where one says same and another different, the pair is linked as it was found."""
    quote = quotes_of(tracker)
    before = list(tracker.links())
    pair = {"a": quote["bridge"], "b": quote["other"]}
    tracker.add_judgements(
        [Judgement(**pair, verdict=v, reviewer=v) for v in (Verdict.SAME, Verdict.DIFFERENT)]
    )
    assert list(tracker.links()) == before
    tracker.judge(*pair.values(), "unsure", reviewer="third")
    assert list(tracker.links()) == before


def test_threads_keep_their_ids(tmp_path):
    """A thread's id is that of the quote kept first, however old the articles are that join it later."""
    articles = [newsroom.ARTICLES[1], newsroom.ARTICLES[2], newsroom.ARTICLES[0]]
    with newsroom.open_tracker(tmp_path / "news.db") as tracker:
        tracker.add(articles[:2])
        (before,) = tracker.threads()
        tracker.add(articles)
        (after,) = tracker.threads()
    assert after.id == before.id and len(after.quotes) == 3
    assert after.quotes[0] not in before.quotes
    assert [(s.source, s.quotes) for s in after.spread] == [
        ("Il Corriere di Varzo", 1),
        *((s.source, s.quotes) for s in before.spread),
    ]


REVIEW = ClaimReview(
    claim="Il ponte di Varzo riapre lunedì con 3 corsie",
    claimants=("Aldo Neri",),
    rating=Rating(words="falso"),
    reviewer="Il Controllo",
    language="it",
)


def test_what_was_checked_is_found(tracker):
    """Quotes that say what a fact-check is about are found, those that say something else are not."""
    quote = quotes_of(tracker)
    found = tracker.check([REVIEW])
    assert {check.quote for check in found} >= {quote["bridge"], quote["repeated"]}
    assert quote["other"] not in {check.quote for check in found}
    assert {check.review for check in found} == {REVIEW.id}


def test_reviews_in_other_languages_are_noted(tracker):
    """A fact-check no profile reads is compared with nothing, and a note says so."""
    foreign = evolve(REVIEW, claim="Мост в Варзо знову відкриють у понеділок", language="uk", id="r")
    *checks, note = tracker.check([foreign, REVIEW])
    assert {check.review for check in checks} == {REVIEW.id}
    assert (note.code, note.review) == ("unsupported-language", "r")


def test_quotes_of_a_language_no_longer_loaded_are_left_out(tmp_path):
    """A file with quotes in a language that is not among those opened can still be asked."""
    with newsroom.open_tracker(tmp_path / "news.db") as tracker:
        tracker.add(newsroom.ARTICLES)
    with newsroom.open_tracker(tmp_path / "news.db", languages=["en"]) as tracker:
        review = evolve(REVIEW, claim="The bridge reopens on Monday", language="en", id="r")
        assert not tracker.check([review])


@pytest.mark.parametrize(("name", "topic"), [("", None), (" ", None), ("Neri", " ")])
def test_positions_of_nobody_are_misuse(tracker, name, topic):
    """An empty name or topic is told, not answered."""
    with pytest.raises(InputError):
        tracker.positions(name, topic)


def test_links_are_explained_and_drifts_shown(tracker):
    """Each link has a sentence in the language asked for; those of one speaker show how the wording changed."""
    ends = {(link.a, link.b) for link in tracker.links()}
    assert set(tracker.explain()) == set(tracker.explain(language="en")) == ends
    assert set(tracker.explain().values()) != set(tracker.explain(language="en").values())
    quote = quotes_of(tracker)
    (drift,) = [
        d for pair, d in tracker.drifts().items() if set(pair) == {quote["bridge"], quote["repeated"]}
    ]
    assert drift.share == 1.0
