"""What stores owe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
from attrs import evolve

from ..errors import StoreError
from ..model.article import Article
from ..model.claim import Claim, Judgement, Link, Relation, Verdict
from ..model.quote import Quote, QuoteKind, Speaker, SpeakerType
from ..model.result import ArticleResult
from ..model.span import Span
from ..protocols import Store
from .checks import owed
from .fakes import FakeEmbedder


def check_store(make_store: Callable[[], Store]) -> None:
    """The contract of `Store`; `make_store` answers a new, empty one at each call."""
    for check in (_check_results, _check_filters, _check_transactions, _check_claims, _check_pairs):
        store = make_store()
        try:
            check(store)
        finally:
            store.close()


def _example(text: str, speaker: str, *, language: str, day: date | None) -> ArticleResult:
    article = Article(text=text, source="The Example", published=day)
    said = Span(text.index(":") + 2, len(text))
    by = Speaker(
        id=f"{article.id}-1", name=speaker, type=SpeakerType.PERSON, aliases=(speaker.rpartition(" ")[2],)
    )
    quote = Quote(
        article=article.id,
        kind=QuoteKind.DIRECT,
        content=(said,),
        text=said.of(text),
        language=language,
        speaker=by,
        rule="colon+label",
    )
    return ArticleResult(article=article, language=language, quotes=(quote,), speakers=(by,))


_DAM = _example("Perić: la diga regge.", "Anna Perić", language="xx", day=date(2025, 1, 2))
_SEA = _example("Doe: the sea rises.", "John Doe", language="yy", day=date(2025, 1, 4))
_FOG = _example('Roe: "no*" AND fog.', "Jane Roe", language="yy", day=None)


def _check_results(store: Store) -> None:
    owed(not list(store.results()), "a new store must be empty")
    with store.transaction():
        owed(store.add_result(_SEA), "adding a new result must answer True")
        owed(store.add_result(_DAM), "adding a second result must answer True")
        owed(not store.add_result(_SEA), "adding a result again must answer False")
    owed(list(store.results()) == [_SEA, _DAM], "results differ from what was added, or in order")
    owed(store.has_article(_DAM.article.id), "has_article denies an article that was added")
    owed(not store.has_article("nowhere"), "has_article knows an article that was never added")


def _check_filters(store: Store) -> None:
    with store.transaction():
        for result in (_DAM, _SEA, _FOG):
            store.add_result(result)
    dam, sea, fog = _DAM, _SEA, _FOG
    _finds(store.results(articles=[fog.article.id, dam.article.id, "x"]), [dam, fog], "articles by id")
    _finds(store.results(articles=[]), [], "no articles")
    _finds(store.results(speaker="peric"), [dam], "part of a name, without accents")
    _finds(store.results(speaker="DOE"), [sea], "part of a name, in capitals")
    _finds(store.results(speaker=f"{fog.article.id}-1"), [fog], "a speaker's id")
    _finds(store.results(language="yy"), [sea, fog], "language of the quote")
    _finds(store.results(since=date(2025, 1, 2)), [dam, sea], "since, day included, undated left out")
    _finds(store.results(until=date(2025, 1, 2)), [dam], "until, day included")
    _finds(store.results(text="DIGA la"), [dam], "words in any order and case")
    _finds(store.results(text="dig"), [], "part of a word")
    _finds(store.results(text='"no*" AND fog'), [fog], "words between marks of a query language")
    _finds(store.results(text="fog", speaker="Doe"), [], "two filters on one quote")
    _finds(store.results(text="«»"), [dam, sea, fog], "a text without words")
    extra = evolve(sea.quotes[0], text="More.", content=(Span(0, 1),), speaker=None, id="more")
    with store.transaction():
        store.add_result(evolve(sea, article=Article(text="2"), quotes=(*sea.quotes, extra)))
    narrowed = [[quote.text for quote in result.quotes] for result in store.results(text="sea")]
    owed(narrowed == [["the sea rises."]] * 2, f"filters must narrow the quotes of a result: {narrowed}")


def _finds(found: Sequence[ArticleResult], wanted: list[ArticleResult], what: str) -> None:
    shown = [result.article.text for result in found]
    owed(list(found) == wanted, f"results by {what} gave {shown}")


def _check_transactions(store: Store) -> None:
    link = Link(a="a", b="b", relation=Relation.SAME, score=1.0)
    judgement = Judgement(a="a", b="b", verdict=Verdict.SAME)
    writes: list[Callable[[], object]] = [
        lambda: store.add_result(_DAM),
        lambda: store.add_claims([], "e", np.zeros((0, 4), np.float32)),
        lambda: store.add_links([link]),
        lambda: store.add_judgement(judgement),
    ]
    for write in writes:
        _refuses(write, "a write outside a transaction")
    try:
        with store.transaction():
            store.add_result(_DAM)
            store.add_links([link])
            raise _UndoError
    except _UndoError:
        pass
    owed(not store.has_article(_DAM.article.id), "a failed transaction left its article behind")
    owed(not list(store.links()), "a failed transaction left its link behind")
    with store.transaction():
        _refuses(store.transaction().__enter__, "a transaction inside a transaction")
        store.add_result(_DAM)
    owed(store.has_article(_DAM.article.id), "the store is of no use after a failed transaction")


class _UndoError(Exception):
    """Ends a transaction in failure."""


def _refuses(act: Callable[[], object], what: str) -> None:
    try:
        act()
    except StoreError:
        return
    raise AssertionError(f"{what} must raise StoreError")


def _check_claims(store: Store) -> None:
    claims = [Claim(quote=f"q{n}", article="a", text=f"claim {n}", language="xx") for n in range(3)]
    vectors = FakeEmbedder(8).encode([claim.text for claim in claims])
    ids = [claim.id for claim in claims]
    for _ in range(2):
        with store.transaction():
            store.add_claims(claims, "e", vectors)
    owed(list(store.claims()) == claims, "claims differ from what was added, or in order")
    with store.transaction():
        store.add_claims(claims[:1], "f", np.ones((1, 2), np.float32))
    owed(len(store.claims()) == len(claims), "a second embedder must not add its claims again")
    found = store.vectors("e", ids[::-1])
    owed(np.array_equal(found, vectors[::-1]), "vectors differ from what was added, or in order")
    owed(store.vectors("f", ids[:1]).shape == (1, 2), "each embedder must have its own vectors")
    owed(len(store.vectors("e", [])) == 0, "no claims must give no vectors")
    try:
        store.vectors("f", ids)
    except KeyError:
        pass
    else:
        raise AssertionError("a vector that is not there must raise KeyError")
    with store.transaction():
        _refuses(lambda: store.add_claims(claims, "e", vectors[:1]), "fewer vectors than claims")


def _check_pairs(store: Store) -> None:
    first = Link(a="q2", b="q1", relation=Relation.SAME, score=0.5)
    other = Link(a="q1", b="q3", relation=Relation.UPDATES, score=0.7)
    again = Link(a="q1", b="q2", relation=Relation.RELATED, score=0.25)
    verdicts = [
        Judgement(a="q2", b="q1", verdict=Verdict.SAME, reviewer="x"),
        Judgement(a="q1", b="q2", verdict=Verdict.UNSURE, reviewer="y"),
        Judgement(a="q1", b="q2", verdict=Verdict.DIFFERENT, reviewer="x", comment="no"),
    ]
    with store.transaction():
        store.add_links([first, other])
        store.add_links([again])
        for verdict in verdicts:
            store.add_judgement(verdict)
    owed(list(store.links()) == [again, other], f"links of a pair must be replaced: {store.links()}")
    kept = list(store.judgements())
    owed(kept == [verdicts[2], verdicts[1]], f"verdicts of a pair and reviewer must be replaced: {kept}")
