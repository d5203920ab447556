"""What the vectors of two claims say of each other beyond their cosine."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from quotetrack.claims import claim_from_text
from quotetrack.lang.load import load_profile
from quotetrack.link.bearing import KINDS, Bearing, parts, told
from quotetrack.link.facts import FactFinder
from quotetrack.link.fit import fit_bearing
from quotetrack.link.pair import Pair
from quotetrack.model.claim import Relation
from quotetrack.speakers.likeness import same_name
from quotetrack.testing.fakes import FakeEmbedder

FINDER = FactFinder({"en": load_profile("en")}, FakeEmbedder(), same_name)
TEXTS = ("The ferry sank", "The ferry floats", "The mayor resigned", "The goats came home")


def pair(a, b):
    left, right = (FINDER.facts(claim_from_text(text, FINDER.profiles["en"])) for text in (a, b))
    rows = FINDER.embedder.encode([a, b])
    return Pair(left, right, float(rows[0] @ rows[1]), FINDER, rows=(rows[0], rows[1]))


def random_bearing(dimensions):
    chance = np.random.default_rng(3)
    return Bearing(weights=chance.normal(size=(KINDS, 2 * dimensions + 1)), bias=chance.normal(size=KINDS))


def test_order_does_not_matter():
    """Two claims say of each other what they say the other way round."""
    bearing = random_bearing(len(FINDER.embedder.encode(["x"])[0]))
    for a, b in pairwise(TEXTS):
        there, back = bearing.evidence(pair(a, b)), bearing.evidence(pair(b, a))
        assert [e.score for e in there] == pytest.approx([e.score for e in back])
        assert {e.name for e in there} == {"bearing", "opposition"}


@pytest.mark.parametrize("bearing", [Bearing(), random_bearing(7)])
def test_weights_for_another_encoder_say_nothing(bearing):
    """Vectors of other dimensions than the weights' are no evidence, and no error."""
    assert bearing.evidence(pair(*TEXTS[:2])) == ()


def test_no_answer_is_certain():
    """Scores stay where log-odds are finite, however sure the weights are."""
    for likely in np.eye(KINDS):
        assert all(0 < e.score < 1 for e in told(likely))


def test_what_opposes_is_learned():
    """Pairs that differ in one dimension are opposed, pairs of another kind agree, the rest is neither."""
    chance = np.random.default_rng(0)
    rows = chance.normal(size=(300, 9))
    relations = [
        Relation.UNRELATED if x[0] < 0 else Relation.CONTRADICTS if x[1] > 0 else Relation.SAME for x in rows
    ]
    fitted = fit_bearing(rows, relations, np.ones(300), penalty=1.0)
    likely = fitted.likely(np.eye(9)[:2] * 3 + np.eye(9)[0] * 3)
    near = [told(shares) for shares in likely]
    assert all(bearing.score > 0.9 for bearing, _ in near)
    assert near[1][1].score > 0.9


def test_shipped_weights_fit_the_shipped_encoder():
    """The weights in `relation.json` read the default encoder's vectors."""
    from quotetrack.backends.use import UseEmbedder
    from quotetrack.link.relate import load_model

    assert load_model("stream").bearing.dimensions == UseEmbedder().encode(["x"]).shape[1]


def test_parts_are_of_unit_size():
    """Products and differences are scaled so that one penalty fits all."""
    rows = parts([pair(a, b).rows for a in TEXTS for b in TEXTS if a != b])
    assert rows.shape[1] == 2 * len(FINDER.embedder.encode(["x"])[0]) + 1
    assert 0.1 < float(np.abs(rows).mean()) < 2
