"""Teaches the encoder to parse: tags, features, heads and relations of all languages at once.

A biaffine parser (Dozat and Manning 2017, https://arxiv.org/abs/1611.01734) and two linear taggers stand on the encoder
while it learns, as in UDify (Kondratyuk and Straka 2019, https://arxiv.org/abs/1904.02099). They are thrown away: Stanza's
own taggers and parsers are trained on the vectors afterwards.
"""

from __future__ import annotations

import logging
import math
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import torch
from attrs import astuple, frozen
from torch import Tensor, nn
from torch.nn import functional

from ..backends.encoder import Encoder, Pieces
from .treebanks import Tree, words_of

logger = logging.getLogger(__name__)

_ARC, _LABEL = 256, 128  # units of the biaffine layers
_HEAD_DROPOUT = 0.25
_NONE = -100  # a label that counts in no loss
_NEVER = -1e9


@frozen
class Schedule:
    """How the encoder is trained: values usual for encoders of this size, not tuned.

    Attributes:
        steps: batches in all.
        words: words in a batch, padding included.
        rate: highest learning rate of the encoder; it rises over `warm_up` steps and falls along half a cosine.
        head_rate: that of the layers above it.
    """

    steps: int = 2600
    words: int = 800
    rate: float = 2.5e-4
    head_rate: float = 2e-3
    warm_up: int = 300
    seed: int = 1
    smoothing: float = 0.03

    def share(self, step: int) -> float:
        """The part of the highest learning rate at a step."""
        if step < self.warm_up:
            return (step + 1) / self.warm_up
        done = (step - self.warm_up) / max(1, self.steps - self.warm_up)
        return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done))


class Labels:
    """Numbers for tags, feature bundles and relations; rare ones count in no loss."""

    def __init__(self, trees: Iterable[Tree]) -> None:
        rows = [row for tree in trees for row in words_of(tree)]
        self.tags = _numbered((row[3] for row in rows), least=1)
        self.features = _numbered((row[5] for row in rows), least=5)
        self.relations = _numbered((row[7] for row in rows), least=3)

    def of(self, tree: Tree) -> list[tuple[int, int, int, int]]:
        """Tag, features, head and relation of each word."""
        return [
            (
                self.tags.get(row[3], _NONE),
                self.features.get(row[5], _NONE),
                int(row[6]),
                self.relations.get(row[7], _NONE),
            )
            for row in words_of(tree)
        ]


def _numbered(values: Iterable[str], least: int) -> dict[str, int]:
    counts = Counter(values)
    return {value: i for i, value in enumerate(v for v, n in counts.most_common() if n >= least)}


class Joint(nn.Module):
    """The encoder with a linear tagger, a linear layer for features and a biaffine parser on it."""

    def __init__(self, encoder: Encoder, labels: Labels) -> None:
        super().__init__()
        width = encoder.shape.width
        self.encoder, self.drop = encoder, nn.Dropout(_HEAD_DROPOUT)
        self.tag, self.features = nn.Linear(width, len(labels.tags)), nn.Linear(width, len(labels.features))
        self.arc_ends = nn.ModuleList(nn.Linear(width, _ARC) for _ in range(2))
        self.label_ends = nn.ModuleList(nn.Linear(width, _LABEL) for _ in range(2))
        self.arc = nn.Parameter(torch.randn(_ARC + 1, _ARC) * 0.02)
        self.label = nn.Parameter(torch.randn(_LABEL + 1, len(labels.relations), _LABEL + 1) * 0.02)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Scores of tags, features, heads (the root first), and relations to the gold heads."""
        with torch.autocast(batch.ids.device.type, torch.bfloat16):
            vectors = self.encoder.encode(batch.ids, batch.mask).float()
        places = batch.places[..., None].expand(-1, -1, vectors.shape[2])
        nodes = self.drop(vectors.gather(1, places))
        words = nodes[:, 1:]
        dependent, head = (
            self.drop(functional.gelu(end(x))) for end, x in zip(self.arc_ends, (words, nodes), strict=True)
        )
        arcs = _with_one(dependent) @ self.arc @ head.transpose(1, 2)
        arcs = arcs.masked_fill(batch.outside[:, None], _NEVER)
        dependent, head = (
            self.drop(functional.gelu(end(x))) for end, x in zip(self.label_ends, (words, nodes), strict=True)
        )
        gold = batch.gold[2].clamp(min=0)[..., None].expand(-1, -1, _LABEL + 1)
        pairs = torch.einsum(
            "bwi,irj,bwj->bwr", _with_one(dependent), self.label, _with_one(head).gather(1, gold)
        )
        return self.tag(words), self.features(words), arcs, pairs

    def loss(self, batch: Batch, smoothing: float) -> Tensor:
        """Heads and relations count fully, tags and features half."""
        tags, features, arcs, relations = self(batch)

        def wrong(scores: Tensor, gold: Tensor, smooth: float = smoothing) -> Tensor:
            return functional.cross_entropy(
                scores.flatten(0, 1), gold.flatten(), ignore_index=_NONE, label_smoothing=smooth
            )

        tag, feature, head, relation = batch.gold
        return (
            wrong(arcs, head, 0.0)
            + wrong(relations, relation)
            + 0.5 * wrong(tags, tag)
            + 0.5 * wrong(features, feature)
        )


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, x.new_ones(*x.shape[:-1], 1)], dim=-1)


@frozen(eq=False)
class Batch:
    """Sentences as padded tensors.

    Attributes:
        ids, mask: pieces, shape (sentences, pieces).
        places: the last piece of each word, the root's first; shape (sentences, words + 1).
        outside: true beyond a sentence's last word; same shape.
        gold: tags, features, heads, relations; shape (4, sentences, words).
    """

    ids: Tensor
    mask: Tensor
    places: Tensor
    outside: Tensor
    gold: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same on another device."""
        return Batch(*(part.to(device) for part in astuple(self)))


