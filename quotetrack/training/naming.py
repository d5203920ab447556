"""Trains who a cue's source is: the weights that `quotes.naming` chooses by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from ..lang.profile import LanguageProfile
from ..model.span import Span
from ..pipeline import Part
from ..quotes.candidates import Candidates
from ..quotes.cues import CueHit
from ..quotes.find import draft_statements
from ..quotes.naming import Choice, find_choices
from ..quotes.readings import unlisted
from ..quotes.weights import Numbers, Weights
from .gold import Marked, Statement

# Names of evidence that fewer choices have are left out.
_RARE = 8
# Penalty on the squares of the weights, and steps towards the best ones.
_PENALTY, _STEPS = 1.0, 2000


@frozen(eq=False, kw_only=True)
class Question:
    """Whom a marked statement's cue may give it to, and which of them the marks say it is."""

    choices: Sequence[Choice]
    right: Sequence[bool]


def find_questions(marked: Marked, part: Part, profile: LanguageProfile) -> Iterator[Question]:
    """A question for each statement of an article whose cue is found in this part.

    Args:
        marked: the article.
        part: of it, its sentences tagged.
        profile: of the part's language.
    """
    _, scene, cues = draft_statements(
        marked.article, part.sentences, part.paragraphs, part.quotations, profile
    )
    for sentence in part.sentences:
        listed = [hit for hit in cues if hit.sentence is sentence]
        hits = [*listed, *unlisted(sentence, listed, scene)]
        for statement in marked.statements:
            hit = _cue_of(statement, hits, len(listed))
            if hit is not None:
                choices = find_choices(
                    Candidates(hit=hit, text=scene.text, marked=scene.marked, profile=profile)
                )
                yield Question(choices=choices, right=[_is_meant(c.span, statement) for c in choices])


def _cue_of(statement: Statement, hits: Sequence[CueHit], listed: int) -> CueHit | None:
    """The cue that shares most with a statement's, one of the lists before others; not its source's noun."""
    cue, source = statement.cue, statement.source
    if not statement.speech or cue is None:
        return None
    fitting = [
        (place < listed, min(hit.span.end, cue.end) - max(hit.span.start, cue.start), -place)
        for place, hit in enumerate(hits)
        if hit.span.overlaps(cue) and not (source is not None and hit.span.overlaps(source))
    ]
    return hits[-max(fitting)[2]] if fitting else None


def _is_meant(span: Span | None, statement: Statement) -> bool:
    if span is None or statement.source is None:
        return span is statement.source
    return span.overlaps(statement.source)


def tabulate(told: Sequence[Numbers], *, least: int) -> tuple[list[str], NDArray[np.float64]]:
    """The names of evidence that `least` or more have, and a row of their numbers each: shape (told, names)."""
    counts = Counter(name for numbers in told for name in numbers)
    names = sorted(name for name, count in counts.items() if count >= least)
    return names, np.array([[numbers.get(name, 0.0) for name in names] for numbers in told])


def fit_naming(questions: Sequence[Question]) -> Weights:
    """A conditional logit (McFadden 1974): the weights that make the right choices likeliest, less a penalty on
    their squares, by Nesterov's accelerated gradient. None without questions that some choice answers.
    """
    questions = [question for question in questions if any(question.right)]
    if not questions:
        return Weights({})
    names, rows = tabulate([c.numbers for question in questions for c in question.choices], least=_RARE)
    sizes = [len(question.choices) for question in questions]
    wanted = np.concatenate([np.array(q.right) / sum(q.right) for q in questions])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    step = 1 / (0.5 * np.linalg.norm(rows, 2) ** 2 + _PENALTY)
    now = ahead = np.zeros(len(names))
    for i in range(_STEPS):
        scores = rows @ ahead
        grown = np.exp(scores - np.repeat(np.maximum.reduceat(scores, first), sizes))
        slope = rows.T @ (grown / np.repeat(np.add.reduceat(grown, first), sizes) - wanted) + _PENALTY * ahead
        before, now = now, ahead - step * slope
        ahead = now + (i / (i + 3)) * (now - before)
    return Weights({n: float(w) for n, w in zip(names, np.round(now, 4), strict=True) if w})
