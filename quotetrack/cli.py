"""The command line: the library over files, its answers as JSON Lines, text or HTML."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from .asking import add_asking, open_tracker
from .console import answer_lines, complain, output_format, tell
from .errors import InputError, QuotetrackError
from .export.wire import detection_to_wire, dumps, identity_to_wire, relation_to_wire, to_wire
from .lang.load import available_languages, load_profile
from .model.result import ArticleResult, Failure
from .models import SHIPPED, fetch, find_model
from .read.files import STDIN, read_paths
from .report import html, terminal
from .report.findings import Findings
from .tracker import QuoteTracker
from .training.command import add_train

FORMATS = ("jsonl", "text", "html")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command.

    Returns:
        0 when all went well, 1 when some input failed; unusable arguments exit with 2.
    """
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr, format="%(name)s: %(message)s")
    # Names of files need not be UTF-8; what can't be encoded is escaped.
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    command: Callable[[argparse.Namespace], int] = arguments.run
    try:
        status = command(arguments)
        sys.stdout.flush()
        return status
    except QuotetrackError as error:
        complain(str(error))
        return 2
    except BrokenPipeError:  # whoever read our output has seen enough; nothing is left to be written at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="quotetrack", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    extract = commands.add_parser("extract", help="quotes and speakers, article by article")
    extract.set_defaults(run=_extract)
    track = commands.add_parser("track", help="links, threads, speakers and conflicts over all articles")
    track.add_argument("--db", metavar="FILE", help="database to add to; without it nothing is kept")
    track.add_argument("--quotes", action="store_true", help="print the lines of `extract` first")
    track.set_defaults(run=_track)
    for command in (extract, track):
        command.add_argument(
            "paths", nargs="+", metavar="PATH", help=".txt, .html or .jsonl file, folder, or - for JSON Lines"
        )
        command.add_argument(
            "--format", choices=FORMATS, help="jsonl unless the output is a terminal, then text"
        )
    relate = commands.add_parser("relate", help="the relation of given pairs of claims")
    relate.set_defaults(run=_relate)
    detect = commands.add_parser("detect", help="the language of given texts")
    detect.set_defaults(run=_detect)
    for command in (relate, detect):
        command.add_argument(
            "path", nargs="?", default=STDIN, metavar="PATH", help="JSON Lines; - by default"
        )
        command.add_argument("--format", choices=("jsonl",), default="jsonl")
    for command in (extract, track, relate, detect):
        command.add_argument("--languages", nargs="+", metavar="LANG", help="codes or profile files")
        command.add_argument("--models", default=SHIPPED, help="shipped, fetched, or a folder")
    add_asking(commands)
    _add_models(commands.add_parser("models", help="Stanza models"))
    return parser


def _add_models(parser: argparse.ArgumentParser) -> None:
    models = parser.add_subparsers(required=True, metavar="action")
    for name, run, text in (
        ("fetch", _fetch, "download Stanford's full models"),
        ("verify", _verify, "check the models that come with quotetrack"),
    ):
        action = models.add_parser(name, help=text)
        action.add_argument("languages", nargs="+" if name == "fetch" else "*", metavar="LANG")
        action.set_defaults(run=run)
    add_train(models)


# ---------------------------------------------------------------- articles


def _extract(arguments: argparse.Namespace) -> int:
    failed = 0
    with open_tracker(arguments) as tracker:
        outcomes = _told(tracker.pipe(_articles(arguments, tracker)))
        if output_format(arguments) == "jsonl":
            for outcome in outcomes:
                failed += isinstance(outcome, Failure)
                tell(dumps(to_wire(outcome)))
            return int(failed > 0)
        findings = _findings(outcomes)
        _show(findings, arguments)
    return int(len(findings.failures) > 0)


def _track(arguments: argparse.Namespace) -> int:
    with open_tracker(arguments, arguments.db) as tracker:
        outcomes = list(_told(tracker.add(_articles(arguments, tracker))))
        if output_format(arguments) == "jsonl":
            for line in _lines(outcomes if arguments.quotes else _failures(outcomes), tracker):
                tell(dumps(line))
        else:
            _show(_findings(outcomes, tracker), arguments)
    return int(any(_failures(outcomes)))


