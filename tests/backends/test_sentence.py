"""Models of sentence-transformers, without any: a stand-in for the package answers."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from quotetrack.backends.sentence import SentenceEmbedder
from quotetrack.errors import MissingExtra
from quotetrack.testing import FakeEmbedder, check_embedder


class Model:
    """Answers vectors of any length, as the package does unless told otherwise, and remembers what it was asked."""

    asked: list[str]

    def __init__(self, name, *, local_files_only):
        self.asked, self.options = [], (name, local_files_only)

    def get_sentence_embedding_dimension(self):
        return 32

    def encode(self, texts, *, show_progress_bar):
        self.asked += texts
        return 3 * FakeEmbedder(32).encode(texts)


@pytest.fixture
def package(monkeypatch):
    """The stand-in, where the package would be."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", SimpleNamespace(SentenceTransformer=Model))


def test_it_owes_what_an_embedder_owes(package):
    """Rows have unit length, zeros for the empty text, whatever the model answers."""
    check_embedder(SentenceEmbedder("a/model"))


def test_a_model_is_not_fetched_unasked(package):
    """Only where the caller says so may the package reach the network."""
    assert SentenceEmbedder("a/model")._model.options == ("a/model", True)
    assert SentenceEmbedder("a/model", download=True)._model.options == ("a/model", False)


def test_the_prefix_is_part_of_the_name(package):
    """Models that want a prefix get it, and vectors made with another are not mixed up."""
    embedder = SentenceEmbedder("a/model", prefix="query: ")
    rows = embedder.encode(["uno", "", "due"])
    assert embedder._model.asked == ["query: uno", "query: due"]
    assert embedder.name != SentenceEmbedder("a/model").name
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 0, 1])


def test_without_the_package_it_says_what_to_install(monkeypatch):
    """A missing package is told at the first text, with the extra that brings it."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises((MissingExtra, ImportError)):
        SentenceEmbedder("a/model").encode(["uno"])
