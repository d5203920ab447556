"""The quality gate: joint F1 on gold articles against floors that may only rise.

    python tests/gate/gate.py                      compare with the floors; exit status 1 on a drop
    python tests/gate/gate.py --update             write floors that rose
    python tests/gate/gate.py --update --allow-regression "why"

Scores the seeds always, and the development sets where they lie beside the checkout (../shared/eval). A
statement is right when its content overlaps the gold's by half (intersection over union of characters) and
its source mention overlaps the gold's, or the speaker's last name is the same. Gold statements that are no speech
(PolNeAR's thoughts) count on neither side.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import Any

from quotetrack import ArticleResult, Quote, QuoteTracker, Span

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).with_name("floors.toml")
SHARED = ROOT.parent / "shared" / "eval"
SETS = {
    "seeds": ROOT / "seeds" / "gold.ndjson",
    "itwn_dev": SHARED / "itwn_dev.jsonl",
    "events_dev": SHARED / "events_dev.jsonl",
    "polnear_dev": SHARED / "polnear_dev.jsonl",
}
KINDS = ("direct", "mixed", "indirect")
# The noise of one release of a parser to the next: a drop below it is no regression.
EPSILON = 0.005

Gold = dict[str, Any]


def overlap(wanted: Set[int], found: Set[int]) -> float:
    """Intersection over union of two contents' characters."""
    return len(wanted & found) / len(wanted | found) if wanted & found else 0.0


def matched(gold: Sequence[Gold], quotes: Sequence[Quote]) -> Iterator[tuple[Gold, Quote]]:
    """Pairs that overlap by half, the best first, each statement once."""
    wanted = [{i for start, end in g["content"] for i in range(start, end)} for g in gold]
    found = [{i for span in q.content for i in range(span.start, span.end)} for q in quotes]
    pairs = [(overlap(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found)]
    taken: set[tuple[str, int]] = set()
    for score, i, j in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if score >= 0.5 and not {("gold", i), ("found", j)} & taken:
            taken |= {("gold", i), ("found", j)}
            yield gold[i], quotes[j]


def attributed(gold: Gold, quote: Quote) -> bool:
    """Whether a statement is given to whom the gold gives it."""
    speaker = gold.get("speaker")
    if gold["source"] is None and speaker is None:
        return quote.source is None and quote.speaker is None
    if gold["source"] and quote.source and Span(*gold["source"]).overlaps(quote.source.span):
        return True
    names = [(n or "").lower().split() for n in (speaker, quote.speaker and quote.speaker.name)]
    return bool(names[0] and names[1]) and names[0][-1] == names[1][-1]


def score(path: Path, tracker: QuoteTracker) -> dict[str, float]:
    """Joint F1 of a gold file, and the share of each kind that is found and attributed."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [{"text": line["text"], "id": line["id"]} for line in lines]
    right, found, wanted = dict.fromkeys(KINDS, 0), 0, dict.fromkeys(KINDS, 0)
    for line, outcome in zip(lines, tracker.pipe(articles), strict=True):
        assert isinstance(outcome, ArticleResult), outcome
        found += len(outcome.quotes)
        for statement in line["quotes"]:
            wanted[statement["kind"]] += statement.get("speech", True)
        for statement, quote in matched(line["quotes"], outcome.quotes):
            if statement.get("speech", True):
                right[statement["kind"]] += attributed(statement, quote)
            else:
                found -= 1
    figures = {kind: round(right[kind] / wanted[kind], 3) for kind in KINDS if wanted[kind]}
    return {"joint_f1": round(2 * sum(right.values()) / (found + sum(wanted.values())), 3), **figures}


def corpus_hash(path: Path) -> str:
    """What the figures were measured on."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def measure(sets: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Figures of each set that is there, with its hash."""
    with QuoteTracker.open() as tracker:
        return {
            name: {"corpus": corpus_hash(SETS[name]), **score(SETS[name], tracker)}
            for name in sets
            if SETS[name].is_file()
        }


def drops(figures: dict[str, dict[str, Any]], floors: dict[str, dict[str, Any]]) -> list[str]:
    """What fell below its floor, or was measured on another corpus than the floor."""
    found = []
    for name, measured in figures.items():
        floor = floors.get(name, {})
        if floor and floor["corpus"] != measured["corpus"]:
            found.append(f"{name}: the gold changed; write its floors anew with --update")
        found += [
            f"{name}.{key}: {measured[key]} is below its floor {value}"
            for key, value in floor.items()
            if key != "corpus" and measured.get(key, 0.0) < value - EPSILON
        ]
    return found


def raised(
    figures: dict[str, dict[str, Any]], floors: dict[str, dict[str, Any]], *, anyway: bool
) -> dict[str, dict[str, Any]]:
    """The floors with what rose; all that was measured where a regression is allowed or the gold changed."""
    new = dict(floors)
    for name, measured in figures.items():
        old = floors.get(name, {})
        if anyway or old.get("corpus") != measured["corpus"]:
            new[name] = measured
        else:
            new[name] = {k: v if k == "corpus" else max(v, old.get(k, 0.0)) for k, v in measured.items()}
    return new


def written(floors: dict[str, dict[str, Any]], why: str | None) -> str:
    """The floors as TOML."""
    head = "# Written by tests/gate/gate.py --update, never by hand.\n"
    head += f"# Lowered: {why}\n" if why else ""
    tables = ("".join(f"{k} = {json.dumps(v)}\n" for k, v in table.items()) for table in floors.values())
    return head + "".join(f"\n[{name}]\n{table}" for name, table in zip(floors, tables, strict=True))


def main() -> int:
    """Runs the gate."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", nargs="+", default=list(SETS), choices=SETS)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", metavar="WHY")
    arguments = parser.parse_args()
    figures = measure(arguments.sets)
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    fallen = drops(figures, floors)
    if arguments.update:
        lowered = arguments.allow_regression
        FLOORS.write_text(written(raised(figures, floors, anyway=bool(lowered)), lowered), encoding="utf-8")
        fallen = [] if lowered else [drop for drop in fallen if "gold changed" not in drop]
    sys.stderr.writelines(f"{drop}\n" for drop in fallen)
    return int(bool(fallen))


if __name__ == "__main__":
    raise SystemExit(main())
