"""What was published, and the runs of one language inside it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise

from attrs import Attribute, field, frozen

from .ids import content_id
from .span import Span


class BlockKind(StrEnum):
    """What a block of an article's text is."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    DATELINE = "dateline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TWEET = "tweet"
    SIGNATURE = "signature"


@frozen
class Block:
    """A stretch of an article's text and its part in the page's structure.

    A dateline ("Miami, 22 dicembre 2025 –") lies at the head of the paragraph it opens: its block
    and the paragraph's do not overlap. A tweet is followed by the block of its signature.
    """

    kind: BlockKind
    span: Span


@frozen(kw_only=True, repr=False)
class Article:
    """A text as it was published. Offsets everywhere are characters of `text`.

    Args:
        text: the whole text, never edited: title, byline and date lines included.
        id: made from source, address and text unless given.
        source: the outlet.
        path: the file it came from.
        published: the day of publication.
        url: its address.
        language: ISO 639-1 code, where whoever gave the article knows it.
        blocks: structure in order, without overlaps; white space between blocks belongs to none.
            Left empty, the whole text is one paragraph.

    >>> Article(text="Ciao.").blocks
    (Block(kind=<BlockKind.PARAGRAPH: 'paragraph'>, span=Span(start=0, end=5)),)
    """

    text: str
    source: str | None = None
    path: str | None = None
    title: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    id: str = field()
    blocks: tuple[Block, ...] = field()

    @id.default
    def _content_id(self) -> str:
        return content_id("article", self.source or "", self.url or "", self.text)

    @blocks.default
    def _one_paragraph(self) -> tuple[Block, ...]:
        return (Block(BlockKind.PARAGRAPH, Span(0, len(self.text))),) if self.text else ()

    @blocks.validator
    def _ordered(self, _attribute: Attribute[tuple[Block, ...]], blocks: tuple[Block, ...]) -> None:
        if blocks and blocks[-1].span.end > len(self.text):
            raise ValueError(f"block {blocks[-1].span} ends outside the text ({len(self.text)})")
        for before, after in pairwise(blocks):
            if after.span.start < before.span.end:
                raise ValueError(f"blocks overlap: {before.span} and {after.span}")

    def __repr__(self) -> str:
        return f"<Article {self.id} {self.title or self.text[:40]!r}>"


@frozen
class Segment:
    """A run of one language. The segments of an article partition its text.

    `language` is an ISO 639-1 code, or "und" where nothing can be said.
    """

    span: Span
    language: str
    confidence: float = 0.0


@frozen
class Passage:
    """One paragraph (or the part of it) in one language: what a parser is given.

    `start` is where `text` begins in its article.
    """

    text: str
    language: str
    start: int = 0
