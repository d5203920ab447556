"""What the rules for quotes look at, and what they write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field, frozen

from ..lang.profile import LanguageProfile
from ..model.article import Article
from ..model.quote import Mention
from ..model.span import Span
from ..model.syntax import Sentence
from .cues import CueHit
from .indirect import Content, find_content
from .marks import Quotation
from .sources import find_source


@define(eq=False)
class Draft:
    """A statement being put together; `likely` where it was weighed."""

    rule: str
    spans: list[Span]
    hit: CueHit | None = None
    source: Mention | None = None
    quotations: list[Quotation] = field(factory=list)
    likely: float | None = None


@frozen(eq=False, kw_only=True)
class Scene:
    """The paragraphs of one language in an article, parsed, with the marked text and the cues in them.

    Args:
        hits: cues outside marked text; `inner` those between dashes inside it.
        sources: the mention beside each cue.
    """

    article: Article
    sentences: Sequence[Sentence]
    paragraphs: Sequence[Span]
    quotations: Sequence[Quotation]
    profile: LanguageProfile
    hits: Sequence[CueHit] = ()
    inner: Sequence[CueHit] = ()
    _sources: dict[int, Mention | None] = field(factory=dict, init=False)

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def source(self, hit: CueHit) -> Mention | None:
        """The mention beside a cue."""
        if id(hit) not in self._sources:
            self._sources[id(hit)] = find_source(hit, self.text, self.profile)
        return self._sources[id(hit)]

    def content(self, hit: CueHit) -> Content | None:
        """What a cue reports inside its sentence."""
        return find_content(hit, self.source(hit), self.text, self.profile)

    def touches_marks(self, spans: Iterable[Span]) -> bool:
        """Whether marked text shares a character with one of the ranges."""
        outer = [o for q in self.quotations for o in q.outer]
        return any(o.overlaps(span) for span in spans for o in outer)
