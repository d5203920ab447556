"""Which claims somebody has checked: claims against those of reviews."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from ..model.claim import Claim
from ..model.review import Check
from ..protocols import Matrix
from ..settings import Settings
from .candidates import Candidate
from .facts import FactFinder
from .pair import Pair
from .relate import linked, load_model

#: Reviews looked at in one product: a feed may hold tens of thousands, a store as many claims.
_BLOCK = 1024

#: Ends by the names that `Related.newer` gives them.
_ENDS: Mapping[str | None, str | None] = {"a": "quote", "b": "review", None: None}


def check_claims(
    claims: Sequence[Claim],
    rows: Matrix,
    reviewed: Sequence[Claim],
    reviewed_rows: Matrix,
    *,
    finder: FactFinder,
    settings: Settings,
) -> tuple[Check, ...]:
    """Which quotes say what a review is about, the surest first.

    A review is compared with the quotes of the articles that come near it (`settings.story`), from
    `settings.candidate` on, as articles are with each other; a check needs the score of a link.

    Args:
        claims: of quotes.
        rows: the vectors of their `meaning_text`.
        reviewed: the claims of reviews; the `quote` of each is its review's id.
        reviewed_rows: likewise.
        finder: works out their facts; it has a profile for each language among them.
        settings: thresholds.
    """
    candidates = list(_candidates(claims, rows, reviewed, reviewed_rows, settings))
    finder.prepare(claim for c in candidates for claim in (claims[c.left], reviewed[c.right]))
    model = load_model("stream")
    checks: list[Check] = []
    for candidate in candidates:
        claim, other = claims[candidate.left], reviewed[candidate.right]
        found = linked(Pair(finder.facts(claim), finder.facts(other), candidate.cosine, finder), model)
        if found.score >= settings.link:
            checks.append(
                Check(
                    quote=claim.quote,
                    review=other.quote,
                    relation=found.relation,
                    score=found.score,
                    evidence=found.evidence,
                    newer=_ENDS[found.newer],
                )
            )
    return tuple(sorted(checks, key=lambda check: (-check.score, check.quote, check.review)))


def _candidates(
    claims: Sequence[Claim],
    rows: Matrix,
    reviewed: Sequence[Claim],
    reviewed_rows: Matrix,
    settings: Settings,
) -> Iterator[Candidate]:
    """For each review, the nearest claim of each quote, in the articles that come near it."""
    places = sorted(range(len(claims)), key=lambda i: (claims[i].article, i))
    articles = [np.array(list(group)) for _, group in groupby(places, key=lambda i: claims[i].article)]
    for begin in range(0, len(reviewed), _BLOCK):
        block = reviewed_rows[begin : begin + _BLOCK]
        for article in articles:
            cosines = rows[article] @ block.T
            for near in np.flatnonzero(cosines.max(axis=0) >= settings.story):
                yield from _nearest(claims, article, cosines[:, near], begin + int(near), settings)


def _nearest(
    claims: Sequence[Claim], article: Matrix, cosines: Matrix, review: int, settings: Settings
) -> Iterator[Candidate]:
    best: dict[str, Candidate] = {}
    for i in np.flatnonzero(cosines >= settings.candidate):
        place = int(article[i])
        found = Candidate(place, review, round(float(cosines[i]), 4))
        rival = best.get(claims[place].quote)
        if rival is None or found.cosine > rival.cosine:
            best[claims[place].quote] = found
    yield from best.values()
