"""Records as flat rows: the one place that knows the columns of CSV, frames and tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import singledispatch
from typing import cast

from attrs import AttrsInstance, asdict

from ..model.answer import Hit, Position
from ..model.article import Article, Segment
from ..model.claim import Claim, Conflict, Evidence, Judgement, Link, Side, Spread, Thread
from ..model.note import Note
from ..model.quote import Identity, Quote, Speaker
from ..model.result import ArticleResult, Failure
from ..model.review import Check, ClaimReview, Rating, ReviewNote
from ..model.span import Span, hull

Value = str | int | float | bool | None
Row = dict[str, Value]


@singledispatch
def row(record: object) -> Row:
    """One flat row of JSON values for a record; several values of one column stand in one string.

    >>> row(Span(3, 9))
    {'start': 3, 'end': 9}
    """
    raise TypeError(f"no row for {type(record).__name__}")


def columns(rows: Iterable[Row]) -> tuple[str, ...]:
    """The names of all columns, in order of first appearance.

    >>> columns([{"a": 1}, {"a": 2, "b": 3}])
    ('a', 'b')
    """
    return tuple(dict.fromkeys(name for one in rows for name in one))


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


@row.register(Evidence)
@row.register(Hit)
@row.register(Judgement)
@row.register(Position)
@row.register(ReviewNote)
@row.register(Spread)
def _(record: AttrsInstance) -> Row:
    """Records that are flat already: their fields in order."""
    return {name: _value(value) for name, value in asdict(record, recurse=False).items()}


def _value(value: object) -> Value:
    if isinstance(value, tuple):
        return _joined(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else cast("Value", value)


@row.register
def _(record: Span) -> Row:
    return {"start": record.start, "end": record.end}


@row.register
def _(record: Segment) -> Row:
    return {**row(record.span), "language": record.language, "confidence": record.confidence}


@row.register
def _(record: Note) -> Row:
    return {"code": record.code, **row(record.span), "message": record.message}


@row.register
def _(record: Article) -> Row:
    return {
        "id": record.id,
        "source": record.source,
        "path": record.path,
        "title": record.title,
        "author": record.author,
        "published": _day(record.published),
        "url": record.url,
        "language": record.language,
        "text": record.text,
    }


@row.register
def _(record: ArticleResult) -> Row:
    return {
        **row(record.article),
        "language": record.language,
        "quotes": len(record.quotes),
        "speakers": len(record.speakers),
        "notes": len(record.notes),
    }


@row.register
def _(record: Failure) -> Row:
    return {
        "id": record.article.id,
        "path": record.article.path,
        "stage": record.stage,
        "code": record.code,
        "message": str(record.error),
    }


@row.register
def _(record: Speaker) -> Row:
    return {
        "id": record.id,
        "name": record.name,
        "type": record.type.value,
        "role": record.role,
        "aliases": _joined(record.aliases),
        "roles": _joined(record.roles),
        "mentions": len(record.mentions),
    }


@row.register
def _(record: Identity) -> Row:
    return {
        "id": record.id,
        "name": record.name,
        "type": record.type.value,
        "aliases": _joined(record.aliases),
        "roles": _joined(dict.fromkeys(role for role, _ in record.roles)),
        "articles": _joined(dict.fromkeys(article for article, _ in record.members)),
    }


@row.register
def _(record: Quote) -> Row:
    cue, source, speaker = record.cue, record.source, record.speaker
    return {
        "id": record.id,
        "article": record.article,
        "kind": record.kind.value,
        "language": record.language,
        "speaker": speaker.name if speaker else None,
        "text": record.text,
        **row(hull(record.content)),
        "ranges": " ".join(f"{span.start}-{span.end}" for span in record.content),
        "cue": cue.lemma if cue else None,
        "cue_start": cue.span.start if cue else None,
        "cue_end": cue.span.end if cue else None,
        "source": source.text if source else None,
        "source_start": source.span.start if source else None,
        "source_end": source.span.end if source else None,
        "speaker_id": speaker.id if speaker else None,
        "speaker_type": speaker.type.value if speaker else None,
        "role": speaker.role if speaker else None,
        "rule": record.rule,
        "confidence": record.confidence,
        "reasons": _joined(f"{reason.name} {reason.weight:+g}" for reason in record.reasons),
    }


@row.register
def _(record: Claim) -> Row:
    return {
        "id": record.id,
        "quote": record.quote,
        "article": record.article,
        "text": record.text,
        "language": record.language,
        "speaker_id": record.speaker,
        "speaker": record.speaker_name,
        "source": record.source,
        "published": _day(record.published),
        "polarity": record.polarity,
        "modality": record.modality.value,
        "quantities": _joined(f"{q.value:g} {q.unit}".strip() for q in record.quantities),
        "times": _joined(time.text for time in record.times),
        "entities": _joined(record.entities),
    }


@row.register
def _(record: Link) -> Row:
    return {
        "a": record.a,
        "b": record.b,
        "relation": record.relation.value,
        "score": record.score,
        "because": _joined(evidence.because for evidence in record.evidence),
    }


@row.register
def _(record: Thread) -> Row:
    return {
        "id": record.id,
        "headline": record.headline,
        "quotes": _joined(record.quotes),
        "languages": _joined(record.languages),
        "sources": _joined(record.sources),
        "first": _day(record.first),
        "last": _day(record.last),
        "weakest": record.weakest,
        "note": record.note,
    }


@row.register
def _(record: Side) -> Row:
    return {"article": record.article, "quote": record.quote, "says": record.says}


@row.register
def _(record: Conflict) -> Row:
    return {
        "kind": record.kind.value,
        "about": record.about,
        "articles": _joined(side.article for side in record.sides),
        "says": _joined(side.says for side in record.sides),
    }


@row.register
def _(record: ClaimReview) -> Row:
    rating = record.rating or Rating()
    return {
        "id": record.id,
        "claim": record.claim,
        "claimant": _joined(record.claimants) or None,
        "claimed": _day(record.claimed),
        "appearances": _joined(record.appearances),
        "rating": rating.words,
        "rating_value": rating.value,
        "rating_best": rating.best,
        "rating_worst": rating.worst,
        "reviewer": record.reviewer,
        "url": record.url,
        "language": record.language,
        "published": _day(record.published),
    }


@row.register
def _(record: Check) -> Row:
    return {
        "quote": record.quote,
        "review": record.review,
        "relation": record.relation.value,
        "newer": record.newer,
        "score": record.score,
        "because": _joined(evidence.because for evidence in record.evidence),
    }
