"""A run as plain text, for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Protocol

from ..model.answer import Hit, Position
from ..model.claim import Conflict, Link, Thread
from ..model.quote import Quote
from ..model.result import ArticleResult, Failure
from ..model.review import Check, ClaimReview
from .findings import Findings, spread_of, who

#: Wide enough for a sentence, narrow enough for half a screen.
WIDTH = 88

# ECMA-48 codes of what is coloured; a terminal without colour is given none.
_CODES = {"title": "1", "speaker": "36", "faint": "2", "warning": "33"}

# Articles come from anywhere: characters that steer a terminal, or that it can't be sent, are shown.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Paint(Protocol):
    """Puts a style around a text, or does not."""

    def __call__(self, style: str, text: str) -> str: ...


def render(findings: Findings, *, width: int = WIDTH, colour: bool = False) -> str:
    r"""The findings as text: articles with their quotes, then threads, links and conflicts.

    >>> render(Findings())
    'Nothing found.\n'
    """
    paint = _coloured if colour else _plain
    blocks = [
        *(_article(result, width, paint) for result in findings.results),
        *(_failure(failure, width, paint) for failure in findings.failures),
        _section("Threads", [_thread(t, findings, width, paint) for t in findings.threads], paint),
        _section("Links", [_link(x, findings, width, paint) for x in findings.links], paint),
        _section("Conflicts", [_conflict(c, findings, width, paint) for c in findings.conflicts], paint),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n" if any(blocks) else "Nothing found.\n"


def _plain(style: str, text: str) -> str:
    return text


def _coloured(style: str, text: str) -> str:
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m"


def _clean(text: str) -> str:
    """One line, white space evened out, nothing in it that a terminal would obey."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def _wrapped(text: str, width: int, indent: int) -> list[str]:
    margin = " " * indent
    # A narrow terminal still gets some letters a line, rather than an error.
    return wrap(
        _clean(text),
        max(width, indent + 10),
        initial_indent=margin,
        subsequent_indent=margin,
        break_on_hyphens=False,
    )


def _section(title: str, blocks: list[str], paint: Paint) -> str:
    return "\n".join([paint("title", f"{title} ({len(blocks)})"), *blocks]) if blocks else ""


def _article(result: ArticleResult, width: int, paint: Paint) -> str:
    article = result.article
    title = _wrapped(article.title or article.path or article.id, width, 0)
    languages = ", ".join(dict.fromkeys([result.language, *(s.language for s in result.segments)]))
    day = article.published.isoformat() if article.published else None
    about = [article.source, article.author, day, languages, f"{len(result.quotes)} quotes"]
    lines = [paint("title", line) for line in title]
    lines += [paint("faint", line) for line in _wrapped(" · ".join(filter(None, about)), width, 0)]
    for quote in result.quotes:
        lines += _quote(quote, article.text, width, paint)
    for note in result.notes:
        said = _wrapped(f"! {note.code} at {note.span.start}: {note.message}", width, 2)
        lines += [paint("warning", line) for line in said]
    return "\n".join(lines)


def _quote(quote: Quote, text: str, width: int, paint: Paint) -> Iterator[str]:
    cue = _clean(quote.cue.span.of(text)) if quote.cue else "no cue"
    facts = f"{quote.kind.value}, {quote.language}, {cue}, {quote.confidence:.2f}"
    yield f"  {paint('speaker', _clean(who(quote)))}  {paint('faint', f'[{facts}]')}"
    yield from _wrapped(quote.text, width, 4)


def _failure(failure: Failure, width: int, paint: Paint) -> str:
    where = failure.article.path or failure.article.id
    said = _wrapped(f"! {where} failed ({failure.stage}, {failure.code}): {failure.error}", width, 0)
    return "\n".join(paint("warning", line) for line in said)


