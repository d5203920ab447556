"""What all stores do alike: their filters and what they refuse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from anyascii import anyascii
from attrs import evolve, field, frozen

from ..errors import StoreError
from ..model.claim import Claim
from ..model.quote import Quote, Speaker
from ..model.result import ArticleResult
from ..protocols import Matrix

NESTED = "A transaction is open already. Put all writes in one `with store.transaction():`."
OUTSIDE = "Writes happen only in a transaction. Put this one inside `with store.transaction():`."


def folded(text: str) -> str:
    """`text` in lower-case ASCII, so that one query finds "Perić", "PERIĆ" and "Peric".

    >>> folded("Perić")
    'peric'
    """
    return anyascii(text).casefold()


def words(text: str) -> tuple[str, ...]:
    """The words of `text` as they are searched.

    >>> words("L’unità, perché?")
    ('l', 'unita', 'perche')
    """
    return tuple(re.findall(r"[a-z0-9]+", folded(text)))


def searched_names(speaker: Speaker) -> str:
    """The names of a speaker, one a line, as they are searched."""
    return "\n".join(folded(name) for name in (speaker.name, *speaker.aliases))


def _frozen(ids: Iterable[str] | None) -> frozenset[str] | None:
    return None if ids is None else frozenset(ids)


@frozen(kw_only=True)
class Query:
    """The filters of `Store.results`; None lets everything through."""

    articles: frozenset[str] | None = field(default=None, converter=_frozen)
    speaker: str | None = None
    language: str | None = None
    since: date | None = None
    until: date | None = None
    text: str | None = None

    def narrow(self, result: ArticleResult) -> ArticleResult | None:
        """The result with the quotes asked for, or None where nothing of it was."""
        if not self._wants_article(result):
            return None
        if self.speaker is None and self.language is None and self.text is None:
            return result
        quotes = tuple(quote for quote in result.quotes if self._wants_quote(quote))
        return evolve(result, quotes=quotes) if quotes else None

    def _wants_article(self, result: ArticleResult) -> bool:
        article = result.article
        if self.articles is not None and article.id not in self.articles:
            return False
        if self.since is None and self.until is None:
            return True
        day = article.published
        return day is not None and (self.since or day) <= day <= (self.until or day)

    def _wants_quote(self, quote: Quote) -> bool:
        if self.language is not None and quote.language != self.language:
            return False
        if self.speaker is not None and not self._wants_speaker(quote.speaker, self.speaker):
            return False
        return self.text is None or set(words(self.text)) <= set(words(quote.text))

    def _wants_speaker(self, speaker: Speaker | None, wanted: str) -> bool:
        if speaker is None:
            return False
        return speaker.id == wanted or folded(wanted) in searched_names(speaker)


def with_vectors(claims: Iterable[Claim], vectors: Matrix) -> Iterator[tuple[Claim, Matrix]]:
    """Each claim with its row; StoreError where there are not as many of the one as of the other."""
    claims = tuple(claims)
    if len(claims) != len(vectors):
        raise StoreError(f"{len(claims)} claims but {len(vectors)} vectors. Give one vector per claim.")
    return zip(claims, vectors, strict=True)
