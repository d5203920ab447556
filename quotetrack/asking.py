"""Commands that ask a database: `search`, `positions`, `check` and `judgements`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from .console import answer_lines, complain, output_format, tell
from .errors import InputError
from .export.parse import judgement_from_wire
from .export.wire import dumps, to_wire
from .model.review import Check, ReviewNote
from .models import FETCHED, SHIPPED
from .read.files import STDIN
from .read.reviews import read_reviews
from .report import terminal
from .tracker import QuoteTracker


def add_asking(commands: Any) -> None:
    """Adds the commands to argparse's group of commands."""
    search = commands.add_parser("search", help="quotes near in meaning to some words, in any language")
    search.add_argument("words", metavar="TEXT", help="a claim, or the words of a topic")
    search.add_argument("--limit", type=int, default=10, help="how many at most; 10 by default")
    search.add_argument("--speaker", metavar="NAME", help="only by this speaker")
    search.add_argument("--language", metavar="CODE", help="only quotes in this language")
    search.add_argument("--since", type=day, metavar="DAY", help="published on this day (ISO 8601) or later")
    search.add_argument("--until", type=day, metavar="DAY", help="published on this day or earlier")
    search.set_defaults(run=_search)
    positions = commands.add_parser("positions", help="what a speaker said over time, contradictions marked")
    positions.add_argument("speaker", metavar="NAME", help="part of a name or alias, or a speaker's id")
    positions.add_argument("--topic", metavar="TEXT", help="words of a topic, or a thread's id")
    positions.set_defaults(run=_positions)
    check = commands.add_parser("check", help="which kept quotes fact-checks speak of")
    check.add_argument(
        "reviews", metavar="REVIEWS", help="ClaimReview as .json, .jsonld, .jsonl or a web page"
    )
    check.set_defaults(run=_check)
    for command in (search, positions, check):
        command.add_argument("--format", choices=("jsonl", "text"), help="text on a terminal, else jsonl")
    kept = commands.add_parser("judgements", help="reviewers' verdicts on pairs of quotes")
    actions = kept.add_subparsers(required=True, metavar="action")
    export = actions.add_parser("export", help="write them, a line each")
    export.set_defaults(run=_export)
    bring = actions.add_parser("import", help="keep those of a file; later ones replace earlier ones")
    bring.add_argument("path", nargs="?", default=STDIN, metavar="PATH", help="JSON Lines; - by default")
    bring.set_defaults(run=_import)
    for command in (search, positions, check, export, bring):
        command.add_argument("--db", required=True, metavar="FILE", help="database that `track` made")
        command.set_defaults(languages=None, models=SHIPPED)


def open_tracker(arguments: argparse.Namespace, path: str | None = None) -> QuoteTracker:
    """The tracker that a command's arguments ask for.

    Raises:
        InputError: there is no folder of models where they say.
    """
    if arguments.models not in {SHIPPED, FETCHED} and not Path(arguments.models).is_dir():
        raise InputError(
            "--models", f'there is no folder {arguments.models}. Say "{SHIPPED}", "{FETCHED}" or a folder'
        )
    return QuoteTracker.open(path, languages=arguments.languages, models=arguments.models)


def _open(arguments: argparse.Namespace) -> QuoteTracker:
    if not Path(arguments.db).is_file():
        raise InputError(
            "--db", f"there is no file {arguments.db}. Make one: quotetrack track PATH... --db FILE"
        )
    return open_tracker(arguments, arguments.db)


def day(text: str) -> date:
    """A day as it is written on the command line."""
    return date.fromisoformat(text)


def _search(arguments: argparse.Namespace) -> int:
    with _open(arguments) as tracker:
        hits = tracker.search(
            arguments.words,
            limit=arguments.limit,
            speaker=arguments.speaker,
            language=arguments.language,
            since=arguments.since,
            until=arguments.until,
        )
    return _show(hits, arguments, terminal.render_hits)


def _positions(arguments: argparse.Namespace) -> int:
    with _open(arguments) as tracker:
        found = tracker.positions(arguments.speaker, arguments.topic)
    return _show(found, arguments, terminal.render_positions)


def _check(arguments: argparse.Namespace) -> int:
    read = read_reviews(arguments.reviews)
    with _open(arguments) as tracker:
        found = tracker.check(read.reviews)
        quotes = {quote.id: quote for quote in tracker.quotes()}
    checks = [one for one in found if isinstance(one, Check)]
    notes = [*read.notes, *(one for one in found if isinstance(one, ReviewNote))]
    matched = {check.review for check in checks}
    reviews = [review for review in read.reviews if review.id in matched]
    if output_format(arguments) == "jsonl":
        for record in (*reviews, *checks, *notes):
            tell(dumps(to_wire(record)))
    else:
        tell(terminal.render_checks(checks, reviews, quotes))
    for note in notes:
        complain(f"{note.where}: {note.message}")
    for failure in read.failures:
        complain(str(failure.error))
    return int(bool(read.failures))


def _show(records: Iterable[Any], arguments: argparse.Namespace, render: Callable[[Any], str]) -> int:
    if output_format(arguments) == "jsonl":
        for record in records:
            tell(dumps(to_wire(record)))
    else:
        tell(render(records))
    return 0


def _export(arguments: argparse.Namespace) -> int:
    with _open(arguments) as tracker:
        for judgement in tracker.judgements():
            tell(dumps(to_wire(judgement)))
    return 0


def _import(arguments: argparse.Namespace) -> int:
    with _open(arguments) as tracker:

        def keep(record: Mapping[str, Any], _id: str) -> dict[str, Any]:
            judgement = judgement_from_wire(record)
            unknown = tracker.add_judgements([judgement])
            return {**to_wire(judgement), "known": not unknown}

        return answer_lines(arguments.path, keep)
