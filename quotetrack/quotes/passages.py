"""What a parser is given: running text and marked speech apart.

A parser reads «Serve chiarezza», ha detto Rossi better in two pieces than in one: the frame is short and
plain, and no sentence of the quotation swallows its cue. Marked words inside a clause stay in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from ..model.span import Span, without
from .marks import Quotation

# Words from which marked text is parsed by itself; shorter pieces are mostly terms inside a clause.
_SHORTEST = 3
_OPENS_AFTER = frozenset(".:!?…;,-–—")
# A sentence that ends inside marks, with a new one after it: tokenizers run over this boundary.
_BOUNDARY = re.compile(r"[.!?…][\"»”’]\s+(?=[A-ZÀ-Þ«“\"])")


def find_passages(text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> tuple[Span, ...]:
    """The ranges to parse, in order: frames and free-standing quotations, without outer marks."""
    marked = sorted((o, p) for q in quotations for o, p in zip(q.outer, q.pieces, strict=True))
    starts = [outer.start for outer, _ in marked]
    out: list[Span] = []
    for paragraph in paragraphs:
        inside = marked[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]
        runs = [(outer, piece) for outer, piece in inside if _stands_free(text, paragraph, outer, piece)]
        out.extend(piece for _, piece in runs)
        for frame in without(paragraph, [outer for outer, _ in runs]):
            out.extend(_split(text, frame))
    kept = (span.stripped(text, " \t\n\r\f\v\u00a0,;:–—") for span in out)
    return tuple(sorted(s for s in kept if any(c.isalnum() for c in s.of(text))))


def _stands_free(text: str, paragraph: Span, outer: Span, piece: Span) -> bool:
    """Whether marked text begins a sentence or follows a colon or comma, and is no single term."""
    before = text[paragraph.start : outer.start].rstrip()
    inside = piece.of(text).strip()
    if before and before[-1] not in _OPENS_AFTER:
        return False
    if len(inside.split()) < _SHORTEST:
        return False
    return not before or before[-1] in ":.!?…" or inside[:1].isupper()


def _split(text: str, frame: Span) -> list[Span]:
    cuts = [frame.start + m.end() for m in _BOUNDARY.finditer(frame.of(text))]
    edges = [frame.start, *cuts, frame.end]
    return [Span(a, b) for a, b in pairwise(edges)]
