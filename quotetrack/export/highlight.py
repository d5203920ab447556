"""An article's text as HTML, with its quotes marked where they stand."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from ..model.quote import Quote
from ..model.result import ArticleResult


def escaped(text: object) -> str:
    """Text that can stand in HTML, between tags or in an attribute, and in any encoding.

    >>> escaped('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return escape(str(text)).encode("utf-8", "xmlcharrefreplace").decode("utf-8")


def highlighted(result: ArticleResult) -> str:
    """The text in HTML, quotes in `<mark>`, with speaker, cue and rule for the mouse to find.

    Where quotes overlap, the stretch they share is one mark that tells of them all.
    """
    text = result.article.text
    ahead = [(span, quote) for quote in result.quotes for span in quote.content]
    cuts = sorted({0, len(text), *(cut for span, _ in ahead for cut in (span.start, span.end))})
    ahead.sort(key=lambda pair: pair[0], reverse=True)  # the next to open is the last
    parts, over = [], []
    for start, end in pairwise(cuts):
        while ahead and ahead[-1][0].start <= start:
            over.append(ahead.pop())
        over = [pair for pair in over if pair[0].end > start]
        parts.append(_marked(text[start:end], [quote for _, quote in over], text))
    return "".join(parts)


def described(quote: Quote, text: str) -> str:
    """One line that says who, how and by which rule: "Umerov · direct · ha detto · verb+subject"."""
    who = quote.speaker.name if quote.speaker else "?"
    cue = quote.cue.span.of(text) if quote.cue else "–"
    return f"{who} · {quote.kind.value} · {cue} · {quote.rule}"


def _marked(piece: str, quotes: list[Quote], text: str) -> str:
    if not quotes:
        return escaped(piece)
    title = "\n".join(described(quote, text) for quote in quotes)
    kinds = " ".join(dict.fromkeys(quote.kind.value for quote in quotes))
    return f'<mark class="{escaped(kinds)}" title="{escaped(title)}">{escaped(piece)}</mark>'
