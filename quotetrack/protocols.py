"""Everything that can be replaced, on one page.

`quotetrack.testing` has a fake and a contract check for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypedDict, Unpack, runtime_checkable

from attrs import frozen

from .model.article import Passage
from .model.claim import Claim, Judgement, Link
from .model.result import ArticleResult
from .model.syntax import Annotation

if TYPE_CHECKING:
    import numpy as np

Matrix: TypeAlias = "np.ndarray[Any, np.dtype[np.float32]]"


@frozen(order=True)
class Guess:
    """A language a text may be in, and how likely that is (0 to 1)."""

    confidence: float
    language: str


@runtime_checkable
class Detector(Protocol):
    """Names the language of texts. Answers one tuple of guesses per text, likeliest first, empty
    where nothing can be said; the same answer for the same text on every run; never raises on text.
    """

    @property
    def name(self) -> str: ...
    def detect(self, texts: Sequence[str]) -> Sequence[tuple[Guess, ...]]: ...


@runtime_checkable
class Annotator(Protocol):
    """Parses passages. Answers one annotation per passage, in order, with spans of the article
    (passage start added), each word's span covering characters of its own passage.
    """

    @property
    def name(self) -> str: ...
    def annotate(self, passages: Sequence[Passage]) -> Sequence[Annotation]: ...


@runtime_checkable
class Embedder(Protocol):
    """Turns texts into rows of unit length, shape (texts, dimensions), float32; the same row for the
    same text to four decimals, whatever else is in the batch. The empty text gives a row of zeros.
    """

    @property
    def name(self) -> str: ...
    def encode(self, texts: Sequence[str]) -> Matrix: ...


@runtime_checkable
class Reader(Protocol):
    """Reads two claims at once. Answers one row per pair, shape (pairs, 6), float32: how likely each relation is, in the
    order of `Relation`; the same row in either order, whatever else is asked. What it does not tell apart it gives equal
    shares. It is asked only of claims in its languages.
    """

    @property
    def name(self) -> str: ...
    @property
    def languages(self) -> frozenset[str]: ...
    def read(self, pairs: Sequence[tuple[str, str]]) -> Matrix: ...


class Filters(TypedDict, total=False):
    """What `Store.results` narrows by; None, and what is not given, lets everything through."""

    articles: Iterable[str] | None
    speaker: str | None
    language: str | None
    since: date | None
    until: date | None
    text: str | None


@runtime_checkable
class Store(Protocol):
    """Keeps results, vectors, links and judgements. Adding what is there changes nothing; all
    writes happen inside `transaction()`, all of them or none.
    """

    def transaction(self) -> AbstractContextManager[None]: ...
    def add_result(self, result: ArticleResult) -> bool:
        """Keeps an article and what was found in it; False when it was there already."""

    def has_article(self, article: str) -> bool: ...
    def results(self, **filters: Unpack[Filters]) -> Sequence[ArticleResult]:
        """Results in the order they were added. The filters narrow the articles by id, and their
        quotes by speaker (part of a name or alias, or an id), language of the quote, publication
        date (both ends included) and words of the quote's text; articles left without quotes by a
        filter on quotes are left out.
        """

    def add_claims(self, claims: Iterable[Claim], embedder: str, vectors: Matrix) -> None:
        """Keeps claims with one vector each, under the embedder's name."""

    def claims(self) -> Sequence[Claim]:
        """All claims in the order they were added."""

    def vectors(self, embedder: str, claims: Sequence[str]) -> Matrix:
        """The vectors of these claim ids, one row each; KeyError for one that is not there."""

    def add_links(self, links: Iterable[Link]) -> None:
        """Keeps links; one of the same pair (either order) is replaced."""

    def links(self) -> Sequence[Link]:
        """All links, sorted by (a, b)."""

    def add_judgement(self, judgement: Judgement) -> None:
        """Keeps a verdict; one of the same pair and reviewer is replaced."""

    def judgements(self) -> Sequence[Judgement]:
        """All verdicts, sorted by (a, b, reviewer)."""

    def close(self) -> None: ...
