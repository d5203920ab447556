"""The pipeline: one outcome an article, spans that cover what they say, and work that stays bounded."""

from __future__ import annotations

import time
import tracemalloc

import newsroom
import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from quotetrack.errors import ArticleTooLong, EmptyArticle
from quotetrack.lang.load import available_languages, load_profile
from quotetrack.model.article import Article
from quotetrack.model.quote import joined
from quotetrack.model.result import ArticleResult, Failure
from quotetrack.pipeline import Stages, pipe
from quotetrack.read.text import read_text
from quotetrack.settings import Settings
from quotetrack.testing import FakeAnnotator, FakeDetector

PROFILES = {code: load_profile(code) for code in available_languages()}


def stages(**parts) -> Stages:
    """Stages of the newsroom, in which every text is Italian unless `detector` says otherwise."""
    given_parts = {
        "detector": FakeDetector(otherwise="it"),
        "annotator": newsroom.annotator(),
        "profiles": PROFILES,
        "settings": Settings(),
    }
    return Stages(**given_parts | parts)


def read(text: str) -> Article:
    return read_text(text, profiles=tuple(PROFILES.values()))


# ---------------------------------------------------------------- the boundary


class Picky(FakeAnnotator):
    """Fails on one word, and counts its calls."""

    def __init__(self):
        super().__init__()
        self.calls = 0

    def annotate(self, passages):
        self.calls += 1
        if any("veleno" in passage.text for passage in passages):
            raise ZeroDivisionError("poisoned")
        return super().annotate(passages)


def test_a_failing_article_loses_only_itself():
    """Where the annotator raises for one article, that one fails and its batch goes on, in order."""
    texts = ["Primo testo.", "Pieno di veleno.", "Terzo testo.", "Quarto testo."]
    outcomes = list(pipe(map(read, texts), stages(annotator=Picky(), settings=Settings(batch=3))))
    assert [outcome.article.text for outcome in outcomes] == texts
    assert [type(outcome) for outcome in outcomes] == [ArticleResult, Failure, ArticleResult, ArticleResult]
    failure = outcomes[1]
    assert (failure.stage, failure.code, str(failure.error)) == ("extract", "failed", "poisoned")


def test_a_good_batch_is_parsed_in_one_call():
    """A batch goes to the annotator at once."""
    picky = Picky()
    list(pipe([read(f"Testo {n}.") for n in range(5)], stages(annotator=picky, settings=Settings(batch=5))))
    assert picky.calls == 1


def test_failures_pass_through_in_their_place():
    """An input no article could be made of keeps its place among the outcomes."""
    lost = Failure(Article(text=""), "read", ValueError("lost"))
    outcomes = list(pipe([read("Uno."), lost, read("Due.")], stages()))
    assert outcomes[1] is lost and len(outcomes) == 3


def test_a_batch_at_a_time():
    """No more articles are taken from the source than one batch needs."""
    taken = []

    def source():
        for n in range(100):
            taken.append(n)
            yield read(f"Testo {n}.")

    next(pipe(source(), stages(settings=Settings(batch=4))))
    assert len(taken) == 4


def test_too_long_an_article_fails_alone():
    """An article over the limit is refused with its length; the others are processed."""
    limit = evolve(Settings(), longest_article=40)
    long, short = pipe([read("parola " * 20), read("Breve.")], stages(settings=limit))
    assert isinstance(long, Failure) and isinstance(long.error, ArticleTooLong)
    assert (long.error.length, long.error.limit, long.code) == (140, 40, "article-too-long")
    assert isinstance(short, ArticleResult)


# ---------------------------------------------------------------- characters

#: What breaks parsers: marks of all kinds, invisible and combining characters, other scripts and directions.
hostile = st.text(
    st.sampled_from(
        "«»“”„‟\"'‘’‹›—–-:,.;!?…()[]@/ \n\t\r\0\u200b\u200f\u202e\ufeff\u2028\x85\u0301aeòZЖق中🙂"
    )
    | st.characters(exclude_categories=["Cs"]),
    max_size=120,
)
pieces = st.lists(
    st.sampled_from(
        [
            "«Il ponte di Varzo riapre lunedì con 3 corsie»",
            ", ha dichiarato Aldo Neri.",
            "\n\n",
            "“",
            "”",
            "‘a",
        ]
    )
    | hostile,
    max_size=8,
).map("".join)


