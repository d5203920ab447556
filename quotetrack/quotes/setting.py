"""What stands around marked speech: the rest of its sentence, and the cues in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypeVar

from attrs import frozen

from ..model.span import Span
from ..model.syntax import Sentence, Word
from .cues import CueHit
from .marks import Quotation

Placed = TypeVar("Placed", Sentence, CueHit)


@frozen(eq=False, kw_only=True)
class Setting:
    """A quotation with what stands around it.

    Args:
        before: text range from the sentence's (or last quotation's) end to the opening mark.
        after: range from the closing mark to the sentence's end or the next quotation.
        cues_before: cues in `before`, `cues_after` those in `after`.
        follows: whether another quotation stands before it in the same paragraph.
        words_before: the parsed words of `before`.
    """

    quotation: Quotation
    before: Span
    after: Span
    cues_before: tuple[CueHit, ...]
    cues_after: tuple[CueHit, ...]
    follows: bool = False
    words_before: tuple[Word, ...] = ()


def _announcement(text: str, last: Span, parses: Sequence[Sentence], *, otherwise: int) -> int:
    """Where the sentence begins that ends the paragraph before in a colon, for a quotation that opens its own."""
    if not last.of(text).rstrip().endswith(":"):
        return otherwise
    return max([last.start, *(s.span.start for s in parses if last.contains(s.span))])


def settings_of(
    text: str,
    quotations: Sequence[Quotation],
    sentences: Sequence[Sentence],
    paragraphs: Sequence[Span],
    hits: Sequence[CueHit],
) -> list[Setting]:
    """Each quotation with its surroundings."""
    starts = [p.start for p in paragraphs]
    parses, cues = _by_paragraph(sentences, starts), _by_paragraph(hits, starts)
    out: list[Setting] = []
    for number, quotation in enumerate(quotations):
        first, last = bisect_right(starts, quotation.start) - 1, bisect_left(starts, quotation.end) - 1
        near = slice(max(first - 1, 0), last + 1)  # an announcement stands in the paragraph before
        own = [s for here in parses[near] for s in here]
        own_hits = [h for here in cues[near] for h in here]
        floor, ceiling = paragraphs[first].start, paragraphs[last].end
        if number and quotations[number - 1].end > floor:
            floor = quotations[number - 1].end
        if number + 1 < len(quotations):
            ceiling = min(ceiling, quotations[number + 1].start)
        begin = max([floor, *(s.span.start for s in own if s.span.start <= quotation.start)])
        if first and not text[paragraphs[first - 1].end : quotation.start].strip():
            begin = _announcement(text, paragraphs[first - 1], own, otherwise=begin)
        stop = min([ceiling, *(s.span.end for s in own if s.span.end > quotation.end)])
        before = Span(min(begin, quotation.start), quotation.start)
        after = Span(quotation.end, max(stop, quotation.end))
        out.append(
            Setting(
                quotation=quotation,
                before=before,
                after=after,
                cues_before=tuple(h for h in own_hits if before.contains(h.span)),
                cues_after=tuple(h for h in own_hits if after.contains(h.span)),
                follows=floor != paragraphs[first].start,
                words_before=tuple(w for s in own for w in s.words if before.contains(w.span)),
            )
        )
    return out


def _by_paragraph(items: Sequence[Placed], starts: Sequence[int]) -> list[list[Placed]]:
    """Sentences or cues, in a list for each paragraph."""
    lists: list[list[Placed]] = [[] for _ in starts]
    for item in items:
        lists[bisect_right(starts, item.span.start) - 1].append(item)
    return lists
