"""Which claims somebody has checked: claims against those of reviews."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ..model.claim import Claim
from ..model.review import Check
from ..protocols import Matrix
from ..settings import Settings
from .candidates import Candidate
from .facts import FactFinder
from .pair import Pair
from .relate import Related, linked, load_model

#: Reviews in one product: with a hundred thousand claims it takes 100 MB; feeds hold tens of thousands.
_BLOCK = 256

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

    A claim is compared with those of reviews that come near it, with figures and days and without
    (`settings.review`): figures that agree by chance are no reason. A check needs a higher score than a link
    (`settings.check`).

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
        ends = rows[candidate.left], reviewed_rows[candidate.right]
        pair = Pair(finder.facts(claim), finder.facts(other), candidate.cosine, finder, rows=ends)
        if float(pair.a.topic @ pair.b.topic) >= settings.review:
            found = linked(pair, model)
            if found.score >= settings.check:
                checks.append(_check(claim, other, found))
    return tuple(sorted(checks, key=lambda check: (-check.score, check.quote, check.review)))


def _check(claim: Claim, reviewed: Claim, found: Related) -> Check:
    return Check(
        quote=claim.quote,
        review=reviewed.quote,
        relation=found.relation,
        score=found.score,
        evidence=found.evidence,
        newer=_ENDS[found.newer],
    )


def _candidates(
    claims: Sequence[Claim],
    rows: Matrix,
    reviewed: Sequence[Claim],
    reviewed_rows: Matrix,
    settings: Settings,
) -> Iterator[Candidate]:
    """For each review and each quote that comes near it, the quote's nearest claim."""
    for begin in range(0, len(reviewed) if claims else 0, _BLOCK):
        cosines = rows @ reviewed_rows[begin : begin + _BLOCK].T
        best: dict[tuple[str, int], Candidate] = {}
        for i, j in np.argwhere(cosines >= settings.review):
            found = Candidate(int(i), begin + int(j), round(float(cosines[i, j]), 4))
            key = (claims[found.left].quote, found.right)
            if key not in best or found.cosine > best[key].cosine:
                best[key] = found
        yield from best.values()
