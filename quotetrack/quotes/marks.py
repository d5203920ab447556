"""Quotation marks, paired paragraph by paragraph; unclosed ones become notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from attrs import evolve, frozen

from ..lang.profile import LanguageProfile
from ..model.note import Note
from ..model.span import Span

_APOSTROPHES = frozenset("'’")
_BEFORE_OPENING = frozenset("([{—–-/«“„\"‘'‹:,;…")
_STOPS = ".!?…"
_STOP = re.compile(r"[.!?…]+(?=\s)")
_ENDS_SPEECH = frozenset(".,;:!?…-")
# Marks of its kind looked through for the one that closes (the work grows with the square of them): no quotation
# of the development sets holds more than six.
_MOST_MARKS = 200


@frozen
class Quotation:
    """Marked text. `pieces` are the ranges inside the marks, `outer` those with them; there are
    several where a new paragraph re-opens the quotation.
    """

    pieces: tuple[Span, ...]
    outer: tuple[Span, ...]
    closed: bool = True

    @property
    def start(self) -> int:
        """Where the first opening mark stands."""
        return self.outer[0].start

    @property
    def end(self) -> int:
        """Just after the last closing mark."""
        return self.outer[-1].end


@frozen
class _Run:
    """One stretch of marked text inside a paragraph; `close` is None where no mark closed it."""

    start: int
    inner: Span
    end: int
    closed: bool
    opening: str


def find_quotations(
    text: str, paragraphs: Sequence[Span], profile: LanguageProfile
) -> tuple[tuple[Quotation, ...], tuple[Note, ...]]:
    """The outermost quotations of the paragraphs, in order, and notes on marks left open.

    A quotation left open at a paragraph's end goes on in the next one where that begins with an
    opening mark of the same kind, or closes what it never opened.
    """
    table = _openings(profile)
    quotations: list[Quotation] = []
    notes: list[Note] = []
    carried: list[_Run] = []
    for number, paragraph in enumerate(paragraphs):
        turns = _turns(text, paragraph, profile)
        if turns:
            if carried:
                quotations.append(_quotation(carried, notes))
                carried = []
            quotations.extend(Quotation((inner,), (outer,)) for outer, inner in turns)
            continue
        following = paragraphs[number + 1].of(text).lstrip() if number + 1 < len(paragraphs) else ""
        runs = _runs(text, paragraph, table, carried[-1].opening if carried else None, following)
        if carried and not (runs and runs[0].start == _first(text, paragraph)):
            quotations.append(_quotation(carried, notes))
            carried = []
        for run in runs:
            carried.append(run)
            if run.closed or number + 1 == len(paragraphs):
                quotations.append(_quotation(carried, notes))
                carried = []
    if carried:
        quotations.append(_quotation(carried, notes))
    quotations = [_bounded(text, quotation, profile) for quotation in quotations]
    return tuple(sorted(quotations, key=lambda q: q.start)), tuple(notes)


def _turns(text: str, paragraph: Span, profile: LanguageProfile) -> list[tuple[Span, Span]]:
    """Speech between dashes: "— Io resto — dice lei. — E poi vedremo.", outer and inner ranges.

    A single dash at a line's head is more often a list's: two show that a cue parts speech from speech.
    """
    start = _first(text, paragraph)
    if start + 1 >= paragraph.end or text[start] not in profile.dialogue_dashes or text[start + 1] != " ":
        return []
    dash = f" {text[start]} "
    cuts = [start]
    while (found := text.find(dash, cuts[-1] + 1, paragraph.end)) >= 0:
        cuts.append(found + 1)
    if len(cuts) < 2:
        return []
    cuts.append(paragraph.end)
    outer = [Span(cuts[i], cuts[i + 1]) for i in range(0, len(cuts) - 1, 2)]
    turns = [(span, Span(span.start + 1, span.end).stripped(text)) for span in outer]
    return [(span, inner) for span, inner in turns if len(inner)]


def _quotation(runs: list[_Run], notes: list[Note]) -> Quotation:
    closed = runs[-1].closed
    if not closed:
        first = runs[-1]
        mark = Span(first.start, first.inner.start)
        notes.append(Note("unclosed-quote", mark, "this quotation mark is never closed"))
    return Quotation(tuple(r.inner for r in runs), tuple(Span(r.start, r.end) for r in runs), closed)


def _bounded(text: str, quotation: Quotation, profile: LanguageProfile) -> Quotation:
    """The quotation, where it was opened inside a sentence and never closed, up to that sentence's end: the mark
    that closes it was forgotten. One that opens a paragraph or follows a colon runs on.
    """
    if quotation.closed or len(quotation.pieces) > 1:
        return quotation
    inner, outer = quotation.pieces[0], quotation.outer[0]
    before = text[: outer.start].rstrip(" ")[-1:]
    ends = (
        m.start() for m in _STOP.finditer(text, inner.start, inner.end) if _ends_sentence(text, m, profile)
    )
    end = next(ends, None)
    if end is None or not before or before in "\n:" or before in _STOPS:
        return quotation
    return evolve(quotation, pieces=(Span(inner.start, end),), outer=(Span(outer.start, end),))


def _ends_sentence(text: str, stop: re.Match[str], profile: LanguageProfile) -> bool:
    """Whether a stop before a space ends a sentence: a capital follows, and no abbreviation or initial stands before."""
    last = text[: stop.end()].rsplit(maxsplit=1)[-1].lower()
    short = last.endswith(".") and (
        last in profile.grammar.abbreviations | profile.people.titles or "." in last[:-1]
    )
    initial = len(last) == 2 and last.endswith(".")
    return text[stop.end() :].lstrip()[:1].isupper() and not short and not initial


def _openings(profile: LanguageProfile) -> dict[str, tuple[str, ...]]:
    """Opening marks, longest first, with the marks that may close each."""
    table: dict[str, tuple[str, ...]] = {}
    for opening, closing in sorted(profile.quote_marks, key=lambda pair: -len(pair[0])):
        table[opening] = (*table.get(opening, ()), closing)
    return table


def _first(text: str, paragraph: Span) -> int:
    inside = paragraph.of(text)
    return paragraph.start + len(inside) - len(inside.lstrip())


def _runs(
    text: str, paragraph: Span, table: dict[str, tuple[str, ...]], carried: str | None, following: str
) -> list[_Run]:
    """The marked stretches of one paragraph, left to right; `following` is the text of the next one."""
    runs: list[_Run] = []
    at = paragraph.start
    if carried is not None and (run := _continued(text, paragraph, table, carried)):
        runs.append(run)
        at = run.end
    while at < paragraph.end:
        opening = next((o for o in table if text.startswith(o, at)), None)
        if opening is None or not _opens(text, at, opening, paragraph):
            at += 1
            continue
        run = _close(text, at, opening, table[opening], paragraph, following=following)
        if run is None:
            at += len(opening)
            continue
        runs.append(run)
        at = run.end
    return runs


def _continued(text: str, paragraph: Span, table: dict[str, tuple[str, ...]], opening: str) -> _Run | None:
    """The head of a paragraph that closes a quotation it did not open."""
    for closing in table[opening]:
        end = text.find(closing, paragraph.start, paragraph.end)
        start = text.find(opening, paragraph.start, paragraph.end)
        straight = closing == opening and end >= 0 and _closes_straight(text, end, paragraph)
        if end >= 0 and (start < 0 or end < start or straight):
            first = _first(text, paragraph)
            return _Run(first, Span(first, end), end + len(closing), True, opening)
    return None


def _closes_straight(text: str, at: int, paragraph: Span) -> bool:
    """Whether a straight mark can only close: punctuation or the paragraph's end follows it."""
    return at + 1 == paragraph.end or text[at + 1] in _ENDS_SPEECH


