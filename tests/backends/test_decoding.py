"""Trees out of scores without a search."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

chuliu = pytest.importorskip("stanza.models.common.chuliu_edmonds")

from quotetrack.backends.decoding import greedy_tree  # noqa: E402


def scored(heads: list[int]) -> np.ndarray:
    """Scores under which these heads are the best ones, the root's own first."""
    scores = np.full((len(heads), len(heads)), -5.0, dtype=np.float32)
    scores[np.arange(len(heads)), heads] = -0.1
    np.fill_diagonal(scores, -np.inf)
    return scores


@pytest.mark.parametrize("heads", [[0, 0], [0, 2, 0, 2], [0, 0, 1, 2, 3, 4, 5]])
def test_the_best_heads_are_the_tree_where_they_make_one(heads):
    """Chains and stars with one root are taken as they are."""
    assert greedy_tree(scored(heads)).tolist() == heads


@pytest.mark.parametrize("heads", [[0, 2, 1], [0, 0, 0], [0, 0, 3, 2], [0, 2, 3, 1, 0]])
def test_no_tree_no_answer(heads):
    """A cycle, or two words at the root, must be searched for a tree."""
    assert greedy_tree(scored(heads)) is None


@settings(max_examples=200)
@given(
    st.integers(2, 9).flatmap(
        lambda n: arrays.arrays(np.float32, (n, n), elements=st.floats(-20, 0, width=32), unique=True)
    )
)
def test_an_answer_is_the_one_the_search_finds(scores):
    """Wherever it answers, Stanza's search answers the same."""
    np.fill_diagonal(scores, -np.inf)
    found = greedy_tree(scores)
    if found is not None:
        assert found[1:].tolist() == list(chuliu.chuliu_edmonds_one_root(scores.copy())[1:])
