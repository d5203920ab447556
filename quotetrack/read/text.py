"""Plain text as an article: its parts marked, and what it says of itself read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from attrs import evolve

from ..errors import EmptyArticle
from ..lang.profile import LanguageProfile
from ..model.article import Article, Block, BlockKind
from ..model.span import Span
from .dateline import Dateline, find_dateline
from .head import Head, find_head, is_quotation
from .lines import Line, find_lines, unbroken
from .tweets import find_tweets

#: The longest of 28 headings found with this limit has 109 characters; a paragraph as short as that
#: (4 in 100 Italian ones, 22 in 100 English ones) ends in a full stop.
_LONGEST_HEADING = 120
_LIST_MARKS = "—–-•*"
#: How much of a text shows its language, for the order of day and month: 20 lines of 400 characters.
_SAMPLE_LINES, _SAMPLE = 20, 400


def read_text(
    text: str,
    *,
    profiles: Sequence[LanguageProfile],
    id: str | None = None,
    source: str | None = None,
    path: str | None = None,
    title: str | None = None,
    author: str | None = None,
    published: date | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Article:
    r"""An article from its text (unedited), with what the text says of itself unless the caller says it:
    title, author, day (of a date line or a dateline; not of an embedded tweet, for the article may be
    much younger, and no day is better than a false one), outlet (the agency of a dateline). A text
    without anything in it raises `EmptyArticle`.

    >>> read_text("Il ponte riapre\n22 dicembre 2025\n\nDa oggi si passa.", profiles=[]).title
    'Il ponte riapre'
    """
    lines = find_lines(text)
    if not lines:
        raise EmptyArticle(path or "text")
    head, dateline, blocks = _page(text, lines, _likeliest_first(lines, profiles, language), title)
    article = Article(
        text=text,
        source=source or dateline.agency,
        path=path,
        title=head.title,
        author=author or head.author,
        published=published or head.published or dateline.published,
        url=url,
        language=language,
        blocks=blocks,
    )
    return article if id is None else evolve(article, id=id)


def _page(
    text: str, lines: tuple[Line, ...], profiles: Sequence[LanguageProfile], title: str | None
) -> tuple[Head, Dateline, tuple[Block, ...]]:
    """The head of a page, its dateline (an empty one, where it has none), and all its blocks."""
    head = find_head(lines[: min(find_tweets(lines), default=len(lines))], profiles, title=title)
    lines = lines[: head.end] + unbroken(text, lines[head.end :])
    kinds = {**_body(lines, head.end), **head.kinds, **find_tweets(lines)}
    story = next((i for i in range(len(lines)) if kinds[i] is BlockKind.PARAGRAPH), None)
    dateline = None if story is None else find_dateline(lines[story].text, profiles)
    dateline = dateline or Dateline(0, 0)
    return head, dateline, tuple(_blocks(lines, kinds, story, dateline))


def _likeliest_first(
    lines: tuple[Line, ...], profiles: Sequence[LanguageProfile], language: str | None
) -> Sequence[LanguageProfile]:
    """The profiles, those first whose words the text has most of: "05/03/2025" is read by the first."""
    words = " ".join(line.text[:_SAMPLE] for line in lines[:_SAMPLE_LINES]).lower().split()

    def rank(profile: LanguageProfile) -> tuple[bool, int]:
        known = sum(word in profile.grammar.function_words for word in words)
        return profile.code != language, -known

    return sorted(profiles, key=rank)


def _body(lines: tuple[Line, ...], start: int) -> dict[int, BlockKind]:
    """Headings and paragraphs from line `start` on."""
    kinds = dict.fromkeys(range(start, len(lines)), BlockKind.PARAGRAPH)
    for i, (line, below) in enumerate(pairwise(lines[start:]), start):
        if _could_head(line) and not _could_head(below):
            kinds[i] = BlockKind.HEADING
    return kinds


def _could_head(line: Line) -> bool:
    text = line.text
    if len(text) > _LONGEST_HEADING or line.stopped or not any(c.isalpha() for c in text):
        return False
    return text[0] not in _LIST_MARKS and not is_quotation(text)


def _blocks(
    lines: tuple[Line, ...], kinds: Mapping[int, BlockKind], story: int | None, dateline: Dateline
) -> Iterator[Block]:
    for i, line in enumerate(lines):
        span = line.span
        if i == story and dateline.end:
            yield Block(BlockKind.DATELINE, Span(span.start, span.start + dateline.end))
            span = Span(span.start + dateline.story, span.end)
        yield Block(kinds[i], span)
