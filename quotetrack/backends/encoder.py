"""The contextual encoder under our Stanza models: small, shared by tagger and parser, and by all languages.

Stanza's taggers and parsers can stand on a transformer. Ours is multilingual-e5-small (MIT; Wang et al. 2024,
https://arxiv.org/abs/2402.05672), cut to its lower layers and to the pieces of words its languages need, and trained on
to parse. It is kept as whole numbers of 8 bits (word pieces: 4 bits) and computes in float32, so that one sentence
gets the same vectors whatever is parsed beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from attrs import asdict, frozen
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing
from torch import Tensor, nn

from ..models import ENCODER

NAME = ENCODER  # what the taggers' and parsers' own settings call it
FILE = f"{ENCODER}/{ENCODER}.pt"

_START, _PAD, _END, _UNKNOWN = range(4)  # as XLM-R numbers its special pieces
_MARGIN = 0.1  # padding a batch of sentences may add, as a share of its pieces
_BATCH = 4000  # pieces encoded at once: more gains nothing on a processor
_BLOCK = 32  # values that share a step in the table of pieces, as in the 4-bit original


@frozen
class Shape:
    """The sizes of an encoder."""

    pieces: int
    layers: int
    width: int = 384
    heads: int = 12
    inner: int = 1536
    longest: int = 512


def _whole(word: str) -> str:
    """A word with half characters (lone surrogates, which broken JSON holds) replaced: they have no encoding."""
    return word.encode("utf-8", "replace").decode("utf-8")


class Pieces:
    """Words into pieces, called as Stanza calls a tokenizer of the transformers library.

    Args:
        pieces: all pieces by number; the first four are special.
        scores: the log probability of each.
        longest: pieces that fit one sentence; Stanza cuts longer ones into overlapping parts.
    """

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], longest: int) -> None:
        self.model_max_length = longest
        self._tokenizer = Tokenizer(Unigram(list(zip(pieces, scores, strict=True)), unk_id=_UNKNOWN))
        self._tokenizer.normalizer = NFKC()
        self._tokenizer.pre_tokenizer = Metaspace(prepend_scheme="always")
        self._tokenizer.post_processor = TemplateProcessing(
            single="<s> $A </s>", special_tokens=[("<s>", _START), ("</s>", _END)]
        )

    def __call__(self, data: Sequence[Sequence[str]], **_options: object) -> Encoded:
        # One by one: a batch would start threads of its own.
        return Encoded(
            [self._tokenizer.encode(list(map(_whole, words)), is_pretokenized=True) for words in data]
        )


class Encoded(dict[str, list[list[int]]]):
    """Sentences as numbers of pieces, padded, with the word each piece belongs to."""

    def __init__(self, encodings: Sequence[Any]) -> None:
        longest = max((len(e.ids) for e in encodings), default=0)
        super().__init__(
            input_ids=[[*e.ids, *[_PAD] * (longest - len(e.ids))] for e in encodings],
            attention_mask=[[1] * len(e.ids) + [0] * (longest - len(e.ids)) for e in encodings],
        )
        self._words = [e.word_ids for e in encodings]

    def word_ids(self, batch_index: int) -> list[int | None]:
        """For each piece the place of its word, none for special pieces."""
        words: list[int | None] = self._words[batch_index]
        return words


def make_layer(shape: Shape, dropout: float = 0.0) -> nn.TransformerEncoderLayer:
    """One layer of BERT's."""
    return nn.TransformerEncoderLayer(
        shape.width,
        shape.heads,
        shape.inner,
        dropout=dropout,
        activation="gelu",
        layer_norm_eps=1e-12,
        batch_first=True,
    )


