"""Claims by meaning, whatever their language."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.answer import Hit
from ..model.claim import Claim
from ..protocols import Matrix


def find_nearest(claims: Sequence[Claim], rows: Matrix, wanted: Matrix) -> tuple[Hit, ...]:
    """Each quote by the claim in it that is nearest to what is searched for, the nearest first.

    Args:
        claims: of any quotes.
        rows: their vectors, shape (claims, dimensions).
        wanted: the vector of what is searched for, shape (dimensions,).
    """
    best: dict[str, Hit] = {}
    for claim, cosine in zip(claims, rows @ wanted if len(claims) else (), strict=True):
        score = round(min(1.0, max(0.0, float(cosine))), 4)
        known = best.get(claim.quote)
        if known is None or score > known.score:
            best[claim.quote] = _hit(claim, score)
    return tuple(sorted(best.values(), key=lambda hit: (-hit.score, hit.quote)))


def _hit(claim: Claim, score: float) -> Hit:
    return Hit(
        quote=claim.quote,
        article=claim.article,
        text=claim.text,
        language=claim.language,
        speaker=claim.speaker_name,
        source=claim.source,
        published=claim.published,
        score=score,
    )
