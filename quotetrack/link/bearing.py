"""What the vectors of two claims say of each other beyond their cosine: a softmax regression over their parts.

The cosine takes all dimensions for one. Here each counts for itself, by its product and its difference in the two
vectors (as in Conneau et al. 2017, https://aclanthology.org/D17-1070), with weights learned of linked statements: some
tell that two claims bear on each other, some that one opposes the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from attrs import field, frozen

from ..model.claim import STRONG, Evidence, Relation
from ..protocols import Matrix
from .pair import Pair

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"

#: What pairs are sorted into: agreeing, opposed, neither.
KINDS = 3
_AGREEING, _OPPOSED, _NEITHER = range(KINDS)
_SURE = 1e-3  # no answer is surer than this: logits stay within 7


@frozen(eq=False)
class Bearing:
    """Weights, shape (3, 2 x dimensions + 1), and one bias a kind; without any it has nothing to say."""

    weights: Numbers = field(factory=lambda: np.zeros((KINDS, 1)))
    bias: Numbers = field(factory=lambda: np.zeros(KINDS))

    @property
    def dimensions(self) -> int:
        """Of the vectors it reads: those of the encoder its weights were fitted to."""
        return int(self.weights.shape[1] - 1) // 2

    def evidence(self, pair: Pair) -> tuple[Evidence, ...]:
        """Whether the two bear on each other, and if so, whether they are opposed; nothing for vectors of other
        dimensions.
        """
        if pair.rows is None or pair.rows[0].shape[0] != self.dimensions:
            return ()
        return told(self.likely(parts([pair.rows]))[0])

    def likely(self, rows: Numbers) -> Numbers:
        """How likely each kind is, shape (pairs, 3)."""
        return softmax(rows @ self.weights.T + self.bias)


def kind_of(relation: Relation) -> int:
    """The kind of pairs with a relation: an update is opposed to what it updates.

    >>> [kind_of(relation) for relation in Relation]
    [0, 0, 1, 1, 2, 2]
    """
    if relation not in STRONG:
        return _NEITHER
    return _OPPOSED if relation in {Relation.CONTRADICTS, Relation.UPDATES} else _AGREEING


def softmax(scores: Numbers) -> Numbers:
    """Likelihoods of scores, along the last axis."""
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Numbers = grown / grown.sum(axis=-1, keepdims=True)
    return shares


def parts(rows: Sequence[tuple[Matrix, Matrix]]) -> Numbers:
    """Products and differences of pairs of vectors, each of about unit size, and their cosine; symmetric."""
    left, right = (np.array([pair[side] for pair in rows], dtype=np.float64) for side in (0, 1))
    scale = np.sqrt(left.shape[1])
    products = left * right
    cosines = products.sum(axis=1, keepdims=True)
    found: Numbers = np.hstack([products * scale, np.abs(left - right) * scale, 5 * cosines])
    return found


def told(likely: Matrix | Numbers) -> tuple[Evidence, ...]:
    """The evidence that the likelihoods of agreeing, opposed and neither are."""
    near, against = shares(likely)
    return (
        Evidence(name="bearing", score=near, because=f"their vectors bear on each other ({near:.0%})"),
        Evidence(name="opposition", score=against, because=f"their vectors are opposed ({against:.0%})"),
    )


def shares(likely: Sequence[float] | Matrix | Numbers) -> tuple[float, float]:
    """Of the likelihoods of agreeing, opposed and neither: how likely either of the first two, and how much of them the
    second.
    """
    agreeing, opposed, neither = (float(max(share, _SURE)) for share in likely)
    near = min(0.999, round((agreeing + opposed) / (agreeing + opposed + neither), 4))
    return near, share_of(opposed, agreeing)


def share_of(one: float, other: float) -> float:
    """How likely one of two is rather than the other, never quite 0 or 1."""
    one, other = max(one, _SURE), max(other, _SURE)
    return round(one / (one + other), 4)
