"""What comes out of the pipeline for one article: its quotes, or the reason there are none."""

from __future__ import annotations

from attrs import frozen

from .article import Article, Segment
from .note import Note
from .quote import Quote, Speaker


@frozen(kw_only=True, repr=False)
class ArticleResult:
    """An article with everything found in it.

    `speakers` holds those who say something, then people named with a role who say nothing.
    """

    article: Article
    language: str
    segments: tuple[Segment, ...] = ()
    quotes: tuple[Quote, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    notes: tuple[Note, ...] = ()

    def __repr__(self) -> str:
        return f"<ArticleResult {self.article.id} {len(self.quotes)} quotes>"


@frozen
class Failure:
    """An article that could not be processed, the stage where it failed, and why."""

    article: Article
    stage: str
    error: Exception

    @property
    def code(self) -> str:
        """A short name for machines."""
        return str(getattr(self.error, "code", "failed"))