class Encoder(nn.Module):
    """A transformer with BERT's layers, called as Stanza calls a model of the transformers library.

    What it answers is remembered until `forget`: tagger and parser ask for the same sentences one after the other.
    `lower` are the layers below the last, counted from 1, whose answers are remembered too.
    """

    _hf_peft_config_loaded = False  # Stanza looks for adapters

    def __init__(self, shape: Shape, *, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.config = SimpleNamespace(hidden_size=shape.width)
        self.pieces = nn.Embedding(shape.pieces, shape.width, padding_idx=_PAD)
        self.places = nn.Embedding(shape.longest, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        layer = make_layer(shape, dropout)
        self.layers = nn.TransformerEncoder(layer, shape.layers, enable_nested_tensor=False)
        self.lower: tuple[int, ...] = ()
        self._known: dict[tuple[int, ...], tuple[Tensor, ...]] = {}

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Vectors of a padded batch: shape (sentences, pieces, width)."""
        *_, last = self.states(ids, mask)
        return last

    def embed(self, ids: Tensor) -> Tensor:
        """What the lowest layer is given of pieces, in the shape of `ids` and width."""
        places = torch.arange(ids.shape[1], device=ids.device)
        embedded: Tensor = self.dropout(self.norm(self.pieces(ids) + self.places(places)))
        return embedded

    def states(self, ids: Tensor, mask: Tensor) -> Iterator[Tensor]:
        """What each layer makes of a padded batch, the lowest first: shape (sentences, pieces, width)."""
        state = self.embed(ids)
        for layer in self.layers.layers:
            state = layer(state, src_key_padding_mask=mask == 0)
            yield state

    def forward(self, ids: Tensor, attention_mask: Tensor, **_options: object) -> SimpleNamespace:
        """The last layer's vectors, as the only hidden state. Sentences asked before are not computed again."""
        rows = [
            tuple(row[:length])
            for row, length in zip(ids.tolist(), attention_mask.sum(1).tolist(), strict=True)
        ]
        self._learn(rows)
        answer = torch.zeros(*ids.shape, self.shape.width)
        for place, row in enumerate(rows):
            if row:  # none where a longer sentence of the batch is cut in two
                answer[place, : len(row)] = self._known[row][0]
        return SimpleNamespace(hidden_states=(answer,))

    def vectors(self, row: Sequence[int]) -> Tensor:
        """A sentence by its last layer and those of `lower` side by side: shape (pieces, layers x width)."""
        self._learn([tuple(row)])
        return torch.cat([part.float() for part in self._known[tuple(row)]], dim=1)

    def _learn(self, rows: Iterable[tuple[int, ...]]) -> None:
        """Computes the sentences that are not remembered."""
        for batch in _bunches({row for row in rows if row and row not in self._known}):
            longest = len(batch[-1])
            padded = torch.tensor([(*row, *[_PAD] * (longest - len(row))) for row in batch])
            states = list(self.states(padded, (padded != _PAD).long()))
            kept = [states[-1], *(states[layer - 1].half() for layer in self.lower)]
            for place, row in enumerate(batch):
                self._known[row] = tuple(state[place, : len(row)] for state in kept)

    def forget(self) -> None:
        """Drops the sentences remembered."""
        self._known.clear()


def _bunches(rows: Iterable[tuple[int, ...]]) -> Iterable[list[tuple[int, ...]]]:
    """Batches of sentences nearly as long as each other."""
    batch: list[tuple[int, ...]] = []
    for row in sorted(rows, key=lambda r: (len(r), r)):
        size = len(row) * (len(batch) + 1)
        if batch and (size > _BATCH or len(row) > len(batch[0]) * (1 + _MARGIN) + 2):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def save_encoder(path: Path, encoder: Encoder, pieces: Sequence[str], scores: Sequence[float]) -> None:
    """Writes weights and pieces: matrices as 8 bits with a step a row, the pieces' table as 4 bits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(
        {
            "shape": asdict(encoder.shape),
            "weights": pack(encoder.state_dict(), four_bits=["pieces.weight"]),
            "pieces": list(pieces),
            "scores": torch.tensor(scores),
        },
        path,
    )


def load_encoder(path: Path) -> tuple[Encoder, Pieces]:
    """An encoder, ready to answer, and what cuts its words.

    Raises:
        OSError, RuntimeError, LookupError, TypeError, pickle.UnpicklingError: the file is not an encoder's.
    """
    saved = torch.load(path, map_location="cpu", weights_only=True)
    encoder = Encoder(Shape(**saved["shape"]))
    encoder.load_state_dict(unpack(saved["weights"]))
    encoder.eval().requires_grad_(False)
    return encoder, Pieces(saved["pieces"], saved["scores"].tolist(), encoder.shape.longest)


def pack(weights: Mapping[str, Tensor], *, four_bits: Iterable[str] = ()) -> dict[str, dict[str, Tensor]]:
    """Weights as they are kept: matrices as whole numbers of 8 bits with a step a row, those named in 4 bits."""
    coarse, stored = frozenset(four_bits), {}
    for name, weight in weights.items():
        if name in coarse:
            stored[name] = _four_bits(weight)
        elif weight.dim() == 2:
            step = weight.abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
            stored[name] = {"whole": torch.round(weight / step).to(torch.int8), "step": step.half()}
        else:
            stored[name] = {"plain": weight.clone()}
    return stored


def unpack(stored: Mapping[str, Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """Weights that `pack` made smaller."""
    return {name: _read(parts) for name, parts in stored.items()}


def _four_bits(table: Tensor) -> dict[str, Tensor]:
    """Two values a byte; each block of values has a step of its own."""
    blocks = table.view(-1, _BLOCK)
    step = (blocks.abs().amax(1, keepdim=True).clamp(min=1e-12) / 7).half()
    whole = (torch.round(blocks / step.float()).clamp(-8, 7) + 8).to(torch.uint8)
    low, high = whole[:, : _BLOCK // 2], whole[:, _BLOCK // 2 :]
    return {"nibbles": low | (high << 4), "step": step, "rows": torch.tensor(len(table))}


def _read(parts: Mapping[str, Tensor]) -> Tensor:
    if "plain" in parts:
        return parts["plain"]
    if "whole" in parts:
        return parts["whole"].float() * parts["step"].float()
    values = torch.cat([parts["nibbles"] & 15, parts["nibbles"] >> 4], dim=1).float() - 8
    return (values * parts["step"].float()).view(int(parts["rows"]), -1)
