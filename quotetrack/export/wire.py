"""Records as the JSON objects of the wire format, schema 1."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import singledispatch
from typing import Any

from ..model.answer import Hit, Position
from ..model.article import Segment
from ..model.claim import Conflict, Evidence, Judgement, Link, Relation, Thread
from ..model.note import Note
from ..model.quote import Identity, Quote, Speaker
from ..model.result import ArticleResult, Failure
from ..model.review import Check, ClaimReview, ReviewNote
from ..model.span import Span
from .rows import row

#: Raised when the meaning of a key changes; keys may be added without.
SCHEMA = 1

Wire = dict[str, Any]

# Half a surrogate pair has no UTF-8, and Unicode's own line ends part a line for many readers; JSON can spell both.
_ESCAPED = re.compile("[\ud800-\udfff\x85\u2028\u2029]")


def dumps(line: Mapping[str, object]) -> str:
    r"""One line of JSON that can always be encoded: half surrogate pairs and line ends are escaped.

    >>> dumps({"text": "perché \ud83d"})
    '{"text": "perché \\ud83d"}'
    """
    text = json.dumps(line, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


@singledispatch
def to_wire(record: object) -> Wire:
    """The JSON object of a record; those the wire format does not name give their row.

    >>> to_wire(Link(a="q1", b="q2", relation=Relation.SAME, score=0.9))["relation"]
    'same'
    """
    return {"schema": SCHEMA, **row(record)}


@to_wire.register
def _(result: ArticleResult) -> Wire:
    article = result.article
    return {
        "schema": SCHEMA,
        "id": article.id,
        "source": article.source,
        "path": article.path,
        "title": article.title,
        "author": article.author,
        "published": _day(article.published),
        "language": result.language,
        "text": article.text,
        "segments": _segments(result.segments),
        "quotes": [_quote(quote) for quote in result.quotes],
        "speakers": [_speaker(speaker) for speaker in result.speakers],
        "notes": [_note(note) for note in result.notes],
    }


@to_wire.register
def _(failure: Failure) -> Wire:
    article = failure.article
    return error_to_wire(id=article.id, path=article.path, code=failure.code, message=str(failure.error))


@to_wire.register
def _(link: Link) -> Wire:
    return {
        "schema": SCHEMA,
        "type": "link",
        "a": link.a,
        "b": link.b,
        "relation": link.relation.value,
        "score": link.score,
        "evidence": _evidence(link.evidence),
    }


@to_wire.register
def _(thread: Thread) -> Wire:
    return {
        "schema": SCHEMA,
        "type": "thread",
        "id": thread.id,
        "headline": thread.headline,
        "claims": list(thread.quotes),
        "languages": list(thread.languages),
        "sources": list(thread.sources),
        "spread": [row(place) for place in thread.spread],
    }


@to_wire.register
def _(hit: Hit) -> Wire:
    return {"schema": SCHEMA, "type": "hit", **row(hit)}


@to_wire.register
def _(position: Position) -> Wire:
    lists = {name: list(getattr(position, name)) for name in ("contradicts", "updates", "repeats")}
    return {"schema": SCHEMA, "type": "position", **row(position), **lists}


@to_wire.register
def _(note: ReviewNote) -> Wire:
    return {"schema": SCHEMA, "type": "note", **row(note)}


@to_wire.register
def _(judgement: Judgement) -> Wire:
    return {"schema": SCHEMA, "type": "judgement", **row(judgement)}


@to_wire.register
def _(conflict: Conflict) -> Wire:
    return {
        "schema": SCHEMA,
        "type": "conflict",
        "kind": conflict.kind.value,
        "about": conflict.about,
        "sides": [row(side) for side in conflict.sides],
    }


@to_wire.register
def _(review: ClaimReview) -> Wire:
    rating = review.rating
    return {
        "schema": SCHEMA,
        "type": "review",
        "id": review.id,
        "claim": review.claim,
        "claimants": list(review.claimants),
        "claimed": _day(review.claimed),
        "appearances": list(review.appearances),
        "rating": {
            "words": rating.words,
            "value": rating.value,
            "best": rating.best,
            "worst": rating.worst,
        }
        if rating
        else None,
        "reviewer": review.reviewer,
        "url": review.url,
        "language": review.language,
        "published": _day(review.published),
    }


@to_wire.register
def _(check: Check) -> Wire:
    return {
        "schema": SCHEMA,
        "type": "check",
        "quote": check.quote,
        "review": check.review,
        "relation": check.relation.value,
        "newer": check.newer,
        "score": check.score,
        "evidence": _evidence(check.evidence),
    }


def identity_to_wire(identity: Identity, quotes: Iterable[str]) -> Wire:
    """The line of a speaker across articles, with the ids of all their quotes."""
    return {
        "schema": SCHEMA,
        "type": "speaker",
        "id": identity.id,
        "name": identity.name,
        "aliases": list(identity.aliases),
        "roles": [{"role": role, "article": article} for role, article in identity.roles],
        "quotes": list(quotes),
    }


def error_to_wire(*, id: str | None, path: str | None, code: str, message: str) -> Wire:
    """The line of an input that failed.

    >>> error_to_wire(id=None, path="a.txt", code="input-error", message="a.txt: is empty.")["error"]
    {'code': 'input-error', 'message': 'a.txt: is empty.'}
    """
    return {"schema": SCHEMA, "id": id, "path": path, "error": {"code": code, "message": message}}


def relation_to_wire(
    *, id: str, relation: Relation, newer: str | None, score: float, evidence: Iterable[Evidence] = ()
) -> Wire:
    """The line that answers a pair of claims; `newer` is "a", "b" or None."""
    return {
        "schema": SCHEMA,
        "id": id,
        "relation": relation.value,
        "newer": newer,
        "score": score,
        "evidence": _evidence(evidence),
    }


def detection_to_wire(*, id: str, language: str, confidence: float, segments: Iterable[Segment] = ()) -> Wire:
    """The line that names the language of a text."""
    return {
        "schema": SCHEMA,
        "id": id,
        "language": language,
        "confidence": confidence,
        "segments": _segments(segments),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _range(span: Span) -> list[int]:
    return [span.start, span.end]


def _segments(segments: Iterable[Segment]) -> list[Wire]:
    return [
        {
            "start": segment.span.start,
            "end": segment.span.end,
            "language": segment.language,
            "confidence": segment.confidence,
        }
        for segment in segments
    ]


def _quote(quote: Quote) -> Wire:
    cue, source, speaker = quote.cue, quote.source, quote.speaker
    return {
        "id": quote.id,
        "kind": quote.kind.value,
        "content": [_range(span) for span in quote.content],
        "text": quote.text,
        "language": quote.language,
        "cue": {"start": cue.span.start, "end": cue.span.end, "lemma": cue.lemma} if cue else None,
        "source": {"start": source.span.start, "end": source.span.end, "text": source.text}
        if source
        else None,
        "speaker": {
            "id": speaker.id,
            "name": speaker.name,
            "type": speaker.type.value,
            "role": speaker.role,
        }
        if speaker
        else None,
        "rule": quote.rule,
        "confidence": quote.confidence,
        "reasons": [{"name": reason.name, "weight": reason.weight} for reason in quote.reasons],
    }


def _speaker(speaker: Speaker) -> Wire:
    return {
        "id": speaker.id,
        "name": speaker.name,
        "type": speaker.type.value,
        "aliases": list(speaker.aliases),
        "roles": list(speaker.roles),
        "mentions": [_range(span) for span in speaker.mentions],
    }


def _note(note: Note) -> Wire:
    return {"code": note.code, "start": note.span.start, "end": note.span.end, "message": note.message}


def _evidence(evidence: Iterable[Evidence]) -> list[Wire]:
    return [{"name": one.name, "score": one.score, "because": one.because} for one in evidence]
