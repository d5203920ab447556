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

    #: Articles in one batch of `pipe`: beyond 16 the parser gains nothing on two cores.
    batch: int = field(default=16, validator=validators.gt(0))

    #: Cosine from which a pair of claims is compared at all. 0.30 keeps 0.95 to 1.0 of the pairs
    #: that are the same or support each other, with 2.4% of those from other stories.
    candidate: float = field(default=0.30, validator=_UNIT)

    #: Score from which a link is kept.
    link: float = field(default=0.5, validator=_UNIT)

    #: Score at which threads are cut from the average-linkage tree.
    thread: float = field(default=0.5, validator=_UNIT)
