"""The layers of the default reader of two claims.

The lower layers of multilingual-e5-small read each claim by itself, so once however many pairs it is in; the upper
ones, trained on, read two at once (MacAvaney et al. 2020, "Efficient Document Re-Ranking for Transformers by
Precomputing Term Representations", https://arxiv.org/abs/2004.14255). Vectors of word pieces are those of the parsers'
encoder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from attrs import asdict
from torch import Tensor, nn

from .encoder import Encoder, Pieces, Shape, make_layer, pack, unpack
from .reader import RELATIONS

#: Layers that read a claim by itself, and two at once.
BELOW, ABOVE = 6, 6
_LONGEST = 100  # pieces of a claim that are read: those of the invented events have 49 at most, 0.7% in the news have more


class JointLayers(nn.Module):
    """The layers of a reader.

    Args:
        shape: of a layer.
        dropout: share of values left out while it learns.
    """

    def __init__(self, shape: Shape, *, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.below = nn.ModuleList(make_layer(shape) for _ in range(BELOW))
        self.side = nn.Parameter(torch.zeros(2, shape.width))
        self.above = nn.ModuleList(make_layer(shape, dropout) for _ in range(ABOVE))
        self.dropout = nn.Dropout(dropout)
        self.out = nn.Linear(2 * shape.width, RELATIONS)

    def alone(self, claims: Tensor) -> Tensor:
        """What the lower layers make of claims of one length, shape (claims, pieces, width)."""
        state = claims
        for layer in self.below:
            state = layer(state)
        return state

    def forward(self, pairs: Sequence[tuple[Tensor, Tensor]]) -> Tensor:
        """Logits of pairs, shape (pairs, 6), whose claims were read `alone`, each of shape (pieces, width)."""
        longest = max(len(a) + len(b) for a, b in pairs)
        state = torch.zeros(len(pairs), longest, self.shape.width)
        unread = torch.ones(len(pairs), longest, dtype=torch.bool)
        for row, (a, b) in enumerate(pairs):
            middle, end = len(a), len(a) + len(b)
            state[row, :middle] = a + self.side[0]
            state[row, middle:end] = b + self.side[1]
            unread[row, :end] = False
        for layer in self.above:
            state = layer(state, src_key_padding_mask=unread if len(pairs) > 1 else None)
        rows, middles = torch.arange(len(pairs)), torch.tensor([len(a) for a, _ in pairs])
        first, second = state[rows, 0], state[rows, middles]  # where each begins
        ends = torch.cat([first + second, (first - second).abs()], dim=1)
        logits: Tensor = self.out(self.dropout(ends))
        return logits


def cut_claim(text: str, pieces: Pieces, encoder: Encoder) -> Tensor:
    """The vectors of a claim's pieces before any layer, shape (pieces, width)."""
    ids = pieces([text.split()])["input_ids"][0][:_LONGEST]
    return encoder.embed(torch.tensor([ids]))[0]


@torch.inference_mode()
def read_pairs(
    pairs: Sequence[tuple[str, str]], encoder: Encoder, pieces: Pieces, model: JointLayers
) -> list[list[float]]:
    """How likely each relation is for each pair, read one by one."""
    texts = dict.fromkeys(text for pair in pairs for text in pair)
    alone = {text: model.alone(cut_claim(text, pieces, encoder)[None])[0] for text in texts}
    return [torch.softmax(model([(alone[a], alone[b])])[0], dim=0).tolist() for a, b in pairs]


def save_reader(path: Path, model: JointLayers, languages: Iterable[str]) -> None:
    """Writes weights: the lower layers as 4 bits, as they came, the upper as 8."""
    weights = model.state_dict()
    lower = [name for name, weight in weights.items() if name.startswith("below") and weight.dim() == 2]
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(
        {
            "shape": asdict(model.shape),
            "languages": sorted(languages),
            "weights": pack(weights, four_bits=lower),
        },
        path,
    )


def load_reader(path: Path) -> tuple[JointLayers, frozenset[str]]:
    """The layers of a reader, ready to answer, and the languages it was taught.

    Raises:
        OSError, RuntimeError, LookupError, TypeError, pickle.UnpicklingError: the file is not a reader's.
    """
    saved = torch.load(path, map_location="cpu", weights_only=True)
    model = JointLayers(Shape(**saved["shape"]))
    model.load_state_dict(unpack(saved["weights"]))
    model.eval().requires_grad_(False)
    return model, frozenset(saved["languages"])
