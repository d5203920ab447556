"""All that a run found, held together so that a view can look things up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from ..model.claim import Conflict, Link, Thread
from ..model.drift import Drift
from ..model.quote import Quote
from ..model.result import ArticleResult, Failure


@frozen(kw_only=True)
class Findings:
    """Articles with what links them: what a report shows.

    Args:
        explanations: a sentence for a link in its reader's language, by the ids of its quotes.
        drifts: the wording difference of two linked quotes, by their ids.

    >>> Findings().quotes
    {}
    """

    results: Sequence[ArticleResult] = ()
    failures: Sequence[Failure] = ()
    threads: Sequence[Thread] = ()
    links: Sequence[Link] = ()
    conflicts: Sequence[Conflict] = ()
    explanations: Mapping[tuple[str, str], str] = field(factory=dict)
    drifts: Mapping[tuple[str, str], Drift] = field(factory=dict)

    @cached_property
    def articles(self) -> dict[str, ArticleResult]:
        """Results by the id of their article."""
        return {result.article.id: result for result in self.results}

    @cached_property
    def quotes(self) -> dict[str, Quote]:
        """Quotes by their id."""
        return {quote.id: quote for result in self.results for quote in result.quotes}

    def name_of(self, article: str) -> str:
        """What a reader knows an article by: its outlet, title or file; its id where it has none."""
        result = self.articles.get(article)
        if result is None:
            return article
        known = result.article
        return known.source or known.title or known.path or known.id


def who(quote: Quote) -> str:
    """The name of a quote's speaker, "?" where nobody can tell."""
    return quote.speaker.name if quote.speaker else "?"


def spread_of(thread: Thread) -> str:
    """Where and when a thread was told, the first outlet first: "The Herald 2025-03-01 (2), La Gazzetta 2025-03-02"."""
    return ", ".join(
        " ".join(filter(None, (s.source, str(s.day or ""), f"({s.quotes})" if s.quotes > 1 else "")))
        for s in thread.spread
    )
