"""Fits the relation model: softmax regression with a quadratic penalty, by gradient steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import field, frozen

from ..model.claim import STRONG, Relation
from .bearing import KINDS, Bearing, Numbers, kind_of
from .relate import LINKED, RelationModel, likeliest

_CONSTANT = 1e-9  # standard deviation of a feature that says nothing: a sum's rounding may be all of it
_STEPS = 1000  # the loss changes by less than a millionth of it from there on
_BEARING_STEPS = 300  # likewise: a strong penalty
_RELATIONS = tuple(Relation)


@frozen(eq=False)
class Example:
    """A pair with its relation; examples of one group are never in training and test at once."""

    values: Mapping[str, float]
    relation: Relation
    group: str
    two_languages: bool = False
    weight: float = field(default=1.0)


def fit(examples: Sequence[Example], *, penalty: float) -> RelationModel:
    """The weights that make the examples likeliest, less a penalty on their squares.

    Features are scaled to one variance while fitting; the scale is folded into the weights.
    """
    names = tuple(examples[0].values)
    rows = np.array([[e.values[name] for name in names] for e in examples])
    wanted = np.array([[e.relation is r for r in _RELATIONS] for e in examples], dtype=np.float64)
    share = np.array([e.weight for e in examples])
    middle, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale < _CONSTANT] = 1.0
    weights, bias = descend((rows - middle) / scale, wanted, share, penalty)
    weights = weights / scale
    return RelationModel(
        features=names,
        weights=np.round(weights, 6),
        bias=np.round(bias - weights @ middle, 6),
    )


def fit_bearing(rows: Numbers, relations: Sequence[Relation], share: Numbers, *, penalty: float) -> Bearing:
    """The weights of a `Bearing` for pairs with these `parts`, each weighed by its share."""
    wanted = np.eye(KINDS)[[kind_of(relation) for relation in relations]]
    weights, bias = descend(rows, wanted, share, penalty, steps=_BEARING_STEPS)
    return Bearing(weights=np.round(weights, 4), bias=np.round(bias, 4))


def fit_added(examples: Sequence[Example], alone: Numbers, *, penalty: float) -> RelationModel:
    """The weights of what is added to a pair by itself, a row for each strong relation and one for none, without bias.

    Args:
        examples: with the features of what is added.
        alone: the log-likelihoods of what each pair says by itself, shape (examples, 5).
        penalty: on the squares of the weights.
    """
    names = tuple(examples[0].values)
    rows = np.array([[e.values[name] for name in names] for e in examples])
    wanted = np.array([[e.relation is r for r in LINKED] for e in examples], dtype=np.float64)
    wanted = np.hstack([wanted, 1 - wanted.sum(axis=1, keepdims=True)])
    share = np.array([e.weight for e in examples])
    weights, bias = descend(rows, wanted, share, penalty, offset=alone)
    return RelationModel(features=names, weights=np.round(weights, 4), bias=bias)


def descend(
    rows: Numbers,
    wanted: Numbers,
    share: Numbers,
    penalty: float,
    *,
    steps: int = _STEPS,
    offset: Numbers | None = None,
) -> tuple[Numbers, Numbers]:
    """Nesterov's accelerated gradient with the step the curvature allows; the bias is not penalised, and stays 0 where
    scores are given to begin with (`offset`, shaped as `wanted`).
    """
    rows = np.hstack([rows, np.full((len(rows), 1), float(offset is None))])
    given = np.zeros_like(wanted.T) if offset is None else offset.T
    step = 1 / (0.5 * np.linalg.eigvalsh((rows * share[:, None]).T @ rows)[-1] + penalty)
    shrink = np.full(rows.shape[1], penalty)
    shrink[-1] = 1e-3  # enough to make the solution one
    now = ahead = np.zeros((wanted.shape[1], rows.shape[1]))
    for i in range(steps):
        scores = ahead @ rows.T + given
        grown = np.exp(scores - scores.max(axis=0))
        slope = ((grown / grown.sum(axis=0) - wanted.T) * share) @ rows + ahead * shrink
        before, now = now, ahead - step * slope
        ahead = now + (i / (i + 3)) * (now - before)
    return now[:, :-1], now[:, -1]


def cross_validate(
    examples: Sequence[Example],
    *,
    penalty: float,
    folds: int = 5,
    repeats: int = 5,
    also: Sequence[Example] = (),
) -> dict[str, float]:
    """Mean scores over repeated folds by group; `also` is added to every training part."""
    groups = sorted({e.group for e in examples})
    scores: list[dict[str, float]] = []
    for seed in range(repeats):
        order = np.random.default_rng(seed).permutation(len(groups))
        answers: list[tuple[Example, Relation]] = []
        for part in np.array_split(order, folds):
            held = {groups[i] for i in part}
            model = fit([*(e for e in examples if e.group not in held), *also], penalty=penalty)
            answers += [(e, likeliest(model.probabilities(e.values))) for e in examples if e.group in held]
        scores.append(score(answers))
    return {name: round(float(np.mean([s[name] for s in scores])), 3) for name in scores[0]}


def score(answers: Sequence[tuple[Example, Relation]]) -> dict[str, float]:
    """Macro-F1 over the relations, F1 of "a strong link at all", and macro-F1 across languages."""
    across = [(e, got) for e, got in answers if e.two_languages]
    return {
        "macro_f1": _macro(answers),
        "strong_f1": _f1([(e.relation in STRONG, got in STRONG) for e, got in answers]),
        "cross_language_macro_f1": _macro(across),
    }


def _macro(answers: Sequence[tuple[Example, Relation]]) -> float:
    return float(np.mean([_f1([(e.relation is r, got is r) for e, got in answers]) for r in _RELATIONS]))


def _f1(answers: Sequence[tuple[bool, bool]]) -> float:
    right = sum(want and got for want, got in answers)
    total = sum(want for want, _ in answers) + sum(got for _, got in answers)
    return 2 * right / total if total else 0.0
