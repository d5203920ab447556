"""The relation model is fitted by steps that give the same weights every time."""

from __future__ import annotations

import numpy as np
import pytest
from attrs import evolve

from quotetrack.link.fit import Example, cross_validate, fit, score
from quotetrack.link.relate import likeliest, load_model
from quotetrack.model.claim import Relation


def examples():
    """Near pairs are the same, far ones unrelated, in ten topics."""
    made = []
    for topic in range(10):
        made.append(Example({"near": 0.9 - topic / 50, "noise": topic / 10}, Relation.SAME, f"t{topic}"))
        made.append(Example({"near": 0.1 + topic / 50, "noise": topic / 10}, Relation.UNRELATED, f"t{topic}"))
    return made


def test_fit_learns_what_tells_relations_apart():
    """The likeliest relation follows the feature that decides."""
    model = fit(examples(), penalty=0.1)
    for near, relation in ((0.9, Relation.SAME), (0.1, Relation.UNRELATED)):
        likely = model.probabilities({"near": near, "noise": 0.5})
        assert max(likely, key=likely.get) is relation
        assert sum(likely.values()) == pytest.approx(1)


def test_a_link_is_decided_first():
    """Four strong relations that share most of the likelihood win over a likelier weak one."""
    likely = dict(zip(Relation, (0.2, 0.15, 0.1, 0.1, 0.4, 0.05), strict=True))
    assert likeliest(likely) is Relation.SAME
    assert likeliest(likely | {Relation.SAME: 0.1}) is Relation.RELATED


def test_a_constant_feature_weighs_nothing():
    """A feature with one value everywhere gets no weight, whatever rounding makes of its mean."""
    told = [evolve(e, values={**e.values, "idle": -2.7515353130419489}) for e in examples()]
    model = fit(told, penalty=0.1)
    assert np.abs(model.weights[:, model.features.index("idle")]).max() < 1e-6


def test_fit_is_deterministic():
    """Same examples, same weights."""
    assert np.array_equal(fit(examples(), penalty=1).weights, fit(examples(), penalty=1).weights)


def test_cross_validation_keeps_topics_apart():
    """A learnable task is learnt on topics that were not seen."""
    assert cross_validate(examples(), penalty=0.1, repeats=1)["strong_f1"] == 1


def test_score_counts_relations_equally():
    """One relation of six answered right gives a sixth of macro-F1."""
    example = Example({}, Relation.SAME, "t")
    assert score([(example, Relation.SAME)])["macro_f1"] == pytest.approx(1 / 6)


@pytest.mark.parametrize("use", ["pairs", "stream"])
def test_shipped_weights_fit_the_features(use):
    """The shipped file has a weight for every feature the code gives, and no other."""
    from quotetrack.link.relate import features
    from quotetrack.model.claim import Evidence

    must = [Evidence(name=name, score=0.5, because="x") for name in ("meaning", "topic", "polarity")]
    assert set(load_model(use).features) == set(features(must, one_language=True))
