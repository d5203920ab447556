"""More that is known of a pair, added to how likely its relations are by itself."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import TypeAlias

import numpy as np

from ..model.claim import Relation
from .bearing import softmax
from .relate import LINKED, RelationModel

#: How likely a pair must be linked to be kept at all: others may speak for it (`consensus`).
LEAST = 0.02
_SMALLEST = 0.001  # likelihood; of less its logarithm says too much

#: How likely each of `LINKED` is for a pair.
Likely: TypeAlias = tuple[float, ...]


def log_likelihoods(likely: Likely) -> list[float]:
    """Of each relation by itself, and of none; what is hardly linked says nothing of how."""
    if sum(likely) < LEAST:
        likely = (LEAST / len(LINKED),) * len(LINKED)
    return [log(max(x, _SMALLEST)) for x in (*likely, 1 - sum(likely))]


def added(
    model: RelationModel, values: Mapping[str, float], likely: Likely, *, trust: float = 1.0
) -> dict[Relation, float]:
    """How likely each relation is, UNRELATED for all that is no link.

    Args:
        model: a row of weights for each of `LINKED` and one for none.
        values: what more is known, by feature.
        likely: what the pair says by itself.
        trust: how much of what more is known counts.
    """
    told = trust * (model.weights @ np.array([values[name] for name in model.features]))
    scores = np.array(log_likelihoods(likely)) + told
    return dict(zip((*LINKED, Relation.UNRELATED), map(float, softmax(scores)), strict=True))
