"""Web pages as articles, their text taken out by trafilatura."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import EmptyArticle
from ..lang.profile import LanguageProfile
from ..model.article import Article
from .dates import iso_date
from .text import read_text

_TWEETS = '//blockquote[contains(@class, "twitter-tweet")]'


def read_html(
    html: str | bytes,
    *,
    profiles: Sequence[LanguageProfile],
    path: str | None = None,
    url: str | None = None,
    source: str | None = None,
    language: str | None = None,
) -> Article:
    """An article from a web page. Here `Article.text` is what was extracted: the title on the first
    line, then the paragraphs, with a blank line between them; offsets are those of that text, not of the
    page. Embedded tweets keep their signature on a line of its own.

    Raises:
        EmptyArticle: when no text is found on the page.
    """
    import trafilatura  # noqa: PLC0415  # only for web pages

    where = path or url or "page"
    tree = trafilatura.load_html(html)
    page = None if tree is None else _extract(tree, url)
    if page is None or not (page.text or "").strip():
        raise EmptyArticle(where)
    title = " ".join(page.title.split()) if page.title else None
    return read_text(
        _with_title(page.text, title),
        profiles=profiles,
        source=source or page.sitename or None,
        path=path,
        title=title,
        author=page.author or None,
        published=iso_date(page.date or ""),
        url=url or page.url or None,
        language=language,
    )


def _extract(tree: Any, url: str | None) -> Any:
    import trafilatura  # noqa: PLC0415  # only for web pages

    for quotation in tree.xpath(_TWEETS):
        _unfold(quotation)
    return trafilatura.bare_extraction(tree, url=url, with_metadata=True, include_comments=False)


def _unfold(tweet: Any) -> None:
    """A tweet's blockquote as two paragraphs, its words and its signature: extraction would run them
    together, or leave them out with all that comes from elsewhere.
    """
    words = [" ".join(p.text_content().split()) for p in tweet.iter("p")]
    signature = " ".join("".join(tweet.itertext()).split()).removeprefix(" ".join(words)).strip()
    parent, tail = tweet.getparent(), tweet.tail
    position = parent.index(tweet)
    parent.remove(tweet)
    for offset, line in enumerate([*words, signature]):
        paragraph = tweet.makeelement("p")
        paragraph.text = line
        parent.insert(position + offset, paragraph)
    parent[position + len(words)].tail = tail


def _with_title(text: str, title: str | None) -> str:
    """The text below its title, a blank line between its paragraphs."""
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    if title is not None and paragraphs[0] != title:
        paragraphs.insert(0, title)
    return "\n\n".join(paragraphs)
