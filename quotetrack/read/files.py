"""Files, folders and standard input as articles, one at a time; one failure never stops the rest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import InputError, NotText, QuotetrackError
from ..lang.profile import LanguageProfile
from ..model.article import Article
from ..model.ids import content_id
from ..model.result import Failure
from .html import read_html
from .jsonl import Unreadable, read_jsonl, read_record
from .text import read_text

_LINES = ".jsonl"
_PAGES = (".html", ".htm")
_KINDS = (".txt", *_PAGES, _LINES)
STDIN = "-"


def read_paths(
    paths: Iterable[str | Path], *, profiles: Sequence[LanguageProfile], stdin: BinaryIO | None = None
) -> Iterator[Article | Unreadable]:
    """The articles of files (.txt, .html, .htm, .jsonl), folders (their files of these kinds, those in
    sub-folders too, sorted; links to folders are not followed) and "-" (JSON Lines on `stdin`), in the
    order given, each file once. What can't be read gives an `Unreadable` in its place.

    Only one article is held at a time. A byte order mark stays in the text: offsets count it, as they
    do for whoever opens the file as UTF-8.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _files(str(path)):
            if isinstance(found, Unreadable):
                yield found
                continue
            real = os.path.realpath(found) if found != STDIN else STDIN
            if real not in seen:
                seen.add(real)
                yield from _read(found, profiles, stdin)


def as_article(
    item: Article | str | Mapping[str, Any] | Path, profiles: Sequence[LanguageProfile]
) -> Article:
    """An article from what a caller has: an article, a text, a dictionary with at least `text`, or the
    `Path` of a text or web page.

    Raises:
        InputError: when no article can be made of it.

    >>> as_article("Il ponte riapre.", []).text
    'Il ponte riapre.'
    """
    if isinstance(item, Article):
        return item
    if isinstance(item, str):
        return read_record({"text": item}, profiles=profiles, where="text")
    if isinstance(item, Mapping):
        return read_record(item, profiles=profiles)
    if not isinstance(item, Path):
        raise InputError(
            type(item).__name__, "is no article. Give an Article, a text, a dictionary or a Path"
        )
    if item.suffix.lower() == _LINES or item.is_dir():
        raise InputError(str(item), "may hold many articles. Read it with read_paths([...])")
    [found] = _read(str(item), profiles, None)
    if isinstance(found, Unreadable):
        raise found.error
    return found


def article_or_failure(
    item: Article | Failure | Unreadable | str | Mapping[str, Any] | Path, profiles: Sequence[LanguageProfile]
) -> Article | Failure:
    """As `as_article`, but what no article can be made of gives a `Failure`, so that the others go on.

    >>> article_or_failure({"text": " ", "id": "7"}, []).article.id
    '7'
    """
    if isinstance(item, Failure):
        return item
    if not isinstance(item, Unreadable):
        try:
            return as_article(item, profiles)
        except QuotetrackError as error:
            item = _unread(item, error)
    return Failure(Article(text="", id=item.id, path=item.path), "read", item.error)


def _unread(item: object, error: QuotetrackError) -> Unreadable:
    given = item.get("id") if isinstance(item, Mapping) else None
    id = str(given) if isinstance(given, str | int) else content_id("unreadable", repr(item))
    return Unreadable(path=str(item) if isinstance(item, Path) else None, error=error, id=id)


def _files(path: str) -> Iterator[str | Unreadable]:
    """The files a path stands for."""
    if path == STDIN or not Path(path).is_dir():
        yield path
        return
    faults: list[OSError] = []
    files = [
        Path(folder, name)
        for folder, _, names in os.walk(path, onerror=faults.append)
        for name in names
        if Path(name).suffix.lower() in _KINDS
    ]
    yield from map(str, sorted(files))
    yield from (_fault(str(fault.filename), fault) for fault in faults)
    if not files and not faults:
        reason = f"there is no file in it that ends in {', '.join(_KINDS)}"
        yield Unreadable(path=path, error=InputError(path, reason))


def _read(
    path: str, profiles: Sequence[LanguageProfile], stdin: BinaryIO | None
) -> Iterator[Article | Unreadable]:
    suffix = Path(path).suffix.lower()
    try:
        if path == STDIN:
            if stdin is None:
                raise InputError(path, "standard input was not given")
            yield from read_jsonl(stdin, profiles=profiles)
        elif suffix == _LINES:
            with Path(path).open("rb") as stream:
                yield from read_jsonl(stream, profiles=profiles, path=path)
        elif suffix in _PAGES:
            yield read_html(Path(path).read_bytes(), profiles=profiles, path=path)
        elif suffix in _KINDS or not Path(path).exists():
            yield read_text(_decoded(path), profiles=profiles, path=path)
        else:
            raise InputError(path, f"is of an unknown kind. Files end in {', '.join(_KINDS)}")
    except OSError as error:
        yield _fault(path, error)
    except QuotetrackError as error:
        yield Unreadable(path=path, error=error)


def _decoded(path: str) -> str:
    """A file's own text: newlines are not translated, a byte order mark stays."""
    data = Path(path).read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8 at byte {error.start} ({error.reason}). Convert it, for example with iconv"
        raise NotText(path, reason) from error


def _fault(path: str, error: OSError) -> Unreadable:
    return Unreadable(path=path, error=InputError(path, (error.strerror or str(error)).lower()))
