"""Every threshold, with its reason."""

from __future__ import annotations

from attrs import field, frozen, validators

_UNIT = validators.and_(validators.ge(0.0), validators.le(1.0))


@frozen(kw_only=True)
class Settings:
    """What can be tuned without touching code. Frozen: a variant is `attrs.evolve(settings, ...)`.

    >>> Settings(candidate=0.4).candidate
    0.4
    """

    #: Words in a sentence beyond which it is noted and not parsed: memory grows with the square of
    #: the length, and no news sentence of the development sets has more than 150.
    longest_sentence: int = field(default=300, validator=validators.gt(0))

    #: Characters in an article beyond which it fails rather than hold up the others: half a million are
    #: ninety thousand words, some two minutes of parsing; the longest development article has 31,000.
    longest_article: int = field(default=500_000, validator=validators.gt(0))

    #: Articles in one batch of `pipe`: beyond 16 the parser gains nothing on two cores.
    batch: int = field(default=16, validator=validators.gt(0))

    #: Cosine that some pair of claims must reach for their two articles to tell one story.
    story: float = field(default=0.55, validator=_UNIT)

    #: Cosine from which a pair of claims of one story is compared at all.
    candidate: float = field(default=0.20, validator=_UNIT)

    #: Score from which a link is kept.
    link: float = field(default=0.35, validator=_UNIT)

    #: Score at which threads are cut from the average-linkage tree.
    thread: float = field(default=0.35, validator=_UNIT)
