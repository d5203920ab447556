"""Articles with their statements marked, for training: JSON Lines as the development sets have them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from ..errors import InputError
from ..lang.profile import LanguageProfile
from ..model.article import Article
from ..model.span import Span, merged
from ..read.jsonl import read_record


@frozen(kw_only=True)
class Statement:
    """A marked statement; `speech` is False for thoughts and hopes that nobody uttered."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speech: bool = True


@frozen(kw_only=True, eq=False)
class Marked:
    """An article with all its statements."""

    article: Article
    statements: tuple[Statement, ...]


def read_texts(path: Path) -> dict[str, str]:
    """The texts of a file of articles in JSON Lines, by id."""
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {record["id"]: record["text"] for record in records}


def read_gold(
    path: Path, profiles: Sequence[LanguageProfile], texts: Mapping[str, str] | None = None
) -> Iterator[Marked]:
    """The articles of a file: `{"id", "text", "quotes": [{"content", "cue", "source", "speech"?}]}`, a line each.

    Args:
        path: of the file.
        profiles: of the languages it may be in.
        texts: by id, the texts of articles whose lines have none.

    Raises:
        InputError: a line is not of this form.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
            if "text" not in record:
                record["text"] = (texts or {})[record["id"]]
            statements = tuple(_statement(quote) for quote in record["quotes"])
            yield Marked(article=read_record(record, profiles=profiles), statements=statements)
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"{path}:{number}", f"holds no marked article: {error!r}") from error


def _statement(quote: dict[str, object]) -> Statement:
    def span(ends: object) -> Span | None:
        return Span(*ends) if isinstance(ends, list) else None

    content = quote["content"]
    if not isinstance(content, list) or not content:
        raise ValueError("a statement without content")
    return Statement(
        content=merged(Span(*ends) for ends in content),
        cue=span(quote.get("cue")),
        source=span(quote.get("source")),
        speech=quote.get("speech") is not False,
    )


def share_in_common(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Characters two contents have in common, as a share of those in either: 0 to 1."""
    common = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    return common / (sum(map(len, a)) + sum(map(len, b)) - common)
