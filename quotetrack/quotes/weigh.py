"""Which reading of each cue is kept: a logistic regression over named evidence.

It needs a tagger of reported speech (`Sentence.speech`); without one the rules decide alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model.quote import Reason
from .cues import CueHit
from .evidence import evidence_for
from .readings import Reading, find_readings
from .scene import Draft, Scene
from .weights import Numbers, Weights, load_weights

#: How much likelier the rules' own readings are on clean prose than on the Wikinews articles, glued and cut ones among them,
#: that the weights were learned on: with it the development events gain 2.4 points of joint F1, and news lose half of one.
TRUST = 0.16
# How likely the rules' own reading is of a verb with a figure, "put the cost at 3 million", at least.
_BY_FIGURE = 0.66
# Reasons told of a statement.
_REASONS = 5


def weighed(drafts: Sequence[Draft], scene: Scene, cues: Iterable[CueHit], *, least: float) -> list[Draft]:
    """The statements of the likeliest readings, no two of one cue or of the same words.

    Args:
        drafts: the rules' statements.
        scene: of the article, its sentences tagged.
        cues: all cues of the lists.
        least: how likely a reading must be to be kept.
    """
    weights = load_weights("readings")
    readings = find_readings(drafts, scene, cues)
    numbers = evidence_for(readings, scene)
    likely = [_likely(reading, own, weights) for reading, own in zip(readings, numbers, strict=True)]
    kept = choose(readings, likely, least=least)
    return [_draft(readings[place], numbers[place], weights) for place in kept]


def _likely(reading: Reading, numbers: Numbers, weights: Weights) -> float:
    """How likely a reading is; a verb that reports by its figure is none that the tagger could learn."""
    by_figure = reading.is_by_rule and reading.hit is not None and reading.hit.measures
    return max(weights.likelihood(numbers), _BY_FIGURE * by_figure)


def choose(readings: Sequence[Reading], likely: Sequence[float], *, least: float) -> list[int]:
    """The places of the likeliest readings, the likeliest first, each that shares neither cue nor words with one before
    it; the rules' own as if they were `TRUST` likelier.
    """
    trusted = [value + TRUST * reading.is_by_rule for reading, value in zip(readings, likely, strict=True)]
    kept: list[int] = []
    for place in sorted(range(len(readings)), key=lambda at: -trusted[at]):
        if trusted[place] < least:
            break
        if not any(_exclude(readings[place], readings[other]) for other in kept):
            kept.append(place)
    return kept


def _exclude(one: Reading, other: Reading) -> bool:
    same = one.hit is not None and one.hit is other.hit
    return same or any(a.overlaps(b) for a in one.spans for b in other.spans)


def _draft(reading: Reading, numbers: Numbers, weights: Weights) -> Draft:
    """A reading as a statement, with how likely it is and what weighed most."""
    likely = round(weights.likelihood(numbers), 4)
    parts = [Reason(name=name, weight=round(weight, 2)) for name, weight in weights.parts(numbers)]
    reasons = tuple(parts[:_REASONS])
    if reading.draft is not None:
        reading.draft.likely, reading.draft.reasons = likely, reasons
        return reading.draft
    return Draft(
        reading.rule, list(reading.spans), reading.hit, reading.source, likely=likely, reasons=reasons
    )
