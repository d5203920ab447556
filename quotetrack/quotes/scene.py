"""What the rules for quotes look at, and what they write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from attrs import define, field, frozen

from ..lang.profile import LanguageProfile
from ..model.article import Article, BlockKind
from ..model.quote import Mention, Reason
from ..model.span import Span
from ..model.syntax import Sentence
from .candidates import Candidates
from .cues import CueHit, CueType
from .indirect import Content, find_content
from .marks import Quotation
from .naming import likeliest_source
from .sources import find_source
from .weights import Weights


@define(eq=False)
class Draft:
    """A statement being put together; `likely` and `reasons` where it was weighed."""

    rule: str
    spans: list[Span]
    hit: CueHit | None = None
    source: Mention | None = None
    quotations: list[Quotation] = field(factory=list)
    likely: float | None = None
    reasons: tuple[Reason, ...] = ()


@frozen(eq=False, kw_only=True)
class Scene:
    """The paragraphs of one language in an article, parsed, with the marked text and the cues in them.

    Args:
        hits: cues outside marked text; `inner` those between dashes inside it.
        naming: the weights that sources are chosen by where a sentence was tagged; elsewhere, and without them, the
            rules name sources.
    """

    article: Article
    sentences: Sequence[Sentence]
    paragraphs: Sequence[Span]
    quotations: Sequence[Quotation]
    profile: LanguageProfile
    hits: Sequence[CueHit] = ()
    inner: Sequence[CueHit] = ()
    naming: Weights | None = None
    _sources: dict[int, Mention | None] = field(factory=dict, init=False)

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def source(self, hit: CueHit) -> Mention | None:
        """The mention beside a cue."""
        if id(hit) not in self._sources:
            self._sources[id(hit)] = self._named(hit)
        return self._sources[id(hit)]

    def _named(self, hit: CueHit) -> Mention | None:
        if self.naming is not None and hit.sentence.speech and hit.type is not CueType.OWN:
            candidates = Candidates(hit=hit, text=self.text, marked=self.marked, profile=self.profile)
            return likeliest_source(candidates, self.naming)
        return find_source(hit, self.text, self.profile)

    def content(self, hit: CueHit) -> Content | None:
        """What a cue reports inside its sentence."""
        return find_content(hit, self.source(hit), self.text, self.profile)

    def touches_marks(self, spans: Iterable[Span]) -> bool:
        """Whether marked text shares a character with one of the ranges."""
        return any(o.overlaps(span) for span in spans for o in self.marked)

    @cached_property
    def titles(self) -> frozenset[Span]:
        """The ranges of title and headings."""
        kinds = {BlockKind.TITLE, BlockKind.HEADING}
        return frozenset(block.span for block in self.article.blocks if block.kind in kinds)

    @cached_property
    def inside_marks(self) -> dict[Span, Span]:
        """What stands between marks, by the range with them and by itself."""
        pairs = (pair for q in self.quotations for pair in zip(q.outer, q.pieces, strict=True))
        return {span: piece for outer, piece in pairs for span in (outer, piece)}

    @cached_property
    def marked(self) -> tuple[Span, ...]:
        """The ranges of marked text, marks included."""
        return tuple(outer for quotation in self.quotations for outer in quotation.outer)
