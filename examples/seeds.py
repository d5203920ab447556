"""Everything quotetrack finds in the two seed articles: `python examples/seeds.py`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from quotetrack import Failure, QuoteTracker
from quotetrack.report.findings import Findings
from quotetrack.report.html import page

SEEDS = Path(__file__).parent.parent / "seeds"


def main() -> None:
    """Adds the seeds to a tracker and shows what it has found."""
    with QuoteTracker.open() as tracker:
        outcomes = tracker.add(sorted(SEEDS.glob("*.txt")))
        failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
        show_quotes(tracker)
        show_speakers(tracker)
        show_links(tracker)
        folder = Path(tempfile.mkdtemp(prefix="quotetrack-"))
        tracker.quotes().write(folder / "quotes.csv")
        findings = Findings(
            results=tracker.articles(),
            failures=failures,
            threads=tracker.threads(),
            links=tracker.links(),
            conflicts=tracker.conflicts(),
        )
        (folder / "report.html").write_text(page(findings, title="The seeds"), encoding="utf-8")
    print(f"\nA table of the quotes and a report lie in {folder}")


def show_quotes(tracker: QuoteTracker) -> None:
    """Who said what, article by article."""
    for result in tracker.articles():
        print(f"\n{result.article.title or result.article.path} ({result.language})")
        for quote in result.quotes:
            who = quote.speaker.name if quote.speaker else "nobody named"
            print(f"  {who} [{quote.kind}] {quote.text}")


def show_speakers(tracker: QuoteTracker) -> None:
    """Everybody who speaks, with the names and roles that the articles give them."""
    said = tracker.quotes_by_speaker()
    print("\nSpeakers")
    for speaker in tracker.speakers():
        roles = ", ".join(role for role, _article in speaker.roles)
        print(f"  {speaker.name} ({speaker.type}): {len(said[speaker.id])} quotes; {roles or 'no role'}")


def show_links(tracker: QuoteTracker) -> None:
    """Which quotes tell the same, why, and what the articles disagree on."""
    text = {quote.id: quote.text for quote in tracker.quotes()}
    print("\nLinks")
    for link in tracker.links():
        print(f"  {link.relation} {link.score:.2f}\n    {text[link.a]}\n    {text[link.b]}")
        for evidence in link.evidence:
            print(f"      {evidence.name}: {evidence.because}")
    print("\nThreads")
    for thread in tracker.threads():
        print(f"  {thread.headline} ({len(thread.quotes)} quotes, {', '.join(thread.languages)})")
    print("\nConflicts")
    for conflict in tracker.conflicts():
        sides = " / ".join(side.says for side in conflict.sides)
        print(f"  {conflict.kind}, {conflict.about}: {sides}")


if __name__ == "__main__":
    main()
