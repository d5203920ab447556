"""The claim that a review is about."""

from __future__ import annotations

from attrs import evolve

from ..lang.profile import LanguageProfile
from ..model.claim import Claim
from ..model.ids import content_id
from ..model.review import ClaimReview
from .extract import claim_from_text


def reviewed_claim(review: ClaimReview, profile: LanguageProfile) -> Claim:
    """The claim of a review, to be compared with others: its `quote` is the review's id.

    >>> from quotetrack.lang.load import load_profile
    >>> review = ClaimReview(claim="Il molo non è crollato", claimants=("Ada Riva",))
    >>> claim = reviewed_claim(review, load_profile("it"))
    >>> claim.quote == review.id, claim.speaker_name, claim.polarity
    (True, 'Ada Riva', False)
    """
    claim = claim_from_text(review.claim, profile, speaker=review.claimant, published=review.claimed)
    return evolve(claim, quote=review.id, article=review.id, id=content_id("claim", review.id, review.claim))
