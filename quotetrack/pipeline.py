"""The stages in order, and the one boundary that keeps an article's failure to itself."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from attrs import frozen

from .errors import ArticleTooLong
from .lang.profile import LanguageProfile
from .model.article import Article, BlockKind, Passage, Segment
from .model.note import Note
from .model.quote import Quote
from .model.result import ArticleResult, Failure
from .model.span import Span
from .model.syntax import Sentence
from .protocols import Annotator, Detector
from .quotes.find import find_quotes, find_tweets
from .quotes.marks import Quotation, find_quotations
from .quotes.passages import find_passages
from .segments import find_segments
from .settings import Settings
from .speakers.resolve import resolve_speakers

logger = logging.getLogger(__name__)

_RUNNING = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH})


@frozen(kw_only=True)
class Stages:
    """The replaceable parts of a run."""

    detector: Detector
    annotator: Annotator
    profiles: Mapping[str, LanguageProfile]
    settings: Settings


@frozen(eq=False, kw_only=True)
class _Layout:
    """An article cut for the parser: paragraphs and quotations by language, and the passages."""

    article: Article
    language: str
    segments: tuple[Segment, ...]
    paragraphs: dict[str, list[Span]]
    quotations: dict[str, tuple[Quotation, ...]]
    passages: tuple[Passage, ...]
    notes: tuple[Note, ...]


def pipe(items: Iterable[Article | Failure], stages: Stages) -> Iterator[ArticleResult | Failure]:
    """One outcome per item, in order; a batch is held in memory at a time.

    A `Failure` (an input no article could be made of) passes through in its place.
    """
    limit = stages.settings.longest_article
    for batch in _batched((_bounded(item, limit) for item in items), stages.settings.batch):
        articles = [item for item in batch if isinstance(item, Article)]
        try:
            outcomes: Iterator[ArticleResult | Failure] = iter(_process(articles, stages))
        except Exception:
            logger.debug("a batch of %d failed; trying its articles one by one", len(batch))
            outcomes = iter([_attempt(article, stages) for article in articles])
        yield from (next(outcomes) if isinstance(item, Article) else item for item in batch)


def _bounded(item: Article | Failure, limit: int) -> Article | Failure:
    if isinstance(item, Article) and len(item.text) > limit:
        return Failure(item, "extract", ArticleTooLong(len(item.text), limit))
    return item


def _batched(items: Iterable[Article | Failure], size: int) -> Iterator[list[Article | Failure]]:
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


def _attempt(article: Article, stages: Stages) -> ArticleResult | Failure:
    try:
        return _process([article], stages)[0]
    except Exception as error:  # the boundary: one article's failure never stops the rest
        logger.warning("article %s failed: %s", article.id, error)
        return Failure(article, "extract", error)


def _process(articles: Sequence[Article], stages: Stages) -> list[ArticleResult]:
    layouts = [_lay_out(article, stages) for article in articles]
    annotations = iter(stages.annotator.annotate([p for layout in layouts for p in layout.passages]))
    results = []
    for layout in layouts:
        own = list(islice(annotations, len(layout.passages)))
        sentences = [s for annotation in own for s in annotation.sentences]
        notes = tuple(note for annotation in own for note in annotation.notes)
        results.append(_attribute(layout, sentences, notes, stages))
    return results


def _lay_out(article: Article, stages: Stages) -> _Layout:
    found = find_segments(article, stages.detector, tuple(stages.profiles.values()))
    paragraphs: dict[str, list[Span]] = {}
    for block in article.blocks:
        if block.kind in _RUNNING:
            for segment in found.segments:
                _add(paragraphs, block.span, segment, stages.profiles, article.text)
    quotations: dict[str, tuple[Quotation, ...]] = {}
    passages: list[Passage] = []
    notes = list(found.notes)
    for language, spans in paragraphs.items():
        quotations[language], unclosed = find_quotations(article.text, spans, stages.profiles[language])
        notes.extend(unclosed)
        passages.extend(
            Passage(span.of(article.text), language, span.start)
            for span in find_passages(article.text, spans, quotations[language])
        )
    return _Layout(
        article=article,
        language=found.language,
        segments=found.segments,
        paragraphs=paragraphs,
        quotations=quotations,
        passages=tuple(sorted(passages, key=lambda p: p.start)),
        notes=tuple(notes),
    )


def _add(
    paragraphs: dict[str, list[Span]],
    block: Span,
    segment: Segment,
    profiles: Mapping[str, LanguageProfile],
    text: str,
) -> None:
    """Adds the part of a block that lies in a segment of a language we know."""
    if segment.language in profiles and segment.span.overlaps(block):
        shared = Span(max(block.start, segment.span.start), min(block.end, segment.span.end))
        shared = shared.stripped(text)
        if len(shared):
            paragraphs.setdefault(segment.language, []).append(shared)


def _attribute(
    layout: _Layout, sentences: Sequence[Sentence], notes: tuple[Note, ...], stages: Stages
) -> ArticleResult:
    article = layout.article
    quotes: list[Quote] = list(find_tweets(article, layout.segments))
    for language, paragraphs in layout.paragraphs.items():
        own = [s for s in sentences if s.language == language]
        profile = stages.profiles[language]
        quotes += find_quotes(article, own, paragraphs, layout.quotations[language], profile)
    resolved, speakers, unnamed = resolve_speakers(article, sentences, quotes, stages.profiles)
    return ArticleResult(
        article=article,
        language=layout.language,
        segments=layout.segments,
        quotes=resolved,
        speakers=speakers,
        notes=tuple(sorted((*layout.notes, *notes, *unnamed), key=lambda n: (n.span, n.code))),
    )
