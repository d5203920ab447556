"""The stages in order, and the one boundary that keeps an article's failure to itself."""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from attrs import evolve, frozen

from .errors import ArticleTooLong
from .lang.profile import LanguageProfile
from .model.article import Article, BlockKind, Passage, Segment
from .model.note import Note
from .model.quote import Quote
from .model.result import ArticleResult, Failure
from .model.span import Span
from .model.syntax import Sentence
from .protocols import Annotator, Detector
from .quotes.find import find_quotes
from .quotes.labels import find_tweets
from .quotes.marks import Quotation, find_quotations
from .quotes.passages import find_passages
from .segments import find_segments
from .settings import Settings
from .speakers.resolve import resolve_speakers

logger = logging.getLogger(__name__)

_RUNNING = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH})

#: Characters of a paragraph beyond which it is cut, and of a part of an article that is searched for quotes
#: as one: the work grows with the square of them. The longest development article has 31,000 characters, so
#: only books and broken pages have a second part.
_LONGEST_PARAGRAPH, _LONGEST_PART = 10_000, 40_000


@frozen(kw_only=True)
class Stages:
    """The replaceable parts of a run."""

    detector: Detector
    annotator: Annotator
    profiles: Mapping[str, LanguageProfile]
    settings: Settings


@frozen(eq=False, kw_only=True)
class Part:
    """Paragraphs of one language, and the quotations in them: none reaches into another part."""

    language: str
    paragraphs: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    sentences: tuple[Sentence, ...] = ()


@frozen(eq=False, kw_only=True)
class _Layout:
    """An article cut for the parser: its parts, and the passages in text order."""

    article: Article
    language: str
    segments: tuple[Segment, ...]
    parts: tuple[Part, ...]
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


def read_parts(articles: Sequence[Article], stages: Stages) -> Iterator[list[Part]]:
    """The parts of each article with their sentences: what the rules for quotes look at, for training."""
    for article in articles:
        layout = _lay_out(article, stages)
        annotations = stages.annotator.annotate(layout.passages)
        sentences = [s for annotation in annotations for s in annotation.sentences]
        yield [_read(part, sentences) for part in layout.parts]


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
    parts: list[Part] = []
    notes = list(found.notes)
    for language, spans in paragraphs.items():
        quotations, unclosed = find_quotations(article.text, spans, stages.profiles[language])
        notes.extend(unclosed)
        parts.extend(_parts(language, spans, quotations))
    passages = [
        Passage(span.of(article.text), part.language, span.start)
        for part in parts
        for span in find_passages(article.text, part.paragraphs, part.quotations)
    ]
    return _Layout(
        article=article,
        language=found.language,
        segments=found.segments,
        parts=tuple(parts),
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
        pieces = (piece.stripped(text) for piece in _cut(shared, text))
        paragraphs.setdefault(segment.language, []).extend(piece for piece in pieces if len(piece))


def _cut(span: Span, text: str) -> Iterator[Span]:
    """The range, in pieces where it is too long: at the last space that allows it."""
    start = span.start
    while span.end - start > _LONGEST_PARAGRAPH:
        limit = start + _LONGEST_PARAGRAPH
        end = text.rfind(" ", start + 1, limit) + 1 or limit
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def _parts(language: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> Iterator[Part]:
    """The paragraphs in parts of bounded length, cut where no quotation goes on."""
    ahead = iter([*quotations, None])
    quotation = next(ahead)
    own: list[Span] = []
    inside: list[Quotation] = []
    for number, paragraph in enumerate(paragraphs, 1):
        own.append(paragraph)
        while quotation is not None and quotation.start < paragraph.end:
            inside.append(quotation)
            quotation = next(ahead)
        going_on = bool(inside) and inside[-1].end > paragraph.end
        full = paragraph.end - own[0].start > _LONGEST_PART
        if (full and not going_on) or number == len(paragraphs):
            yield Part(language=language, paragraphs=tuple(own), quotations=tuple(inside))
            own, inside = [], []


def _attribute(
    layout: _Layout, sentences: Sequence[Sentence], notes: tuple[Note, ...], stages: Stages
) -> ArticleResult:
    article = layout.article
    quotes: list[Quote] = list(find_tweets(article, layout.segments))
    for part in (_read(part, sentences) for part in layout.parts):
        profile = stages.profiles[part.language]
        quotes += find_quotes(
            article,
            part.sentences,
            part.paragraphs,
            part.quotations,
            profile,
            least=stages.settings.statement,
        )
    resolved, speakers, unnamed = resolve_speakers(article, sentences, quotes, stages.profiles)
    return ArticleResult(
        article=article,
        language=layout.language,
        segments=layout.segments,
        quotes=resolved,
        speakers=speakers,
        notes=tuple(sorted((*layout.notes, *notes, *unnamed), key=lambda n: (n.span, n.code))),
    )


def _read(part: Part, sentences: Sequence[Sentence]) -> Part:
    """A part with its sentences, out of those of its article in text order."""
    first = bisect_left(sentences, part.paragraphs[0].start, key=lambda s: s.span.start)
    last = bisect_left(sentences, part.paragraphs[-1].end, key=lambda s: s.span.start)
    own = (s for s in sentences[first:last] if s.language == part.language)
    return evolve(part, sentences=tuple(own))
