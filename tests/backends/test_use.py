"""The default embedder, and the one that remembers."""

from __future__ import annotations

import numpy as np
import pytest

from quotetrack.backends.cache import CachedEmbedder
from quotetrack.backends.use import UseEmbedder, normalised
from quotetrack.testing.fakes import FakeEmbedder


class Counting(FakeEmbedder):
    """Remembers what it was asked."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return super().encode(texts)


def test_each_text_is_encoded_once():
    """A text asked again, or twice in one call, does not reach the model."""
    counting = Counting()
    cached = CachedEmbedder(counting)
    first, again = cached.encode(["a", "b", "a"]), cached.encode(["b", "a"])
    assert counting.asked == ["a", "b"]
    assert np.array_equal(first[[1, 0]], again)
    assert cached.name == counting.name


def test_a_full_cache_starts_anew():
    """Memory stays bounded."""
    counting = Counting()
    cached = CachedEmbedder(counting, limit=1)
    for texts in (["a", "b"], ["a"]):
        cached.encode(texts)
    assert counting.asked == ["a", "b", "a"]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("“Ciao”", "Ciao"),
        ("L’ACQUA SALE", "l'acqua sale"),
        ("Nato", "Nato"),
        ("a\ud800b\x00", "ab"),
        ("«»", ""),
    ],
)
def test_text_is_normalised(text, given):
    """Marks, capitals and broken characters do not change a vector."""
    assert normalised(text) == given


@pytest.mark.model
def test_use_gives_unit_rows_and_a_zero_row_for_nothing():
    """Rows have length one, the empty text none, and other texts in the batch change nothing."""
    embedder = UseEmbedder()
    rows = embedder.encode(["La diga regge", "", "\ud800", "The dam holds"])
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 0, 0, 1], atol=1e-5)
    assert np.allclose(embedder.encode(["La diga regge"])[0], rows[0], atol=1e-4)
    assert rows[0] @ rows[3] > 0.3
    assert embedder.encode([]).shape[0] == 0
    assert embedder.name.startswith("usem3-")
