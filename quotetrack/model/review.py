"""Reviews of claims by fact-checkers, and which of our quotes they speak of."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from .claim import Evidence, Relation
from .ids import content_id


@frozen(kw_only=True)
class Rating:
    """A fact-checker's verdict: in words ("mostly false"), as a number on a scale, or both."""

    words: str | None = None
    value: float | None = None
    best: float | None = None
    worst: float | None = None


@frozen(kw_only=True, repr=False)
class ClaimReview:
    """A claim that somebody checked, and what they found (schema.org's ClaimReview).

    Args:
        claim: the claim in the reviewer's words, often shortened or translated.
        claimants: the names of those who made it.
        claimed: the day it was made, or first appeared.
        appearances: where it was made, as addresses or names.
        rating: the verdict.
        reviewer: who checked it.
        url: of the review.
        language: of the review, as a code.
        published: the day of the review.

    >>> ClaimReview(claim="Il molo è crollato.", claimants=("Ada Riva",), rating=Rating(words="falso"))
    <ClaimReview Ada Riva: 'Il molo è crollato.' falso>
    """

    claim: str
    claimants: tuple[str, ...] = ()
    claimed: date | None = None
    appearances: tuple[str, ...] = ()
    rating: Rating | None = None
    reviewer: str | None = None
    url: str | None = None
    language: str | None = None
    published: date | None = None
    id: str = field()

    @id.default
    def _content_id(self) -> str:
        rating = self.rating or Rating()
        return content_id(
            "review",
            self.claim,
            self.claimed,
            self.reviewer,
            self.url,
            self.language,
            self.published,
            rating.words,
            rating.value,
            *self.claimants,
        )

    @property
    def claimant(self) -> str | None:
        """The name of who made the claim; of several the first."""
        return self.claimants[0] if self.claimants else None

    def __repr__(self) -> str:
        words = self.rating.words if self.rating else None
        return f"<ClaimReview {self.claimant or '?'}: {self.claim[:40]!r} {words or '?'}>"


@frozen(kw_only=True)
class ReviewNote:
    """Something odd in a review that was read all the same, without what the note names.

    Args:
        code: "bad-date", "bad-number", "bad-language" or "wrong-type".
        where: the file and the place in it.
        message: what was left out.
        review: the review's id.
    """

    code: str
    where: str
    message: str
    review: str


@frozen(kw_only=True, repr=False)
class Check:
    """A quote that says what a review is about, and how the two stand to each other.

    Args:
        quote: the quote's id.
        review: the review's id.
        relation: of the quote to the reviewed claim: the same, or one that supports, contradicts or
            updates it.
        score: how likely it is that they are so related.
        evidence: why; the left side is the quote's.
        newer: "quote" or "review", whichever claim was made later; None where no day tells.
    """

    quote: str
    review: str
    relation: Relation
    score: float
    evidence: tuple[Evidence, ...] = ()
    newer: str | None = None

    def __repr__(self) -> str:
        return f"<Check {self.quote} {self.relation} {self.review} {self.score:.2f}>"
