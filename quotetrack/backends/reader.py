"""The default reader: two claims word by word, each beside the other.

Cosines take a claim for one point; what tells *upheld* from *struck down* are single words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from attrs import field, frozen

from ..model.claim import Relation
from ..models import ENCODER, HASHES, shipped_folder, verify
from ..protocols import Matrix

if TYPE_CHECKING:
    from .encoder import Encoder, Pieces
    from .joint import JointLayers

FILE = f"{ENCODER}/reader.pt"
RELATIONS = len(Relation)
_DIGITS = 4  # of a likelihood


@frozen(eq=False)
class PairReader:
    """Reads pairs of claims; its weights are loaded at the first one.

    Args:
        folder: a model folder with an encoder and a reader; the shipped one unless given.
    """

    folder: Path = field(factory=shipped_folder)

    @cached_property
    def _loaded(self) -> tuple[Encoder, Pieces, JointLayers, frozenset[str]]:
        from .encoder import FILE as ENCODER_FILE  # noqa: PLC0415  # imports torch
        from .encoder import load_encoder  # noqa: PLC0415
        from .joint import load_reader  # noqa: PLC0415

        if (self.folder / HASHES).is_file():
            verify(self.folder, ENCODER)
        encoder, pieces = load_encoder(self.folder / ENCODER_FILE)
        del encoder.layers  # those of the parsers
        return encoder, pieces, *load_reader(self.folder / FILE)

    @cached_property
    def name(self) -> str:
        """Its kind, and a digest of its weights."""
        return f"reader-{blake2b((self.folder / FILE).read_bytes(), digest_size=4).hexdigest()}"

    @property
    def languages(self) -> frozenset[str]:
        """Those it was taught."""
        return self._loaded[-1]

    def read(self, pairs: Sequence[tuple[str, str]]) -> Matrix:
        """How likely each relation is for each pair, in the order of `Relation`: shape (pairs, 6).

        Pairs are read one by one, so that none depends on the others; both orders give one answer.
        """
        from .joint import read_pairs  # noqa: PLC0415  # imports torch

        encoder, pieces, model, _ = self._loaded
        rows = read_pairs([(min(pair), max(pair)) for pair in pairs], encoder, pieces, model)
        return np.round(np.array(rows, dtype=np.float32).reshape(len(pairs), RELATIONS), _DIGITS)
