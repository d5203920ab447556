"""Every threshold, with its reason."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen, validators

_UNIT = validators.and_(validators.ge(0.0), validators.le(1.0))
_UNIT_OR_NONE: Any = validators.optional(_UNIT)


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

    #: How likely a reading of a cue must be for it to be a statement; None leaves all to the rules. From 0.30 to 0.42
    #: joint F1 moves by a fifth of a point on the folds and in English, by 1.7 on 56 articles held out; precision rises.
    statement: float | None = field(default=0.36, validator=_UNIT_OR_NONE)

    #: Cosine that some pair of claims must reach for their two articles to tell one story. Of 990 pairs of articles on
    #: one of 165 invented events 984 do, or the next; of 216,480 on two, 1,628 (at 0.55: 985 and 3,679, and two links
    #: ran between development events).
    story: float = field(default=0.60, validator=_UNIT)

    #: The same where both articles quote somebody of one full name.
    story_by_speaker: float = field(default=0.40, validator=_UNIT)

    #: Cosine from which a pair of claims of one story is compared at all: 95% of the linked pairs of
    #: the development events lie above, a tenth of the others.
    candidate: float = field(default=0.20, validator=_UNIT)

    #: Cosine of a topic's words and a claim from which the claim is about it: for twenty topics of two or three
    #: words, three in four claims of the development events above it were of the topic's event (at 0.15, 57%).
    topic: float = field(default=0.20, validator=_UNIT)

    #: Cosine, with figures and days and without, from which a claim is compared with that of a review. 0.35 and 0.40
    #: find a fifteenth and an eighth less, hardly more precisely.
    review: float = field(default=0.30, validator=_UNIT)

    #: Score from which a quote is called checked. No story vouches for a review, so it is higher than `link`: with the
    #: gold statements of the development events as reviews of each other, among 2,502 statements of other news,
    #: precision is 0.97 and recall 0.55 (0.5: 0.92 and 0.57; 0.7: 0.99 and 0.48); 3 checks run between two stories.
    check: float = field(default=0.60, validator=_UNIT)

    #: How likely a pair must be linked for its two claims to be read at once, unless it is sure how; None reads none.
    #: From 0.1, 0.15 and 0.2 on, links of 40 events left out are the same within a tenth of a point; of 216 pairs that an
    #: event of four articles has, 32, 26 and 23 are read.
    read: float | None = field(default=0.15, validator=_UNIT_OR_NONE)

    #: Score from which a link is kept: how likely the pair has a strong relation. On events not
    #: trained on, 0.30 to 0.40 give F1 0.81 to 0.84; precision was 0.88 here, and is 0.85 on the
    #: 160 invented events.
    link: float = field(default=0.35, validator=_UNIT)

    #: How many times likelier two quotes of one article in two languages are a translation than a pair
    #: of a story's claims is linked: the candidates are few, and one story is certain. With 6, the only
    #: pair of the seeds' gold that is one gets 0.8, and no other is linked.
    translation: float = field(default=6.0, validator=validators.ge(1.0))

    #: Score at which threads are cut from the average-linkage tree; that of a link, so that two
    #: linked quotes are a thread, and a third joins where it is linked to both, or strongly to one.
    thread: float = field(default=0.35, validator=_UNIT)
