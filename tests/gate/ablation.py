"""What each rule and strategy is worth: joint F1 with one left out, on the development sets.

    python tests/gate/ablation.py ../shared/eval > ablation.md

Each article is parsed once; then everything after the parser runs anew without one rule for content, one place to look
for a source, or one way to tell who a source is. Prints a Markdown table, the costliest first.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quotetrack import QuoteTracker
from quotetrack.backends.stanza import StanzaAnnotator
from quotetrack.export.wire import to_wire
from quotetrack.lang.load import available_languages, load_profile
from quotetrack.model.article import Passage
from quotetrack.model.syntax import Annotation
from quotetrack.quotes import direct, find, indirect, sources
from quotetrack.speakers import resolve

SETS = {"itwn_dev": (None, False), "polnear_dev": ("speech", True), "events_dev": (None, False)}


class Remembering:
    """Stanza, asked only once for each passage."""

    name = "remembering"

    def __init__(self) -> None:
        self._stanza = StanzaAnnotator({code: load_profile(code) for code in available_languages()})
        self._known: dict[Passage, Annotation] = {}

    def annotate(self, passages: Sequence[Passage]) -> list[Annotation]:
        """The parses, in order."""
        missing = [p for p in passages if p not in self._known]
        self._known.update(zip(missing, self._stanza.annotate(missing), strict=True))
        return [self._known[p] for p in passages]


@contextmanager
def without(holder: Any, name: str, kept: Any) -> Iterator[None]:
    """A module with another value for one of its tables."""
    before = getattr(holder, name)
    setattr(holder, name, kept)
    try:
        yield
    finally:
        setattr(holder, name, before)


def variants() -> Iterator[tuple[str, Any, str, Any]]:
    """What is left out, and the table or function without it."""
    yield "all weighing of readings", find, "weighed", lambda drafts, *_, **__: drafts
    yield "all weighing of sources", find, "load_weights", lambda _: None
    for rule in direct._RULES:
        kept = tuple(r for r in direct._RULES if r is not rule)
        yield f"marked speech: `{rule.__name__.strip('_')}`", direct, "_RULES", kept
    for kind, rules in indirect._RULES.items():
        for rule in rules:
            table = indirect._RULES | {kind: tuple(r for r in rules if r is not rule)}
            yield f"content of a {kind}: `{rule.__name__}`", indirect, "_RULES", table
    for place in sources._ORDER:
        kept = tuple(other for other in sources._ORDER if other is not place)
        yield f"source: `{place.__name__.strip('_')}`", sources, "_ORDER", kept
    for name, _ in resolve.STRATEGIES:
        kept = tuple(pair for pair in resolve.STRATEGIES if pair[0] != name)
        yield f"speaker: `{name}`", resolve, "STRATEGIES", kept


def main() -> None:
    """Measures all variants."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", type=Path, help="folder of the development sets and score.py")
    folder = parser.parse_args().eval
    sys.path.insert(0, str(folder))
    import predict  # the scorers' own
    import score

    tracker = QuoteTracker.open(annotator=Remembering())

    def joint(name: str) -> float:
        subset, merge = SETS[name]
        gold = [json.loads(line) for line in (folder / f"{name}.jsonl").open(encoding="utf-8")]
        results = tracker.pipe([predict.given(article) for article in gold])
        found = {
            a["id"]: predict.prediction(to_wire(r))["quotes"] for a, r in zip(gold, results, strict=True)
        }
        return 100 * score.score(gold, found, subset, merge)["all"]["joint"]["f1"]

    whole = {name: joint(name) for name in SETS}
    rows = []
    for label, holder, name, kept in variants():
        with without(holder, name, kept):
            rows.append((label, [joint(s) - whole[s] for s in SETS]))
    lines = ["| left out | " + " | ".join(f"`{s}`" for s in SETS) + " |", "|---|---|---|---|"]
    lines += ["| nothing | " + " | ".join(f"{whole[s]:.1f}" for s in SETS) + " |"]
    for label, change in sorted(rows, key=lambda row: sum(row[1])):
        lines.append(f"| {label} | " + " | ".join(f"{c:+.1f}" for c in change) + " |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
