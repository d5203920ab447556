"""Any model of sentence-transformers as an embedder, by its name or folder (extra `encoders`)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from ..extras import require
from ..protocols import Matrix


class SentenceEmbedder:
    """Encodes with a model of sentence-transformers; loads it at the first text.

    The shipped weights of links were fitted to the vectors of another encoder: fit your own for this one
    (`python -m quotetrack.train --embedder yours:Made`, where `Made` is a class of yours that makes one of these), or
    scores mean little.

    Args:
        model: its name ("intfloat/multilingual-e5-small") or folder.
        prefix: put before each text, for models that want one ("query: ").
        download: whether it may be fetched; otherwise it must be on this machine.

    Raises:
        MissingExtra: at the first text, where sentence-transformers is not installed.
    """

    def __init__(self, model: str, *, prefix: str = "", download: bool = False) -> None:
        self._name, self._prefix, self._download = model, prefix, download

    @property
    def name(self) -> str:
        """The model, and what is put before texts: both are part of the key of a kept vector."""
        return f"sentence-transformers {self._name} {self._prefix}".strip()

    @cached_property
    def _model(self) -> Any:
        package = require("sentence_transformers", "encoders")
        return package.SentenceTransformer(self._name, local_files_only=not self._download)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row of unit length a text; zeros for the empty one."""
        rows = np.zeros((len(texts), self._model.get_sentence_embedding_dimension()), dtype=np.float32)
        full = [i for i, text in enumerate(texts) if text.strip()]
        if full:
            found = self._model.encode([self._prefix + texts[i] for i in full], show_progress_bar=False)
            rows[full] = np.asarray(found, dtype=np.float32)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        rows /= np.where(norms > 0, norms, 1)
        return rows
