"""JSON Lines and dictionaries as articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from attrs import field, frozen

from ..errors import EmptyArticle, InputError, NotText, QuotetrackError
from ..lang.profile import LanguageProfile
from ..model.article import Article
from ..model.ids import content_id
from .dates import iso_date
from .text import read_text

_STRINGS = ("source", "path", "title", "author", "url")
_CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.DOTALL)
_UNKNOWN = "und"


@frozen(kw_only=True)
class Unreadable:
    """An input no article could be made of, and why; it stands in the article's place.

    Args:
        path: the file, or "-"; None for what was given in memory.
        error: what happened and what to do.
        line: its number in a JSON Lines file, from 1.
        id: the one the input gives, or else made from path and line.
    """

    path: str | None
    error: QuotetrackError
    line: int | None = None
    id: str = field()

    @id.default
    def _content_id(self) -> str:
        return content_id("unreadable", self.path, self.line or "")


def read_jsonl(
    lines: Iterable[bytes | str], *, profiles: Sequence[LanguageProfile], path: str = "-"
) -> Iterator[Article | Unreadable]:
    """One article, or the reason why there is none, for each line that is not blank. A line is a JSON
    object with at least `text`; `id`, `source`, `title`, `author`, `published` (ISO 8601), `url` and
    `language` are honoured, other keys ignored.

    >>> [article] = read_jsonl(['{"text": "Ciao.", "id": 7}'], profiles=[])
    >>> article.id
    '7'
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        record: Any = None
        try:
            record = _parsed(line, where)
            yield read_record(record, profiles=profiles, where=where, path=None if path == "-" else path)
        except QuotetrackError as error:
            given = record.get("id") if isinstance(record, dict) else None
            if isinstance(given, str | int):
                yield Unreadable(path=path, error=error, line=number, id=str(given))
            else:
                yield Unreadable(path=path, error=error, line=number)


def read_record(
    record: Mapping[str, Any],
    *,
    profiles: Sequence[LanguageProfile],
    where: str = "record",
    path: str | None = None,
) -> Article:
    """An article from a dictionary with at least `text`.

    Raises:
        InputError: for a value of the wrong type, naming `where` and the key.

    >>> read_record({"text": "Ciao.", "published": "2025-12-22"}, profiles=[]).published
    datetime.date(2025, 12, 22)
    """
    if not isinstance(record, Mapping):
        raise InputError(where, f'is {type(record).__name__}, not an object with at least "text"')
    text = _string(record, "text", where)
    if text is None:
        raise InputError(where, 'has no "text". Give the article\'s text under that key')
    if not text.strip():
        raise EmptyArticle(where)
    _check_encodable(text, where)
    given = {key: _string(record, key, where) for key in _STRINGS}
    given["path"] = given["path"] if path is None else path
    return read_text(
        text,
        profiles=profiles,
        id=_id(record, where),
        published=_published(record, where),
        language=_language(record, where),
        **given,
    )


def _parsed(line: bytes | str, where: str) -> Any:
    try:
        if isinstance(line, bytes):
            line = line.decode("utf-8-sig")
        return json.loads(line)
    except UnicodeDecodeError as error:
        raise NotText(where, f"is not UTF-8 at byte {error.start} ({error.reason})") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(where, f"is not JSON: {error}") from error


def _string(record: Mapping[str, Any], key: str, where: str) -> str | None:
    value = record.get(key)
    if value is None or (isinstance(value, str) and (value.strip() or key == "text")):
        return value
    if isinstance(value, str):
        return None
    raise InputError(where, f'"{key}" is {type(value).__name__}, not a string')


def _id(record: Mapping[str, Any], where: str) -> str | None:
    value = record.get("id")
    return str(value) if type(value) is int else _string(record, "id", where)


def _published(record: Mapping[str, Any], where: str) -> date | None:
    value = record.get("published")
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _string(record, "published", where)
    if text is None:
        return None
    day = iso_date(text)
    if day is None:
        raise InputError(where, f'"published" is {text!r}. Write the day as 2025-12-22')
    return day


def _language(record: Mapping[str, Any], where: str) -> str | None:
    text = _string(record, "language", where)
    if text is None or text.lower() == _UNKNOWN:
        return None
    match = _CODE.fullmatch(text.strip().lower())
    if match is None:
        raise InputError(where, f'"language" is {text!r}. Write an ISO 639-1 code of two letters')
    return match[1]


def _check_encodable(text: str, where: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        reason = f"has half a surrogate pair at character {error.start}, which no UTF-8 text can hold"
        raise NotText(where, reason) from error
