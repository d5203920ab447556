"""Statements as records: kind, ranges, confidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ..model.quote import Quote, QuoteKind, joined
from ..model.span import Span, merged
from .scene import Draft, Scene

# How often a rule's content is right: counted on 250 articles of PolNeAR's training part (speech) and the Italian
# development set together, rare rules drawn towards what they had before; docs/quality.md has the command.
_CONFIDENCE = {
    "cue_after": 0.93,
    "cue_before": 0.85,
    "cue_comma": 0.8,
    "dashes": 0.87,
    "noun_before": 0.4,
    "colon": 0.91,
    "bare_colon": 0.82,
    "label": 0.77,
    "headline": 0.86,
    "turn": 0.82,
    "unmarked": 0.8,
    "phrase_after": 0.65,
    "noun_after": 0.7,
    "alone": 0.49,
    "around_comment": 0.43,
    "around_inserted": 0.76,
    "around_phrase": 0.72,
    "after_colon": 0.8,
    "complement": 0.87,
    "after_complementizer": 0.81,
    "after_mark": 0.82,
    "bare": 0.69,
    "predicate": 0.69,
    "noun_object": 0.66,
    "oblique": 0.65,
    "noun_clause": 0.33,
    "is_that": 0.27,
    "lent": 0.6,
    "parenthetical": 0.87,
    "passive": 0.7,
}


def to_quote(draft: Draft, scene: Scene) -> Quote:
    """The record of a statement, without its speaker yet."""
    pieces = [piece for quotation in scene.quotations for piece in quotation.pieces]
    spans = content_of(draft, scene)
    kind = QuoteKind.INDIRECT
    if all(_is_inside(span, pieces) for span in spans):
        kind = QuoteKind.DIRECT
    elif any(piece.overlaps(span) for piece in pieces for span in spans):
        kind = QuoteKind.MIXED
    return Quote(
        article=scene.article.id,
        kind=kind,
        content=spans,
        text=joined(scene.text, spans),
        language=scene.profile.code,
        cue=draft.hit.to_cue() if draft.hit else None,
        source=draft.source,
        rule=draft.rule,
        confidence=_CONFIDENCE[draft.rule] if draft.likely is None else draft.likely,
        reasons=draft.reasons,
    )


def content_of(draft: Draft, scene: Scene) -> tuple[Span, ...]:
    """The ranges of a statement, in order, without outer marks."""
    return tuple(_unwrapped(span, scene) for span in merged(draft.spans) if says(span, scene.text))


def says(span: Span, text: str) -> bool:
    """Whether a range holds a letter or figure."""
    return any(c.isalnum() for c in span.of(text))


def _is_inside(span: Span, pieces: Sequence[Span]) -> bool:
    """Whether one of the pieces, which lie in order, holds a range."""
    place = bisect_right(pieces, span.start, key=lambda piece: piece.start) - 1
    return place >= 0 and pieces[place].contains(span)


def _unwrapped(span: Span, scene: Scene) -> Span:
    """A range without outer marks where one quotation is all of it."""
    span = span.stripped(scene.text)
    piece = scene.inside_marks.get(span)
    if piece is None:
        return span
    inner = piece.stripped(scene.text, " \t\n,")
    return inner if len(inner) else piece
