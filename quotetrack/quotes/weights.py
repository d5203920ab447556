"""Weights of named evidence, as `weights.json` has them: what a decision is made of can be read off.

One set for all languages, trained by `python -m quotetrack.training.reported`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import exp

from attrs import frozen

#: Evidence by name; a name that is missing is 0.
Numbers = dict[str, float]


@frozen(eq=False)
class Weights:
    """A weight for each name of evidence, and the bias."""

    by_name: Mapping[str, float]
    bias: float = 0.0

    def score(self, numbers: Mapping[str, float]) -> float:
        """The sum of bias and parts: any number, the higher the likelier."""
        return self.bias + sum(self.by_name.get(name, 0.0) * value for name, value in numbers.items())

    def likelihood(self, numbers: Mapping[str, float]) -> float:
        """How likely it is that what the evidence is for is so: 0 to 1."""
        return 1 / (1 + exp(-self.score(numbers)))

    def parts(self, numbers: Mapping[str, float]) -> list[tuple[str, float]]:
        """What each piece of evidence adds, the weightiest first."""
        parts = [(name, self.by_name.get(name, 0.0) * value) for name, value in numbers.items()]
        return sorted(parts, key=lambda part: -abs(part[1]))


@cache
def load_weights(decision: str) -> Weights:
    """The shipped weights of a decision: "readings" (is it a statement?) or "sources" (who says it?)."""
    text = (resources.files(__package__) / "weights.json").read_text(encoding="utf-8")
    table = json.loads(text)[decision]
    return Weights(table["weights"], table["bias"])
