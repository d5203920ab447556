"""Claims by meaning."""

from __future__ import annotations

import numpy as np

from quotetrack.link.search import find_nearest
from quotetrack.model.claim import Claim


def claim(quote, text):
    return Claim(quote=quote, article="a", text=text, language="it")


def test_a_quote_is_found_once_by_its_nearest_claim():
    """Of a quote's claims the nearest counts, hits are sorted by score, then by id."""
    claims = [claim("b", "whole"), claim("b", "part"), claim("c", "far"), claim("a", "as near")]
    rows = np.array([[0.6, 0.8], [1.0, 0.0], [0.0, 1.0], [1.0, 0.0]], np.float32)
    hits = find_nearest(claims, rows, np.array([1.0, 0.0], np.float32))
    assert [(hit.quote, hit.text, hit.score) for hit in hits] == [
        ("a", "as near", 1.0),
        ("b", "part", 1.0),
        ("c", "far", 0.0),
    ]


def test_no_claims_no_hits():
    """Nothing kept, nothing found."""
    assert find_nearest([], np.zeros((0, 2), np.float32), np.ones(2, np.float32)) == ()
