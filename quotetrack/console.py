"""Lines in and lines out: what all commands read and write alike."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from .errors import InputError, QuotetrackError
from .export.wire import dumps, error_to_wire
from .model.ids import content_id
from .read.files import STDIN


def answer_lines(path: str, answer: Callable[[Mapping[str, Any], str], dict[str, Any]]) -> int:
    """One line out for each line in; a line that fails gives an error line."""
    failed = 0
    for number, line in enumerate(_input(path), 1):
        if not line.strip():
            continue
        id = content_id("line", path, number)
        try:
            record = _record(line)
            id = _id(record) or id
            tell(dumps(answer(record, id)))
        except (QuotetrackError, ValueError, RecursionError) as error:
            failed += 1
            code = error.code if isinstance(error, QuotetrackError) else "input-error"
            complain(f"{path}, line {number}: {error}")
            tell(dumps(error_to_wire(id=id, path=path, code=code, message=str(error))))
    return int(failed > 0)


def _id(record: Mapping[str, Any]) -> str | None:
    """The id of a line, kept where it is a text or a number."""
    given = record.get("id")
    return str(given) if isinstance(given, str | int) else None


def _record(line: bytes) -> dict[str, Any]:
    record = json.loads(line.decode("utf-8"))
    if not isinstance(record, dict):
        raise InputError("the line", "is no JSON object")
    return record


def _input(path: str) -> Iterator[bytes]:
    if path == STDIN:
        yield from sys.stdin.buffer
        return
    try:
        with Path(path).open("rb") as stream:
            yield from stream
    except OSError as error:
        raise InputError(path, f"can't be read: {error.strerror}") from error


def output_format(arguments: argparse.Namespace) -> str:
    """The format asked for: text on a terminal, lines elsewhere, unless the arguments say."""
    return arguments.format or ("text" if sys.stdout.isatty() else "jsonl")


def tell(line: str, stream: TextIO | None = None) -> None:
    """Writes a line, to standard output unless told otherwise."""
    (stream or sys.stdout).write(line + "\n")


def complain(message: str) -> None:
    """Tells a person what went wrong, on standard error."""
    tell(f"quotetrack: {message}", sys.stderr)