def _lines(outcomes: Iterable[ArticleResult | Failure], tracker: QuoteTracker) -> Iterator[dict[str, Any]]:
    yield from map(to_wire, outcomes)
    told = {code: tracker.explain(language=code) for code in tracker.profiles}
    for link in tracker.links():
        said = {code: sentences[link.a, link.b] for code, sentences in told.items()}
        yield {**to_wire(link), "explanation": said}
    yield from map(to_wire, tracker.threads())
    spoken = tracker.quotes_by_speaker()
    for identity in tracker.speakers():
        yield identity_to_wire(identity, spoken[identity.id])
    yield from map(to_wire, tracker.conflicts())


def _articles(arguments: argparse.Namespace, tracker: QuoteTracker) -> Iterator[Any]:
    return read_paths(arguments.paths, profiles=tuple(tracker.profiles.values()), stdin=sys.stdin.buffer)


def _failures(outcomes: Iterable[ArticleResult | Failure]) -> list[Failure]:
    return [outcome for outcome in outcomes if isinstance(outcome, Failure)]


def _told(outcomes: Iterable[ArticleResult | Failure]) -> Iterator[ArticleResult | Failure]:
    """The outcomes; failures are told on standard error, progress too where that is a terminal."""
    for number, outcome in enumerate(outcomes, 1):
        if isinstance(outcome, Failure):
            complain(f"{outcome.article.path or outcome.article.id}: {outcome.error}")
        elif sys.stderr.isatty():
            sys.stderr.write(f"\r{number} articles")
        yield outcome


def _findings(outcomes: Iterable[ArticleResult | Failure], tracker: QuoteTracker | None = None) -> Findings:
    done = list(outcomes)
    results = [outcome for outcome in done if isinstance(outcome, ArticleResult)]
    if tracker is None:
        return Findings(results=results, failures=_failures(done))
    return Findings(
        results=tracker.articles(),
        failures=_failures(done),
        threads=tracker.threads(),
        links=tracker.links(),
        conflicts=tracker.conflicts(),
        explanations=tracker.explain(),
        drifts=tracker.drifts(),
    )


def _show(findings: Findings, arguments: argparse.Namespace) -> None:
    if output_format(arguments) == "html":
        tell(html.page(findings))
    else:
        sys.stdout.write(terminal.render(findings, colour=sys.stdout.isatty()))


# ---------------------------------------------------------------- pairs and texts


def _relate(arguments: argparse.Namespace) -> int:
    with open_tracker(arguments) as tracker:

        def answer(record: Mapping[str, Any], id: str) -> dict[str, Any]:
            found = tracker.relate(_side(record, "a"), _side(record, "b"))
            return relation_to_wire(
                id=id, relation=found.relation, newer=found.newer, score=found.score, evidence=found.evidence
            )

        return answer_lines(arguments.path, answer)


def _side(record: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    side = record.get(key)
    if not isinstance(side, Mapping) or not isinstance(side.get("text"), str) or not side["text"].strip():
        raise InputError(f"side {key}", 'needs an object with a "text"')
    for name in ("language", "speaker", "date"):
        if not isinstance(side.get(name), str | None):
            raise InputError(f"side {key}", f'"{name}" is {type(side[name]).__name__}, not a string')
    return side


def _detect(arguments: argparse.Namespace) -> int:
    with open_tracker(arguments) as tracker:

        def answer(record: Mapping[str, Any], id: str) -> dict[str, Any]:
            if not isinstance(record.get("text"), str):
                raise InputError("the line", 'needs a "text"')
            found = tracker.detect(record["text"])
            return detection_to_wire(
                id=id, language=found.language, confidence=found.confidence, segments=found.segments
            )

        return answer_lines(arguments.path, answer)


# ---------------------------------------------------------------- models


def _fetch(arguments: argparse.Namespace) -> int:
    for language in arguments.languages:
        tell(f"{language}: {fetch(load_profile(language).code)}")
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    for language in arguments.languages or available_languages():
        tell(f"{language}: {find_model(load_profile(language)).path} is whole")
    return 0