@given(pieces)
@example("\0" * 50)
@example("«" * 300 + "»" * 299)
@example("— Nome (@nome) 22 dicembre 2025\n" * 3)
@example("a\u0301«b\u0301»\u200b, ha detto\ufeff Aldo Neri.")
def test_no_character_is_changed_dropped_or_invented(text):
    """Segments part the text, every span lies in it, and a quote's text is what its spans cover."""
    annotator = Recording()
    try:
        [result] = pipe([read(text)], stages(annotator=annotator))
    except EmptyArticle:
        assert not any(character.isalnum() for character in text)
        return
    assert isinstance(result, ArticleResult), result.error
    assert result.article.text == text
    assert "".join(segment.span.of(text) for segment in result.segments) == text
    for passage in annotator.passages:
        assert text[passage.start : passage.start + len(passage.text)] == passage.text
    for quote in result.quotes:
        assert quote.text == joined(text, quote.content)
        assert all(0 <= span.start < span.end <= len(text) for span in quote.content)
        assert quote.source is None or quote.source.text == quote.source.span.of(text)
        assert quote.cue is None or quote.cue.span.of(text).strip()
    for note in result.notes:
        assert note.span.end <= len(text)


class Recording(FakeAnnotator):
    """Remembers the passages it was given."""

    def __init__(self):
        super().__init__(newsroom.PARSES)
        self.passages = []

    def annotate(self, passages):
        self.passages.extend(passages)
        return super().annotate(passages)


@given(pieces)
def test_passages_share_no_character(text):
    """Each character is parsed once at most."""
    annotator = Recording()
    list(pipe([Article(text=text)], stages(annotator=annotator)))
    for before, after in zip(annotator.passages, annotator.passages[1:], strict=False):
        assert before.start + len(before.text) <= after.start


def test_long_paragraphs_are_cut_at_spaces():
    """A paragraph no parser can hold is cut between words, and none of them is lost."""
    annotator = Recording()
    text = "Il ponte riapre domani e la valle respira " * 1_000
    [result] = pipe([Article(text=text)], stages(annotator=annotator))
    assert isinstance(result, ArticleResult)
    assert max(len(passage.text) for passage in annotator.passages) <= 10_000
    assert " ".join(passage.text for passage in annotator.passages).split() == text.split()


def test_parts_of_a_long_article_find_what_its_paragraphs_find():
    """An article cut into parts has the quotes of its paragraphs, at their places."""
    paragraph = newsroom.REPEATED
    times = 1_000
    text = "\n\n".join([paragraph] * times)
    [result] = pipe([Article(text=text, blocks=read(text).blocks)], stages())
    assert isinstance(result, ArticleResult)
    starts = [quote.content[0].start for quote in result.quotes]
    assert starts == [1 + n * (len(paragraph) + 2) for n in range(times)]


# ---------------------------------------------------------------- bounded work

FLOODS = {
    "opening marks": lambda n: "“" * n,
    "opening marks and words": lambda n: "“a " * n,
    "single opening marks": lambda n: "‘a " * n,
    "apostrophes": lambda n: "'a " * n,
    "reopened paragraphs": lambda n: "«a\n\n" * n,
    "short lines": lambda n: "ponte\n" * n,
    "quotations in one paragraph": lambda n: "«Il ponte è chiuso oggi», ha detto. " * (n // 10),
    "names": lambda n: "Mario Rossi " * n,
    "colons": lambda n: "Neri: sì\n" * (n // 4),
    "spaces": lambda n: "a" + " " * n * 10 + "b",
}


@pytest.mark.parametrize("flood", FLOODS)
def test_ten_thousand_marks_take_seconds(flood):
    """Ten thousand marks, lines or names are worked through in seconds; what grows with their square takes minutes."""
    article = read(FLOODS[flood](10_000))
    start = time.process_time()
    [outcome] = pipe([article], stages(annotator=FakeAnnotator()))
    assert isinstance(outcome, ArticleResult)
    assert time.process_time() - start < 15


def test_many_marks_take_little_memory():
    """Memory grows with the text, not with the pairs of its marks."""
    article = read(FLOODS["single opening marks"](2_000))
    tracemalloc.start()
    try:
        list(pipe([article], stages(annotator=FakeAnnotator())))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2_000 * len(article.text)


@pytest.mark.parametrize("text", ["a" * 5_000_000, "parola " * 700_000, "parola e altro.\n" * 300_000])
def test_five_megabytes_are_refused_quickly(text):
    """An article of five megabytes fails with the limit, before any parser sees it."""
    start = time.process_time()
    [outcome] = pipe([read(text)], stages(annotator=Picky()))
    assert isinstance(outcome, Failure) and outcome.code == "article-too-long"
    assert time.process_time() - start < 20
