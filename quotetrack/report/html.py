"""A run as one self-contained page: no script, no style sheet, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from ..export.highlight import described, escaped, highlighted
from ..model.claim import Conflict, Link, Thread
from ..model.drift import Drift, Piece, PieceKind
from ..model.result import ArticleResult, Failure
from .findings import Findings, spread_of, who

# Kinds differ by underline too, not by colour alone.
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 50rem; padding: 0 1rem }
.text { white-space: pre-wrap; overflow-wrap: anywhere }
.facts { color: #555 }
mark { background: #fff2b3; border-bottom: 2px solid #c90 }
mark.indirect { background: #e3f0ff; border-bottom: 2px dotted #369 }
mark.mixed { background: #e9f7e4; border-bottom: 2px dashed #593 }
del { color: #a30 }
ins { color: #363 }
.warning { color: #a30 }
"""


def page(findings: Findings, *, title: str = "quotetrack") -> str:
    """The findings as an HTML document, quotes marked in place; hover over one to see why.

    >>> page(Findings()).startswith("<!DOCTYPE html>")
    True
    """
    parts = [
        *(_article(result) for result in findings.results),
        *(_failure(failure) for failure in findings.failures),
        _section("Threads", (_thread(thread, findings) for thread in findings.threads)),
        _section("Links", (_link(link, findings) for link in findings.links)),
        _section("Conflicts", (_conflict(conflict, findings) for conflict in findings.conflicts)),
    ]
    return (
        f'<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"><title>{escaped(title)}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n<h1>{escaped(title)}</h1>\n"
        + "\n".join(part for part in parts if part)
        + "\n</body>\n</html>\n"
    )


def _section(title: str, items: Iterable[str]) -> str:
    body = "\n".join(items)
    return f"<section><h2>{title}</h2>\n{body}\n</section>" if body else ""


def _article(result: ArticleResult) -> str:
    article = result.article
    day = article.published.isoformat() if article.published else None
    languages = ", ".join(dict.fromkeys([result.language, *(s.language for s in result.segments)]))
    about = " · ".join(filter(None, (article.source, article.author, day, languages)))
    notes = _list((f"{note.code}: {note.message}" for note in result.notes), "warning")
    return (
        f'<article id="a-{escaped(article.id)}" lang="{escaped(result.language)}">'
        f"<h2>{escaped(article.title or article.path or article.id)}</h2>"
        f'<p class="facts">{escaped(about)}</p>'
        f'<div class="text">{highlighted(result)}</div>{notes}</article>'
    )


def _failure(failure: Failure) -> str:
    where = failure.article.path or failure.article.id
    said = f"{where} failed ({failure.stage}, {failure.code}): {failure.error}"
    return f'<p class="warning">{escaped(said)}</p>'


def _thread(thread: Thread, findings: Findings) -> str:
    note = f'<p class="warning">{escaped(thread.note)}</p>' if thread.note else ""
    quotes = "".join(f"<li>{_told(name, findings)}</li>" for name in thread.quotes)
    about = " · ".join((", ".join(thread.languages), spread_of(thread)))
    return (
        f"<h3>{escaped(thread.headline)}</h3>"
        f'<p class="facts">{escaped(about)} · weakest link {thread.weakest:.2f}</p><ul>{quotes}</ul>{note}'
    )


def _link(link: Link, findings: Findings) -> str:
    sides = "".join(f"<li>{_told(name, findings)}</li>" for name in (link.a, link.b))
    ends = link.a, link.b
    explained, drift = findings.explanations.get(ends), findings.drifts.get(ends)
    why = f"<p>{escaped(explained)}</p>" if explained else ""
    wording = _drift(drift) if drift else ""
    reasons = _list((f"{e.name} {e.score:.2f}: {e.because}" for e in link.evidence), "facts")
    return f"<h3>{escaped(link.relation.value)} {link.score:.2f}</h3><ul>{sides}</ul>{why}{wording}{reasons}"


def _drift(drift: Drift) -> str:
    """The words both have, those of the left only struck out, those of the right only underlined."""
    return f"<p>wording {drift.share:.2f}: {' '.join(map(_piece, drift.pieces))}</p>"


def _piece(piece: Piece) -> str:
    if piece.kind is PieceKind.SAME:
        return escaped(str(piece))
    gone = f"<del>{escaped(piece.left)}</del>" if piece.left else ""
    come = f"<ins>{escaped(piece.right)}</ins>" if piece.right else ""
    return " ".join(filter(None, (gone, come)))


def _conflict(conflict: Conflict, findings: Findings) -> str:
    sides = _list(f"{findings.name_of(side.article)}: {side.says}" for side in conflict.sides)
    return f'<h3 class="warning">{escaped(conflict.kind.value)}: {escaped(conflict.about)}</h3>{sides}'


def _list(items: Iterable[str], style: str = "") -> str:
    lines = "".join(f"<li>{escaped(item)}</li>" for item in items)
    return f'<ul class="{style}">{lines}</ul>' if lines else ""


def _told(name: str, findings: Findings) -> str:
    """A quote with a link to its article; its id where it is not at hand."""
    quote = findings.quotes.get(name)
    if quote is None:
        return f"quote {escaped(name)}"
    why = described(quote, findings.articles[quote.article].article.text)
    return (
        f'<a href="#a-{escaped(quote.article)}">{escaped(findings.name_of(quote.article))}</a>, '
        f"{escaped(who(quote))}: "
        f'<q lang="{escaped(quote.language)}" title="{escaped(why)}">{escaped(quote.text)}</q>'
    )
