"""What was said, by whom, and what in the text says so."""

from __future__ import annotations

from enum import StrEnum

from attrs import Attribute, field, frozen

from .ids import content_id
from .span import Span


class QuoteKind(StrEnum):
    """Direct: all of it in quotation marks; indirect: none; mixed: a clause with quoted words."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SpeakerType(StrEnum):
    """What a speaker is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    GROUP = "group"
    UNKNOWN = "unknown"


@frozen
class Cue:
    """The words that report an act of communication, and the lemma of their head."""

    span: Span
    lemma: str


@frozen
class Mention:
    """A stretch of text that names or describes somebody."""

    span: Span
    text: str


@frozen(kw_only=True, repr=False)
class Speaker:
    """Somebody or something that statements are attributed to.

    Args:
        name: the fullest name the text gives, without title; the description of unnamed sources.
        aliases: other names and descriptions used for the same speaker, in order of appearance.
        roles: what the article calls them ("ministro della Difesa ucraino").
        mentions: where they are named, inside one article.
    """

    id: str
    name: str
    type: SpeakerType = SpeakerType.UNKNOWN
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()

    @property
    def role(self) -> str | None:
        """The first role given, or None."""
        return self.roles[0] if self.roles else None

    def __repr__(self) -> str:
        return f"<Speaker {self.name!r}>"


@frozen(kw_only=True, repr=False)
class Identity:
    """One speaker across articles.

    Args:
        id: made from its earliest member: articles added later do not change it.
        name: the fullest name any article gives, in Latin script where one does.
        aliases: the other names and descriptions, in order of appearance.
        roles: what it is called, and the id of the article that says so.
        members: article id and speaker id of each speaker merged, in order of adding.
    """

    id: str
    name: str
    type: SpeakerType = SpeakerType.UNKNOWN
    aliases: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    members: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"<Identity {self.name!r} {len(self.members)} articles>"


@frozen
class Reason:
    """A piece of evidence for a statement, by name, and what it adds to its log-odds."""

    name: str
    weight: float


@frozen(kw_only=True, repr=False)
class Quote:
    """A statement an article attributes to a source.

    Args:
        content: its ranges; several where a cue interrupts it or a paragraph re-opens it.
        text: what the ranges cover, joined by " … ".
        cue: None for a bare colon, a dash or a signature.
        source: the mention beside the cue; None for a dropped subject.
        speaker: who that is, once resolved; None where nobody can tell.
        rule: the rule that found it, a `+`, and the strategy that named its speaker.
        confidence: 0 to 1.
        reasons: what speaks most for it and against it, the weightiest first; none where rules alone decided.
    """

    article: str
    kind: QuoteKind
    content: tuple[Span, ...] = field()
    text: str
    language: str
    cue: Cue | None = None
    source: Mention | None = None
    speaker: Speaker | None = None
    rule: str
    confidence: float = 0.5
    reasons: tuple[Reason, ...] = ()
    id: str = field()

    @content.validator
    def _some_content(self, _attribute: Attribute[tuple[Span, ...]], value: tuple[Span, ...]) -> None:
        if not value:
            raise ValueError("a quote needs at least one range of content")

    @id.default
    def _content_id(self) -> str:
        ranges = ",".join(f"{s.start}-{s.end}" for s in self.content)
        return content_id("quote", self.article, ranges)

    def __repr__(self) -> str:
        who = self.speaker.name if self.speaker else "?"
        return f"<Quote {self.kind} {who}: {self.text[:40]!r}>"


def joined(text: str, spans: tuple[Span, ...]) -> str:
    """The characters of `spans`, ranges joined by " … "."""
    return " … ".join(span.of(text).strip() for span in spans)
