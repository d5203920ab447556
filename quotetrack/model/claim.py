"""Claims, the links between them, and why they are linked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from .ids import content_id


class Relation(StrEnum):
    """How two claims stand to each other."""

    SAME = "same"
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    UPDATES = "updates"
    RELATED = "related"
    UNRELATED = "unrelated"


#: Relations that make a link strong enough to build a thread on.
STRONG = frozenset({Relation.SAME, Relation.SUPPORTS, Relation.CONTRADICTS, Relation.UPDATES})


class Modality(StrEnum):
    """How firmly a claim is put."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    INTENDED = "intended"
    ASKED = "asked"


_UNITS = ("share", "times", "meter", "second", "kilogram", "kelvin")
_DERIVED = frozenset(("*", "/", "**"))  # in "meter / second"


@frozen(kw_only=True)
class Quantity:
    """A number with what it measures.

    Args:
        value: in base units where the unit has some (metres, seconds, fractions for percentages).
        unit: "share", "EUR", "meter" ...; the words counted ("serious injuries") or "" for bare numbers.
        approximate: "about", "circa", rounded words such as "half".
        text: as written.
    """

    value: float
    unit: str = ""
    approximate: bool = False
    text: str = ""

    @property
    def kind(self) -> str:
        """What can be compared with it: "share", "times", "money", "count", or the base unit.

        >>> Quantity(value=3, unit="EUR").kind, Quantity(value=3, unit="goats").kind
        ('money', 'count')
        """
        if len(self.unit) == 3 and self.unit.isupper():
            return "money"
        return self.unit if self.unit in _UNITS or _DERIVED.intersection(self.unit.split()) else "count"


@frozen(kw_only=True)
class TimePoint:
    """A day (and hour) a claim speaks of, resolved against the publication date.

    `start` and `end` are the first and last day it may be; `hour` is minutes after midnight.
    """

    start: date | None = None
    end: date | None = None
    hour: int | None = None
    text: str = ""


@frozen(kw_only=True, repr=False)
class Claim:
    """One assertion inside a quote.

    Args:
        quote: id of the quote it comes from.
        article: id of the article.
        text: the assertion, as a stretch of the article.
        context: the sentence around it, for fragments too short to mean anything alone.
        speaker: the speaker's id; `speaker_name` the name.
        published: the article's date.
        polarity: False where the speaker denies it or the clause is negated.
        entities: names of people, places and organisations in it, as written.
        quoted: whether it stands, wholly or in part, inside quotation marks.
    """

    quote: str
    article: str
    text: str
    language: str
    context: str = ""
    speaker: str | None = None
    speaker_name: str | None = None
    source: str | None = None
    published: date | None = None
    polarity: bool = True
    modality: Modality = Modality.ASSERTED
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimePoint, ...] = ()
    entities: tuple[str, ...] = ()
    quoted: bool = False
    id: str = field()

    @id.default
    def _content_id(self) -> str:
        return content_id("claim", self.quote, self.text)

    def __repr__(self) -> str:
        return f"<Claim {self.speaker_name or '?'}: {self.text[:40]!r}>"


def whole_claims(claims: Iterable[Claim]) -> dict[str, Claim]:
    """The claim that is the whole of each quote, by the quote's id: the first of its claims."""
    told: dict[str, Claim] = {}
    for claim in claims:
        told.setdefault(claim.quote, claim)
    return told


@frozen(kw_only=True)
class Evidence:
    """One reason for or against a link, for a reader to check.

    Args:
        name: what was compared: "meaning", "speaker", "numbers" ...
        score: 0 (against) to 1 (for).
        because: a sentence: "both say 4.5 million".
        left: what the first claim has; `right`: what the second has.
    """

    name: str
    score: float
    because: str
    left: str = ""
    right: str = ""


@frozen(kw_only=True, repr=False)
class Link:
    """Two quotes of different articles (or languages) and how they relate.

    `a` and `b` are quote ids; in `updates`, `a` is the newer.

    Args:
        a: the one.
        b: the other.
        relation: the likeliest strong one.
        score: how likely they have any strong one.
        evidence: why.
        likely: how likely each strong relation was for the pair by itself, before other links were looked at, in
            the order of `Relation`; nothing where something else decides.
    """

    a: str
    b: str
    relation: Relation
    score: float
    evidence: tuple[Evidence, ...] = ()
    likely: tuple[float, ...] = ()

    def __repr__(self) -> str:
        return f"<Link {self.a} {self.relation} {self.b} {self.score:.2f}>"


class Verdict(StrEnum):
    """What a reviewer says of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@frozen(kw_only=True)
class Judgement:
    """A reviewer's verdict on a pair of quotes; it overrides scores and survives re-linking."""

    a: str
    b: str = field()
    verdict: Verdict
    reviewer: str = ""
    comment: str = ""

    @b.validator
    def _another(self, _attribute: object, value: str) -> None:
        if value == self.a:
            raise ValueError(f"a verdict needs two quotes, not {value} twice")


@frozen
class Spread:
    """How many quotes of a thread one outlet published on one day; None where the day is not known."""

    source: str
    day: date | None
    quotes: int


@frozen(kw_only=True, repr=False)
class Thread:
    """Quotes that tell one claim, over outlets, languages and days, in time order.

    The id is that of the quote that was kept first: articles added later, older ones too, leave it as it is. Where
    two threads become one, the id is that of the one begun first. `spread` tells outlet by outlet and day by day
    how the claim went round, the first appearance first. `weakest` is the lowest link score that holds it
    together; `note` says what a reader should beware of ("holds a pair judged different").
    """

    id: str
    headline: str
    quotes: tuple[str, ...]
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    spread: tuple[Spread, ...] = ()
    weakest: float = 0.0
    note: str | None = None

    def __repr__(self) -> str:
        return f"<Thread {self.headline[:40]!r} {len(self.quotes)} quotes>"


class ConflictKind(StrEnum):
    """What two articles disagree on."""

    ROLE = "role"
    FIGURE = "figure"
    ATTRIBUTION = "attribution"
    POLARITY = "polarity"
    DATE = "date"


@frozen
class Side:
    """One side of a conflict: the article, the quote where there is one, and what it says."""

    article: str
    says: str
    quote: str | None = None


@frozen(kw_only=True)
class Conflict:
    """Two or more rival statements about one thing."""

    kind: ConflictKind
    about: str
    sides: tuple[Side, ...]