def make_batch(trees: Sequence[Tree], labels: Labels, pieces: Pieces) -> Batch:
    """Sentences as tensors, each word at its last piece: there Stanza reads it too."""
    encoded = pieces([[row[1] for row in words_of(tree)] for tree in trees])
    gold = [labels.of(tree) for tree in trees]
    longest = max(map(len, gold))
    places = torch.zeros(len(trees), longest + 1, dtype=torch.long)
    target = torch.full((4, len(trees), longest), _NONE)
    for number, rows in enumerate(gold):
        for place, word in enumerate(encoded.word_ids(number)):
            if word is not None:
                places[number, word + 1] = place
        target[:, number, : len(rows)] = torch.tensor(rows).T
    lengths = torch.tensor([len(rows) for rows in gold])
    return Batch(
        ids=torch.tensor(encoded["input_ids"]),
        mask=torch.tensor(encoded["attention_mask"]),
        places=places,
        outside=torch.arange(longest + 1)[None] > lengths[:, None],
        gold=target,
    )


def batches(trees: Sequence[Tree], words: int, rng: random.Random) -> Iterator[list[Tree]]:
    """Sentences of like length together, in random order, for ever."""
    while True:
        ready: list[list[Tree]] = []
        batch: list[Tree] = []
        for tree in sorted(trees, key=lambda t: len(t) + 4 * rng.random()):
            if batch and len(tree) * (len(batch) + 1) > words:
                ready.append(batch)
                batch = []
            batch.append(tree)
        ready.append(batch)
        rng.shuffle(ready)
        yield from ready


def train_encoder(
    encoder: Encoder,
    pieces: Pieces,
    trees: Sequence[Tree],
    dev: Mapping[str, Sequence[Tree]],
    schedule: Schedule,
) -> Encoder:
    """Trains the encoder in place, on a GPU where there is one; scores on the development parts go to the log."""
    torch.manual_seed(schedule.seed)
    torch.set_flush_denormal(True)
    labels = Labels(trees)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = Joint(encoder, labels).to(device)
    own = {id(p) for p in encoder.parameters()}
    groups = [
        {"params": list(encoder.parameters()), "top": schedule.rate},
        {"params": [p for p in model.parameters() if id(p) not in own], "top": schedule.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, lr=schedule.rate, betas=(0.9, 0.98), weight_decay=0.01)
    model.train()
    began = time.monotonic()
    stream = batches(trees, schedule.words, random.Random(schedule.seed))
    for step, chosen in zip(range(schedule.steps), stream, strict=False):
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * schedule.share(step)
        loss = model.loss(make_batch(chosen, labels, pieces).to(device), schedule.smoothing)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if (step + 1) % 500 == 0 or step + 1 == schedule.steps:
            scores = {name: attachment(model, part, labels, pieces) for name, part in dev.items()}
            logger.info("step %d, %.0f s, LAS %s", step + 1, time.monotonic() - began, scores)
    return encoder.cpu().eval().requires_grad_(False)


def attachment(model: Joint, trees: Sequence[Tree], labels: Labels, pieces: Pieces) -> float:
    """Words in a hundred with the right head, whose relation at the right head is right too."""
    model.eval()
    right = words = 0
    with torch.inference_mode():
        for start in range(0, len(trees), 40):
            batch = make_batch(trees[start : start + 40], labels, pieces).to(model.arc.device)
            _, _, arcs, relations = model(batch)
            head, relation = batch.gold[2], batch.gold[3]
            inside = head != _NONE
            right += int(((arcs.argmax(2) == head) & (relations.argmax(2) == relation) & inside).sum())
            words += int(inside.sum())
    model.train()
    return round(100 * right / max(1, words), 2)