def _opens(text: str, at: int, opening: str, paragraph: Span) -> bool:
    """Whether a mark at `at` can open: a straight or single one needs a word on its right only."""
    after = at + len(opening)
    if after >= paragraph.end:
        return False
    if opening not in {'"', "'", "‘"}:
        return True
    if text[after].isdigit() and text[paragraph.start : at].rstrip()[-1:].isdigit():
        return False  # minutes, seconds or inches: 39 "32
    free = at == paragraph.start or text[at - 1].isspace() or text[at - 1] in _BEFORE_OPENING
    if opening == '"':
        return free or not text[at - 1].isalnum()  # an inch mark follows a digit: 17"
    return free and (text[after].isalnum() or text[after] in "«“[(…")


def _close(
    text: str, at: int, opening: str, closings: tuple[str, ...], paragraph: Span, *, following: str
) -> _Run | None:
    start = at + len(opening)
    found = [
        (end, closing)
        for closing in closings
        if (end := _closing(text, start, opening, closing, paragraph.end)) is not None
    ]
    if found:
        end, closing = min(found)
        return _Run(at, Span(start, end), end + len(closing), True, opening)
    reopened = following.startswith(opening) and following[len(opening) :][:1].isupper()
    if opening in _APOSTROPHES | {"‘"} and not (reopened and text[start].isupper()):
        return None  # most likely an apostrophe
    return _Run(at, Span(start, paragraph.end), paragraph.end, False, opening)


def _closing(text: str, start: int, opening: str, closing: str, end: int) -> int | None:
    """Where the mark that closes stands; nested pairs of the same marks are stepped over."""
    depth, doubtful, single = 0, None, closing in _APOSTROPHES
    marks = re.compile(f"{re.escape(closing)}|{re.escape(opening)}")
    for mark in islice(marks.finditer(text, start, end), _MOST_MARKS):
        at = mark.start()
        if mark[0] != closing:
            if single and doubtful is not None:
                return doubtful
            depth += 1
        elif single and not _closes_single(text, start, at, end):
            if doubtful is None and at + 1 < end and not text[at + 1].isalnum():
                doubtful = at  # "the workers’ union": only where no better mark comes
        elif depth == 0:
            return at
        else:
            depth -= 1
            doubtful = at if doubtful is None else doubtful  # where a mark inside was never closed
    return doubtful


def _closes_single(text: str, start: int, at: int, end: int) -> bool:
    """Whether an apostrophe closes: no letter after it, and not the plural's possessive."""
    if at == start or text[at - 1].isspace() or (at + 1 < end and text[at + 1].isalnum()):
        return False
    followed = at + 1 < end and text[at + 1] == " " and text[at + 2 : at + 3].isalpha()
    return not (text[at - 1] == "s" and followed and text[at + 2].islower())


def marked_inside(span: Span, quotations: Iterable[Quotation]) -> tuple[Span, ...]:
    """The marked ranges that share a character with `span`."""
    return tuple(outer for q in quotations for outer in q.outer if outer.overlaps(span))


def ends_like_speech(text: str, quotation: Quotation) -> bool:
    """Whether the marked text ends in punctuation, inside or just after the closing mark."""
    inside = quotation.pieces[-1].of(text).rstrip()
    after = text[quotation.end : quotation.end + 2].lstrip()
    return inside[-1:] in _ENDS_SPEECH or after[:1] in _ENDS_SPEECH