def _thread(thread: Thread, findings: Findings, width: int, paint: Paint) -> str:
    lines = _wrapped(thread.headline, width, 2)
    about = [", ".join(thread.languages), spread_of(thread), f"weakest link {thread.weakest:.2f}"]
    lines += [paint("faint", line) for line in _wrapped(" · ".join(filter(None, about)), width, 2)]
    for name in thread.quotes:
        lines += _told(name, findings, width)
    if thread.note:
        lines += [paint("warning", line) for line in _wrapped(f"! {thread.note}", width, 4)]
    return "\n".join(lines)


def _link(link: Link, findings: Findings, width: int, paint: Paint) -> str:
    head = f"{link.relation.value} {link.score:.2f}"
    lines = [f"  {paint('title', head)}"]
    for name in (link.a, link.b):
        lines += _told(name, findings, width)
    lines += _wrapped(findings.explanations.get((link.a, link.b), ""), width, 4)
    if drift := findings.drifts.get((link.a, link.b)):
        lines += _wrapped(f"wording {drift.share:.2f}: {drift}", width, 4)
    for evidence in link.evidence:
        reason = f"{evidence.name} {evidence.score:.2f}: {evidence.because}"
        lines += [paint("faint", line) for line in _wrapped(reason, width, 6)]
    return "\n".join(lines)


def _conflict(conflict: Conflict, findings: Findings, width: int, paint: Paint) -> str:
    about = _wrapped(f"{conflict.kind.value}: {conflict.about}", width, 2)
    lines = [paint("warning", line) for line in about]
    for side in conflict.sides:
        lines += _wrapped(f"{findings.name_of(side.article)}: {side.says}", width, 4)
    return "\n".join(lines)


def _told(name: str, findings: Findings, width: int) -> list[str]:
    """A quote in one paragraph: language, outlet, speaker and words; its id where it is not at hand."""
    quote = findings.quotes.get(name)
    if quote is None:
        return _wrapped(f"quote {name}", width, 4)
    where = findings.name_of(quote.article)
    return _wrapped(f"[{quote.language}] {where}, {who(quote)}: {quote.text}", width, 4)


def render_hits(hits: Iterable[Hit], *, width: int = WIDTH) -> str:
    """What a search found, a paragraph each."""
    lines = [line for hit in hits for line in _dated(f"{hit.score:.2f}", hit.speaker or "?", hit, width)]
    return "\n".join(lines) or "Nothing found."


def render_positions(positions: Iterable[Position], *, width: int = WIDTH) -> str:
    """What a speaker said over time, with a line for each earlier statement it goes against."""
    told = {position.quote: position for position in positions}
    lines: list[str] = []
    for position in told.values():
        lines += _dated(str(position.published or "no day"), position.speaker, position, width)
        for name in ("contradicts", "updates", "repeats"):
            for quote in getattr(position, name):
                earlier = told[quote]
                lines += _wrapped(f"{name} ({earlier.published or 'no day'}): {earlier.text}", width, 4)
    return "\n".join(lines) or "Nothing found."


def _dated(head: str, speaker: str, found: Hit | Position, width: int) -> list[str]:
    where = found.source or found.article
    return _wrapped(f"{head}  [{found.language}] {where}, {speaker}: {found.text}", width, 2)


def render_checks(
    checks: Iterable[Check],
    reviews: Iterable[ClaimReview],
    quotes: Mapping[str, Quote],
    *,
    width: int = WIDTH,
) -> str:
    """Each fact-check that speaks of kept quotes, with its rating and these quotes."""
    found: dict[str, list[Check]] = {}
    for check in checks:
        found.setdefault(check.review, []).append(check)
    lines: list[str] = []
    for review in (review for review in reviews if review.id in found):
        rating = review.rating.words if review.rating else None
        lines += _wrapped(
            f"[{rating or '?'}] {review.reviewer or '?'}: {review.claim} {review.url or ''}", width, 2
        )
        for check in found[review.id]:
            quote = quotes[check.quote]
            lines += _wrapped(
                f"{check.relation.value} {check.score:.2f}  [{quote.language}] {who(quote)}: {quote.text}",
                width,
                4,
            )
    return "\n".join(lines) or "Nothing found."
