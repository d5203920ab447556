"""The encoder learns to parse."""

from __future__ import annotations

import string
from importlib import resources
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from quotetrack.backends.encoder import Encoder, Pieces, Shape  # noqa: E402
from quotetrack.training.joint import Joint, Labels, Schedule, attachment, train_encoder  # noqa: E402
from quotetrack.training.treebanks import read_trees  # noqa: E402

TREES = list(read_trees(Path(str(resources.files("quotetrack.training"))) / "hand-made" / "en.conllu"))[:30]
TABLE = ["<s>", "<pad>", "</s>", "<unk>", "▁", *string.ascii_letters, *string.punctuation]


def test_training_teaches_the_encoder(caplog):
    """After some steps the encoder's weights have moved and sentences it saw are parsed better than by chance."""
    torch.manual_seed(1)
    pieces = Pieces(TABLE, [-1.0] * len(TABLE), 300)
    encoder = Encoder(Shape(pieces=len(TABLE), layers=1, width=32, heads=2, inner=32, longest=300))
    before = encoder.pieces.weight.detach().clone()
    chance = attachment(Joint(encoder, Labels(TREES)), TREES, Labels(TREES), pieces)
    with caplog.at_level("INFO", "quotetrack.training.joint"):
        train_encoder(
            encoder,
            pieces,
            TREES,
            {"seen": TREES},
            Schedule(steps=60, words=200, rate=3e-3, head_rate=1e-2, warm_up=5),
        )
    [record] = caplog.records
    learned = record.args[2]["seen"]
    assert learned > chance + 5
    assert not torch.equal(before, encoder.pieces.weight)
    assert not encoder.training and not encoder.pieces.weight.requires_grad
