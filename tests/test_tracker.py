"""The tracker: what goes in, what is kept, and that nothing depends on how it came."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import newsroom
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from quotetrack import Article, ArticleResult, Failure, Segment, Span, Speaker, SpeakerType
from quotetrack.errors import LexiconError, StoreError, UnknownLanguage
from quotetrack.export.table import Table
from quotetrack.export.wire import dumps, to_wire
from quotetrack.testing import FakeAnnotator, FakeEmbedder


@pytest.fixture(params=["memory", "sqlite"])
def tracker(request, tmp_path):
    """A tracker over each store."""
    with newsroom.open_tracker(None if request.param == "memory" else tmp_path / "news.db") as opened:
        yield opened


def tables_of(tracker) -> list[Table]:
    """All that a tracker can be asked for."""
    asked = (tracker.articles, tracker.quotes, tracker.speakers, tracker.claims)
    return [ask() for ask in (*asked, tracker.links, tracker.threads, tracker.conflicts)]


def found(tracker) -> list[str]:
    """All that a tracker tells, as text."""
    return [dumps(to_wire(record)) for table in tables_of(tracker) for record in table]


def test_all_tables_can_be_looked_at_and_written(tracker, tmp_path):
    """Every table a tracker returns has a frame, a page and a file, one row a record."""
    tracker.add(newsroom.ARTICLES)
    for number, table in enumerate(tables_of(tracker)):
        assert len(table.frame()) == len(table) > 0
        assert table._repr_html_().startswith("<")
        for suffix in ("jsonl", "csv"):
            table.write(tmp_path / f"{number}.{suffix}")


def test_outcomes_come_in_the_order_of_the_items(tracker):
    """One outcome per item, whatever an item is, and a failure keeps its place."""
    items = ["«Uno», disse.", {"text": " ", "id": "e"}, Article(text="«Due», disse."), {"id": "n"}, 7, ""]
    outcomes = tracker.add(items)
    assert [isinstance(outcome, ArticleResult) for outcome in outcomes] == [
        True,
        False,
        True,
        False,
        False,
        False,
    ]
    assert [outcome.article.id for outcome in outcomes[1:4:2]] == ["e", "n"]
    assert [o.code for o in outcomes if isinstance(o, Failure)] == [
        *("empty-article", "input-error", "input-error", "empty-article"),
    ]
    assert len(tracker.articles()) == 2


def test_one_item_needs_no_list(tracker, tmp_path):
    """A text, a dictionary, an article or a path may stand alone."""
    path = tmp_path / "a.txt"
    path.write_text(newsroom.RIVAL, encoding="utf-8")
    for item in (newsroom.BRIDGE, {"text": newsroom.REPEATED}, Article(text=newsroom.OTHER), path):
        [outcome] = tracker.add(item)
        assert len(outcome.quotes) == 1
    assert len(tracker.quotes()) == 4


def test_adding_twice_changes_nothing(tracker):
    """The same articles again give the same outcomes, and the store is what it was."""
    once = tracker.add(newsroom.ARTICLES)
    before = found(tracker)
    assert list(tracker.add(newsroom.ARTICLES)) == list(once)
    assert list(tracker.add(newsroom.ARTICLES * 20)) == list(once) * 20
    assert found(tracker) == before


def test_one_by_one_is_all_at_once(tmp_path):
    """Articles added in several runs to one file are linked as if they had come together."""
    with newsroom.open_tracker() as at_once:
        at_once.add(newsroom.ARTICLES)
        wanted = found(at_once)
    assert any('"contradicts"' in line for line in wanted)
    for article in newsroom.ARTICLES:
        with newsroom.open_tracker(tmp_path / "news.db") as one:
            one.add(article)
            told = found(one)
    assert told == wanted


def test_batches_make_no_difference():
    """What is linked does not depend on how many articles are processed together."""
    answers = []
    for size in (1, 2, 16):
        with newsroom.open_tracker() as tracker:
            tracker.settings = evolve(tracker.settings, batch=size)
            tracker.add(newsroom.ARTICLES)
            answers.append(found(tracker))
    assert answers[0] == answers[1] == answers[2]


def test_links_do_not_depend_on_order():
    """Whichever article comes first, the same pairs are linked alike."""
    answers = set()
    for order in permutations(newsroom.ARTICLES[:3]):
        with newsroom.open_tracker() as tracker:
            tracker.add(order)
            answers.add(frozenset((frozenset((x.a, x.b)), x.relation, x.score) for x in tracker.links()))
    assert len(answers) == 1


def test_two_texts_with_one_id(tracker):
    """The second text under an id is refused with a reason, in one batch and later; the first stays."""
    first, second = {"id": "1", "text": newsroom.REPEATED}, {"id": "1", "text": newsroom.RIVAL}
    for items in ([first, second], [second]):
        refused = tracker.add(items)[-1]
        assert isinstance(refused, Failure) and refused.code == "input-error"
        assert "another text" in str(refused.error)
    assert [result.article.text for result in tracker.articles()] == [newsroom.REPEATED]


class Moody(FakeAnnotator):
    """Fails on some passages."""

    def annotate(self, passages):
        if any("tenebre" in passage.text for passage in passages):
            raise RuntimeError("no light")
        return super().annotate(passages)


def test_a_failed_article_is_not_kept_and_can_come_again(tmp_path):
    """What failed leaves no trace, so that it is processed once the cause is gone."""
    items = ["«Le tenebre calano», ha detto.", newsroom.REPEATED]
    with newsroom.open_tracker(tmp_path / "news.db", annotator=Moody()) as tracker:
        failed, kept = tracker.add(items)
        assert isinstance(failed, Failure) and failed.stage == "extract"
        assert isinstance(kept, ArticleResult) and len(tracker.articles()) == 1
    with newsroom.open_tracker(tmp_path / "news.db") as tracker:
        assert all(isinstance(outcome, ArticleResult) for outcome in tracker.add(items))


def test_another_embedder_finds_old_articles(tmp_path):
    """A file whose vectors come from another encoder is linked all the same."""
    links = []
    for first, second in ((64, 64), (32, 64)):
        path = tmp_path / f"{first}.db"
        for size, article in zip((first, second), newsroom.ARTICLES[:2], strict=True):
            with newsroom.open_tracker(path, embedder=FakeEmbedder(size)) as tracker:
                tracker.add(article)
                told = [(link.a, link.b) for link in tracker.links()]
        links.append(told)
    assert links[0] == links[1] != []


def test_queries(tracker):
    """Quotes are found by speaker, article, language, day and words."""
    tracker.add(newsroom.ARTICLES)

    def articles(**filters):
        return [quote.article for quote in tracker.quotes(**filters)]

    assert articles(speaker="riva") == ["rival", "other"]
    assert articles(articles=["other", "bridge"]) == ["bridge", "other"]
    assert articles(language="en") == []
    assert articles(text="mensa") == ["other"]
    assert articles(until=tracker.articles()[0].article.published) == ["bridge"]


def test_a_verdict_overrides(tracker):
    """Pairs judged different are unlinked, and an unlinked pair judged the same is linked."""
    tracker.add(newsroom.ARTICLES)
    quote = {q.article: q.id for q in tracker.quotes()}
    tracker.judge(quote["bridge"], quote["repeated"], "different", reviewer="r")
    tracker.judge(quote["bridge"], quote["other"], "same", reviewer="r")
    linked = {frozenset((link.a, link.b)) for link in tracker.links()}
    assert {quote["bridge"], quote["repeated"]} not in linked
    assert {quote["bridge"], quote["other"]} in linked


def test_higher_thresholds_only_split(tracker):
    """Each thread of a higher threshold lies inside one of a lower threshold."""
    tracker.add(newsroom.ARTICLES)
    coarse = [set(t.quotes) for t in tracker.threads(threshold=0.1)]
    fine = [set(t.quotes) for t in tracker.threads(threshold=0.9999)]
    assert coarse and all(any(part <= whole for whole in coarse) for part in fine)


def test_roles_in_a_language_without_profile(tracker):
    """Roles found in an article whose main language has no profile start no comparison, and no error."""
    results = [
        ArticleResult(
            article=Article(text=f"{language} {role}"),
            language=language,
            segments=(Segment(Span(0, 2), language),),
            speakers=(Speaker(id=language, name="Ada Riva", type=SpeakerType.PERSON, roles=(role,)),),
        )
        for language, role in (("fr", "ministre des Finances"), ("it", "ministro della Difesa"))
    ]
    with tracker.store.transaction():
        for result in results:
            tracker.store.add_result(result)
    assert list(tracker.conflicts()) == []


def test_misuse_is_told_at_the_door(tmp_path):
    """What can't be opened raises one of our errors, which says what to do."""
    (tmp_path / "bad.toml").write_text("code = 5", encoding="utf-8")
    (tmp_path / "text.db").write_text("no database", encoding="utf-8")
    with pytest.raises(UnknownLanguage, match="there are: "):
        newsroom.open_tracker(languages=["qq"])
    with pytest.raises(LexiconError, match="Correct the file"):
        newsroom.open_tracker(languages=[tmp_path / "bad.toml"])
    with pytest.raises(StoreError):
        newsroom.open_tracker(tmp_path / "text.db")


def test_opening_loads_and_writes_nothing(tmp_path, monkeypatch):
    """A tracker in memory touches no file."""
    monkeypatch.chdir(tmp_path)
    with newsroom.open_tracker() as tracker:
        tracker.add(newsroom.ARTICLES)
    assert list(Path.cwd().iterdir()) == []


@given(st.lists(st.text(st.sampled_from("«»“”\"'‘’ \n.:,—adeò\u0301\u200bЖ"), max_size=60), max_size=4))
def test_any_texts_can_be_added(texts):
    """Whatever texts come, each has an outcome, and all that is told of them can be asked for and written."""
    with newsroom.open_tracker() as tracker:
        assert len(tracker.add(texts)) == len(texts)
        assert all(line.encode() for line in found(tracker))
