"""Records out of the JSON objects of the wire format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..errors import InputError
from ..model.article import Article, Segment
from ..model.claim import Judgement, Verdict
from ..model.note import Note
from ..model.quote import Cue, Mention, Quote, QuoteKind, Reason, Speaker, SpeakerType
from ..model.result import ArticleResult
from ..model.span import Span
from .wire import SCHEMA

Wire = Mapping[str, Any]


def result_from_wire(line: Wire) -> ArticleResult:
    """What `to_wire` made an object of. Address and page structure are not on the wire.

    Raises:
        InputError: for an error line, another schema, a missing key or a value that can't be.

    >>> result_from_wire({"schema": 1, "id": "x", "text": "", "language": "und", "segments": [],
    ...     "quotes": [], "speakers": [], "notes": []})
    <ArticleResult x 0 quotes>
    """
    name = str(line.get("id"))
    if line.get("schema") != SCHEMA:
        raise InputError(name, f"has schema {line.get('schema')!r}, this release reads {SCHEMA}")
    if "error" in line:
        raise InputError(name, "is an error line and holds no article")
    try:
        return _inside(_result(line))
    except KeyError as error:
        raise InputError(name, f"lacks the key {error}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(name, f"has a value that can't be: {error}") from error


def judgement_from_wire(line: Wire) -> Judgement:
    """A reviewer's verdict; `reviewer` and `comment` may be missing.

    Raises:
        InputError: another schema, a missing key or a value that can't be.

    >>> judgement_from_wire({"a": "q1", "b": "q2", "verdict": "same"}).verdict.value
    'same'
    """
    if line.get("schema", SCHEMA) != SCHEMA:
        raise InputError("judgement", f"has schema {line['schema']!r}, this release reads {SCHEMA}")
    values = {
        key: "" if line.get(key) is None else line[key]
        for key in ("a", "b", "verdict", "reviewer", "comment")
    }
    if wrong := [key for key, value in values.items() if not isinstance(value, str)]:
        raise InputError("judgement", f"has no text for {', '.join(wrong)}")
    if not values["a"] or not values["b"] or values["a"] == values["b"]:
        raise InputError("judgement", 'needs the ids of two quotes, "a" and "b"')
    if values["verdict"] not in set(Verdict):
        raise InputError("judgement", f'needs a "verdict": {", ".join(Verdict)}')
    verdict = Verdict(values.pop("verdict"))
    return Judgement(verdict=verdict, **values)


def _inside(result: ArticleResult) -> ArticleResult:
    """The result, every range of which ends inside its text: later stages slice by them."""
    size = len(result.article.text)
    if outside := next((span for span in _spans(result) if span.end > size), None):
        raise ValueError(f"{outside} ends outside its text of {size} characters")
    return result


def _result(line: Wire) -> ArticleResult:
    published = line.get("published")
    if not isinstance(line["text"], str):
        raise TypeError(f"text is {line['text']!r}")
    article = Article(
        id=line["id"],
        text=line["text"],
        source=line.get("source"),
        path=line.get("path"),
        title=line.get("title"),
        author=line.get("author"),
        published=date.fromisoformat(published) if published else None,
    )
    speakers = tuple(_speaker(item) for item in line["speakers"])
    known = {speaker.id: speaker for speaker in speakers}
    return ArticleResult(
        article=article,
        language=line["language"],
        segments=tuple(_segment(item) for item in line["segments"]),
        quotes=tuple(_quote(item, article.id, known) for item in line["quotes"]),
        speakers=speakers,
        notes=tuple(Note(item["code"], _span(item), item["message"]) for item in line["notes"]),
    )


def _span(item: Wire) -> Span:
    return Span(item["start"], item["end"])


def _segment(item: Wire) -> Segment:
    return Segment(_span(item), item["language"], item["confidence"])


def _speaker(item: Wire) -> Speaker:
    return Speaker(
        id=item["id"],
        name=item["name"],
        type=SpeakerType(item["type"]),
        aliases=tuple(item["aliases"]),
        roles=tuple(item["roles"]),
        mentions=tuple(Span(start, end) for start, end in item["mentions"]),
    )


def _quote(item: Wire, article: str, known: Mapping[str, Speaker]) -> Quote:
    cue, source = item["cue"], item["source"]
    return Quote(
        id=item["id"],
        article=article,
        kind=QuoteKind(item["kind"]),
        content=tuple(Span(start, end) for start, end in item["content"]),
        text=item["text"],
        language=item["language"],
        cue=Cue(_span(cue), cue["lemma"]) if cue else None,
        source=Mention(_span(source), source["text"]) if source else None,
        speaker=_who(item["speaker"], known) if item["speaker"] else None,
        rule=item["rule"],
        confidence=item["confidence"],
        reasons=tuple(Reason(**reason) for reason in item.get("reasons", ())),  # files of before have none
    )


def _who(item: Wire, known: Mapping[str, Speaker]) -> Speaker:
    """The article's own record of a quote's speaker, unless the quote says otherwise of them."""
    role = item["role"]
    short = Speaker(
        id=item["id"],
        name=item["name"],
        type=SpeakerType(item["type"]),
        roles=(role,) if role is not None else (),
    )
    full = known.get(short.id, short)
    same = (full.name, full.type, full.role) == (short.name, short.type, short.role)
    return full if same else short


def _spans(result: ArticleResult) -> Iterator[Span]:
    for quote in result.quotes:
        yield from quote.content
        if quote.cue:
            yield quote.cue.span
        if quote.source:
            yield quote.source.span
    for speaker in result.speakers:
        yield from speaker.mentions
    yield from (segment.span for segment in result.segments)
    yield from (note.span for note in result.notes)
