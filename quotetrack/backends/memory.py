"""A store in dictionaries: for tests, notebooks and one-off runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Unpack

import numpy as np

from ..errors import StoreError
from ..model.claim import Claim, Judgement, Link
from ..model.result import ArticleResult
from ..protocols import Filters, Matrix
from .stores import NESTED, OUTSIDE, Query, with_vectors


class MemoryStore:
    """Keeps everything until the process ends.

    >>> store = MemoryStore()
    >>> store.has_article("x")
    False
    """

    def __init__(self) -> None:
        self._results: dict[str, ArticleResult] = {}
        self._claims: dict[str, Claim] = {}
        self._vectors: dict[tuple[str, str], Matrix] = {}
        self._links: dict[frozenset[str], Link] = {}
        self._judgements: dict[tuple[frozenset[str], str], Judgement] = {}
        self._writing = False

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Writes inside are kept together when the block ends, and dropped together when it fails."""
        if self._writing:
            raise StoreError(NESTED)
        before = {name: dict(table) for name, table in self._tables()}
        self._writing, done = True, False
        try:
            yield
            done = True
        finally:
            self._writing = False
            if not done:
                for name, table in before.items():
                    setattr(self, name, table)

    def _tables(self) -> Iterator[tuple[str, dict[Any, Any]]]:
        return ((name, value) for name, value in vars(self).items() if isinstance(value, dict))

    def _check_writing(self) -> None:
        if not self._writing:
            raise StoreError(OUTSIDE)

    def add_result(self, result: ArticleResult) -> bool:
        """Keeps an article and what was found in it; False when it was there already."""
        self._check_writing()
        new = result.article.id not in self._results
        self._results.setdefault(result.article.id, result)
        return new

    def has_article(self, article: str) -> bool:
        """Whether an article of this id was added."""
        return article in self._results

    def results(self, **filters: Unpack[Filters]) -> Sequence[ArticleResult]:
        """Results in the order they were added, narrowed by the filters."""
        query = Query(**filters)
        narrowed = (query.narrow(result) for result in self._results.values())
        return tuple(result for result in narrowed if result is not None)

    def add_claims(self, claims: Iterable[Claim], embedder: str, vectors: Matrix) -> None:
        """Keeps claims with one vector each, under the embedder's name."""
        self._check_writing()
        for claim, vector in with_vectors(claims, vectors):
            self._claims.setdefault(claim.id, claim)
            self._vectors.setdefault((claim.id, embedder), vector.copy())

    def claims(self) -> Sequence[Claim]:
        """All claims in the order they were added."""
        return tuple(self._claims.values())

    def vectors(self, embedder: str, claims: Sequence[str]) -> Matrix:
        """The vectors of these claim ids, one row each; KeyError for one that is not there."""
        rows = [self._vectors[claim, embedder] for claim in claims]
        return np.stack(rows) if rows else np.zeros((0, 0), np.float32)

    def add_links(self, links: Iterable[Link]) -> None:
        """Keeps links; one of the same pair (either order) is replaced."""
        self._check_writing()
        self._links.update({frozenset((link.a, link.b)): link for link in links})

    def links(self) -> Sequence[Link]:
        """All links, sorted by (a, b)."""
        return tuple(sorted(self._links.values(), key=lambda link: (link.a, link.b)))

    def add_judgement(self, judgement: Judgement) -> None:
        """Keeps a verdict; one of the same pair and reviewer is replaced."""
        self._check_writing()
        self._judgements[frozenset((judgement.a, judgement.b)), judgement.reviewer] = judgement

    def judgements(self) -> Sequence[Judgement]:
        """All verdicts, sorted by (a, b, reviewer)."""
        return tuple(sorted(self._judgements.values(), key=lambda j: (j.a, j.b, j.reviewer)))

    def close(self) -> None:
        """Nothing to close."""
