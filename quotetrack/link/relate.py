"""Evidence becomes a relation: a multinomial logistic regression over named features.

Its weights lie in `relation.json`, trained by `python -m quotetrack.train`. There are five sets: `pairs` for two claims
put side by side, where all relations are equally likely, and `pairs read` where a reader is asked too; `stream` for
articles, where nearly all pairs have nothing to do with each other; and two that are added to it (`stacking`),
`reading` for what a reader says and `consensus` for what links say of each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from attrs import field, frozen

from ..model.claim import STRONG, Evidence, Relation
from .bearing import Bearing, Numbers, softmax
from .compare import COMPARISONS, compare
from .pair import Pair

#: What vectors say (log-odds) at a cosine: slope, and value at 0. Least squares over the events' pairs; it stands where
#: they say nothing.
_BY_COSINE = {"bearing": (14.7, -7.5), "opposition": (-4.5, 1.8)}
#: The features that come of it.
OF_VECTORS = ("bearing", "opposition", "opposition x meaning", "opposition x one speaker")
#: Those that come of reading both claims at once, for pairs that were.
OF_READING = ("reading", "clash", "rewording", "succession", "kinship")
_SUREST = 6.91  # log-odds of 0.999, the surest answer of a `Bearing`

#: The strong relations in their order.
LINKED = tuple(relation for relation in Relation if relation in STRONG)
_NAMES = tuple(comparison.__name__ for comparison in COMPARISONS)


@frozen
class Related:
    """What a pair of claims is to each other; `newer` is "a" or "b", None where no day tells. `likely` is
    `Link.likely`.
    """

    relation: Relation
    newer: str | None
    score: float
    evidence: tuple[Evidence, ...]
    likely: tuple[float, ...] = ()


@frozen(eq=False, kw_only=True)
class RelationModel:
    """Weights of one use, a row for each relation and a column for each feature."""

    features: tuple[str, ...]
    weights: Numbers
    bias: Numbers
    bearing: Bearing = field(factory=Bearing)

    def evidence(self, pair: Pair) -> tuple[Evidence, ...]:
        """All that there is on a pair: the comparisons, and what its vectors say."""
        return (*compare(pair), *self.bearing.evidence(pair))

    def probabilities(self, values: Mapping[str, float]) -> dict[Relation, float]:
        """How likely each relation is; they sum to 1."""
        scores = self.weights @ np.array([values[name] for name in self.features]) + self.bias
        return dict(zip(Relation, map(float, softmax(scores)), strict=True))


@cache
def load_model(use: str) -> RelationModel:
    """The weights for a use, with its own features where it has them."""
    text = (resources.files(__package__) / "relation.json").read_text(encoding="utf-8")
    table = json.loads(text)
    return RelationModel(
        features=tuple(table[use].get("features", table["features"])),
        **_read(table[use]),
        bearing=Bearing(**_read(table[use]["bearing"])) if "bearing" in table[use] else Bearing(),
    )


def _read(table: Mapping[str, Any]) -> dict[str, Numbers]:
    return {name: np.array(table[name], dtype=np.float64) for name in ("weights", "bias")}


def features(evidence: Iterable[Evidence], *, one_language: bool) -> dict[str, float]:
    """The numbers the model weighs, by name: each score from -1 to 1 (0 where there was nothing to
    compare), and the products that one reason makes of another.
    """
    scores = {e.name: e.score for e in evidence}
    values = {name: 2 * scores[name] - 1 if name in scores else 0.0 for name in _NAMES}
    near, denies = values["meaning"], 1 - scores["polarity"]
    same_speaker = float(scores.get("speaker", 0.0) >= 0.7)
    agree, rival = float(scores.get("numbers", 0.5) >= 0.7), float(scores.get("numbers", 0.5) < 0.4)
    later = float(scores.get("interval", 1.0) < 1)
    values |= _of_vectors(scores, near, same_speaker)
    values |= _of_speakers(values, denies, same_speaker)
    values |= read_features(scores)
    return values | {
        "meaning, squared": scores["meaning"] ** 2,
        "meaning in its figures": scores["meaning"] - scores["topic"],
        "two languages": float(not one_language),
        "two languages x meaning": near * (not one_language),
        "one speaker": same_speaker,
        "figures agree": agree,
        "figures agree x meaning": agree * near,
        "figures are rivals": rival,
        "figures are rivals x meaning": rival * near,
        "figures are rivals x wording": rival * values["wording"],
        "figures are rivals x one speaker": rival * same_speaker,
        "dates agree": float(scores.get("dates", 0.5) > 0.5),
        "dates are rivals": float(scores.get("dates", 0.5) < 0.5),
        "one denies x meaning": denies * near,
        "one denies x one speaker": denies * same_speaker,
        "opposite poles": float(scores.get("contrast", 0.5) < 0.5),
        "other names": float(scores.get("entities", 1.0) == 0),
        "nearest x figures are rivals": values["nearest"] * rival,
        "both quoted x meaning": float(scores.get("quoted", 0.0) == 1) * near,
        "later": later,
        "later x news": later * values["news"],
        "later x figures are rivals": later * rival,
        "later x one denies": later * denies,
        "news x meaning": values["news"] * near,
        "later x one speaker": later * same_speaker,
    }


def _of_speakers(values: Mapping[str, float], denies: float, same_speaker: float) -> dict[str, float]:
    """What it makes of other reasons that one speaker says both, or two; and that nothing else is as near."""
    near, quoted = values["meaning"], float(values["quoted"] > 0)
    return {
        "one speaker x meaning": same_speaker * near,
        "quoted x one speaker": quoted * same_speaker,
        "quoted x another speaker x meaning": quoted * (1 - same_speaker) * near,
        "one denies x another speaker": denies * near * (1 - same_speaker),
        "nearest x meaning": values["nearest"] * near,
        "nearest x one speaker": values["nearest"] * same_speaker,
        "nearest x bearing": values["nearest"] * values["bearing"],
    }


def _of_vectors(scores: Mapping[str, float], near: float, same_speaker: float) -> dict[str, float]:
    """What the vectors say, as log-odds."""
    odds = {
        name: _log_odds(scores[name]) if name in scores else slope * scores["meaning"] + least
        for name, (slope, least) in _BY_COSINE.items()
    }
    odds = {name: float(np.clip(value, -_SUREST, _SUREST)) for name, value in odds.items()}
    opposed = odds["opposition"]
    return dict(zip(OF_VECTORS, (*odds.values(), opposed * near, opposed * same_speaker), strict=True))


def read_features(scores: Mapping[str, float]) -> dict[str, float]:
    """What a reader says, as log-odds; nothing of what was not read."""
    return {name: _log_odds(scores[name]) for name in OF_READING if name in scores}


def _log_odds(score: float) -> float:
    return float(np.log(score / (1 - score)))


def related(pair: Pair, model: RelationModel, *more: Evidence) -> Related:
    """The likeliest relation of a pair; its score is how likely that is."""
    evidence = (*model.evidence(pair), *more)
    likely = model.probabilities(features(evidence, one_language=pair.one_language))
    relation = likeliest(likely)
    return Related(relation, newer(pair), round(likely[relation], 4), evidence)


def likeliest(likely: Mapping[Relation, float]) -> Relation:
    """First whether there is a strong relation at all, then which: four of six share that likelihood.

    >>> likeliest(dict(zip(Relation, (0.2, 0.15, 0.1, 0.1, 0.4, 0.05))))
    <Relation.SAME: 'same'>
    """
    strong = sum(likely[relation] for relation in STRONG) >= 0.5
    return max((r for r in Relation if (r in STRONG) == strong), key=lambda r: likely[r])


def linked(pair: Pair, model: RelationModel) -> Related:
    """The likeliest strong relation; its score is how likely it is that the pair has any strong one."""
    evidence = model.evidence(pair)
    likely = model.probabilities(features(evidence, one_language=pair.one_language))
    relation, score, shares = strongest(likely)
    return Related(relation, newer(pair), score, evidence, shares)


def strongest(likely: Mapping[Relation, float]) -> tuple[Relation, float, tuple[float, ...]]:
    """The likeliest strong relation, how likely it is that there is any, and how likely each of `LINKED` is."""
    shares = tuple(round(likely[relation], 4) for relation in LINKED)
    return max(LINKED, key=lambda r: likely[r]), round(min(1.0, sum(shares)), 4), shares


def newer(pair: Pair) -> str | None:
    """Which claim was published later: "a", "b", or None."""
    days = pair.days_apart
    return None if not days else "b" if days > 0 else "a"
