"""The terminal view and the page."""

from datetime import date
from html.parser import HTMLParser

import pytest
from attrs import evolve

from quotetrack.model.article import Article, Segment
from quotetrack.model.claim import Conflict, ConflictKind, Evidence, Link, Relation, Side, Thread
from quotetrack.model.drift import Drift, Piece, PieceKind
from quotetrack.model.note import Note
from quotetrack.model.quote import Cue, Quote, QuoteKind, Speaker
from quotetrack.model.result import ArticleResult, Failure
from quotetrack.model.span import Span
from quotetrack.report.findings import Findings
from quotetrack.report.html import page
from quotetrack.report.terminal import render

NAME = "Ada <Riva>"


def told(name: str, text: str, content: str, language: str, source: str) -> ArticleResult:
    start = text.index(content)
    quote = Quote(
        id=f"q-{name}",
        article=name,
        kind=QuoteKind.INDIRECT,
        content=(Span(start, start + len(content)),),
        text=content,
        language=language,
        cue=Cue(Span(0, 5), "dire"),
        speaker=Speaker(id="p", name=NAME),
        rule="cue+subject",
        confidence=0.8,
    )
    return ArticleResult(
        article=Article(id=name, text=text, source=source, title=f"On {name}", published=date(2025, 3, 1)),
        language=language,
        segments=(Segment(Span(0, len(text)), language, 0.9),),
        quotes=(quote,),
        notes=(Note("unclosed-quote", Span(3, 4), "It never closes."),),
    )


FINDINGS = Findings(
    results=[
        told("one", "Disse che <b>partiranno</b> in tre.", "<b>partiranno</b> in tre", "it", "Il Faro"),
        told("two", "Said they will be four.", "they will be four", "en", "The Ledger"),
    ],
    failures=[Failure(Article(id="bad", text="", path="bad.txt"), "read", ValueError("is <empty>"))],
    threads=[
        Thread(
            id="t",
            headline="They will leave",
            quotes=("q-one", "q-two", "q-elsewhere"),
            languages=("en", "it"),
            sources=("Il Faro", "The Ledger"),
            weakest=0.61,
            note="Holds a pair judged different.",
        )
    ],
    links=[
        Link(
            a="q-one",
            b="q-two",
            relation=Relation.CONTRADICTS,
            score=0.75,
            evidence=(Evidence(name="numbers", score=0.0, because="three here & four there"),),
        )
    ],
    conflicts=[
        Conflict(
            kind=ConflictKind.FIGURE,
            about="those who leave",
            sides=(Side("one", "tre", "q-one"), Side("two", "four", "q-two")),
        )
    ],
    explanations={("q-one", "q-two"): "Contraddizione: una dice <tre>, l'altra four."},
    drifts={
        ("q-one", "q-two"): Drift(
            a="q-one",
            b="q-two",
            pieces=(
                Piece(PieceKind.SAME, "<b>partiranno</b>", "leave"),
                Piece(PieceKind.REPLACED, "tre <u>", "four"),
                Piece(PieceKind.RIGHT, "", "now"),
            ),
            share=0.4,
        )
    },
)

# What a reader of the findings has to be told, whatever the view.
TOLD = [
    "On one",
    "On two",
    "2025-03-01",
    "Il Faro",
    "indirect",
    "unclosed-quote",
    "It never closes.",
    "bad.txt",
    "They will leave",
    "they will be four",
    "0.61",
    "Holds a pair judged different.",
    "q-elsewhere",
    "contradicts 0.75",
    "figure: those who leave",
    "The Ledger: four",
    "Contraddizione: una dice <tre>, l'altra four.",
    "wording 0.40: <b>partiranno</b> = leave",
]


class Reader(HTMLParser):
    """Collects the text of a page and checks that its tags are balanced."""

    def __init__(self):
        super().__init__()
        self.open, self.said, self.names = [], [], []

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.said += [value for name, value in attrs if name == "title"]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.said.append(data)


@pytest.fixture(scope="module")
def read_page():
    reader = Reader()
    reader.feed(page(FINDINGS, title="<News>"))
    reader.close()
    return reader


@pytest.mark.parametrize("words", [*TOLD, NAME, "three here & four there", "Said"])
def test_the_terminal_tells(words):
    """All of articles, quotes, notes, threads, links and conflicts is in the terminal view."""
    assert words in render(FINDINGS, width=200)


@pytest.mark.parametrize("words", [*TOLD, NAME, "three here & four there", "<b>partiranno</b> in tre"])
def test_the_page_tells(read_page, words):
    """All of articles, quotes, notes, threads, links and conflicts is on the page."""
    assert any(words in said for said in read_page.said)


def test_the_page_is_balanced_and_self_contained(read_page):
    """Every tag closes; text of articles is never taken for HTML; nothing is loaded."""
    assert read_page.open == []
    assert not {"b", "u", "tre", "riva", "empty", "script", "link", "img", "news"} & set(read_page.names)
    assert "://" not in page(FINDINGS)


def test_the_terminal_shows_drift():
    """What one quote has and the other has not stands in brackets."""
    assert "<b>partiranno</b> = leave [tre <u> → four] [+ → now]" in render(FINDINGS, width=200)


def test_the_page_shows_drift():
    """What only the left quote has is struck out, what only the right one has is inserted."""
    shown = page(FINDINGS)
    assert "<del>tre &lt;u&gt;</del> <ins>four</ins> <ins>now</ins>" in shown


def test_links_without_explanation_show_their_evidence_alone():
    """A run without explanations and drifts is shown as before."""
    bare = evolve(FINDINGS, explanations={}, drifts={})
    assert "Contraddizione" not in render(bare)
    assert "wording" not in render(bare) + page(bare)
    assert "three here & four there" in render(bare)


@pytest.mark.parametrize("width", [40, 72])
def test_the_terminal_keeps_its_width(width):
    """No line is longer than asked, the line of a quote's facts apart."""
    lines = render(FINDINGS, width=width).splitlines()
    assert max(len(line) for line in lines if "[" not in line) <= width


def test_colour_only_when_asked():
    """Plain text holds no escapes; the coloured one is the same text with them."""
    assert "\x1b" not in render(FINDINGS)
    assert "\x1b[36mAda <Riva>\x1b[0m" in render(FINDINGS, colour=True)


def test_an_article_can_not_steer_the_terminal():
    """Escapes and half surrogates in an article's words are shown, not sent."""
    text = "Disse \x1b[2J\x9b1A \ud83d fine"
    shown = render(Findings(results=[told("odd", text, text, "it", "X")]))
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert shown.encode("utf-8")


def test_views_say_the_same_on_every_run():
    """Same findings, same bytes."""
    assert render(FINDINGS) == render(FINDINGS)
    assert page(FINDINGS) == page(FINDINGS)
